/** What the rules are told of a file: what its reader and the look say of it, and its rows, to be gone over once. */
import type { GridFacts, RowBatch } from '../../lib/grid.ts'
import type { GridColumn, GridFormat, RowKind, SplitName } from '../../lib/grid-declaration.ts'
import type { Kind } from '../../lib/kinds.ts'

export interface RuledFile {
  /** path, for the places */
  readonly file: string
  readonly format: GridFormat
  readonly worksheets: readonly RuledWorksheet[]
  /** names of units as written: 人, ㎡ */
  readonly units: ReadonlySet<string>
}

export interface RuledWorksheet {
  /** null: a CSV */
  readonly worksheet: string | null
  readonly facts?: GridFacts
  readonly tables: readonly RuledTable[]
  readonly batches: () => Iterable<RowBatch>
}

export interface RuledTable {
  /** none: the table has no header */
  readonly headerRows: readonly number[]
  /** first and last row of the file that it speaks of */
  readonly from: number
  readonly to: number
  /** rows that are no data, in order */
  readonly skipped: readonly { readonly from: number; readonly to: number; readonly as: RowKind }[]
  readonly columns: readonly RuledColumn[]
  /** the look reads headers as values (年, 月, 年齢) */
  readonly isCross: boolean
}

export interface RuledColumn {
  /** from 1 */
  readonly column: number
  /** the parts of a header of several rows joined by `_` */
  readonly header: string
  readonly parts: readonly string[]
  readonly above?: GridColumn['above']
  readonly split?: SplitName
  /** it is no data: an instruction to the side */
  readonly isLeft: boolean
  readonly kind?: Kind
  /** the header is the one that a sheet of the standard has */
  readonly isStandard: boolean
}
