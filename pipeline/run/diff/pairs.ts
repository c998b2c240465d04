/** Which table of one side is which of the other. */
import type { Problem } from '../../problem.ts'
import { diffProblem } from './problems.ts'
import type { DiffSide } from './side.ts'

export type Pair = readonly [before: string | undefined, after: string | undefined]

/** By their ids; the tables of files, which are called by where they stand, also where each side has one only. */
export function pairsOf(
  before: DiffSide,
  after: DiffSide,
  only: string | undefined,
): { readonly pairs: readonly Pair[]; readonly problems: readonly Problem[] } {
  const idsOf = ({ marks }: DiffSide): readonly string[] =>
    [...marks.keys()].filter((id) => only === undefined || id === only).sort()
  const [was, is] = [idsOf(before), idsOf(after)]
  if (before.file === undefined && after.file === undefined) {
    const ids = [...new Set([...was, ...is])].sort()
    return {
      pairs: ids.map((id) => [was.includes(id) ? id : undefined, is.includes(id) ? id : undefined]),
      problems: [],
    }
  }
  const [one] = was
  const [other] = is
  if (one !== undefined && other !== undefined && was.length === 1 && is.length === 1)
    return { pairs: [[one, other]], problems: [] }
  const both = was.filter((id) => is.includes(id))
  const lone = (side: DiffSide, ids: readonly string[]): readonly Problem[] =>
    ids
      .filter((id) => !both.includes(id))
      .map((name) => diffProblem('run/diff-no-pair', {}, { file: side.name, name }))
  return {
    pairs: both.map((id) => [id, id]),
    problems: [...lone(before, was), ...lone(after, is)],
  }
}
