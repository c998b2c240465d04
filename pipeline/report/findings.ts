/**
 * What was found in a file, in the order in which to mend it: first what keeps it from being read, then what must not
 * be published, the headings and columns, the rows that are held, what is to be looked at, and last what needs nobody:
 * notes, and what was mended.
 */
import { addressOfCell } from '../lib/grid.ts'
import {
  LABELS,
  type Label,
  labelOf,
  type Place,
  type Problem,
  type Severity,
  type Text,
} from '../problem.ts'
import { type Group, groupsOf, hasSpot } from './groups.ts'
import type { FileFound } from './tables.ts'
import { whyOf } from './why.ts'

export const STEPS = ['file', 'privacy', 'structure', 'held', 'warning', 'note', 'mended'] as const

export type Step = (typeof STEPS)[number]

/** One kind in one column. */
export interface Finding {
  /** from 1, the same in every report of the file */
  readonly number: number
  readonly step: Step
  readonly severity: Severity
  readonly label: Label
  readonly code: string
  /** it is of the file or of a column, not of single rows */
  readonly isWhole: boolean
  /** of the first place */
  readonly message: Text
  readonly why: Text
  readonly remedy: Text
  /** of the first place */
  readonly where: Place
  /** letters and heading of its column, where it has one */
  readonly column?: { readonly letters: string; readonly header: string }
  readonly count: number
  /** the places that are kept; the rest is counted */
  readonly problems: readonly Problem[]
}

export function findingsOf(found: FileFound): readonly Finding[] {
  const ranked = groupsOf(found, Number.POSITIVE_INFINITY).flatMap((group) => {
    const [problem] = group.first
    return problem === undefined
      ? []
      : [{ group, problem, step: stepOf(problem), rank: rankOf(group, problem) }]
  })
  // the sort is stable: what is alike stays as it was met
  ranked.sort((a, b) => STEPS.indexOf(a.step) - STEPS.indexOf(b.step) || compare(a.rank, b.rank))
  return ranked.map(({ group, problem, step }, i) => {
    const column = columnOf(problem.where)
    return {
      number: i + 1,
      step,
      severity: group.severity,
      label: group.label,
      code: group.code,
      isWhole: problem.scope === 'source',
      message: problem.message,
      why: whyOf(group.code, step),
      remedy: problem.remedy,
      where: problem.where,
      ...(column === undefined ? {} : { column }),
      count: group.count,
      problems: group.first,
    }
  })
}

/** What is private in a whole column, or in the file: nothing is published until it is mended. */
export function stopsAll({ label, step, isWhole }: Finding): boolean {
  return label === 'error' && step === 'privacy' && isWhole
}

function stepOf(problem: Problem): Step {
  const { code, scope, where } = problem
  const label = labelOf(problem)
  if (label === 'note' || label === 'mended') return label
  if (code.startsWith('inspect/')) return 'privacy'
  if (label === 'warning') return 'warning'
  if (scope === 'source' && (code.startsWith('shape/') || code === 'validate/required-column'))
    return 'structure'
  return hasSpot(where) ? 'held' : 'file'
}

/** Errors first; of these what is of the whole file; then table by table, headings before columns that are missing, from left to right. */
function rankOf({ table, label }: Group, { code, where }: Problem): readonly number[] {
  const isMissing = code === 'validate/required-column' ? 1 : 0
  const { column } = addressOfCell(where.cell ?? '')
  return [LABELS.indexOf(label), hasSpot(where) ? 1 : 0, isMissing, table, column]
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [i, one] of a.entries()) {
    const other = b[i] ?? 0
    if (one !== other) return one - other
  }
  return 0
}

function columnOf({ cell, header }: Place): Finding['column'] {
  const letters = cell === undefined ? '' : cell.replace(/\d+$/, '')
  if (letters === '' && (header === undefined || header === '')) return undefined
  return { letters, header: header ?? '' }
}

/** How many entries and places each step has. */
export function stepCounts(
  findings: readonly Finding[],
): readonly { step: Step; kinds: number; places: number }[] {
  return STEPS.map((step) => {
    const own = findings.filter((one) => one.step === step)
    return { step, kinds: own.length, places: own.reduce((sum, { count }) => sum + count, 0) }
  })
}

/** `2–4, 7`: numbers in order as a person lists them. */
export function rangesText(numbers: readonly number[], sep: string): string {
  const parts: string[] = []
  let from: number | undefined
  let to = 0
  const close = (): void => {
    if (from !== undefined)
      parts.push(from === to ? `${from}` : to === from + 1 ? `${from}${sep}${to}` : `${from}–${to}`)
  }
  for (const one of numbers) {
    if (from !== undefined && one <= to + 1) {
      to = Math.max(to, one)
      continue
    }
    close()
    from = one
    to = one
  }
  close()
  return parts.join(sep)
}
