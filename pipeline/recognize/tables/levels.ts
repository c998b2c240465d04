/** Headers of two and three rows: groups over the columns, as merged cells or as what is left of them in a CSV. */
import type { Merge } from '../../lib/grid.ts'
import { meltTypeOf } from '../../lib/melt.ts'
import { isInstructionRow, isMetaRow, type Judged } from './anchor.ts'
import { BLANK, isValueLook, PROSE } from './cells.ts'
import { countedIn } from './series.ts'
import { cellAt, eachFilled, filledIn, followsOn, lookAt, rowNumber, type View } from './view.ts'
import type { Words } from './words.ts'

const TALLEST = 4

/** The rows of the header around the one that was found. */
export function headerRowsOf(
  view: View,
  judged: Judged,
  from: number,
  to: number,
  words: Words,
): readonly number[] {
  let top = judged.at
  let bottom = judged.at
  while (bottom - top + 1 < TALLEST && bottom + 1 < to && isUnder(view, bottom, words)) bottom += 1
  while (bottom - top + 1 < TALLEST && top > from && isGroupRow(view, top - 1, rowsTo(top, bottom), words))
    top -= 1
  return rowsTo(top, bottom)
}

function rowsTo(top: number, bottom: number): readonly number[] {
  return Array.from({ length: bottom - top + 1 }, (_, i) => top + i)
}

/** Whether one of the rows has a cell in the column. */
function hasNamed(view: View, rows: readonly number[], c: number): boolean {
  return rows.some((r) => lookAt(view, r, c) !== BLANK)
}

function mergesOver(view: View, r: number): readonly Merge[] {
  const row = rowNumber(view, r)
  return view.merges.filter(({ top, bottom, left }) => top <= row && row <= bottom && left - 1 <= view.right)
}

/** The row below `r` belongs to the header: `r` has groups whose columns are named there. */
function isUnder(view: View, r: number, words: Words): boolean {
  const below = r + 1
  if (!followsOn(view, below) || filledIn(view, below) === 0) return false
  if (isInstructionRow(view, words, below) || isMetaRow(view, words, below)) return false
  return isGroupRow(view, r, [below], words) && !looksLikeData(view, below)
}

function looksLikeData(view: View, r: number): boolean {
  let values = 0
  const counted = countedIn(view, r, view.rows.length)
  eachFilled(view, r, (c, look) => {
    if (isValueLook(look) && !counted.has(c) && meltTypeOf(cellAt(view, r, c)) === undefined) values += 1
  })
  return values > 0 && values >= filledIn(view, r) * 0.2
}

/** The row `r` has groups over the columns that the rows below it name. */
function isGroupRow(view: View, r: number, below: readonly number[], words: Words): boolean {
  const filled = filledIn(view, r)
  if (filled === 0 || !followsOn(view, r + 1)) return false
  if (isInstructionRow(view, words, r) || isMetaRow(view, words, r)) return false
  const counted = countedIn(view, r, view.rows.length)
  let strange = 0
  let titles = 0
  eachFilled(view, r, (c, look) => {
    const cell = cellAt(view, r, c)
    const melts = counted.has(c) || meltTypeOf(cell) !== undefined
    if ((isValueLook(look) && !melts) || look === PROSE) strange += 1
    if (words.titles(cell) !== undefined || words.notes(cell)?.match === 'starts') titles += 1
  })
  if (strange > 0 || titles > 0) return false
  // a title that was merged over the table stands in each of its cells once the merge is gone
  if (filled >= 3 && isOneText(view, r) && filled >= filledIn(view, r + 1) * 0.9) return false
  const row = rowNumber(view, r)
  const width = view.right - view.left + 1
  const merges = mergesOver(view, r)
  const across = merges.filter(({ left, right }) => right > left)
  // a title is merged over the whole width
  if (across.some(({ left, right }) => (right - left + 1) * 10 >= width * 9 && filled === 1)) return false
  const down = merges.filter(({ bottom }) => bottom > row)
  if (down.length > 0) return true
  if (across.length > 0 && filled >= 1) {
    return across.some(({ left, right }) => {
      let named = 0
      for (let c = left - 1; c < right; c += 1) if (hasNamed(view, below, c)) named += 1
      return named >= 2
    })
  }
  if (filled < 2) return false
  return hasRepeats(view, r, below) || hasGaps(view, r, below)
}

/** 属性, 属性, 幸福度, 幸福度: the group written over each of its columns, which have names of their own below. */
function hasRepeats(view: View, r: number, rows: readonly number[]): boolean {
  const below = rows[0] ?? r + 1
  let pairs = 0
  let before = ''
  eachFilled(view, r, (c) => {
    const cell = cellAt(view, r, c)
    if (
      cell === before &&
      lookAt(view, below, c) !== BLANK &&
      cellAt(view, below, c) !== cellAt(view, below, c - 1)
    )
      pairs += 1
    before = cell
  })
  return pairs >= 2 || (pairs === 1 && filledIn(view, r) <= 4)
}

/**
 * Blanks to the right of a group, with names below them; and where the columns beside have their name in this row, a
 * blank below it. At least one group has two columns.
 */
function hasGaps(view: View, r: number, below: readonly number[]): boolean {
  let groups = 0
  let single = 0
  let lone = 0
  let open = false
  let width = 0
  let clash = 0
  const close = (): void => {
    if (open && width >= 2) groups += 1
    else if (open) clash += 1
    open = false
  }
  for (let c = view.left; c <= view.right; c += 1) {
    const here = lookAt(view, r, c) !== BLANK
    const under = hasNamed(view, below, c)
    if (here) {
      close()
      if (under) {
        open = true
        width = 1
      } else single += 1
    } else if (under) {
      if (open) width += 1
      else lone += 1
    } else close()
  }
  close()
  // a row of data below a header with blanks looks alike: names that come again (男 女 男 女) tell the two apart
  if (clash > 0) return groups >= 2 && hasTwins(view, below.at(-1) ?? r + 1)
  return groups >= 1 && (single >= 1 || groups >= 2 || lone >= 1)
}

function hasTwins(view: View, r: number): boolean {
  const seen = new Set<string>()
  eachFilled(view, r, (c) => seen.add(cellAt(view, r, c)))
  return seen.size * 2 <= filledIn(view, r)
}

function isOneText(view: View, r: number): boolean {
  const seen = new Set<string>()
  eachFilled(view, r, (c) => seen.add(cellAt(view, r, c)))
  return seen.size === 1
}
