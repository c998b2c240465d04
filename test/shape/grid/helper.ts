/** Small tables, run through the reader of grids: what each row was taken for, and the data rows. */
import type { Merge, Row, RowBatch } from '../../../pipeline/lib/grid.ts'
import type { GridColumn, GridTable } from '../../../pipeline/lib/grid-declaration.ts'
import {
  createReader,
  type Located,
  locateTables,
  type RowFault,
} from '../../../pipeline/shape/grid/index.ts'

/** Cells are separated by `|`; spaces around them are of the layout of the test. */
export function rowsOf(text: string): readonly Row[] {
  const lines = text
    .split('\n')
    .filter((_, i, all) => !((i === 0 || i === all.length - 1) && all[i]?.trim() === ''))
  return lines.map((line) => (line.trim() === '' ? [] : line.split('|').map((cell) => cell.trim())))
}

export function batches(rows: readonly Row[], size = 3): readonly RowBatch[] {
  const out: RowBatch[] = []
  for (let at = 0; at < rows.length; at += size) out.push({ first: at + 1, rows: rows.slice(at, at + size) })
  return out
}

/** Columns are given as their headers, or whole. */
export function table(
  columns: readonly (string | GridColumn)[],
  more: Partial<Omit<GridTable, 'columns'>> = {},
): GridTable {
  return {
    dataset: 'x',
    headerRows: 1,
    key: [],
    ...more,
    columns: columns.map((one) => (typeof one === 'string' ? { header: one, to: one } : one)),
  }
}

export function locate(
  tables: readonly GridTable[],
  rows: readonly Row[],
  merges?: readonly Merge[],
): readonly (Located | undefined)[] {
  return locateTables(tables, batches(rows), merges)
}

export interface Done {
  readonly located: Located
  /** `row: cell|cell`, of the declared columns and of what was melted */
  readonly data: readonly string[]
  /** `1-2 preamble reason` */
  readonly spans: readonly string[]
  /** `code row` */
  readonly faults: readonly string[]
  readonly endedAt: number | undefined
  readonly many: number
}

export function run(
  one: GridTable,
  rows: readonly Row[],
  isCsv = false,
  size = 3,
  merges?: readonly Merge[],
): Done {
  const [located] = locate([one], rows, merges)
  if (located === undefined) throw new Error('the header is not there')
  return read(one, located, rows, isCsv, size, merges)
}

export function read(
  one: GridTable,
  located: Located,
  rows: readonly Row[],
  isCsv = false,
  size = 3,
  merges: readonly Merge[] = [],
): Done {
  const faults: RowFault[] = []
  const reader = createReader(one, located, { isCsv, merges, fault: (fault) => faults.push(fault) })
  const data: string[] = []
  const width = located.headers.length
  for (const batch of batches(rows, size)) {
    const raw = reader.push(batch)
    for (const [i, cells] of raw.rows.entries()) {
      const own = located.columns.map((at) => (at < 0 ? '∅' : (cells[at] ?? '')))
      const melted = located.melted.length > 0 ? cells.slice(width) : []
      data.push(`${raw.numbers[i]}: ${[...own, ...melted].join('|')}`)
    }
  }
  return {
    located,
    data,
    spans: reader
      .spans()
      .map(({ from, to, as, reason }) => `${from === to ? from : `${from}-${to}`} ${as} ${reason}`.trim()),
    faults: faults.map(({ code, row }) => `${code} ${row}`),
    endedAt: reader.endedAt(),
    many: reader.dataRows(),
  }
}
