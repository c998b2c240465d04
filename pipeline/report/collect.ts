/** Keeps the first problems of each kind and place kind, and counts the rest: 50 MB of faults give a short report. */
import type { Place, Problem, Severity } from '../problem.ts'

const KEPT = 10

export interface Kept {
  readonly code: string
  readonly severity: Severity
  readonly problems: readonly Problem[]
  /** how many there were in all */
  readonly count: number
}

export interface Collector {
  add(problems: readonly Problem[]): void
  readonly counts: { readonly [severity in Severity]: number }
  /** errors first, then warnings, then notes; each in the order in which they came */
  kinds(): readonly Kept[]
}

export function collect(kept = KEPT): Collector {
  const counts = { error: 0, warning: 0, info: 0 }
  const kinds = new Map<string, { code: string; severity: Severity; problems: Problem[]; count: number }>()
  return {
    counts,
    add(problems) {
      for (const problem of problems) {
        const many = 1 + (problem.more ?? 0)
        counts[problem.severity] += many
        const key = `${problem.severity} ${problem.code} ${placeKind(problem.where)}`
        const kind = kinds.get(key)
        if (kind === undefined) {
          kinds.set(key, { code: problem.code, severity: problem.severity, problems: [problem], count: many })
          continue
        }
        kind.count += many
        if (kind.problems.length < kept) kind.problems.push(problem)
        else countBeside(kind.problems, problem, many)
      }
    },
    kinds() {
      const order: readonly Severity[] = ['error', 'warning', 'info']
      return order.flatMap((severity) => [...kinds.values()].filter((kind) => kind.severity === severity))
    },
  }
}

/** What is not kept is counted beside the last that is kept of its column, where there is one. */
function countBeside(kept: Problem[], { where }: Problem, many: number): void {
  if (where.cell === undefined || where.header === undefined) return
  const at = kept.findLastIndex((one) => one.where.header === where.header)
  const last = kept[at]
  if (last !== undefined) kept[at] = { ...last, more: (last.more ?? 0) + many }
}

/** The finest thing that the place names. */
function placeKind(where: Place): string {
  if (where.cell !== undefined) return 'cell'
  if (where.row !== undefined) return 'row'
  if (where.line !== undefined) return 'line'
  if (where.field !== undefined) return 'field'
  if (where.record !== undefined) return 'record'
  if (where.key !== undefined) return 'key'
  if (where.dataset !== undefined) return 'dataset'
  return where.file === undefined ? 'source' : 'file'
}
