/** A table on a page, ruled or not: rows of texts and where the columns stand. */
import type { RuledCell, RuledTable } from './lattice.ts'
import { linesOf, type TextLine } from './lines.ts'
import type { Box, Glyph } from './types.ts'
import { cellText, isFull } from './wrap.ts'

export interface Span {
  /** from 0, both corners belong to it */
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

export interface PdfTable extends Box {
  readonly page: number
  readonly ruled: boolean
  readonly rows: readonly (readonly string[])[]
  readonly spans: readonly Span[]
  /** edges of the columns */
  readonly xs: readonly number[]
}

/** How texts are put together. */
export interface Joining {
  /** this PDF writes the space at the end of a line that goes on */
  readonly written: boolean
  /** what stands where a cell has paragraphs */
  readonly hard: string
}

/** A net of lines with the glyphs in it; undefined: a drawing, hardly anything is written in it. */
export function ruledTable(
  net: RuledTable,
  glyphs: readonly Glyph[],
  page: number,
  joining: Joining,
): PdfTable | undefined {
  const filled = cellsOf(net, glyphs).map((one) => ({ ...one, lines: linesOf(one.glyphs) }))
  if (filled.filter(({ lines }) => lines.length > 0).length < 2) return undefined
  const rows = Array.from({ length: net.rows }, () => new Array<string>(net.columns).fill(''))
  const spans: Span[] = []
  for (const { cell, lines } of filled) {
    const row = rows[cell.row]
    if (row !== undefined)
      row[cell.column] = cellText(lines, cell.right - cell.left, joining.written, joining.hard)
    if (cell.lastRow > cell.row || cell.lastColumn > cell.column)
      spans.push({ top: cell.row, left: cell.column, bottom: cell.lastRow, right: cell.lastColumn })
  }
  const { left, top, right, bottom, xs } = net
  const table: PdfTable = { page, ruled: true, left, top, right, bottom, rows, spans, xs }
  return withoutEmpty(parted(table, filled))
}

interface Filled {
  readonly cell: RuledCell
  readonly glyphs: readonly Glyph[]
}

function cellsOf(net: RuledTable, glyphs: readonly Glyph[]): readonly Filled[] {
  const at = new Map<number, RuledCell>()
  for (const cell of net.cells)
    for (let row = cell.row; row <= cell.lastRow; row += 1)
      for (let column = cell.column; column <= cell.lastColumn; column += 1)
        at.set(row * net.columns + column, cell)
  const lists = new Map<RuledCell, Glyph[]>(net.cells.map((cell) => [cell, []]))
  for (const glyph of glyphs) {
    const column = fieldOf(net.xs, (glyph.left + glyph.right) / 2)
    const row = fieldOf(net.ys, (glyph.top + glyph.bottom) / 2)
    const cell = at.get(row * net.columns + column)
    if (cell !== undefined) lists.get(cell)?.push(glyph)
  }
  return [...lists].map(([cell, list]) => ({ cell, glyphs: list }))
}

/** Which field between the edges; the outermost take what lies beyond. */
export function fieldOf(edges: readonly number[], place: number): number {
  let field = 0
  while (field + 2 < edges.length && (edges[field + 1] ?? 0) <= place) field += 1
  return field
}

/** So many lines on common base lines are rows that no line parts. */
const PARTED = 3

/**
 * Some tables rule their columns and the header alone: the rest is one field per column, with a record on each line of
 * it. They are parted where the lines stand side by side and end before they had to.
 */
function parted(
  table: PdfTable,
  filled: readonly { readonly cell: RuledCell; readonly lines: readonly TextLine[] }[],
): PdfTable {
  if (table.rows.length > 3) return table
  const rows: string[][] = []
  const spans: Span[] = []
  for (const [i, row] of table.rows.entries()) {
    const cells = filled.filter(({ cell }) => cell.row <= i && cell.lastRow >= i)
    const own = table.spans.filter(({ top, bottom }) => top <= i && bottom >= i)
    const lines = own.length > 0 ? undefined : rowsOf(cells, table.xs.length - 1)
    for (const span of table.spans)
      if (span.top === i)
        spans.push({ ...span, top: rows.length, bottom: rows.length + span.bottom - span.top })
    rows.push(...(lines ?? [[...row]]))
  }
  return { ...table, rows, spans }
}

function rowsOf(
  cells: readonly { readonly cell: RuledCell; readonly lines: readonly TextLine[] }[],
  columns: number,
): readonly string[][] | undefined {
  const bases: number[] = []
  for (const base of cells.flatMap(({ lines }) => lines.map((line) => line.base)).sort((a, b) => a - b)) {
    const before = bases[bases.length - 1]
    if (before === undefined || base - before > 4) bases.push(base)
  }
  const taken = cells.filter(({ lines }) => lines.length >= bases.length * 0.8)
  if (bases.length < PARTED || taken.length < 2 || taken.length * 2 < columns) return undefined
  let wrapped = 0
  let all = 0
  for (const { cell, lines } of taken)
    for (const [i, line] of lines.entries()) {
      const next = lines[i + 1]
      if (next === undefined) continue
      all += 1
      if (isFull(line, next, cell.right - cell.left)) wrapped += 1
    }
  if (wrapped * 4 > all) return undefined
  return bases.map((base) => {
    const row = new Array<string>(columns).fill('')
    for (const { cell, lines } of cells)
      row[cell.column] = lines.find((line) => Math.abs(line.base - base) <= 4)?.text ?? ''
    return row
  })
}

/** Narrow fields without a text are borders that were drawn double. */
function withoutEmpty(table: PdfTable): PdfTable {
  const widths = table.xs.slice(1).map((x, i) => x - (table.xs[i] ?? 0))
  const keep = widths.map((width, i) => width > 8 || table.rows.some((row) => row[i] !== ''))
  if (keep.every((one) => one)) return table
  const place = keep.map((_, i) => keep.slice(0, i).filter((one) => one).length)
  const count = place.length - keep.filter((one) => !one).length
  return {
    ...table,
    rows: table.rows.map((row) => row.filter((_, i) => keep[i])),
    spans: table.spans.flatMap((span) => {
      const left = place[span.left] ?? 0
      const right = (place[span.right] ?? 0) - (keep[span.right] ? 0 : 1)
      return right > left || span.bottom > span.top
        ? [{ ...span, left, right: Math.min(right, count - 1) }]
        : []
    }),
    xs: [table.xs[0] ?? 0, ...table.xs.slice(1).filter((_, i) => keep[i])],
  }
}
