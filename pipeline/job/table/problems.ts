/** Any room's problem of a row, by its code. */
import { normalizeProblems } from '../../normalize/index.ts'
import {
  type Facts,
  type Place,
  type Problem,
  type ProblemKind,
  problemsOf,
  type Severity,
} from '../../problem.ts'
import { reconcileProblems } from '../../reconcile/index.ts'
import { shapeProblems } from '../../shape/index.ts'
import { validateProblems } from '../../validate/index.ts'

const KINDS: Readonly<Record<string, ProblemKind>> = {
  ...shapeProblems,
  ...normalizeProblems,
  ...reconcileProblems,
  ...validateProblems,
}

const make = problemsOf(KINDS)

/** A code that no room lists is a fault of ours. */
export function tableProblem(code: string, where: Place, facts: Facts, severity: Severity): Problem {
  if (!Object.hasOwn(KINDS, code)) throw new Error(`no room lists the problem ${code}`)
  return make(code, where, facts, { severity })
}
