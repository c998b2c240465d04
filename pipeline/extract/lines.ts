/** A line of text → a line with cells, for the two ways in which plain text writes tables. */
import type { SourceLine } from '../lib/document.ts'

/** Cells are separated by TAB. */
export function tabCells(line: number, text: string): SourceLine {
  if (!text.includes('\t')) return { line, text }
  const cells: { start: number; end: number }[] = []
  let start = 0
  for (const piece of text.split('\t')) {
    cells.push(trimmed(text, start, start + piece.length))
    start += piece.length + 1
  }
  return { line, text, cells }
}

/** A thematic break (`---`, `* * *`), or the line under a heading that is underlined: drawn, says nothing. */
const DRAWN = /^ {0,3}(?:=+|([-*_])(?:\s*\1){2,})\s*$/

/** Cells stand between `|` (GFM tables); `\|` is a bar within a cell. A row begins with a bar. */
export function markdownCells(line: number, text: string): SourceLine {
  if (DRAWN.test(text)) return { line, text, rule: true }
  const { start: first, end: last } = trimmed(text, 0, text.length)
  if (text[first] !== '|') return { line, text }
  const isBar = (at: number): boolean => text[at] === '|' && text[at - 1] !== '\\'
  const end = last - 1 > first && isBar(last - 1) ? last - 1 : last
  const cells: { start: number; end: number }[] = []
  let start = first + 1
  for (let at = start; at <= end; at += 1) {
    if (at < end && !isBar(at)) continue
    cells.push(trimmed(text, start, at))
    start = at + 1
  }
  const rule = cells.every((cell) => /^:?-+:?$/.test(text.slice(cell.start, cell.end)))
  return rule ? { line, text, cells, rule } : { line, text, cells }
}

function trimmed(text: string, start: number, end: number): { start: number; end: number } {
  let from = start
  let to = end
  while (from < to && /\s/.test(text[from] ?? '')) from += 1
  while (to > from && /\s/.test(text[to - 1] ?? '')) to -= 1
  return { start: from, end: to }
}
