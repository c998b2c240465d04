/** Rows of totals: a word that says so beside numbers; where the word may be a category too, the numbers must add up. */
import type { Text } from '../../problem.ts'
import type { Usual } from './anchor.ts'
import { MARK, NUMBER, numberOf, PROSE, VALUE, WORD } from './cells.ts'
import type { Mark } from './marks.ts'
import { QUESTION, SKIP } from './texts.ts'
import { cellAt, filledIn, lookAt, rowNumber, type View } from './view.ts'
import type { FindWord, Words } from './words.ts'

interface Candidate {
  readonly r: number
  readonly column: number
  readonly word: string
  readonly weak: boolean
}

/** 3施設, 12校 beside 合計 */
const COUNTED = /^[\d０-９][\d０-９,，.]*\s*\D{1,4}$/
/** A label stands among the first cells. */
const LABELS = 4

export function markTotals(
  view: View,
  from: number,
  to: number,
  usual: Usual,
  taken: ReadonlySet<number>,
  words: Words,
): { readonly marks: readonly Mark[]; readonly questions: readonly Text[] } {
  const found: Candidate[] = []
  const alone: Mark[] = []
  const below = belowRecords(view, from, to, usual, taken)
  for (let r = from; r < to; r += 1) {
    if (filledIn(view, r) < 2 || taken.has(r)) {
      const whole = taken.has(r) ? undefined : wholeAt(view, r, usual, words, r >= below)
      if (whole !== undefined) alone.push({ r, as: 'totals', why: SKIP.totals(), ...whole })
      continue
    }
    const candidate = candidateAt(view, r, usual, words.totals, words.weakTotals)
    if (candidate !== undefined) found.push(candidate)
  }
  const derived = markDerived(
    view,
    from,
    to,
    usual,
    new Set(found.filter(({ weak }) => !weak).map(({ r }) => r)),
    taken,
    words,
  )
  if (found.length === 0) return { marks: [...alone, ...derived.marks], questions: derived.questions }
  const sums = found.some(({ weak }) => weak)
    ? summer(view, from, to, usual, new Set(found.map(({ r }) => r)))
    : undefined
  const marks: Mark[] = [...alone, ...derived.marks]
  const questions: Text[] = [...derived.questions]
  for (const { r, column, word, weak } of found) {
    if (weak && sums?.(r) !== true) {
      if (questions.length < 3) questions.push(QUESTION.totals({ rows: rowNumber(view, r), word }))
      continue
    }
    marks.push({ r, column, as: 'totals', how: 'is', word, why: SKIP.totals() })
  }
  return { marks, questions }
}

/**
 * 平均, 構成比, 前年比: at the very end, below a total; without one only the mean, where the numbers say so. In the
 * middle they are a category.
 */
function markDerived(
  view: View,
  from: number,
  to: number,
  usual: Usual,
  totals: ReadonlySet<number>,
  taken: ReadonlySet<number>,
  words: Words,
): { readonly marks: readonly Mark[]; readonly questions: readonly Text[] } {
  const found: Candidate[] = []
  let below: number | undefined
  for (let r = to - 1; r >= from; r -= 1) {
    if (filledIn(view, r) === 0 || taken.has(r)) continue
    const candidate = candidateAt(view, r, usual, words.derived, undefined)
    if (candidate !== undefined) found.unshift(candidate)
    else if (totals.has(r)) below = r
    else break
  }
  const marks: Mark[] = []
  const questions: Text[] = []
  const own = new Set([...totals, ...taken, ...found.map(({ r }) => r)])
  for (const { r, column, word } of found) {
    if ((below !== undefined && below < r) || isMean(view, from, r, usual, own)) {
      marks.push({ r, column, as: 'totals', how: 'is', word, why: SKIP.derived() })
    } else if (questions.length < 3) questions.push(QUESTION.derived({ rows: rowNumber(view, r), word }))
  }
  return { marks, questions }
}

/** The numbers of a row are the means of those above, as they were rounded. */
function isMean(view: View, from: number, r: number, usual: Usual, own: ReadonlySet<number>): boolean {
  let same = 0
  for (const [c, look] of usual.typed) {
    if (look !== NUMBER || lookAt(view, r, c) !== NUMBER) continue
    let sum = 0
    let many = 0
    for (let above = from; above < r; above += 1) {
      if (own.has(above) || lookAt(view, above, c) !== NUMBER) continue
      sum += numberOf(cellAt(view, above, c))
      many += 1
    }
    const cell = cellAt(view, r, c).trim()
    const decimals = cell.split(/[.．]/)[1]?.replace(/\D/g, '').length ?? 0
    if (many < 2 || Math.abs(sum / many - numberOf(cell)) > 0.5000001 * 10 ** -decimals) return false
    same += 1
  }
  return same >= 1
}

/** The row below the last that is as full as a record. */
function belowRecords(
  view: View,
  from: number,
  to: number,
  usual: Usual,
  taken: ReadonlySet<number>,
): number {
  for (let r = to - 1; r >= from; r -= 1) {
    if (!taken.has(r) && filledIn(view, r) >= Math.max(2, usual.filled * 0.5)) return r + 1
  }
  return from
}

/**
 * 合計 12施設, in one cell of a row that has no other; below the last record the word alone, too: its number was not
 * written, or is a formula that was never reckoned.
 */
function wholeAt(
  view: View,
  r: number,
  usual: Usual,
  words: Words,
  isBelow: boolean,
): Pick<Mark, 'column' | 'word' | 'how'> | undefined {
  if (filledIn(view, r) !== 1 || usual.filled < 3) return undefined
  const column = view.first[r] ?? 0
  const cell = cellAt(view, r, column).trim()
  if (isBelow && cell.length <= 20 && words.totals(cell) !== undefined)
    return { column, word: cell, how: 'is' }
  const word = /^(\D{1,6}?)[\s:：]*[\d０-９][\d０-９,，.]*\s*\D{0,4}$/.exec(cell)?.[1]
  return word === undefined || words.totals(word) === undefined ? undefined : { column, word, how: 'starts' }
}

function candidateAt(
  view: View,
  r: number,
  usual: Usual,
  isStrong: FindWord,
  isWeak: FindWord | undefined,
): Candidate | undefined {
  const own = view.looks[r]
  const end = Math.min(view.right, (own?.length ?? 0) - 1)
  let labels = 0
  let label: { column: number; word: string; weak: boolean } | undefined
  let numbers = 0
  let remarks = 0
  for (let c = view.left; c <= end; c += 1) {
    const look = own?.[c] ?? 0
    if (look === 0) continue
    if (look === NUMBER || (look === VALUE && usual.typed.get(c) === NUMBER)) {
      // before the word it is the number of the row, a year
      if (label !== undefined) numbers += 1
      else if (++labels > LABELS) return undefined
      continue
    }
    if (look === MARK && label !== undefined) continue
    if (label !== undefined && look === WORD && COUNTED.test(cellAt(view, r, c).trim())) {
      numbers += 1
      continue
    }
    if (look !== WORD) {
      if (label === undefined) {
        if (look === PROSE || ++labels > LABELS) return undefined
        continue
      }
      // 12件 beside 合計
      if (look === VALUE && /[\d０-９]/.test(cellAt(view, r, c).slice(0, 2))) numbers += 1
      else return undefined
      continue
    }
    // words to the right of the numbers make it a record, but for one remark
    if (numbers > 0) {
      remarks += 1
      if (remarks > 1 || numbers < 2 || label?.weak !== false) return undefined
      continue
    }
    labels += 1
    if (labels > LABELS) return undefined
    const cell = cellAt(view, r, c)
    if (cell.length > 20) {
      if (label === undefined) continue
      return undefined
    }
    const strong = isStrong(cell)
    const weak = strong === undefined ? isWeak?.(cell) : undefined
    if (strong !== undefined && (label === undefined || label.weak))
      label = { column: c, word: cell, weak: false }
    else if (weak !== undefined && label === undefined) label = { column: c, word: cell, weak: true }
  }
  return label === undefined || numbers === 0 ? undefined : { r, ...label }
}

/** Whether the numbers of a row are the sums of all other rows, or of those between it and the total before or after. */
function summer(
  view: View,
  from: number,
  to: number,
  usual: Usual,
  totals: ReadonlySet<number>,
): (r: number) => boolean {
  const columns = [...usual.typed].filter(([, look]) => look === NUMBER).map(([c]) => c)
  const add = (sums: number[], r: number): void => {
    for (const [i, c] of columns.entries()) {
      if (lookAt(view, r, c) !== NUMBER) continue
      const number = numberOf(cellAt(view, r, c))
      if (!Number.isNaN(number)) sums[i] = (sums[i] ?? 0) + number
    }
  }
  const all = columns.map(() => 0)
  const above = new Map<number, readonly number[]>()
  const below = new Map<number, readonly number[]>()
  let running = columns.map(() => 0)
  let last: number | undefined
  for (let r = from; r < to; r += 1) {
    if (totals.has(r)) {
      above.set(r, running)
      if (last !== undefined) below.set(last, running)
      last = r
      running = columns.map(() => 0)
    } else {
      add(all, r)
      add(running, r)
    }
  }
  if (last !== undefined) below.set(last, running)
  return (r) => {
    const own = columns.map((c) =>
      lookAt(view, r, c) === NUMBER ? numberOf(cellAt(view, r, c)) : Number.NaN,
    )
    return [all, above.get(r), below.get(r)].some((sums) => sums !== undefined && equal(own, sums))
  }
}

function equal(own: readonly number[], sums: readonly number[]): boolean {
  let same = 0
  let other = 0
  for (const [i, number] of own.entries()) {
    if (Number.isNaN(number)) continue
    const sum = sums[i] ?? 0
    if (Math.abs(sum - number) <= Math.abs(number) * 1e-9) same += number === 0 ? 0 : 1
    else other += 1
  }
  return same >= 1 && other * 4 <= same
}
