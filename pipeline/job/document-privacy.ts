/**
 * The privacy gate on a document: every line of it is a record or prose, so that a finding of severity error fails the
 * source until the line is mended or `privacy.allow` says why it may stay.
 */
import type { PrivacyFiles } from '../inspect/index.ts'
import type { PrivacyDeclaration } from '../lib/declaration.ts'
import { masked } from '../lib/mask.ts'
import type { Place, Problem } from '../problem.ts'
import { allowing } from './table/allow.ts'
import { privacyGate } from './table/gate.ts'
import { withoutValues } from './table/masks.ts'

export interface DocumentPrivacy {
  readonly problems: readonly Problem[]
  /** a problem of such a line, without what stands in it */
  readonly hide: (problem: Problem) => Problem
}

const NO_TABLE = { columns: [], sheet: null, dataFrom: 1 }

/** `place`: the source and its snapshot; `sourceFile`: path of its source.yaml. */
export function documentPrivacy(
  text: string,
  files: PrivacyFiles,
  declared: PrivacyDeclaration = {},
  place: Place,
  sourceFile: string,
): DocumentPrivacy {
  const allowed = allowing(privacyGate(files), declared, new Map(), {
    source: place.source,
    file: sourceFile,
  })
  const { gate } = allowed
  const lines = text.split(/\r\n|\r|\n/)
  const findings = gate.scanOf(NO_TABLE).scan({ first: 1, rows: lines.map((line) => [line]) })
  const found = new Set(findings.map(({ row }) => row))
  const told = findings.flatMap((finding): readonly Problem[] => {
    const { row } = finding
    const judged = gate.judge(finding, { worksheet: null, header: '', isPublished: true })
    if (judged === undefined) return []
    const line = lines[row - 1] ?? ''
    const problem = gate.cellProblem({ ...finding, severity: judged.severity }, line, NO_TABLE, place)
    return [{ ...problem, scope: 'source', where: { ...place, line: row, text: masked(line) } }]
  })
  const hidePlace = (at: Place): Place =>
    at.file === place.file && at.line !== undefined && found.has(at.line)
      ? { ...at, text: masked(lines[at.line - 1] ?? '') }
      : at
  return {
    problems: [...told, ...allowed.problems()],
    hide(problem) {
      const { where, also } = problem
      const isFound = [where, ...(also ?? [])].some((at) => hidePlace(at) !== at)
      if (!isFound || problem.code.startsWith('inspect/')) return problem
      return {
        ...withoutValues(problem),
        where: hidePlace(where),
        ...(also === undefined ? {} : { also: also.map(hidePlace) }),
      }
    },
  }
}
