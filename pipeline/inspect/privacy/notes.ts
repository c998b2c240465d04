/** Comments of cells, and texts that lie on a worksheet. */
import { addressOfKey, cellName, type GridFacts } from '../../lib/grid.ts'
import { masked } from '../../lib/mask.ts'
import type { Place, Problem } from '../../problem.ts'
import { inspectProblem } from '../problems.ts'
import { spansIn } from './cell.ts'
import { glance } from './glance.ts'
import { listOf } from './hidden.ts'
import type { PrivacySettings } from './settings.ts'

export function noteProblems(
  { facts }: { readonly facts?: GridFacts },
  place: Place,
  settings: PrivacySettings,
): readonly Problem[] {
  if (facts === undefined) return []
  const problems: Problem[] = []
  const commented: number[] = []
  for (const [key, { comment }] of facts.cells) {
    if (comment === undefined || comment.trim() === '') continue
    commented.push(key)
  }
  commented.sort((a, b) => a - b)
  const cells = commented.map((key) => {
    const { row, column } = addressOfKey(key)
    return { row, name: cellName(row, column), text: facts.cells.get(key)?.comment ?? '' }
  })
  const [first] = cells
  if (first !== undefined) {
    const where = { ...place, row: first.row, cell: first.name }
    const actual = listOf(cells.map(({ name }) => name))
    problems.push(inspectProblem('inspect/comments', where, { actual, count: cells.length }))
  }
  for (const { row, name, text } of cells) {
    const actual = personalIn(text, settings)
    if (actual === undefined) continue
    const said = { where: 'The comment of a cell', whereJa: 'セルのコメント' }
    problems.push(inspectProblem('inspect/personal-note', { ...place, row, cell: name }, { ...said, actual }))
  }
  for (const { text = '', cell } of facts.objects ?? []) {
    const actual = personalIn(text, settings)
    if (actual === undefined) continue
    const where = cell === undefined ? place : { ...place, cell }
    const said = { where: 'A text that lies on the worksheet', whereJa: 'シートに置かれた図形の文字' }
    problems.push(inspectProblem('inspect/personal-note', where, { ...said, actual }))
  }
  return problems
}

/** The first of what the gate would stop at, masked. */
export function personalIn(text: string, settings: PrivacySettings): string | undefined {
  if (glance(text) === 0) return undefined
  const [span] = spansIn(text, settings)
  return span === undefined ? undefined : masked(text.slice(span.start, span.end))
}
