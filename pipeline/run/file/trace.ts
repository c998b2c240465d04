/** Where the values of converted tables come from, as rules: record → row, field → column, and the cells that changed. */
import type { LookRun } from '../../job/table/run-look.ts'
import { columnName } from '../../lib/grid.ts'

export function provenanceIn({ outcomes }: LookRun, names: readonly string[]): readonly object[] {
  return outcomes.map(({ index, outcome }) => {
    const { account, sources, type, table } = outcome
    const columns = type.fields.flatMap(({ key }, i) => {
      const from = sources[i] ?? []
      return from.length === 0 ? [] : [[key, from.map((column) => columnName(column + 1))] as const]
    })
    return {
      table: names[index] ?? '',
      worksheet: table.worksheet ?? null,
      rows: account.runs.map(({ record, row, many }) => [record, row, many]),
      columns: Object.fromEntries(columns),
      set: table.set ?? {},
      changed: account.changes.map(({ row, column, field, before, after }) => ({
        row,
        column: column < 0 ? null : columnName(column + 1),
        field: type.fields[field]?.key ?? '',
        before,
        after,
      })),
    }
  })
}
