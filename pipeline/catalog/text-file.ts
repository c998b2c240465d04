/** A small file of a dataset's folder, whole: its size is wanted by what lists it. */
export interface TextFile {
  readonly name: string
  readonly text: string
}
