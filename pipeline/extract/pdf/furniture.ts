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
const EDGE = 0.13
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
}

/** Pages without their furniture, and what it was. */
export function withoutFurniture(pages: readonly PageItems[]): {
  readonly pages: readonly PageItems[]
  readonly furniture: readonly Furniture[]
} {
  const candidates = pages.flatMap(candidatesOf)
  const byKey = new Map<string, Candidate[]>()
  for (const one of candidates) byKey.set(one.key, [...(byKey.get(one.key) ?? []), one])
  const dropped = new Map<TextLine, Furniture>()
  for (const list of byKey.values()) {
    for (const { page, line, place } of list) {
      const isNumber = NUMBER.test(plain(line.text))
      const others = new Set(
        list.filter((one) => Math.abs(one.place - place) <= MOVED).map((one) => one.page),
      )
      // left and right pages take turns: every other page is enough, and of two pages both
      const often = others.size >= 2 && others.size * 2.5 >= pages.length
      const says = isNumber && (often || /[-‐−–—/／]|ページ|頁|page|p\./i.test(line.text))
      if (says || often) dropped.set(line, { page, text: line.text, isNumber })
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

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim()
}
