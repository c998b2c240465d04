/**
 * The privacy gate on a document: every line of it is a record or prose, so that a finding of severity error fails the
 * source until the line is mended or `privacy.allow` says why it may stay.
 */
import type { PrivacyFiles } from '../inspect/index.ts'
import type { PrivacyDeclaration } from '../lib/declaration.ts'
import type { RowBatch } from '../lib/grid.ts'
import { masked } from '../lib/mask.ts'
import type { Place, Problem } from '../problem.ts'
import { allowing } from './table/allow.ts'
import { privacyGate } from './table/gate.ts'
import { NO_TABLE } from './table/guard.ts'
import { withoutValues } from './table/masks.ts'

export interface DocumentPrivacy {
  readonly problems: readonly Problem[]
  /** a problem of such a line, without what stands in it */
  readonly hide: (problem: Problem) => Problem
}

/** More of them say no more. */
const MOST = 500
const BATCH = 1000

/** Lines as rows of one cell, as the extractor counts them; never all of them at once. */
function* linesOf(text: string): Generator<RowBatch> {
  let first = 1
  let rows: [string][] = []
  for (let at = 0; at <= text.length; ) {
    const end = text.indexOf('\n', at)
    const line = text.slice(at, end < 0 ? text.length : end)
    rows.push([line.endsWith('\r') ? line.slice(0, -1) : line])
    if (rows.length === BATCH) {
      yield { first, rows }
      first += BATCH
      rows = []
    }
    if (end < 0) break
    at = end + 1
  }
  yield { first, rows }
}

/** A line of a text is of no column. */
function inText(problem: Problem): Problem {
  const { ja, en } = problem.message
  return {
    ...problem,
    message: {
      ja: ja.replace('列「A」', '本文'),
      en: en.replace('Column "A"', 'The text').replace('column "A"', 'the text'),
    },
  }
}

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
  const { scan } = gate.scanOf(NO_TABLE)
  /** line → its text, masked */
  const found = new Map<number, string>()
  const told: Problem[] = []
  for (const batch of linesOf(text)) {
    for (const finding of scan(batch)) {
      const { row } = finding
      const line = batch.rows[row - batch.first]?.[0] ?? ''
      found.set(row, masked(line))
      const judged = gate.judge(finding, { worksheet: null, header: '', isPublished: true })
      if (judged === undefined || told.length >= MOST) continue
      const { severity } = judged
      const problem = gate.cellProblem({ ...finding, severity }, line, NO_TABLE, place)
      told.push({ ...inText(problem), scope: 'source', where: { ...place, line: row, text: masked(line) } })
    }
  }
  const hidePlace = (at: Place): Place => {
    const shown = at.file === place.file && at.line !== undefined ? found.get(at.line) : undefined
    return shown === undefined ? at : { ...at, text: shown }
  }
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
