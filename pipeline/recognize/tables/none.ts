/** Worksheets without a table: nothing, a cover, an explanation, a form. */
import type { Text } from '../../problem.ts'
import type { IsKnown, Judged } from './anchor.ts'
import { PROSE, WORD } from './cells.ts'
import { NONE } from './texts.ts'
import { cellAt, eachFilled, filledIn, lookAt, type View } from './view.ts'
import type { Words } from './words.ts'

/** Why there is no table, or undefined where there may be one. */
export function whyNone(
  view: View,
  anchor: Judged | undefined,
  words: Words,
  isKnown: IsKnown,
): Text | undefined {
  let rows = 0
  let several = 0
  let prose = 0
  for (let r = 0; r < view.rows.length; r += 1) {
    const filled = filledIn(view, r)
    if (filled === 0) continue
    rows += 1
    if (filled >= 2) several += 1
    let long = false
    eachFilled(view, r, (_, look) => {
      if (look === PROSE) long = true
    })
    if (long && filled <= 2) prose += 1
  }
  if (rows === 0) return NONE.empty()
  const labels = labelsDown(view, words, isKnown)
  if (isTurned(view, anchor, labels)) return NONE.turned()
  if (isForm(view, anchor, labels)) return NONE.form()
  if (anchor !== undefined && anchor.known >= 2) return undefined
  if (anchor !== undefined && anchor.known >= 1 && filledIn(view, anchor.at) === 1 && rows >= 2) {
    return prose * 3 >= rows ? NONE.text() : undefined
  }
  if (several === 0) return rows <= 2 ? NONE.small() : NONE.text()
  if (rows < 2) return NONE.small()
  if (anchor === undefined || anchor.contrast.length === 0) {
    if (prose * 3 >= rows || several * 2 < rows) return NONE.text()
  }
  return undefined
}

const MOST_BESIDE = 4
const MOST_ROWS = 200

interface Labels {
  readonly rows: number
  /** rows that begin with the label of a form or with a header that is known, each once */
  readonly labels: number
  readonly known: number
  /** rows of more cells than a form has */
  readonly wide: number
}

function labelsDown(view: View, words: Words, isKnown: IsKnown): Labels {
  let labels = 0
  let known = 0
  let rows = 0
  let wide = 0
  const seen = new Set<string>()
  for (let r = 0; r < view.rows.length && rows <= MOST_ROWS; r += 1) {
    const filled = filledIn(view, r)
    if (filled === 0) continue
    rows += 1
    if (filled > MOST_BESIDE) wide += 1
    const c = view.first[r] ?? 0
    const cell = cellAt(view, r, c)
    if (lookAt(view, r, c) !== WORD || seen.has(cell)) continue
    seen.add(cell)
    if (isKnown(cell)) known += 1
    if (isKnown(cell) || words.labels(cell) !== undefined) labels += 1
  }
  return { rows, labels, known, wide }
}

/** Headers down the left side, a record in each column. */
function isTurned(view: View, anchor: Judged | undefined, { rows, known }: Labels): boolean {
  if (rows > MOST_ROWS || known < 4 || known < rows * 0.7) return false
  return anchor === undefined || (anchor.known <= 1 && filledIn(view, anchor.at) >= 3)
}

/**
 * Labels down the left side with what they ask for beside them. A table has its headers across: where the row that
 * looks like a header has several that are known, it is none.
 */
function isForm(view: View, anchor: Judged | undefined, { rows, labels, wide }: Labels): boolean {
  if (anchor !== undefined && anchor.known >= 2 && anchor.known * 2 >= filledIn(view, anchor.at)) return false
  if (anchor !== undefined && anchor.contrast.length >= 2 && anchor.usual >= 3) return false
  return rows <= MOST_ROWS && labels >= 3 && labels * 2 >= rows && wide * 4 <= rows
}
