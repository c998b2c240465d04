/** Which rows of a file the records that a person names come from: found by their key alone, held rows too. */
import type { ReadCell, ValueContext } from '../../lib/field.ts'
import type { Row } from '../../lib/grid.ts'
import type { GridTable } from '../../lib/grid-declaration.ts'
import type { Scalar } from '../../lib/model.ts'
import { recordName } from '../../lib/record-id.ts'
import { compileField } from '../../normalize/index.ts'
import { createReader, type Located, locateTables } from '../../shape/grid/index.ts'
import type { OpenGrid } from './grids.ts'
import { compileProgram } from './program.ts'
import type { RowType } from './worksheet.ts'

/** A worksheet and the tables that are declared for it. */
export interface WorksheetTables {
  readonly grid: OpenGrid
  readonly tables: readonly GridTable[]
  readonly typeOf: (table: GridTable) => RowType | undefined
  readonly context: ValueContext
}

export interface CorrectedTable {
  readonly grid: OpenGrid
  readonly table: GridTable
  readonly located: Located
  readonly type: RowType
  readonly context: ValueContext
  /** columns of the file that give a field, from 0 */
  readonly columnsOf: (slot: number) => readonly number[]
  /** a cell as a value of a field, in words */
  readonly reads: (slot: number) => (text: string) => string
}

export interface RecordAt {
  readonly of: CorrectedTable
  readonly row: number
  /** as they stand in the file */
  readonly cells: Row
}

/** Those of its tables whose header is there. */
export function locatedTables({ grid, tables, typeOf, context }: WorksheetTables): readonly CorrectedTable[] {
  const places = locateTables(tables, grid.batches(), grid.facts?.merges)
  return tables.flatMap((table, i): readonly CorrectedTable[] => {
    const located = places[i]
    const type = typeOf(table)
    if (located === undefined || type === undefined) return []
    const isTo = (to: GridTable['columns'][number]['to'], header: string): boolean =>
      typeof to === 'string' ? to === header : to?.includes(header) === true
    return [
      {
        grid,
        table,
        located,
        type,
        context,
        columnsOf: (slot) =>
          table.columns.flatMap(({ to }, c) => {
            const at = located.columns[c] ?? -1
            return at >= 0 && isTo(to, type.fields[slot]?.header ?? '') ? [at] : []
          }),
        reads: (slot) => wordsOf(type.fields[slot], context),
      },
    ]
  })
}

function wordsOf(
  field: RowType['fields'][number] | undefined,
  context: ValueContext,
): (text: string) => string {
  const read: ReadCell | undefined = field === undefined ? undefined : compileField(field, context)
  return (text) => String(read?.(text, () => undefined) ?? '')
}

/** Rows that follow each other. */
interface Rows {
  readonly from: number
  readonly to: number
}

/**
 * What the records of these rows (in order) are called by these columns, as far as their cells can be read; a row
 * whose key is blank has no name.
 */
export function namesOfRows(
  of: CorrectedTable,
  headers: readonly string[],
  wanted: readonly Rows[],
): ReadonlySet<string> {
  const { table, type } = of
  const keys = headers.flatMap((name) =>
    type.fields.flatMap(({ key, header }) => (header === name ? [key] : [])),
  )
  const names = new Set<string>()
  if (keys.length === 0 || keys.length !== headers.length) return names
  let at = 0
  const isWanted = (row: number): boolean => {
    while ((wanted[at]?.to ?? Number.POSITIVE_INFINITY) < row) at += 1
    return (wanted[at]?.from ?? Number.POSITIVE_INFINITY) <= row
  }
  readKeys(of, keyColumns({ ...table, key: headers }), isWanted, (record) => {
    if (keys.some((key) => record[key] !== null && record[key] !== '')) names.add(recordName(record, keys))
  })
  return names
}

/** `<dataset>/<name>` of the one record that each of these rows gives; none of a row that gives none, or several. */
export function recordsInRows(
  worksheets: readonly WorksheetTables[],
  worksheet: string | undefined,
  rows: ReadonlySet<number>,
): ReadonlyMap<number, string> {
  const names = new Map<number, Set<string>>()
  const own = worksheets.filter(({ grid }) => (grid.worksheet ?? undefined) === worksheet)
  for (const of of own.flatMap(locatedTables)) {
    const { table, type } = of
    const keys = table.key.flatMap((name) =>
      type.fields.flatMap(({ key, header }) => (header === name ? [key] : [])),
    )
    if (keys.length === 0) continue
    readKeys(
      of,
      keyColumns(table),
      (row) => rows.has(row),
      (record, row) => {
        if (keys.every((key) => record[key] === null || record[key] === '')) return
        const found = names.get(row) ?? new Set()
        names.set(row, found.add(`${table.dataset}/${recordName(record, keys)}`))
      },
    )
  }
  return new Map(
    [...names].flatMap(([row, [only, ...others]]) =>
      only === undefined || others.length > 0 ? [] : [[row, only] as const],
    ),
  )
}

function readKeys(
  { grid, table, located, type, context }: CorrectedTable,
  columns: GridTable,
  isWanted: (row: number) => boolean,
  take: (record: Readonly<Record<string, Scalar>>, row: number, cells: Row) => void,
): void {
  let at: { readonly row: number; readonly cells: Row } = { row: 0, cells: [] }
  const program = compileProgram({
    table: columns,
    located,
    fields: type.fields,
    gate: () => [],
    context,
    sink: {
      met: () => undefined,
      changed: () => undefined,
      record(_, values) {
        const record = Object.fromEntries(type.fields.map(({ key }, slot) => [key, values[slot] ?? null]))
        take(record, at.row, at.cells)
        return false
      },
    },
  })
  const reader = createReader(table, located, { isCsv: false, fault: () => undefined })
  for (const batch of grid.batches()) {
    const { rows, numbers } = reader.push(batch)
    for (const [i, cells] of rows.entries()) {
      const row = numbers[i] ?? 0
      if (!isWanted(row)) continue
      at = { row, cells: batch.rows[row - batch.first] ?? cells }
      program.run({ rows: [cells], numbers: [row] })
    }
  }
}

/** `<dataset>/<name>` → where it stands; only those of `wanted`. */
export function findRecords(
  tables: readonly CorrectedTable[],
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, readonly RecordAt[]> {
  const found = new Map<string, RecordAt[]>()
  if (wanted.size === 0) return found
  for (const of of tables) {
    const { table, type } = of
    if (table.key.length === 0 || ![...wanted].some((name) => name.startsWith(`${table.dataset}/`))) continue
    const keys = table.key.flatMap((name) =>
      type.fields.flatMap(({ key, header }) => (header === name ? [key] : [])),
    )
    readKeys(
      of,
      keyColumns(table),
      () => true,
      (record, row, cells) => {
        const name = `${table.dataset}/${recordName(record, keys)}`
        if (!wanted.has(name)) return
        const places = found.get(name) ?? []
        if (!places.some((one) => one.of === of && one.row === row)) places.push({ of, row, cells })
        found.set(name, places)
      },
    )
  }
  return found
}

/** What else a row says, and what is wrong with it, does not matter here. */
function keyColumns(table: GridTable): GridTable {
  const keys = new Set(table.key)
  const isKey = (to: string | readonly string[] | undefined): boolean =>
    typeof to === 'string' ? keys.has(to) : to?.some((one) => keys.has(one)) === true
  return {
    ...table,
    columns: table.columns.map((column) => (isKey(column.to) ? column : { header: column.header })),
  }
}
