/** Rows that name the rows below them (【公立】) and are no record themselves. */
import type { Text } from '../../problem.ts'
import { isSolid, type Usual } from './anchor.ts'
import { isValueLook, PROSE } from './cells.ts'
import type { Mark, Marked } from './marks.ts'
import { QUESTION, SKIP } from './texts.ts'
import { cellAt, filledIn, lookAt, rowNumber, type View } from './view.ts'

/** What a name of a section may begin with. */
const OPENERS = '【〔［[＜<≪《〈■□◆◇▼▽●◎★☆'

type Why = 'bracket' | 'merged' | 'typed'

interface Section {
  readonly r: number
  readonly column: number
  readonly cell: string
  readonly why: Why
}

/**
 * One filled cell, in the same column and shown in the same way at two places at least, each with records right below: it
 * is in brackets, merged over the columns beside, or a word where the column has values. A name alone is a record.
 */
export function markSections(
  view: View,
  from: number,
  to: number,
  usual: Usual,
  taken: ReadonlySet<number>,
): Marked {
  const groups = new Map<string, Section[]>()
  if (usual.filled < 3) return { marks: [], questions: [] }
  for (let r = from; r + 1 < to; r += 1) {
    if (filledIn(view, r) !== 1 || taken.has(r) || !hasRecordsBelow(view, r, to, usual)) continue
    const section = sectionAt(view, r, usual)
    if (section === undefined) continue
    const key = `${section.column}:${section.why}:${section.why === 'bracket' ? section.cell.charAt(0) : ''}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [section])
    else group.push(section)
  }
  const marks: Mark[] = []
  const questions: Text[] = []
  for (const group of groups.values()) {
    const names = new Set(group.map(({ cell }) => cell))
    if (names.size < 2) continue
    for (const { r, column, cell, why } of group) {
      const seen =
        why === 'bracket'
          ? ({ how: 'starts', word: cell.charAt(0) } as const)
          : ({ how: 'is', word: cell } as const)
      marks.push({ r, column, as: 'note', ...seen, why: SKIP.section() })
    }
    const rows = group.slice(0, 5).map(({ r }) => rowNumber(view, r))
    const [first] = group
    questions.push(QUESTION.section({ rows: rows.join('、'), word: first?.cell ?? '' }))
  }
  return { marks, questions }
}

function sectionAt(view: View, r: number, usual: Usual): Section | undefined {
  const column = view.first[r] ?? 0
  const look = lookAt(view, r, column)
  if (isValueLook(look) || look === PROSE) return undefined
  const cell = cellAt(view, r, column).trim()
  if (cell.length > 30) return undefined
  const base = { r, column, cell }
  if (OPENERS.includes(cell.charAt(0))) return { ...base, why: 'bracket' }
  if (isMergedOver(view, r, column)) return { ...base, why: 'merged' }
  return usual.typed.has(column) ? { ...base, why: 'typed' } : undefined
}

/** Over most of the columns of the table. */
function isMergedOver(view: View, r: number, column: number): boolean {
  const row = rowNumber(view, r)
  const width = view.right - view.left + 1
  return view.merges.some(
    ({ top, bottom, left, right }) =>
      top === row && bottom === row && left - 1 === column && (right - left + 1) * 3 >= width * 2,
  )
}

/** The next row is a record: it has what rows usually have. */
function hasRecordsBelow(view: View, r: number, to: number, usual: Usual): boolean {
  let below = r + 1
  while (below < to && filledIn(view, below) === 0) below += 1
  return below < to && filledIn(view, below) >= 2 && isSolid(view, below, usual)
}
