/** Where the values of a dataset's tables come from, as rules and their exceptions: small for a million rows. */
import { columnName } from '../../lib/grid.ts'
import type { GridDeclaration } from '../../lib/grid-declaration.ts'
import { keyPath } from '../../lib/keys.ts'
import type { CellException, FieldRule, Provenance, TableRule } from '../../lib/model.ts'
import { isWholeAddress } from '../../normalize/index.ts'
import { meltedPlaces } from '../../shape/grid/index.ts'
import type { Paths } from '../authored.ts'
import type { CorrectedCell } from './corrections.ts'
import type { TableOutcome } from './worksheet.ts'

/** Headers of what every record of a publisher has, and where publisher.yaml says it. */
export const PUBLISHER_KEYS: ReadonlyMap<string, string> = new Map([
  ['全国地方公共団体コード', 'code'],
  ['地方公共団体名', 'name.ja'],
])

export interface PlacedOutcome {
  readonly outcome: TableOutcome
  readonly worksheet: string | null
  /** place of its first record in the dataset */
  readonly firstRecord: number
  /** place of its declaration in the list of tables */
  readonly declared: number
}

/** `nameOf`: what a record is called by its place; `corrected`: cells of any of the tables that were mended by a person. */
export function tableProvenance(
  parts: readonly PlacedOutcome[],
  nameOf: (record: number) => string,
  corrected: readonly CorrectedCell[],
  grid: GridDeclaration,
  paths: Pick<Paths, 'source' | 'corrections' | 'publisher'>,
): Provenance {
  const fields = new Map<string, FieldRule>()
  const records = new Map<string, Record<string, CellException>>()
  const tables: TableRule[] = []
  const except = (name: string, field: string, exception: CellException): void => {
    const own = records.get(name) ?? {}
    own[field] = exception
    records.set(name, own)
  }
  for (const { outcome, worksheet, firstRecord, declared } of parts) {
    const { table, type, sources, account, located } = outcome
    const columns: Record<string, readonly string[]> = {}
    const across: string[] = []
    for (const [i, field] of type.fields.entries()) {
      const from = sources[i] ?? []
      const isSet = table.set !== undefined && Object.hasOwn(table.set, field.header)
      if (isMelted(outcome, from)) across.push(field.key)
      else if (from.length > 0) columns[field.key] = from.map((column) => columnName(column + 1))
      if (from.length > 0 || isSet) {
        const rule: FieldRule =
          from.length > 0
            ? { method: methodOf(outcome, i) }
            : { method: 'declared', ...keyOfConstant(field.header, declared, grid, paths) }
        if (!fields.has(field.key)) fields.set(field.key, rule)
      }
    }
    const melted = { fields: across, columns: located.melted.map(({ column }) => columnName(column + 1)) }
    tables.push({
      worksheet,
      runs: account.runs.map(({ record, row, many }) => [record + firstRecord, row, many] as const),
      columns,
      ...(across.length === 0 ? {} : { melted }),
    })
    const rowOf = rowIndex(account.runs)
    for (const { row, field, record, before } of account.changes) {
      const key = type.fields[field]?.key
      // of several columns that give one field what one of them says is not what was written
      if (key === undefined || fields.get(key)?.method === 'declared' || (sources[field]?.length ?? 0) > 1)
        continue
      // else the row is held
      if (rowOf(record) !== row) continue
      except(nameOf(firstRecord + record), key, { method: 'normalized', written: before })
    }
    for (const { row, column, written, key, reason } of corrected.filter(
      (cell) => cell.worksheet === worksheet,
    )) {
      const run = account.runs.filter((one) => row >= one.row && row < one.row + one.many)
      for (const [i, { key: field }] of type.fields.entries()) {
        const nth = located.melted.findIndex((one) => one.column === column)
        const isAcross = nth >= 0 && sources[i]?.includes(meltedPlaces(located).value) === true
        if (!isAcross && sources[i]?.includes(column) !== true) continue
        const exception = { method: 'corrected' as const, written, file: paths.corrections, key, reason }
        const chosen = isAcross ? run.slice(nth, nth + 1) : run
        for (const one of chosen) except(nameOf(firstRecord + one.record + row - one.row), field, exception)
      }
    }
  }
  return { tables, fields: Object.fromEntries(fields), records: Object.fromEntries(records) }
}

/** What no column gives stands in the declaration, in the name of the worksheet, or in publisher.yaml. */
function keyOfConstant(
  header: string,
  declared: number,
  { tables }: GridDeclaration,
  paths: Pick<Paths, 'source' | 'publisher'>,
): { readonly file: string; readonly key: string } {
  const table = tables[declared]
  if (table?.worksheetTo === header) {
    return { file: paths.source, key: keyPath('grid', 'tables', declared, 'worksheetTo') }
  }
  const known = PUBLISHER_KEYS.get(header)
  if (known !== undefined && !Object.hasOwn(table?.set ?? {}, header))
    return { file: paths.publisher, key: known }
  return { file: paths.source, key: keyPath('grid', 'tables', declared, 'set', header) }
}

/** Read from the columns that stand side by side, a record from each. */
function isMelted({ located }: TableOutcome, from: readonly number[]): boolean {
  return from.some((column) => column >= located.headers.length)
}

/** What one cell gives to several fields is put in order by that alone, but for the field that has all of it. */
function methodOf({ table, type, sources }: TableOutcome, slot: number): 'as-written' | 'normalized' {
  const field = type.fields[slot]
  const header = field?.header ?? ''
  const isSplit = table.columns.some(
    ({ split, to }) =>
      split !== undefined &&
      Array.isArray(to) &&
      to.includes(header) &&
      !(split === 'address' && field !== undefined && isWholeAddress(field)),
  )
  return isSplit || (sources[slot] ?? []).length > 1 ? 'normalized' : 'as-written'
}

type Runs = readonly { readonly record: number; readonly row: number; readonly many: number }[]

function rowIndex(runs: Runs): (record: number) => number | undefined {
  let at = 0
  return (record) => {
    // changes come in the order of their records
    let run = runs[at]
    while (run !== undefined && record >= run.record + run.many) {
      at += 1
      run = runs[at]
    }
    return run !== undefined && record >= run.record ? run.row + record - run.record : undefined
  }
}
