/**
 * Lines that were broken only because the place was full are one line again. Nothing is put between Japanese
 * characters; between Latin words a space is, unless this PDF writes the space at the end of its lines.
 */
import { LATIN, type TextLine } from './lines.ts'

/** What stands between two lines that are one. `written`: the PDF writes spaces at the ends of lines. */
export function jointOf(before: Pick<TextLine, 'text' | 'spaced'>, text: string, written: boolean): string {
  if (before.spaced) return ' '
  const last = before.text.slice(-1)
  const first = text[0] ?? ''
  if (written || last === '-' || last === '/') return ''
  if (LATIN.test(last) && LATIN.test(first)) return ' '
  return /[,.;:)]/.test(last) && LATIN.test(first) ? ' ' : ''
}

/** So many characters may be missing at the end of a full line: 。 and 」 do not begin one, words are not broken. */
const SHORT = 2.2

/** Whether the next line's first word would not have found room in a place as wide as this. */
export function isFull(line: TextLine, next: TextLine, room: number): boolean {
  const length = line.vertical ? line.bottom - line.top : line.right - line.left
  return length + next.first > room - SHORT * line.size
}

/** The text of a cell. A line that ends though there was room is the end of a paragraph in it. */
export function cellText(lines: readonly TextLine[], width: number, written: boolean, hard: string): string {
  let text = ''
  let before: TextLine | undefined
  for (const line of lines) {
    if (before === undefined) text = line.text
    else if (before.vertical !== line.vertical) text += hard + line.text
    else if (isStacked(lines) || line.vertical || isFull(before, line, width))
      text += jointOf(before, line.text, written) + line.text
    else text += hard + line.text
    before = line
  }
  return text
}

/** One character above the other: vertical writing without a font for it. */
function isStacked(lines: readonly TextLine[]): boolean {
  return lines.length > 1 && lines.every(({ text }) => [...text].length === 1)
}
