/** What the table finder says of a worksheet or CSV, and the sheet recognizer starts from. */
import type { Row } from '../lib/grid.ts'
import type { GridColumn, Melt, RowKind, RowTest, SkipRule } from '../lib/grid-declaration.ts'
import type { Text } from '../problem.ts'

export interface FoundColumn {
  /** its place in the file, from 1 */
  readonly column: number
  /** as written; the parts of a header of several rows joined by `_`; blank where there is none */
  readonly header: string
  /** of a header of several rows, from above; merged groups repeated over their columns */
  readonly parts: readonly string[]
  /** the n-th with this header in this table, from 1 */
  readonly nth: number
  readonly above?: GridColumn['above']
  /** it is no data: an instruction to the side */
  readonly leave?: Text
}

/** A row of the sample that is not data, and why it was taken for what it is. */
export interface FoundSkip {
  readonly row: number
  readonly as: RowKind
  readonly reason: Text
}

export interface FoundTable {
  /** rows of the header; empty: there is none */
  readonly headerRows: readonly number[]
  /** first and last row that belong to it, its preamble and its notes included, within the sample */
  readonly firstRow: number
  readonly lastRow: number
  readonly columns: readonly FoundColumn[]
  /** rows of the sample that are data; cells as in the file (by `column - 1`) */
  readonly data: readonly { readonly row: number; readonly cells: Row }[]
  readonly skipped: readonly FoundSkip[]
  /** the same as rules, for the declaration */
  readonly rules: {
    readonly headerRows: number
    readonly block?: number
    readonly skip: readonly SkipRule[]
    readonly endsAtBlank?: number
    readonly endsAt?: RowTest
    readonly melt?: Omit<Melt, 'name' | 'second' | 'value'>
  }
  /** 0 to 1: how sure it is that header and data are what they were taken for */
  readonly confidence: number
  readonly reasons: readonly Text[]
  /** columns (from 1) that `rules.melt` takes: they are not declared by themselves */
  readonly melted?: readonly number[]
  /** what only a person can say */
  readonly questions?: readonly Text[]
}
