/** Where a table ends before the file does, as a rule: at blank rows, or at the row that begins what is no data. */
import type { RowTest } from '../../lib/grid-declaration.ts'
import { isSolid, type Usual } from './anchor.ts'
import { BLANK, isValueLook, NUMBER, PROSE } from './cells.ts'
import { compileRowTest } from './rules.ts'
import { cellAt, eachFilled, filledIn, firstCellOf, followsOn, lookAt, type View } from './view.ts'
import type { Words } from './words.ts'

export interface End {
  readonly endsAtBlank?: number
  readonly endsAt?: RowTest
}

/** The longest run of blank rows within rows `from` to before `to`. */
function longestBlank(view: View, from: number, to: number): number {
  let longest = 0
  let run = 0
  for (let r = from; r < to; r += 1) {
    run = filledIn(view, r) > 0 ? 0 : followsOn(view, r) ? run + 1 : 1
    if (run > longest) longest = run
  }
  return longest
}

/**
 * The table lasts to before `end`; at `end` begins what is no longer it, with blank rows or with a row. A run of blank
 * rows ends it where none as long stands within; else the first row does.
 */
export function endRule(
  view: View,
  from: number,
  end: number,
  to: number,
  names: ReadonlyMap<string, number>,
  isComplete: boolean,
): End | undefined {
  let blanks = 0
  while (end + blanks < to && filledIn(view, end + blanks) === 0) blanks += 1
  const within = longestBlank(view, from, end)
  const atBlank = blanks > within ? { endsAtBlank: within + 1 } : undefined
  // what was not seen may have blank rows too
  if (atBlank !== undefined && isComplete) return atBlank
  const row = end + blanks
  if (row >= to) return atBlank
  const cell = firstCellOf(view, row)
  const tests: readonly RowTest[] = [{ is: [cell] }, { is: [cell], filled: filledIn(view, row) }]
  const endsAt = tests.find((test) => {
    const matches = compileRowTest(view, test, names)
    for (let r = from; r < end; r += 1) if (filledIn(view, r) > 0 && matches(r)) return false
    return matches(row)
  })
  return endsAt === undefined ? atBlank : { endsAt }
}

/** How a row that follows the last row of data is to be taken. */
type Tail = 'data' | 'note' | 'mark'

/**
 * Below the last row that can not be but data: where the first thing that is none stands. Undefined: all are data, or
 * are known by their marks. `marked`: rows that rules know already.
 */
export function findTail(
  view: View,
  from: number,
  to: number,
  usual: Usual,
  marked: ReadonlySet<number>,
  words: Words,
): number | undefined {
  const closing = closingFrom(view, from, to, usual)
  const past = lastSolid(view, from, closing ?? to, usual, marked) + 1
  if (past <= from || past >= to || usual.filled < 2) return undefined
  const kinds: Tail[] = []
  let loose = false
  let first: number | undefined
  for (let r = past; r < to; r += 1) {
    if (filledIn(view, r) === 0) {
      loose = true
      first ??= r
      continue
    }
    if (marked.has(r)) {
      kinds.push('mark')
      // marked rows right below the table are known by their marks
      if (kinds.every((kind) => kind === 'mark') && !loose) first = undefined
      else first ??= r
      continue
    }
    const evident = loose || kinds.includes('mark') || isSentence(view, r, words)
    if (!evident) return undefined
    first ??= r
    kinds.push('note')
  }
  return kinds.includes('note') ? first : undefined
}

function lastSolid(view: View, from: number, to: number, usual: Usual, marked: ReadonlySet<number>): number {
  let after = to
  // a block of few cells, apart from the table by blank rows, is below it: a legend, a contact
  for (let r = to - 1; r >= from; r -= 1) {
    if (filledIn(view, r) === 0 || marked.has(r)) continue
    if (isSolid(view, r, usual) && !isLegend(view, from, r, usual)) {
      after = r
      break
    }
  }
  if (after === to) return from - 1
  while (marked.has(after + 1) && after + 1 < to) after += 1
  return after
}

/** A text of a document, not of a cell: so long, and so many times longer than what stands above it. */
const LONG = 15
const TIMES = 2

/**
 * Where lines about the document begin that stand at the very end, below a blank row: texts over columns of numbers, or
 * few cells, and one of them far longer than any above it. Data have a number where the column has numbers.
 */
export function closingFrom(view: View, from: number, to: number, usual: Usual): number | undefined {
  let first: number | undefined
  let r = to - 1
  for (; r > from && (filledIn(view, r) === 0 || isClosing(view, from, r, usual)); r -= 1) {
    if (filledIn(view, r) > 0) first = r
    else if (first === r + 1 && isClosingBlock(view, from, first, to)) return first
  }
  return undefined
}

/** At least one line is far longer than what stands above it. */
function isClosingBlock(view: View, from: number, first: number, to: number): boolean {
  for (let r = first; r < to; r += 1) {
    let long = false
    eachFilled(view, r, (c) => {
      if (!long && isFarLonger(view, from, first, c, cellAt(view, r, c).trim().length)) long = true
    })
    if (long) return true
  }
  return false
}

function isFarLonger(view: View, from: number, to: number, c: number, length: number): boolean {
  if (length < LONG) return false
  let cells = 0
  for (let r = from; r < to; r += 1) {
    if (lookAt(view, r, c) === BLANK) continue
    cells += 1
    if (cellAt(view, r, c).trim().length * TIMES >= length) return false
  }
  return cells > 0
}

/** No number, and a text where the column has numbers, or few cells. */
function isClosing(view: View, from: number, r: number, usual: Usual): boolean {
  const filled = filledIn(view, r)
  if (filled > usual.filled || filled > 3 || r <= from) return false
  let strange = false
  let number = false
  eachFilled(view, r, (c, look) => {
    if (look === NUMBER) number = true
    else if (usual.typed.get(c) === NUMBER) strange = true
    else if (usual.typed.has(c) && isValueLook(look)) number = true
  })
  return !number && (strange || filled * 2 <= usual.filled)
}

/** Few cells, no value where the table has values, and a blank row somewhere above with nothing but the like between. */
function isLegend(view: View, from: number, r: number, usual: Usual): boolean {
  if (usual.filled < 4) return false
  for (let at = r; at > from; at -= 1) {
    const filled = filledIn(view, at)
    if (filled === 0) return at < r
    if (filled > 2 || filled > usual.filled * 0.5 || conforms(view, at, usual)) return false
  }
  return false
}

function conforms(view: View, r: number, usual: Usual): boolean {
  for (const [c] of usual.typed) if (isValueLook(lookAt(view, r, c))) return true
  return false
}

/** One cell with a sentence, in a table whose rows have several. */
function isSentence(view: View, r: number, words: Words): boolean {
  if (filledIn(view, r) !== 1) return false
  const cell = firstCellOf(view, r)
  if (words.notes(cell) !== undefined || words.titles(cell) !== undefined) return true
  let prose = false
  eachFilled(view, r, (c, look) => {
    if (look === PROSE || (cellAt(view, r, c).length >= 25 && view.first[r] === c)) prose = true
  })
  return prose
}
