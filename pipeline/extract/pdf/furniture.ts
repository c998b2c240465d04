/**
 * Page numbers and running heads: lines at the top or bottom edge of pages that say the same on other pages, numbers
 * aside. They are no text of the document and no rows of a table that goes on over pages.
 */
import type { TextLine } from './lines.ts'
import type { PageItems } from './page.ts'

export interface Furniture {
  readonly page: number
  readonly text: string
  /** it says nothing but which page it is */
  readonly isNumber: boolean
}

/** Share of the height of a page that is its edge */
const EDGE = 0.22
/** so many lines at each edge are looked at */
const LINES = 3
/** points by which a line may move from page to page */
const MOVED = 8

const DECOR = '[ ‐−–—ー―・*(（［【〔~〜)）\\]］】〕-]*'
const NUMBER = new RegExp(
  `^${DECOR}(?:p(?:age|\\.)? *)?\\d{1,5}(?: *(?:/|of|頁中) *\\d{1,5})? *(?:ページ|頁|page)?${DECOR}$`,
  'iu',
)

interface Candidate {
  readonly page: number
  readonly line: TextLine
  readonly key: string
  readonly place: number
  readonly numbers: readonly number[]
}

/**
 * Pages without their furniture, and what it was. `keepFirst`: a head stays where it stands first, for it may be the
 * title of what follows; page numbers do not.
 */
export function withoutFurniture(
  pages: readonly PageItems[],
  keepFirst: boolean,
): {
  readonly pages: readonly PageItems[]
  readonly furniture: readonly Furniture[]
} {
  const candidates = pages.flatMap(candidatesOf)
  const byKey = new Map<string, Candidate[]>()
  for (const one of candidates) byKey.set(one.key, [...(byKey.get(one.key) ?? []), one])
  const dropped = new Map<TextLine, Furniture>()
  for (const list of byKey.values()) {
    for (const one of list) {
      const { page, line } = one
      const isNumber = NUMBER.test(plain(line.text))
      const same = list.filter((other) => isSame(one, other))
      const others = new Set(same.map((other) => other.page))
      // left and right pages take turns: every other page is enough, and of two pages both
      const often = others.size >= 2 && others.size * 2.5 >= pages.length
      const says = isNumber && /[-‐−–—/／]|ページ|頁|page|p\./i.test(line.text)
      const isFirst = keepFirst && !isNumber && same[0] === one
      if ((says || often) && !isFirst) dropped.set(line, { page, text: line.text, isNumber })
    }
  }
  return {
    pages: pages.map((page) => ({
      ...page,
      items: page.items.filter((item) => !('line' in item) || !dropped.has(item.line)),
    })),
    furniture: pages.flatMap((page) =>
      page.items.flatMap((item) => ('line' in item ? (dropped.get(item.line) ?? []) : [])),
    ),
  }
}

function candidatesOf({ page, height, items }: PageItems): readonly Candidate[] {
  const at = (line: TextLine, edge: string): Candidate => ({
    page,
    line,
    place: line.base,
    numbers: (plain(line.text).match(/\d+/g) ?? []).map(Number),
    key: `${edge} ${plain(line.text).replace(/\d+/g, '#')}`,
  })
  const head: Candidate[] = []
  for (const item of items) {
    if (!('line' in item) || head.length === LINES || item.line.bottom > height * EDGE) break
    head.push(at(item.line, 'head'))
  }
  const foot: Candidate[] = []
  for (const item of [...items].reverse()) {
    if (!('line' in item) || foot.length === LINES || item.line.top < height * (1 - EDGE)) break
    foot.push(at(item.line, 'foot'))
  }
  return [...head, ...foot]
}

/** At the same place, and each number in it is the same, or goes up with the pages. */
function isSame(one: Candidate, other: Candidate): boolean {
  if (Math.abs(one.place - other.place) > MOVED) return false
  return one.numbers.every((number, i) => {
    const there = other.numbers[i] ?? 0
    return number === there || number - one.page === there - other.page
  })
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim()
}
