/**
 * Tables without ruled lines: lines of text whose stretches stand under each other. Columns are parted where, over all
 * of these lines, hardly anything is written.
 */
import { boxOf, median, type TextLine } from './lines.ts'
import { fieldOf, type Joining, type PdfTable, type Span } from './table.ts'
import type { Box } from './types.ts'
import { jointOf } from './wrap.ts'

export type Item = { readonly table: PdfTable } | { readonly line: TextLine }

/** Of the size of the text: lines farther from each other belong to different things */
const APART = 3.2
/** a table has so many lines with several stretches */
const LEAST = 3

/** Lines in their order → tables and what is none. */
export function alignedTables(lines: readonly TextLine[], page: number, joining: Joining): readonly Item[] {
  const items: Item[] = []
  for (let i = 0; i < lines.length; ) {
    const end = runFrom(lines, i)
    const found = end > i ? tableOf(lines.slice(i, end), page, joining) : undefined
    const above = found === undefined ? undefined : headerOf(items, lines.slice(i, end), found)
    const table = above === undefined ? found : tableOf([above, ...lines.slice(i, end)], page, joining)
    if (above !== undefined) items.pop()
    if (table === undefined) {
      const line = lines[i]
      if (line !== undefined) items.push({ line })
      i += 1
    } else {
      items.push({ table })
      i = end
    }
  }
  return items
}

/** The line above, where its words stand in the columns though the gaps between them are no wider than others. */
function headerOf(items: readonly Item[], lines: readonly TextLine[], table: PdfTable): TextLine | undefined {
  const last = items[items.length - 1]
  const [first, second] = lines
  if (last === undefined || !('line' in last) || first === undefined || second === undefined) return undefined
  const { line } = last
  const pitch = second.base - first.base
  if (line.vertical || first.base - line.base > 1.6 * pitch || line.left < table.left - line.size)
    return undefined
  const { row, wide } = rowOf(line, table.xs)
  return wide.length === 0 && row.filter((text) => text !== '').length === row.length ? line : undefined
}

/** The end of the lines from here that may be rows of one table; both ends have several stretches. */
function runFrom(lines: readonly TextLine[], start: number): number {
  let end = start
  let several = 0
  for (let i = start; i < lines.length; i += 1) {
    const line = lines[i]
    const before = lines[i - 1]
    if (line === undefined || line.vertical) break
    if (
      i > start &&
      before !== undefined &&
      line.base - before.base > APART * Math.max(line.size, before.size)
    )
      break
    if (line.stretches.length > 1) {
      several += 1
      end = i + 1
    } else if (i === start) break
    // two lines in a row with one stretch each end a table
    else if (i > start + 1 && before?.stretches.length === 1) break
  }
  return several >= LEAST ? end : start
}

function tableOf(lines: readonly TextLine[], page: number, joining: Joining): PdfTable | undefined {
  const size = median(lines.map((line) => line.size))
  const walls = wallsOf(lines, size)
  if (walls.length < 1) return undefined
  const box = boxOf(lines)
  const xs = [box.left, ...walls, box.right]
  const rows: string[][] = []
  const spans: Span[] = []
  const pitch = pitchOf(lines, xs)
  let before: TextLine | undefined
  for (const line of lines) {
    const { row, wide } = rowOf(line, xs)
    const above = rows[rows.length - 1]
    const near = before !== undefined && line.base - before.base < Math.min(pitch * 0.8, 1.5 * size)
    if (above !== undefined && near && row[0] === '') {
      // goes on with the cells above it
      for (const [i, text] of row.entries()) {
        const over = above[i] ?? ''
        if (text === '') continue
        above[i] =
          over === '' ? text : over + jointOf({ text: over, spaced: false }, text, joining.written) + text
      }
    } else {
      for (const { left, right } of wide) spans.push({ top: rows.length, bottom: rows.length, left, right })
      rows.push(row)
    }
    before = line
  }
  if (!isTable(rows, lines, xs)) return undefined
  return { page, ruled: false, ...box, rows, spans, xs }
}

interface PlacedRow {
  readonly row: string[]
  /** texts that reach over several columns */
  readonly wide: readonly { readonly left: number; readonly right: number }[]
}

/** The words of a line in their columns. */
function rowOf(line: TextLine, xs: readonly number[]): PlacedRow {
  const row = new Array<string>(xs.length - 1).fill('')
  const wide: { left: number; right: number }[] = []
  // as many words as columns, each over its own: a header may be wider than what stands below it
  const own = line.words.length === row.length
  if (own && line.words.every((word, i) => fieldOf(xs, (word.left + word.right) / 2) === i))
    return { row: line.words.map((word) => word.text), wide }
  let last = -1
  for (const word of line.words) {
    const place = placeOf(word, xs)
    // what reaches well into the next column goes with it, and so does what follows it there
    const column = wide.some(({ left, right }) => left === last && place.left <= right) ? last : place.left
    row[column] = row[column] === '' ? word.text : `${row[column]}${word.before}${word.text}`
    if (place.right > place.left) wide.push(place)
    last = column
  }
  return {
    row,
    wide: wide.filter(({ left, right }) => row.slice(left + 1, right + 1).every((text) => text === '')),
  }
}

/** Middles of the stripes in which hardly a line has anything. */
function wallsOf(lines: readonly TextLine[], size: number): readonly number[] {
  const several = lines.filter(({ stretches }) => stretches.length > 1)
  const allowed = several.length >= 5 ? Math.max(1, Math.floor(several.length * 0.1)) : 0
  const ends = several
    .flatMap(({ stretches }) =>
      stretches.flatMap(({ left, right }) => [
        { at: left, by: 1 },
        { at: right, by: -1 },
      ]),
    )
    .sort((a, b) => a.at - b.at || a.by - b.by)
  const walls: number[] = []
  let depth = 0
  let from: number | undefined
  let reached = false
  for (const { at, by } of ends) {
    depth += by
    if (depth > allowed) {
      if (from !== undefined && reached && at - from > 0.6 * size) walls.push((from + at) / 2)
      from = undefined
      reached = true
    } else from ??= at
  }
  return walls
}

/** From one row with something in its first column to the next. */
function pitchOf(lines: readonly TextLine[], xs: readonly number[]): number {
  const bases = lines
    .filter((line) => line.stretches.some((one) => placeOf(one, xs).left === 0))
    .map(({ base }) => base)
  const gaps = bases.slice(1).map((base, i) => base - (bases[i] ?? 0))
  return gaps.length === 0 ? 0 : median(gaps)
}

function placeOf(one: Box, xs: readonly number[]): { readonly left: number; readonly right: number } {
  let left = 0
  while (left + 2 < xs.length && (xs[left + 1] ?? 0) <= one.left + 1) left += 1
  let right = left
  // it reaches well into the next column, or ends before
  while (right + 2 < xs.length && (xs[right + 1] ?? 0) < one.right - 1) right += 1
  return { left, right }
}

/** Prose in two columns fills them from edge to edge; a table leaves room. */
function isTable(
  rows: readonly (readonly string[])[],
  lines: readonly TextLine[],
  xs: readonly number[],
): boolean {
  const columns = xs.length - 1
  const full = rows.filter((row) => row.filter((text) => text !== '').length > 1).length
  if (rows.length < 2 || full < LEAST - 1 || full * 2 < rows.length) return false
  const widths = xs.slice(1).map((x, i) => x - (xs[i] ?? 0))
  let filled = 0
  let all = 0
  let long = 0
  for (const line of lines)
    for (const one of line.stretches) {
      const width = widths[placeOf(one, xs).left] ?? 1
      all += 1
      if ((one.right - one.left) / width > 0.85) filled += 1
      if (one.right - one.left > 15 * line.size) long += 1
    }
  return !(columns <= 3 && filled > all * 0.6 && long > all * 0.6)
}
