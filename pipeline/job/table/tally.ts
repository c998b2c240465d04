/**
 * The problems of a table, counted by code and column, the first of each kept: plain data, so that the tallies of
 * ranges of a file can be put together in order.
 */
import type { Problem, Severity } from '../../problem.ts'

export interface Counted {
  readonly code: string
  readonly severity: Severity
  /** column of the file, from 0; −1: none */
  readonly column: number
  readonly count: number
  readonly first: readonly Problem[]
}

export interface Tally {
  /** `make` is called only for those that are kept */
  readonly add: (code: string, severity: Severity, column: number, make: () => Problem) => void
  readonly list: () => readonly Counted[]
}

interface Open {
  readonly code: string
  readonly severity: Severity
  readonly column: number
  count: number
  readonly first: Problem[]
}

export function createTally(kept: number): Tally {
  const kinds = new Map<string, Open>()
  return {
    add(code, severity, column, make) {
      const id = `${code} ${severity} ${column}`
      const kind = kinds.get(id)
      if (kind === undefined) {
        kinds.set(id, { code, severity, column, count: 1, first: [make()] })
        return
      }
      kind.count += 1
      if (kind.first.length < kept) kind.first.push(make())
    },
    list: () => inOrder(kinds.values()),
  }
}

/** Of ranges of the same table, in their order; `kept` of each kind stay. */
export function mergeTallies(tallies: readonly (readonly Counted[])[], kept: number): readonly Counted[] {
  const kinds = new Map<string, Open>()
  for (const one of tallies.flat()) {
    const id = `${one.code} ${one.severity} ${one.column}`
    const kind = kinds.get(id)
    if (kind === undefined) {
      kinds.set(id, { ...one, first: one.first.slice(0, kept) })
      continue
    }
    kind.count += one.count
    kind.first.push(...one.first.slice(0, Math.max(0, kept - kind.first.length)))
  }
  return inOrder(kinds.values())
}

/** By where each was met first; of those of one row by column and code: the same, however the rows were read. */
function inOrder(kinds: Iterable<Open>): readonly Counted[] {
  const rowOf = ({ first }: Open): number => first[0]?.where.row ?? 0
  return [...kinds].sort(
    (a, b) => rowOf(a) - rowOf(b) || a.column - b.column || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  )
}
