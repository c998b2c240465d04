/** One side of a comparison: which tables it has, and each when it is asked for. */
import type { Side } from '../../history/index.ts'
import type { Problem, Text } from '../../problem.ts'

export interface TableColumn {
  readonly key: string
  readonly header: string
  readonly type: string
  /** of a file: counted from 1, where columns that are left out count too */
  readonly place?: number
}

/** Rows of a file that have errors and do not come out, so that nothing is known of their records but perhaps the key. */
export interface HeldRecords {
  readonly rows: number
  /** what they are called by these fields, as far as it can be read */
  readonly names: (keys: readonly string[]) => ReadonlySet<string>
}

export interface TableState {
  readonly id: string
  readonly title: Text
  readonly version?: string
  /** versions, newest first, in which values of earlier ones were taken down */
  readonly withheld?: readonly string[]
  readonly columns: readonly TableColumn[]
  /** of a file whose sheet is known: its columns with their headers as they stand there */
  readonly written?: readonly TableColumn[]
  readonly held?: HeldRecords
  /** empty: nobody said what identifies a record */
  readonly primaryKey: readonly string[]
  /** of a table that nobody knows: what its look guessed to identify a record, no more than worth a hint */
  readonly likelyKey?: readonly string[]
  /** sheet of the standard; null where none was recognized, and the types are no more than guessed */
  readonly sheet?: string | null
  readonly records: Side['records']
}

export interface DiffSide {
  readonly name: string
  /** id → what is the same where the records and columns are the same; null: they must be read */
  readonly marks: ReadonlyMap<string, string | null>
  /** what will be opened, so that it is got at once */
  readonly prepare?: (ids: readonly string[]) => Promise<void>
  readonly open: (id: string) => Promise<TableState | undefined>
  /** a file, whose tables are called by where they stand */
  readonly file?: string
  /** of a file: the sheet of each of its tables, null where none was recognized */
  readonly sheets?: readonly (string | null)[]
  readonly problems: readonly Problem[]
}
