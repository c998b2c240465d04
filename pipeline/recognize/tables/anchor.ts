/** Where a header stands: each row is asked how much it looks like one, against the rows below it. */

import { meltTypeOf } from '../../lib/melt.ts'
import { isValueLook, MARK, NUMBER, PROSE, VALUE, WORD } from './cells.ts'
import { countedIn, plainYearsIn } from './series.ts'
import { cellAt, eachFilled, filledIn, firstCellOf, lookAt, type View } from './view.ts'
import type { Words } from './words.ts'

export type IsKnown = (text: string) => boolean

export interface Judged {
  readonly at: number
  readonly score: number
  /** how many cells are headers that are known */
  readonly known: number
  /** columns that have words here and values below */
  readonly contrast: readonly number[]
  /** how many cells a row below has, usually */
  readonly usual: number
}

/** Rows below that are asked. */
const BELOW = 40
/** Rows at the beginning of a table that are asked whether they are its header. */
const HEAD = 60

/** Rows of the file about itself, and rows that say how to fill the table in: neither header nor data. */
export function isInstructionRow(view: View, words: Words, r: number): boolean {
  const filled = filledIn(view, r)
  if (filled === 0) return false
  let bears = 0
  let told = 0
  eachFilled(view, r, (c, look) => {
    if (look !== WORD && look !== PROSE) return
    const cell = cellAt(view, r, c)
    if (cell.length <= 40 && (words.requirements(cell) ?? words.types(cell)) !== undefined) bears += 1
    else if (words.instructions(cell) !== undefined) told += 1
  })
  if (isUnitRow(view, r)) return true
  if (filled === 1) return told === 1 || words.pointers(firstCellOf(view, r)) !== undefined
  return bears * 2 >= filled || (told >= 2 && (bears + told) * 2 >= filled)
}

const UNIT = /^[（(［[〔【][^（）()]{1,8}[）)］\]〕】]$/

/** （人） （世帯） （㎢）: units below the headers. */
function isUnitRow(view: View, r: number): boolean {
  let units = 0
  eachFilled(view, r, (c) => {
    if (UNIT.test(cellAt(view, r, c).trim())) units += 1
  })
  return units >= 2 && units === filledIn(view, r)
}

export function isMetaRow(view: View, words: Words, r: number): boolean {
  const cell = firstCellOf(view, r)
  return words.meta(cell) !== undefined && /^\s*[#＃]\s*[^\s\d]/.test(cell)
}

/** Undefined: a row like this is no header. */
export function judge(view: View, r: number, to: number, words: Words, isKnown: IsKnown): Judged | undefined {
  const filled = filledIn(view, r)
  if (filled === 0 || isInstructionRow(view, words, r)) return undefined
  const seen = new Set<string>()
  let known = 0
  let bad = 0
  let prose = 0
  let melts = 0
  let titles = 0
  let pointers = 0
  eachFilled(view, r, (c, look) => {
    const cell = cellAt(view, r, c)
    seen.add(cell)
    if (isKnown(cell)) known += 1
    else if (look === WORD || look === PROSE) {
      if (look === PROSE) prose += 1
      if (cell.length <= 40 && words.titles(cell) !== undefined) titles += 1
      if (words.pointers(cell) !== undefined) pointers += 1
      else if (meltTypeOf(cell) !== undefined) melts += 1
    } else if (meltTypeOf(cell) !== undefined) {
      melts += 1
      bad += 1
    } else bad += 1
  })
  // years, months and ages over columns are values that are headers, where there are several
  if (melts >= 3 || (melts >= 2 && melts * 2 >= filled)) bad = Math.max(0, bad - melts)
  const counted = bad === 0 ? undefined : countedIn(view, r, to)
  bad -= counted?.size ?? 0
  if (bad > filled * 0.15) bad -= plainYearsIn(view, r, to, words).size
  if (bad > filled * 0.15) return undefined
  if (seen.size * 2 < filled && !isRound(view, r, seen.size) && !isOverValues(view, r, to)) return undefined
  if (filled - melts - pointers === 0 && known === 0 && melts < 3) return undefined
  if (filled === 1 && known === 0) return undefined
  const { contrast, usual, alike } = compare(view, r, to, words, counted)
  if (usual > 0 && filled < usual * 0.5 && known < 2) return undefined
  if (titles > 0 && known < 2 && titles * 3 >= filled) return undefined
  const share = known / filled
  const score =
    share * 3 +
    Math.min(contrast.length, 3) * 0.7 +
    Math.min(1, filled / Math.max(1, usual)) * 1.5 +
    seen.size / filled -
    (prose / filled) * (contrast.length >= 3 ? 0.5 : 2) -
    alike * 2
  return { at: r, score, known, contrast, usual }
}

/** No. 氏名 No. 氏名 No. 氏名: headers that come round again, over tables side by side. */
function isRound(view: View, r: number, period: number): boolean {
  const cells: string[] = []
  eachFilled(view, r, (c) => cells.push(cellAt(view, r, c)))
  return period >= 2 && cells.length % period === 0 && cells.every((cell, i) => cell === cells[i % period])
}

/** 男 女 男 女 男 女 計, ID ID ID: words that come again are headers right above values, a title that was merged is not. */
function isOverValues(view: View, r: number, to: number): boolean {
  let below = r + 1
  while (below < to && filledIn(view, below) === 0) below += 1
  if (below >= to) return false
  let over = 0
  let words = true
  eachFilled(view, r, (c, look) => {
    if (look !== WORD) words = false
    if (isValueLook(lookAt(view, below, c))) over += 1
  })
  return words && over >= filledIn(view, r) * 0.8
}

interface Compared {
  readonly contrast: readonly number[]
  readonly usual: number
  /** share of the columns of words whose word stands among the values below as well */
  readonly alike: number
}

function compare(
  view: View,
  r: number,
  to: number,
  words: Words,
  counted: ReadonlySet<number> | undefined,
): Compared {
  const width = view.right - view.left + 1
  const cells = new Int32Array(width)
  const values = new Int32Array(width)
  const same = new Int32Array(width)
  const fills: number[] = []
  for (let below = r + 1; below < to && fills.length < BELOW; below += 1) {
    const filled = filledIn(view, below)
    if (filled === 0 || isMetaRow(view, words, below)) continue
    if (fills.length < 3 && isInstructionRow(view, words, below)) continue
    fills.push(filled)
    eachFilled(view, below, (c, look) => {
      const i = c - view.left
      cells[i] = (cells[i] ?? 0) + 1
      if (isValueLook(look)) values[i] = (values[i] ?? 0) + 1
      else if (cellAt(view, below, c) === cellAt(view, r, c)) same[i] = (same[i] ?? 0) + 1
    })
  }
  fills.sort((a, b) => a - b)
  const contrast: number[] = []
  let wordy = 0
  let again = 0
  eachFilled(view, r, (c, look) => {
    const isName = look === WORD || look === PROSE || counted?.has(c) === true
    if (!isName && meltTypeOf(cellAt(view, r, c)) === undefined) return
    const i = c - view.left
    wordy += 1
    if ((same[i] ?? 0) > 0) again += 1
    if ((cells[i] ?? 0) > 0 && (values[i] ?? 0) >= (cells[i] ?? 0) * 0.6) contrast.push(c)
  })
  return { contrast, usual: fills[fills.length >> 1] ?? 0, alike: wordy === 0 ? 0 : again / wordy }
}

/** A row that is strong enough to be the header of a table below another. */
export function isStrong({ known, contrast }: Judged, filled: number): boolean {
  return known >= Math.max(2, filled * 0.4) || contrast.length >= 1
}

/**
 * The header among the first rows from `from`. A row further down wins only by a clear margin: data of words look like
 * headers too. Rows of data shape above it speak against it.
 */
export function findAnchor(
  view: View,
  from: number,
  to: number,
  words: Words,
  isKnown: IsKnown,
): Judged | undefined {
  let best: Judged | undefined
  let asked = 0
  for (let r = from; r < to && asked < HEAD; r += 1) {
    if (filledIn(view, r) === 0) continue
    asked += 1
    const judged = judge(view, r, to, words, isKnown)
    if (judged === undefined) continue
    if (best !== undefined && judged.score <= best.score + 0.5) {
      if (isStrong(best, filledIn(view, best.at)) && r - best.at > 4) break
      continue
    }
    if (dataAbove(view, from, judged, words)) break
    if (best !== undefined && !outdoes(view, judged, best)) continue
    best = judged
  }
  return best
}

/** More of what makes a header, not a word that happens to be known; and no stretch of full rows between the two. */
function outdoes(view: View, later: Judged, best: Judged): boolean {
  const more = filledIn(view, later.at) > filledIn(view, best.at) * 1.5
  if (later.known < best.known + 2 && later.contrast.length <= best.contrast.length && !more) return false
  let full = 0
  for (let r = best.at + 1; r < later.at; r += 1)
    if (filledIn(view, r) >= Math.max(2, later.usual * 0.8)) full += 1
  return full <= 2 || later.known >= filledIn(view, later.at) * 0.4
}

/** Two rows above that have values where the columns of this header have values are data of something else. */
function dataAbove(view: View, from: number, judged: Judged, words: Words): boolean {
  let rows = 0
  for (let r = from; r < judged.at; r += 1) {
    const filled = filledIn(view, r)
    if (filled < Math.max(2, judged.usual * 0.5) || isMetaRow(view, words, r)) continue
    if (isInstructionRow(view, words, r)) continue
    const counted = countedIn(view, r, judged.at)
    const values = judged.contrast.filter((c) => isValueLook(lookAt(view, r, c)) && !counted.has(c))
    if (values.length * 2 >= judged.contrast.length && values.length > 0) rows += 1
  }
  return rows >= 2
}

export interface Usual {
  /** how many cells a row has */
  readonly filled: number
  /** columns of numbers, of other values, of marks: what most of the cells are; absent: words */
  readonly typed: ReadonlyMap<number, number>
}

const ASKED = 400

/** What rows of this stretch are, by a spread of them; how full the fuller ones are: notes and legends below have little. */
export function usualOf(view: View, from: number, to: number): Usual {
  const step = Math.max(1, Math.floor((to - from) / ASKED))
  const width = view.right - view.left + 1
  const counts = new Int32Array(width * 4)
  const fills: number[] = []
  for (let r = from; r < to; r += step) {
    const filled = filledIn(view, r)
    if (filled === 0) continue
    fills.push(filled)
    eachFilled(view, r, (c, look) => {
      const at = (c - view.left) * 4 + (isValueLook(look) ? look : 0)
      counts[at] = (counts[at] ?? 0) + 1
    })
  }
  fills.sort((a, b) => a - b)
  const typed = new Map<number, number>()
  for (let i = 0; i < width; i += 1) {
    const of = (look: number): number => counts[i * 4 + look] ?? 0
    const all = of(0) + of(NUMBER) + of(VALUE) + of(MARK)
    if (all < 2) continue
    const most = [NUMBER, VALUE, MARK].reduce((a, b) => (of(b) > of(a) ? b : a))
    if (of(NUMBER) + of(VALUE) + of(MARK) >= all * 0.6) typed.set(i + view.left, most)
  }
  return { filled: fills[Math.floor(fills.length * 0.75)] ?? 0, typed }
}

/** A row that can not be but data: many cells, or a value where the column has values. */
export function isSolid(view: View, r: number, usual: Usual): boolean {
  const filled = filledIn(view, r)
  if (filled === 0) return false
  if (filled >= Math.max(2, Math.ceil(usual.filled * 0.4)) || usual.filled <= 1) return true
  let conforms = false
  eachFilled(view, r, (c, look) => {
    if (usual.typed.has(c) && isValueLook(look)) conforms = true
  })
  return conforms
}
