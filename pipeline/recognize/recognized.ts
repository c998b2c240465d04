/** What the recognizer is told of a table, and what it answers. */
import type { GridTable, SplitName } from '../lib/grid-declaration.ts'
import type { Json } from '../lib/model.ts'
import type { Text } from '../problem.ts'

export interface TableContext {
  /** with its folders where they say something: `data/hospital/date.xlsx` */
  readonly fileName: string
  /** null: a CSV */
  readonly worksheet: string | null
  /** texts above the table, and properties of the file such as its title */
  readonly titles?: readonly string[]
  /** columns, from 1, whose heading the file had no room to write whole */
  readonly cutHeadings?: ReadonlySet<number>
  /** 全国地方公共団体コード of the publisher, and its name as 地方公共団体名 has it (静岡県焼津市) */
  readonly code?: string
  readonly name?: string
  /** a person said which sheet it is; null: that it is none */
  readonly as?: string | null
}

/** What only a person can decide. */
export interface Question extends Text {
  /** place of the column in the file, from 1 */
  readonly column?: number
}

export interface RecognizedColumn {
  /** its place in the file, from 1 */
  readonly column: number
  readonly header: string
  readonly nth: number
  /** header of the standard (of the record type, for a dataset of its own); null: it is not carried */
  readonly target: string | null
  /** further targets of the same cell */
  readonly also: readonly string[]
  readonly split?: SplitName
  readonly values?: Readonly<Record<string, string>>
  /** 0 to 1 */
  readonly confidence: number
  /** why it has this target, or none */
  readonly reason: Text
}

export interface Recognized {
  readonly sheet: {
    readonly id: string
    readonly confidence: number
    readonly reasons: readonly Text[]
  } | null
  /** why no sheet was named; empty where one was */
  readonly reasons: readonly Text[]
  readonly columns: readonly RecognizedColumn[]
  readonly declaration: GridTable
  readonly questions: readonly Question[]
  /** JSON Schema of the records of a dataset of its own, for a person to edit */
  readonly schema?: Json
}
