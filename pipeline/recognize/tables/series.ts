/** Headers that are written with figures: 1年 2年 3年, and years without their era (年 | 50 | 55 | 60 | 2 | 7). */
import { foldWord } from '../../lib/fold.ts'
import { meltTypeOf } from '../../lib/melt.ts'
import { BLANK, isValueLook, NUMBER, VALUE } from './cells.ts'
import { cellAt, eachFilled, filledIn, lookAt, type View } from './view.ts'
import type { Words } from './words.ts'

const NONE: ReadonlySet<number> = new Set()
/** Rows below that are asked. */
const BELOW = 12

/** A number and what it counts: `1年`, `第2回`; not `10%`, `1,000円`, `9:00`. */
const COUNTED = /^(第?)([0-9]{1,3})([^0-9\s.,:%/()~ー]{1,4})$/

function shapeOf(cell: string): { readonly shape: string; readonly number: string } | undefined {
  if (cell.length > 10) return undefined
  const match = COUNTED.exec(foldWord(cell))
  return match === null ? undefined : { shape: `${match[1]}#${match[3]}`, number: match[2] ?? '' }
}

/**
 * Columns over which a counted name stands: several of the same shape with different numbers, and no cell below that has
 * it too (those are quantities: 10人, 20人).
 */
export function countedIn(view: View, r: number, to: number): ReadonlySet<number> {
  const places: { readonly c: number; readonly shape: string; readonly number: string }[] = []
  eachFilled(view, r, (c, look) => {
    if (look !== VALUE) return
    const found = shapeOf(cellAt(view, r, c))
    if (found !== undefined && meltTypeOf(cellAt(view, r, c)) === undefined) places.push({ c, ...found })
  })
  if (places.length < 2) return NONE
  const numbers = new Map<string, Set<string>>()
  for (const { shape, number } of places) {
    const own = numbers.get(shape) ?? new Set<string>()
    numbers.set(shape, own.add(number))
  }
  const columns = new Set<number>()
  for (const { c, shape } of places) {
    if ((numbers.get(shape)?.size ?? 0) >= 2 && !standsBelow(view, r, to, c, shape)) columns.add(c)
  }
  return columns
}

function standsBelow(view: View, r: number, to: number, c: number, shape: string): boolean {
  let asked = 0
  for (let below = r + 1; below < to && asked < BELOW; below += 1) {
    if (lookAt(view, below, c) === BLANK) continue
    asked += 1
    if (shapeOf(cellAt(view, below, c))?.shape === shape) return true
  }
  return false
}

const YEAR = /^(?:元|[0-9]{1,2}|[0-9]{4})$/
/** The era begins anew: 昭和, 平成, 令和. */
const MOST_ERAS = 3

/**
 * Columns under a row of years without their era: its first cell says that they are years, they rise but where an era
 * ends, and each row below begins with a word and goes on with numbers.
 */
export function plainYearsIn(view: View, r: number, to: number, words: Words): ReadonlySet<number> {
  const first = view.first[r] ?? -1
  if (first < 0 || filledIn(view, r) < 3 || words.years(cellAt(view, r, first)) === undefined) return NONE
  const columns = new Set<number>()
  let before = 0
  let eras = 1
  let plain = true
  eachFilled(view, r, (c) => {
    if (c === first || !plain) return
    const cell = foldWord(cellAt(view, r, c))
    const year = YEAR.test(cell) ? (cell === '元' ? 1 : Number(cell)) : -1
    if (year < 1 || year === before) plain = false
    if (year < before) eras += 1
    before = year
    columns.add(c)
  })
  return plain && eras <= MOST_ERAS && hasNamedRows(view, r, to, first, columns, words) ? columns : NONE
}

/** Each row below is named in the first column, by what is no year, and at least one goes on with numbers. */
function hasNamedRows(
  view: View,
  r: number,
  to: number,
  first: number,
  columns: ReadonlySet<number>,
  words: Words,
): boolean {
  let rows = 0
  let numbered = 0
  for (let below = r + 1; below < to && rows < BELOW; below += 1) {
    if (filledIn(view, below) === 0) continue
    rows += 1
    const look = lookAt(view, below, first)
    if (look === BLANK || isValueLook(look) || words.years(cellAt(view, below, first)) !== undefined)
      return false
    let numbers = 0
    for (const c of columns) if (lookAt(view, below, c) === NUMBER) numbers += 1
    if (numbers * 2 > columns.size) numbered += 1
  }
  return numbered > 0
}
