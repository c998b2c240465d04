/** The problems of a file, one group per kind and column, however many cells and worksheets they are met in. */
import { type Label, labelOf, type Place, type Problem, type Severity } from '../problem.ts'
import type { FileFound } from './tables.ts'

export interface Group {
  readonly code: string
  readonly severity: Severity
  readonly label: Label
  /** with those that are not listed */
  readonly count: number
  /** those that are listed, in the order in which they were met */
  readonly first: readonly Problem[]
  /** the first table that it is met in, −1: the file as a whole */
  readonly table: number
}

interface Open extends Group {
  count: number
  first: Problem[]
}

/** `most`: so many problems of each group are kept; the others are counted. */
export function groupsOf({ problems, tables }: FileFound, most: number): readonly Group[] {
  const groups = new Map<string, Open>()
  const put = (problem: Problem, count: number, table: number): void => {
    const { code, severity, where } = problem
    const label = labelOf(problem)
    // what has no place in the table is told apart by what it says
    const of = hasSpot(where) ? `${where.header ?? ''}` : problem.message.en
    const id = [label, code, of].join('\u0000')
    const group = groups.get(id)
    if (group === undefined) groups.set(id, { code, severity, label, count, first: [problem], table })
    else {
      group.count += count
      if (group.first.length < most) group.first.push(problem)
    }
  }
  for (const problem of problems) put(problem, 1 + (problem.more ?? 0), -1)
  for (const [table, { problems: kinds }] of tables.entries()) {
    for (const { first, count } of kinds) {
      for (const [i, problem] of first.entries()) put(problem, i === 0 ? 1 + count - first.length : 1, table)
    }
  }
  return [...groups.values()]
}

/** How many places there are of what the machine has mended, and of notes. */
export function toldIn(found: FileFound): Readonly<Record<'mended' | 'note', number>> {
  const counts = { mended: 0, note: 0 }
  for (const { label, count } of groupsOf(found, 1)) {
    if (label === 'mended' || label === 'note') counts[label] += count
  }
  return counts
}

export function hasSpot({ cell, row }: Place): boolean {
  return cell !== undefined || row !== undefined
}
