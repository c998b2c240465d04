/** Look, then run: what a look proposes, run over the whole file with nothing written down. */
import type { ValueContext } from '../../lib/field.ts'
import type { RowBatch } from '../../lib/grid.ts'
import type { Place, Problem } from '../../problem.ts'
import { locateTables } from '../../shape/grid/index.ts'
import { fieldsOf, rowGate, validateProblem } from '../../validate/index.ts'
import { COUNTS } from './columns.ts'
import type { FoundByWorksheet, FoundCells } from './found.ts'
import type { OpenFile } from './grids.ts'
import type { PrivacyGate } from './guard.ts'
import type { Look, LookedTable } from './look.ts'
import type { Records } from './program.ts'
import { scannedTable, scanRest } from './scanned.ts'
import { lackingOf } from './source.ts'
import { withBlanks } from './types.ts'
import { type RowType, runWorksheet, type TableChanges, type TableOutcome } from './worksheet.ts'

export interface LookRun {
  /** `index`: place of the table in the look; a table whose header the run does not find again is missing */
  readonly outcomes: readonly { readonly index: number; readonly outcome: TableOutcome }[]
  readonly problems: readonly Problem[]
  /** cells that the privacy gate stopped at, of each worksheet where it did */
  readonly found?: FoundByWorksheet
}

export interface LookRunInput {
  readonly file: OpenFile
  readonly look: Look
  readonly context: ValueContext
  readonly place: Place
  readonly kept: number
  /** cells that came out otherwise than written, as they come; else nobody wants them */
  readonly onChanges?: ((table: number, changes: TableChanges) => void) | undefined
  readonly takeKey: (table: number) => ((key: string, row: number) => number | undefined) | undefined
  readonly onRecords: (table: number, records: Records, type: RowType) => void
  /** absent: what stands in the cells is not looked at */
  readonly privacy?: PrivacyGate | undefined
}

export function runLook(input: LookRunInput): LookRun {
  const { file, look, place, onChanges, privacy } = input
  const outcomes: { index: number; outcome: TableOutcome }[] = []
  const problems: Problem[] = []
  const found = new Map<string, FoundCells>()
  for (const grid of file.grids) {
    const chosen = look.tables.flatMap((one, index) =>
      one.worksheet === grid.worksheet ? [{ one, index }] : [],
    )
    const name = grid.worksheet ?? ''
    if (chosen.length === 0) {
      if (privacy === undefined) continue
      const where = { ...place, ...(name === '' ? {} : { worksheet: name }) }
      const rest = scanRest(privacy, grid, where, input.kept)
      problems.push(...rest.problems)
      if (rest.found.length > 0) found.set(name, rest.found)
      continue
    }
    const types = new Map(chosen.map(({ one }) => [one.table, lookedType(one)]))
    const placeOf = (index: number): number => chosen[index]?.index ?? -1
    const result = runWorksheet({
      grid,
      tables: chosen.map(({ one }) => one.table),
      typeOf: (table) => types.get(table),
      context: input.context,
      place,
      kept: input.kept,
      keepChanges: false,
      privacy,
      hiddenOf: (index) => hiddenColumns(input, placeOf(index)),
      sheetOf: (index) => chosen[index]?.one.sheet?.id ?? null,
      takeKey: (index) => input.takeKey(placeOf(index)),
      onRecords: (index, records, type) => input.onRecords(placeOf(index), records, type),
      ...(onChanges === undefined
        ? {}
        : { onChanges: (index, changes) => onChanges(placeOf(index), changes) }),
    })
    problems.push(...result.problems)
    if (result.found.length > 0) found.set(name, result.found)
    for (const outcome of result.outcomes) outcomes.push({ index: placeOf(outcome.index), outcome })
  }
  for (const { outcome } of outcomes) {
    const where = {
      ...place,
      ...(outcome.table.worksheet === undefined ? {} : { worksheet: outcome.table.worksheet }),
    }
    for (const expected of lackingOf(outcome)) {
      problems.push(validateProblem('validate/required-column', where, { expected }))
    }
  }
  return { outcomes: outcomes.sort((a, b) => a.index - b.index), problems, found }
}

/**
 * Changes are written while rows go by, before it is known what a column is as a whole: what the rows that are looked
 * at say of it stands for the rest. Nothing where no changes are wanted, since all else is said at the end.
 */
export function hiddenColumns(
  { file, look, privacy, onChanges }: Pick<LookRunInput, 'file' | 'look' | 'privacy' | 'onChanges'>,
  index: number,
): ReadonlySet<number> | undefined {
  const one = look.tables[index]
  const grid = file.grids.find(({ worksheet }) => worksheet === one?.worksheet)
  if (privacy === undefined || onChanges === undefined || one === undefined || grid === undefined)
    return undefined
  const sample = grid.sample?.()
  const [located] = locateTables([one.table], grid.batches(), grid.facts?.merges)
  if (located === undefined) return undefined
  const table = scannedTable(one.table, located, fieldsOf(one.schema), one.sheet?.id ?? null)
  const scan = privacy.scanOf(table)
  const batches =
    sample === undefined
      ? grid.batches()
      : sample.rows.map(({ row, cells }): RowBatch => ({ first: row, rows: [cells] }))
  for (const batch of batches) scan.scan(batch)
  const found = privacy.columnsOf(table, scan.tally()).filter(({ code }) => code !== COUNTS)
  return new Set(found.map(({ column }) => column))
}

/** A required field that no column gives is told once, and not of every row. */
export function lookedType(looked: Pick<LookedTable, 'schema' | 'table'>): RowType {
  const fields = fieldsOf(looked.schema)
  const keys = fields.map(({ key }) => key)
  return { fields, gate: rowGate(lookedSchema(looked), keys) }
}

/** The schema that the records of the run keep to: what no column gives may be blank. */
export function lookedSchema({
  schema,
  table,
}: Pick<LookedTable, 'schema' | 'table'>): LookedTable['schema'] {
  const fields = fieldsOf(schema)
  const given = new Set([
    ...table.columns.flatMap(({ to }) => (to === undefined ? [] : typeof to === 'string' ? [to] : to)),
    ...(table.melt === undefined ? [] : [table.melt.name, table.melt.second ?? '', table.melt.value]),
    ...Object.keys(table.set ?? {}),
  ])
  const blank = new Set(fields.filter(({ header }) => !given.has(header)).map(({ key }) => key))
  return withBlanks(schema, blank)
}
