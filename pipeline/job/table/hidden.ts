/** What a worksheet hides is read like the rest; that it was hidden is told, since somebody may not know of it. */
import { columnName } from '../../lib/grid.ts'
import type { Place, Problem } from '../../problem.ts'
import { type Located, shapeProblem } from '../../shape/index.ts'
import type { OpenGrid } from './grids.ts'

const SHOWN = 10

export function hiddenParts(
  { worksheet, hidden, facts }: OpenGrid,
  located: readonly (Located | undefined)[],
  place: Place,
): readonly Problem[] {
  if (facts === undefined) return []
  const tables = located.filter((one) => one !== undefined)
  const problems: Problem[] = []
  if (hidden && tables.length > 0) {
    problems.push(shapeProblem('shape/hidden-worksheet', place, { actual: worksheet ?? '' }))
  }
  const first = tables.reduce(
    (least, { headerRows }) => Math.min(least, headerRows[0] ?? 1),
    Number.MAX_SAFE_INTEGER,
  )
  const rows = [...facts.hiddenRows].filter((row) => row >= first).sort((a, b) => a - b)
  const [row] = rows
  if (row !== undefined) {
    const actual = listOf(rows.map(String))
    problems.push(shapeProblem('shape/hidden-rows', { ...place, row }, { actual, count: rows.length }))
  }
  const columns = [...facts.hiddenColumns]
    .filter((column) => tables.some(({ left, right }) => column - 1 >= left && column - 1 <= right))
    .sort((a, b) => a - b)
  if (columns.length > 0) {
    const actual = listOf(columns.map(columnName))
    problems.push(shapeProblem('shape/hidden-columns', place, { actual, count: columns.length }))
  }
  return problems
}

function listOf(names: readonly string[]): string {
  const rest = names.length - SHOWN
  return names.slice(0, SHOWN).join(', ') + (rest > 0 ? ` … (+${rest})` : '')
}
