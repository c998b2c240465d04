/** Where the values of converted tables come from, as rules: record → row, field → column. */
import type { LookRun } from '../../job/table/run-look.ts'
import { columnName } from '../../lib/grid.ts'
import { hideNames } from './hide-names.ts'
import type { Trace } from './report.ts'

/** `hidden`: names that are told otherwise. */
export function provenanceIn(
  { outcomes }: LookRun,
  names: readonly string[],
  hidden: ReadonlyMap<string, string> = new Map(),
): readonly Trace[] {
  return outcomes.map(({ index, outcome }) => {
    const { account, sources, type, table } = outcome
    const columns = type.fields.flatMap(({ key }, i) => {
      const from = sources[i] ?? []
      return from.length === 0 ? [] : [[key, from.map((column) => columnName(column + 1))] as const]
    })
    const rule = {
      table: names[index] ?? '',
      worksheet: table.worksheet ?? null,
      rows: account.runs.map(({ record, row, many }) => [record, row, many]),
      columns: Object.fromEntries(columns),
      set: table.set ?? {},
    }
    return { index, rule: hideNames(rule, hidden) }
  })
}
