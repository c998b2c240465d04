/**
 * Lines of running text → paragraphs: a line that reaches the right margin goes on in the next, unless that stands
 * apart, is set in another size, or begins with the mark of a list after a sentence that has ended.
 */
import type { Block, JoinedTable } from './join.ts'
import { median, type TextLine } from './lines.ts'
import { isFull, jointOf } from './wrap.ts'

export interface Paragraph {
  readonly text: string
  /** where it begins */
  readonly page: number
  /** it stands apart from what is above it */
  readonly apart: boolean
}

export type Piece = { readonly paragraph: Paragraph } | { readonly table: JoinedTable }

/** Of the width of a page: no text ends before this */
const NARROW = 0.7
/** Of the pitch of lines: more than this stands apart */
const APART = 1.25
/** Of the size of the text: lines farther to the right than this are indented */
const INDENT = 0.6

const MARK =
  /^\s*(?:[-・●■○◎◆◇□▲△※＊*•]|[（(]?\d{1,3}[)）.．、]|[①-⑳]|第\d|[（(][ア-ンa-z一二三四五六七八九十][)）]|[ア-ン][ 　.．]|[<＜【]\S)/u
const ENDED = /[。．.！？!?：:」』】>＞）)]\s*$/u

type LineBlock = Extract<Block, { readonly line: TextLine }>

interface Measure {
  /** between base lines, in sizes of the text */
  readonly pitch: number
  /** where lines end at the latest */
  readonly right: number
}

export function piecesOf(blocks: readonly Block[], written: boolean): readonly Piece[] {
  const lines = blocks.filter((block): block is LineBlock => 'line' in block)
  const measure = measureOf(lines)
  const pieces: Piece[] = []
  let open:
    | { text: string; last: LineBlock; lines: number; left: number; apart: boolean; page: number }
    | undefined
  const close = (): void => {
    if (open !== undefined)
      pieces.push({ paragraph: { text: open.text, page: open.page, apart: open.apart } })
    open = undefined
  }
  let above: LineBlock | undefined
  for (const block of blocks) {
    if ('table' in block) {
      close()
      above = undefined
      pieces.push(block)
      continue
    }
    const apart = above === undefined || isApart(above, block, measure)
    if (open !== undefined && goesOn(open, block, apart, measure)) {
      open.text +=
        jointOf({ text: open.text, spaced: open.last.line.spaced }, block.line.text, written) +
        block.line.text
      open.left = block.line.left
      open.lines += 1
      open.last = block
    } else {
      close()
      open = { text: block.line.text, last: block, lines: 1, left: block.line.left, apart, page: block.page }
    }
    above = block
  }
  close()
  return pieces
}

function measureOf(lines: readonly LineBlock[]): Measure {
  const rights = lines.map(({ line }) => line.right).sort((a, b) => a - b)
  // a line or two may stand out
  // and a page of headings alone has no margin that shows
  const usual = rights[Math.floor((rights.length - 1) * 0.97)] ?? 0
  const right = Math.max(usual, NARROW * median(lines.map(({ width }) => width)))
  const pitches = lines.flatMap((block, i) => {
    const next = lines[i + 1]
    if (next === undefined || next.page !== block.page || block.line.vertical) return []
    const full = isFull(block.line, next.line, right - block.line.left)
    const pitch = (next.line.base - block.line.base) / block.line.size
    return full && pitch > 0.8 && pitch < 3 ? [pitch] : []
  })
  return { pitch: pitches.length === 0 ? 1.7 : lowest(pitches), right }
}

/** Lines of one paragraph are nearer than those of two: what is usual among the nearest. */
function lowest(pitches: readonly number[]): number {
  const sorted = [...pitches].sort((a, b) => a - b)
  return median(sorted.slice(0, Math.ceil(sorted.length / 2)))
}

function isApart(above: LineBlock, block: LineBlock, { pitch }: Measure): boolean {
  if (above.page !== block.page) return true
  if (above.line.vertical || block.line.vertical) return false
  return block.line.base - above.line.base > pitch * APART * Math.max(above.line.size, block.line.size)
}

function goesOn(
  open: { readonly last: LineBlock; readonly lines: number; readonly left: number; readonly text: string },
  block: LineBlock,
  apart: boolean,
  { right }: Measure,
): boolean {
  const { last } = open
  const { line } = block
  if (last.line.vertical !== line.vertical) return false
  const ended = ENDED.test(open.text)
  const overPage = last.page !== block.page
  if (overPage ? block.page !== last.page + 1 || ended : apart) return false
  if (line.vertical) return !ended
  if (Math.abs(line.size - last.line.size) > 0.15 * line.size) return false
  if (!isFull(last.line, line, right - last.line.left)) return false
  if (ended && MARK.test(line.text)) return false
  // the second line shows how the paragraph is set; from then on only a new paragraph is indented
  const indented = line.left - open.left > INDENT * line.size
  return !(indented && (open.lines > 1 || ended))
}
