/** Rows right below the header that are none of the data: only where the rows further down are of another kind. */
import { isInstructionRow, type Usual } from './anchor.ts'
import { BLANK, isValueLook, NUMBER } from './cells.ts'
import { cellAt, eachFilled, filledIn, firstCellOf, lookAt, type View } from './view.ts'
import type { Words } from './words.ts'

/** Rows below that are asked. */
const BELOW = 200

const PLAIN = /^[A-Za-z][\w.:-]*$/

/** The English names of the columns, or 1 2 3 4 over all of them. */
export function isSecondHeading(view: View, r: number, to: number, usual: Usual): boolean {
  const filled = filledIn(view, r)
  if (filled < 3 || filled < usual.filled * 0.8) return false
  let plain = 0
  let counted = 0
  const columns: number[] = []
  const seen = new Set<string>()
  eachFilled(view, r, (c) => {
    const cell = cellAt(view, r, c).trim()
    seen.add(cell)
    columns.push(c)
    if (PLAIN.test(cell)) plain += 1
    if (cell === String(seen.size)) counted += 1
  })
  if (seen.size < filled) return false
  // a number where no row below has one
  if (counted === filled) return columns.some((c) => differs(view, r, to, c, (look) => look === NUMBER))
  if (plain < filled) return false
  // a word where the rows below have values, and names of another script beside it or no other column at all
  const valued = columns.filter((c) => differs(view, r, to, c, (look) => !isValueLook(look)))
  if (valued.length === 0) return false
  return columns.every(
    (c) => valued.includes(c) || differs(view, r, to, c, (_, cell) => PLAIN.test(cell.trim())),
  )
}

/** Rows below have cells in the column, and of none of them the same can be said. */
function differs(
  view: View,
  r: number,
  to: number,
  c: number,
  isAlike: (look: number, cell: string) => boolean,
): boolean {
  let asked = 0
  for (let below = r + 1; below < to && asked < BELOW; below += 1) {
    const look = lookAt(view, below, c)
    if (look === BLANK) continue
    asked += 1
    if (isAlike(look, cellAt(view, below, c))) return false
  }
  return asked > 0
}

/**
 * Whether a row that speaks of 必須 or 文字列 is of the data: rows further down do so as well (the table tells of
 * columns), or there are none and it says more than that.
 */
export function isOfTheTable(view: View, r: number, to: number, words: Words): boolean {
  let others = 0
  let alike = 0
  let asked = 0
  for (let below = r + 1; below < to && asked < BELOW; below += 1) {
    if (filledIn(view, below) === 0) continue
    asked += 1
    if (!isInstructionRow(view, words, below)) others += 1
    else if (others > 0 || asked > MOST) alike += 1
  }
  if (others > 0 || asked > MOST) return alike > 0 && alike * 4 >= asked
  return !isAllOfWords(view, r, words)
}

/** More rows of instructions than this are none. */
const MOST = 6

function isAllOfWords(view: View, r: number, words: Words): boolean {
  const filled = filledIn(view, r)
  const first = firstCellOf(view, r)
  if (filled === 1) return (words.instructions(first) ?? words.pointers(first)) !== undefined
  let bears = 0
  eachFilled(view, r, (c) => {
    const cell = cellAt(view, r, c)
    if ((words.requirements(cell) ?? words.types(cell) ?? words.instructions(cell)) !== undefined) bears += 1
  })
  return bears >= filled * 0.8
}
