/** A file of tables once opened: its worksheets (a CSV has one, without a name), each of which can be read from its start. */
import type {
  FileProperties,
  GridFacts,
  GridSample,
  LooseText,
  Picture,
  Row,
  RowBatch,
} from '../../lib/grid.ts'
import type { Delimiter, Encoding, GridFormat } from '../../lib/grid-declaration.ts'

export interface OpenGrid {
  /** null: a CSV */
  readonly worksheet: string | null
  readonly hidden: boolean
  readonly facts?: GridFacts
  /** all rows, from the first, each time it is asked */
  readonly batches: () => Iterable<RowBatch>
  /** what is looked at, where that can be had without going over all rows; undefined: it can not */
  readonly sample?: () => GridSample | undefined
}

export interface OpenFile {
  readonly format: GridFormat
  readonly encoding?: Encoding
  readonly delimiter?: Delimiter
  readonly date1904: boolean
  readonly grids: readonly OpenGrid[]
  /** of a CSV there are none */
  readonly properties?: FileProperties
  readonly pictures?: readonly Picture[]
  readonly texts?: readonly LooseText[]
}

const BATCH = 1000

/** Rows in memory as batches. */
export function* batchesOfRows(rows: readonly Row[], bad?: RowBatch['bad']): Generator<RowBatch> {
  for (let at = 0; at < rows.length; at += BATCH)
    yield { first: at + 1, rows: rows.slice(at, at + BATCH), ...(bad === undefined ? {} : { bad }) }
}

/** The rows from `from` to `to`, both included. */
export function* within(batches: Iterable<RowBatch>, from: number, to: number): Generator<RowBatch> {
  for (const batch of batches) {
    const { first, rows } = batch
    const last = first + rows.length - 1
    if (last < from) continue
    if (first > to) return
    const start = Math.max(0, from - first)
    const end = Math.min(rows.length, to - first + 1)
    if (start === 0 && end === rows.length) yield batch
    else yield { ...batch, first: first + start, rows: rows.slice(start, end) }
  }
}
