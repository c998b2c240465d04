/** Tables one below the other: where the next one begins, with its title and what else lies between. */
import { type IsKnown, isSolid, type Judged, judge, type Usual, usualOf } from './anchor.ts'
import { BLANK, isValueLook, WORD } from './cells.ts'
import { headerRowsOf } from './levels.ts'
import { compileHeaderAgain } from './rules.ts'
import { cellAt, eachFilled, filledIn, followsOn, lookAt, type View } from './view.ts'
import type { Words } from './words.ts'

export interface Next {
  /** first row that is the next one's */
  readonly from: number
  readonly judged: Judged
  readonly header: readonly number[]
}

/** `header`: that of the table above; `from`: the first row of its preamble. */
export function findNext(
  view: View,
  from: number,
  header: readonly number[],
  above: Judged,
  words: Words,
  isKnown: IsKnown,
): Next | undefined {
  const body = (header.at(-1) ?? -1) + 1
  const titles = new Set<string>()
  for (let r = from; r < (header[0] ?? 0); r += 1) eachFilled(view, r, (c) => titles.add(cellAt(view, r, c)))
  const isHeaderAgain = compileHeaderAgain(view, header.slice(0, 1))
  for (let r = body + 1; r < view.rows.length; r += 1) {
    if (filledIn(view, r) < 2) continue
    const before = filledIn(view, r - 1)
    if (before > 1 && before > filledIn(view, r) * 0.5 && followsOn(view, r)) continue
    if (isHeaderAgain(r)) {
      const start = zoneStart(view, body, r, usualOf(view, body, r), words)
      // only blank rows, or the title once more: a page break
      if (start !== undefined && hasOwnTitle(view, start, r, titles)) {
        const same = header.map((_, i) => r + i)
        return { from: start, judged: { ...above, at: r }, header: same }
      }
      continue
    }
    if (!isWordy(view, r) || (!hasValuesBelow(view, r) && knownIn(view, r, isKnown) < 2)) continue
    const judged = judge(view, r, view.rows.length, words, isKnown)
    if (judged === undefined || (judged.known < 2 && judged.contrast.length === 0)) continue
    const usual = usualOf(view, body, r)
    if (usual.filled === 0 || !isAnother(view, r, judged, usual, header, body)) continue
    const own = headerRowsOf(view, judged, body, view.rows.length, words)
    const start = zoneStart(view, body, own[0] ?? r, usual, words)
    if (start !== undefined) return { from: start, judged, header: own }
  }
  return undefined
}

/**
 * Enough to say that a new header stands here and no record: known headers, or words over columns that have values
 * above and below, with a title, a header in common or other columns.
 */
function isAnother(
  view: View,
  r: number,
  { known, contrast, usual: below }: Judged,
  usual: Usual,
  header: readonly number[],
  body: number,
): boolean {
  const filled = filledIn(view, r)
  if (below < 2) return false
  if (known >= 2 && known >= filled * 0.4) return true
  if (contrast.length === 0 || filled < Math.min(3, usual.filled)) return false
  let words = true
  let shared = 0
  const seen = new Set<string>()
  eachFilled(view, r, (c, look) => {
    seen.add(cellAt(view, r, c))
    if (look !== WORD) words = false
    if (header.some((h) => cellAt(view, h, c) === cellAt(view, r, c))) shared += 1
  })
  if (!words || contrast.length * 2 < typedAt(view, r, usual)) return false
  const title = filledIn(view, r - 1) === 1 && r - 2 >= body && filledIn(view, r - 2) === 0
  // a title without a blank row above it: names over all columns of values, none of them twice
  if (filledIn(view, r - 1) === 1 && contrast.length >= 2 && seen.size === filled) return true
  return title || shared > 0 || differs(view, r, header)
}

/** Cheap, since it is asked of every row below a blank one. */
function isWordy(view: View, r: number): boolean {
  let values = 0
  eachFilled(view, r, (_, look) => {
    if (isValueLook(look)) values += 1
  })
  return values * 2 <= filledIn(view, r)
}

const NEAR = 8

/** Values in the next rows, under words of this one. */
function hasValuesBelow(view: View, r: number): boolean {
  let rows = 0
  for (let below = r + 1; below < view.rows.length && rows < NEAR; below += 1) {
    if (filledIn(view, below) === 0) continue
    rows += 1
    let found = false
    eachFilled(view, below, (c, look) => {
      if (isValueLook(look) && lookAt(view, r, c) !== BLANK && !isValueLook(lookAt(view, r, c))) found = true
    })
    if (found) return true
  }
  return false
}

function knownIn(view: View, r: number, isKnown: IsKnown): number {
  let known = 0
  eachFilled(view, r, (c) => {
    if (isKnown(cellAt(view, r, c))) known += 1
  })
  return known
}

function typedAt(view: View, r: number, usual: Usual): number {
  let many = 0
  for (const [c] of usual.typed) if (lookAt(view, r, c) !== BLANK) many += 1
  return many
}

/** Its columns are not those of the table above. */
function differs(view: View, r: number, header: readonly number[]): boolean {
  let both = 0
  let either = 0
  for (let c = view.left; c <= view.right; c += 1) {
    const here = lookAt(view, r, c) !== BLANK
    const above = header.some((h) => lookAt(view, h, c) !== BLANK)
    if (here && above) both += 1
    if (here || above) either += 1
  }
  return both < either * 0.7
}

/** What lies between is the next one's: blank rows and rows with hardly anything. Undefined: nothing parts the two. */
function zoneStart(view: View, body: number, top: number, usual: Usual, words: Words): number | undefined {
  let start = top
  while (start - 1 > body && (filledIn(view, start - 1) === 0 || isSlight(view, start - 1, usual))) start -= 1
  // notes right below the table above are its own
  while (start < top && filledIn(view, start) > 0 && isNoted(view, start, words)) start += 1
  return start === top && filledIn(view, top - 1) > 0 && !isNoted(view, top - 1, words) ? undefined : start
}

function isSlight(view: View, r: number, usual: Usual): boolean {
  return filledIn(view, r) <= 2 && !isSolid(view, r, usual)
}

function isNoted(view: View, r: number, words: Words): boolean {
  const c = view.first[r] ?? -1
  return c >= 0 && words.notes(cellAt(view, r, c)) !== undefined
}

function hasOwnTitle(view: View, from: number, to: number, titles: ReadonlySet<string>): boolean {
  for (let r = from; r < to; r += 1) {
    let own = false
    eachFilled(view, r, (c) => {
      if (!titles.has(cellAt(view, r, c))) own = true
    })
    if (own) return true
  }
  return false
}
