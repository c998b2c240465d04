/**
 * A table that runs over pages becomes one: the part on the next page stands first there, has the same columns, and
 * its header, where it is repeated word for word, is dropped.
 */
import type { Item } from './columns.ts'
import type { TextLine } from './lines.ts'
import type { PageItems } from './page.ts'
import type { PdfTable, Span } from './table.ts'

export interface JoinedTable {
  readonly rows: readonly (readonly string[])[]
  readonly spans: readonly Span[]
  /** page of each row */
  readonly pages: readonly number[]
  readonly ruled: boolean
  readonly last: PdfTable
  /** headers that were repeated, and dropped */
  readonly repeated: number
}

export type Block =
  | { readonly table: JoinedTable }
  | { readonly line: TextLine; readonly page: number; readonly width: number }

/** points by which edges of columns may differ */
const MOVED = 4
/** no header has more rows */
const HEADER = 6

/** The items of all pages, in order, with the parts of tables joined. */
export function blocksOf(pages: readonly PageItems[]): readonly Block[] {
  const blocks: Block[] = []
  let open: { readonly table: JoinedTable; readonly at: number } | undefined
  for (const { page, items, width } of pages) {
    let fresh = true
    for (const item of items) {
      if ('line' in item) {
        const { line } = item
        blocks.push({ line, page, width })
        // a short line above a repeated header does not part a table: （続き）
        if (!(fresh && open !== undefined && isShort(item, items))) open = undefined
        continue
      }
      const joined =
        fresh && open !== undefined ? goesOn(open.table, item.table, blocks.length - 1 > open.at) : undefined
      if (joined !== undefined && open !== undefined) blocks[open.at] = { table: joined }
      else {
        open = { table: begun(item.table), at: blocks.length }
        blocks.push({ table: open.table })
      }
      if (joined !== undefined && open !== undefined) open = { table: joined, at: open.at }
      fresh = false
    }
  }
  return blocks
}

function isShort(item: Item, items: readonly Item[]): boolean {
  return 'line' in item && item.line.text.length <= 30 && items.indexOf(item) < 2
}

function begun(table: PdfTable): JoinedTable {
  const { rows, spans, page, ruled } = table
  return { rows, spans, pages: rows.map(() => page), ruled, last: table, repeated: 0 }
}

/** Undefined: it is another table. */
function goesOn(before: JoinedTable, table: PdfTable, afterText: boolean): JoinedTable | undefined {
  const { last } = before
  if (table.page !== last.page + 1 || table.ruled !== last.ruled) return undefined
  const width = before.rows[0]?.length ?? 0
  if ((table.rows[0]?.length ?? 0) !== width) return undefined
  // pages may be set off to left and right in turns; without ruled lines edges are where the texts happen to end
  const shift = (table.xs[0] ?? 0) - (last.xs[0] ?? 0)
  const near = table.ruled ? MOVED : MOVED * 5
  if (table.xs.some((x, i) => Math.abs(x - shift - (last.xs[i] ?? 0)) > near)) return undefined
  const header = repeatedHeader(before, table)
  if (afterText && header === 0) return undefined
  const first = before.rows.length
  const rows = table.rows.slice(header)
  const spans = table.spans.flatMap((span): Span[] =>
    span.bottom < header
      ? []
      : [{ ...span, top: first + Math.max(0, span.top - header), bottom: first + span.bottom - header }],
  )
  const over = spansOver(before.spans, spans, rows[0] ?? [], first)
  return {
    rows: [...before.rows, ...rows],
    spans: over,
    pages: [...before.pages, ...rows.map(() => table.page)],
    ruled: before.ruled,
    last: table,
    repeated: before.repeated + (header > 0 ? 1 : 0),
  }
}

/** A merged field that the end of the page has cut: what is left of it on the next page is blank. */
function spansOver(
  before: readonly Span[],
  after: readonly Span[],
  row: readonly string[],
  first: number,
): readonly Span[] {
  const left = [...after]
  const grown = before.map((span) => {
    if (span.bottom !== first - 1 || span.bottom === span.top) return span
    if (row.slice(span.left, span.right + 1).some((text) => text !== '')) return span
    const at = left.findIndex((one) => one.top === first && one.left <= span.right && one.right >= span.left)
    const rest = left[at]
    if (rest === undefined) return span.left === span.right ? { ...span, bottom: first } : span
    if (rest.left !== span.left || rest.right !== span.right) return span
    left.splice(at, 1)
    return { ...span, bottom: rest.bottom }
  })
  return [...grown, ...left]
}

/** How many of its first rows are those of the first page, cell for cell. */
function repeatedHeader(before: JoinedTable, table: PdfTable): number {
  let count = 0
  while (count < HEADER && count < table.rows.length) {
    const row = table.rows[count] ?? []
    const first = before.rows[count] ?? []
    if (row.length !== first.length || row.some((text, i) => text !== first[i])) break
    if (row.every((text) => text === '')) break
    count += 1
  }
  return count
}
