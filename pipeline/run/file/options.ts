/** What the commands on a file are asked. */
export interface FileOptions {
  readonly file: string
  /** a sheet of the standard */
  readonly as?: string
  /** path of a JSON Schema of a row, or of a Table Schema */
  readonly schema?: string
  /** folder under sources/ */
  readonly publisher?: string
  /** a CSV of so many bytes is read in ranges, by several threads; 16 MB unless set */
  readonly largeFrom?: number
  /** to measure what it takes: no command has it */
  readonly withoutPrivacy?: boolean
}
