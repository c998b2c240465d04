/** What the privacy gate says of whole columns, once all rows of a table have been read by whoever read them. */
import type { Place } from '../../problem.ts'
import type { TableAccount } from './account.ts'
import { mergeFound } from './found.ts'
import { shownTable, type TablePrivacy } from './guard.ts'
import { maskedChange, withNote, withoutValues } from './masks.ts'
import { type Counted, mergeTallies } from './tally.ts'

export interface ColumnsInput extends TablePrivacy {
  /** columns of the file that come out, from 0 */
  readonly published: ReadonlySet<number>
  /** file and worksheet */
  readonly place: Place
  readonly kept: number
}

/** Counts of few persons: how many there are is what is told, and the cells themselves say no more. */
export const COUNTS = 'inspect/small-counts'

/** The account with what was found in its columns, of which no cell is printed. */
export function settleColumns({ scanned, ...account }: TableAccount, input: ColumnsInput): TableAccount {
  if (scanned === undefined) return account
  const { gate, table, worksheet, isOwn, published, place, kept } = input
  const findings = gate.columnsOf(table, scanned).filter(({ column }) => isOwn?.(column) !== false)
  if (findings.length === 0) return account
  const shown = shownTable(table, gate)
  const hidden = new Set(findings.filter(({ code }) => code !== COUNTS).map(({ column }) => column))
  const stopped = new Set<string>()
  const told = findings.flatMap((finding): readonly Counted[] => {
    const { code, column } = finding
    const header = table.columns[column]?.header ?? ''
    const isPublished = [column, ...(finding.also ?? [])].some((one) => published.has(one))
    const judged = gate.judge(finding, { worksheet, header, isPublished })
    if (judged === undefined) return []
    const { severity, note } = judged
    if (severity === 'error' && isPublished) stopped.add(code)
    const problem = withNote(gate.columnProblem({ ...finding, severity }, shown, place), note)
    return [{ code, severity, column, count: 1, first: [problem] }]
  })
  const problems = account.problems.map((one): Counted => {
    const isHidden = hidden.has(one.column) && !one.code.startsWith('inspect/')
    return isHidden ? { ...one, first: one.first.map(withoutValues) } : one
  })
  const whole = [...hidden].map((column) => ({
    column,
    rows: [[table.dataFrom, Number.MAX_SAFE_INTEGER] as const],
  }))
  return {
    ...account,
    problems: mergeTallies([problems, told], kept),
    changes:
      hidden.size === 0
        ? account.changes
        : account.changes.map((one) => (hidden.has(one.column) ? maskedChange(one) : one)),
    ...(whole.length === 0 && account.found === undefined
      ? {}
      : { found: mergeFound([account.found ?? [], whole]) }),
    ...(stopped.size === 0 ? {} : { stopped: [...stopped] }),
  }
}
