/**
 * Tables without ruled lines: lines of text whose stretches stand under each other. Columns are parted where, over all
 * of these lines, hardly anything is written.
 */
import { boxOf, median, type Stretch, type TextLine } from './lines.ts'
import type { Joining, PdfTable, Span } from './table.ts'
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
    const table = end > i ? tableOf(lines.slice(i, end), page, joining) : undefined
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
  const stretches = lines.flatMap((line) => line.stretches)
  const size = median(lines.map((line) => line.size))
  const walls = wallsOf(lines, size)
  if (walls.length < 1) return undefined
  const box = boxOf(stretches)
  const xs = [box.left, ...walls, box.right]
  const rows: string[][] = []
  const spans: Span[] = []
  const firsts: number[] = []
  const pitch = pitchOf(lines, xs)
  let before: TextLine | undefined
  for (const line of lines) {
    const row = new Array<string>(xs.length - 1).fill('')
    const places = line.stretches.map((one) => placeOf(one, xs))
    for (const [i, one] of line.stretches.entries()) {
      const place = places[i]
      if (place === undefined) continue
      row[place.left] = row[place.left] === '' ? one.text : `${row[place.left]} ${one.text}`
      if (place.right > place.left)
        spans.push({ top: rows.length, bottom: rows.length, left: place.left, right: place.right })
    }
    const above = rows[rows.length - 1]
    const near = before !== undefined && line.base - before.base < Math.min(pitch * 0.8, 1.5 * size)
    if (above !== undefined && before !== undefined && near && row[0] === '') {
      // goes on with the cells above it
      for (const [i, text] of row.entries()) {
        const over = above[i] ?? ''
        if (text !== '')
          above[i] =
            over === '' ? text : over + jointOf({ text: over, spaced: false }, text, joining.written) + text
      }
    } else {
      rows.push(row)
      firsts.push(line.base)
    }
    before = line
  }
  if (!isTable(rows, lines, xs)) return undefined
  return { page, ruled: false, ...box, rows, spans, xs }
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

function placeOf(one: Stretch, xs: readonly number[]): { readonly left: number; readonly right: number } {
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
      if (one.text.length > 15) long += 1
    }
  return !(columns <= 3 && filled > all * 0.6 && long > all * 0.6)
}
