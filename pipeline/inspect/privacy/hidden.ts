/** What a worksheet hides and is not blank: it goes out with the file, and somebody may not know of it. */
import { columnName, type GridFacts, isBlankRow, type RowBatch } from '../../lib/grid.ts'
import type { Place, Problem } from '../../problem.ts'
import { inspectProblem } from '../problems.ts'

const SHOWN = 10

interface HidingGrid {
  readonly worksheet: string | null
  readonly hidden: boolean
  readonly facts?: GridFacts
  readonly batches: () => Iterable<RowBatch>
}

export function hiddenParts(grid: HidingGrid, place: Place): readonly Problem[] {
  const { facts, hidden } = grid
  if (facts === undefined) return []
  if (!hidden && facts.hiddenRows.size === 0 && facts.hiddenColumns.size === 0) return []
  const { filled, rows, columns } = look(grid, facts)
  const problems: Problem[] = []
  if (hidden && filled > 0) {
    const actual = grid.worksheet ?? ''
    problems.push(inspectProblem('inspect/hidden-worksheet', place, { actual, count: filled }))
  }
  const [row] = rows
  if (row !== undefined) {
    const actual = listOf(rows.map(String))
    problems.push(inspectProblem('inspect/hidden-rows', { ...place, row }, { actual, count: rows.length }))
  }
  if (columns.length > 0) {
    const actual = listOf(columns.map(columnName))
    problems.push(inspectProblem('inspect/hidden-columns', place, { actual, count: columns.length }))
  }
  return problems
}

interface Looked {
  /** rows that are not blank */
  readonly filled: number
  /** hidden ones that are not blank, in order */
  readonly rows: readonly number[]
  readonly columns: readonly number[]
}

function look(grid: HidingGrid, { hiddenRows, hiddenColumns }: GridFacts): Looked {
  const rows: number[] = []
  const columns = new Set<number>()
  let filled = 0
  for (const { first, rows: cells } of grid.batches()) {
    for (const [i, row] of cells.entries()) {
      if (isBlankRow(row)) continue
      filled += 1
      if (hiddenRows.has(first + i)) rows.push(first + i)
      if (hiddenColumns.size === 0) continue
      for (const [at, text] of row.entries()) {
        if (text.trim() !== '' && hiddenColumns.has(at + 1)) columns.add(at + 1)
      }
    }
  }
  return { filled, rows, columns: [...columns].sort((a, b) => a - b) }
}

export function listOf(names: readonly string[]): string {
  const rest = names.length - SHOWN
  return names.slice(0, SHOWN).join(', ') + (rest > 0 ? ` … (+${rest})` : '')
}
