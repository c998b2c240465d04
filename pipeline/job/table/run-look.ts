/** Look, then run: what a look proposes, run over the whole file with nothing written down. */
import type { ValueContext } from '../../lib/field.ts'
import type { Place, Problem } from '../../problem.ts'
import { fieldsOf, rowGate, validateProblem } from '../../validate/index.ts'
import type { OpenFile } from './grids.ts'
import type { Look, LookedTable } from './look.ts'
import type { Records } from './program.ts'
import { lackingOf } from './source.ts'
import { withBlanks } from './types.ts'
import { type RowType, runWorksheet, type TableChanges, type TableOutcome } from './worksheet.ts'

export interface LookRun {
  /** `index`: place of the table in the look; a table whose header the run does not find again is missing */
  readonly outcomes: readonly { readonly index: number; readonly outcome: TableOutcome }[]
  readonly problems: readonly Problem[]
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
}

export function runLook(input: LookRunInput): LookRun {
  const { file, look, place, onChanges } = input
  const outcomes: { index: number; outcome: TableOutcome }[] = []
  const problems: Problem[] = []
  for (const grid of file.grids) {
    const chosen = look.tables.flatMap((one, index) =>
      one.worksheet === grid.worksheet ? [{ one, index }] : [],
    )
    if (chosen.length === 0) continue
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
      takeKey: (index) => input.takeKey(placeOf(index)),
      onRecords: (index, records, type) => input.onRecords(placeOf(index), records, type),
      ...(onChanges === undefined
        ? {}
        : { onChanges: (index, changes) => onChanges(placeOf(index), changes) }),
    })
    problems.push(...result.problems)
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
  return { outcomes: outcomes.sort((a, b) => a.index - b.index), problems }
}

/** A required field that no column gives is told once, and not of every row. */
export function lookedType({ schema, table }: Pick<LookedTable, 'schema' | 'table'>): RowType {
  const fields = fieldsOf(schema)
  const given = new Set([
    ...table.columns.flatMap(({ to }) => (to === undefined ? [] : typeof to === 'string' ? [to] : to)),
    ...(table.melt === undefined ? [] : [table.melt.name, table.melt.second ?? '', table.melt.value]),
    ...Object.keys(table.set ?? {}),
  ])
  const blank = new Set(fields.filter(({ header }) => !given.has(header)).map(({ key }) => key))
  const keys = fields.map(({ key }) => key)
  return { fields, gate: rowGate(withBlanks(schema, blank), keys) }
}
