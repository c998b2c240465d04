/** What a job is given. */
export interface JobInput {
  readonly publisher: string
  readonly source: string
  /** authored files and snapshot, as bytes, keyed by path relative to the project root; absent files are absent */
  readonly files: ReadonlyMap<string, Uint8Array>
  /** parsed JSON of schemas/<name>: the project's own first, then the package's */
  readonly schemas: (name: string) => unknown
  readonly sha256: (bytes: Uint8Array) => string
  /** a file of an installed package, which some formats need (PDF: the code tables of fonts) */
  readonly packageFile?: (name: string) => Uint8Array | undefined
}
