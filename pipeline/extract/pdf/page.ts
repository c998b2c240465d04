/** The content of a page → its tables and its other lines of text, from the top down. */
import { alignedTables, type Item } from './columns.ts'
import { ruledTables } from './lattice.ts'
import { linesOf, type TextLine } from './lines.ts'
import { type Joining, type PdfTable, ruledTable } from './table.ts'
import type { Box, Glyph, PageContent } from './types.ts'

export interface PageItems {
  readonly page: number
  readonly width: number
  readonly height: number
  readonly items: readonly Item[]
}

export function boxOfItem(item: Item): Box {
  return 'table' in item ? item.table : item.line
}

export function itemsOf(content: PageContent, joining: Joining): PageItems {
  const { page, width, height } = content
  let rest: readonly Glyph[] = content.glyphs
  const tables: PdfTable[] = []
  for (const net of ruledTables(content.rules)) {
    const inside = rest.filter((glyph) => isIn(glyph, net))
    const table = ruledTable(net, inside, page, joining)
    if (table === undefined) continue
    tables.push(table)
    rest = rest.filter((glyph) => !isIn(glyph, net))
  }
  const lines = linesOf(rest)
  const items: Item[] = tables.map((table) => ({ table }))
  // what stands above a ruled table and what stands below it are no table together
  let run: TextLine[] = []
  const close = (): void => {
    items.push(...alignedTables(run, page, joining))
    run = []
  }
  for (const line of lines) {
    const before = run[run.length - 1]
    if (before !== undefined && tables.some(({ top }) => top > before.base && top < line.base)) close()
    run.push(line)
  }
  close()
  const sorted = items
    .map((item, i) => ({ item, i, top: boxOfItem(item).top, vertical: 'line' in item && item.line.vertical }))
    .sort((a, b) => (a.vertical && b.vertical ? a.i - b.i : a.top - b.top || a.i - b.i))
  return { page, width, height, items: sorted.map(({ item }) => item) }
}

function isIn(glyph: Glyph, box: Box): boolean {
  const x = (glyph.left + glyph.right) / 2
  const y = (glyph.top + glyph.bottom) / 2
  return x > box.left - 1 && x < box.right + 1 && y > box.top - 1 && y < box.bottom + 1
}
