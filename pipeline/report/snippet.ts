/** A line of a file with what is meant in it underlined, whatever its length and its characters. */
import { cellsOf, fitInto } from '../lib/width.ts'

const CELLS = 100
/** how much of the line is shown before the fault, where it has to be cut */
const LEAD = 40

export interface Snippet {
  readonly text: string
  /** spaces and carets, to stand under the text */
  readonly under: string
}

/** `column` counts from 1 in UTF-16 units; without it nothing is underlined. */
export function snippet(line: string, column: number | undefined, length = 1): Snippet {
  const from = Math.min(Math.max((column ?? 1) - 1, 0), line.length)
  const start =
    cellsOf(visible(line.slice(0, Math.min(from, 1000)))) <= LEAD + 20 && from < 1000 ? 0 : leadOf(line, from)
  const before = (start > 0 ? '…' : '') + visible(line.slice(start, from))
  const rest = visible(line.slice(from, from + CELLS * 2))
  const room = Math.max(CELLS - cellsOf(before), 20)
  const shown = fitInto(rest, room)
  const cut = shown.length < rest.length || from + CELLS * 2 < line.length
  const text = before + shown + (cut ? '…' : '')
  if (column === undefined) return { text, under: '' }
  const marked = fitInto(visible(line.slice(from, from + Math.min(Math.max(length, 1), CELLS))), room)
  return { text, under: ' '.repeat(cellsOf(before)) + '^'.repeat(Math.max(1, cellsOf(marked))) }
}

function leadOf(line: string, from: number): number {
  const start = Math.max(0, from - LEAD)
  // not between the halves of a character
  return /[\udc00-\udfff]/.test(line[start] ?? '') ? start + 1 : start
}

/** What would move the cursor is shown as what it is: one cell for one character. */
function visible(text: string): string {
  return text
    .replace(/\t/g, ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, '\ufffd')
}
