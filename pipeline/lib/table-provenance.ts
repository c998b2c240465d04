/** Cells of tables: which row and columns of the file a value of a record stands in. */
import type { Provenance, TableRule } from './model.ts'
import { own } from './own.ts'

export interface TablePlace {
  readonly worksheet: string | null
  readonly row: number
  /** letters; none where the field is read from no column */
  readonly columns: readonly string[]
}

/** `record`: its place in the dataset, from 0. Undefined where it is of no table. */
export function tablePlaceOf(provenance: Provenance, record: number, field: string): TablePlace | undefined {
  for (const table of provenance.tables ?? []) {
    const row = rowOf(table, record)
    if (row !== undefined)
      return { worksheet: table.worksheet, row, columns: columnsOf(table, record, row, field) }
  }
  return undefined
}

function columnsOf(table: TableRule, record: number, row: number, field: string): readonly string[] {
  const { melted } = table
  if (melted === undefined || !melted.fields.includes(field)) return own(table.columns, field) ?? []
  let first = record
  while (first > 0 && rowOf(table, first - 1) === row) first -= 1
  const column = melted.columns[record - first]
  return column === undefined ? [] : [column]
}

/** The record that comes from a row, or the first of them; undefined where none does. */
export function recordOfRow(
  provenance: Provenance,
  worksheet: string | null,
  row: number,
): number | undefined {
  for (const table of provenance.tables ?? []) {
    if (table.worksheet !== worksheet) continue
    const run = table.runs.find(([, from, many]) => row >= from && row < from + many)
    if (run !== undefined) return run[0] + row - run[1]
  }
  return undefined
}

/** Runs are in the order of their records. */
function rowOf({ runs }: TableRule, record: number): number | undefined {
  let low = 0
  let high = runs.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const run = runs[middle]
    if (run === undefined) return undefined
    const [first, row, many] = run
    if (record < first) high = middle - 1
    else if (record >= first + many) low = middle + 1
    else return row + record - first
  }
  return undefined
}
