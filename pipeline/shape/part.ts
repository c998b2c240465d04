/** Parts of a line: what a pattern captured, with its address. */
import type { Part } from '../lib/document.ts'
import type { Capture } from '../lib/pattern.ts'

/** A captured part, and which capture of which repetition it was. */
export interface CutPart extends Part {
  readonly capture: string
  readonly of?: string
  readonly item?: number
}

export function partOf(line: number, capture: Capture, offset = 0, prefix?: string): CutPart {
  const path = [
    prefix,
    capture.of,
    capture.item === undefined ? undefined : String(capture.item),
    capture.name,
  ]
  return {
    line,
    name: path.filter((piece) => piece !== undefined).join('.'),
    type: capture.type,
    start: capture.start + offset,
    end: capture.end + offset,
    text: capture.text,
    capture: capture.name,
    ...(capture.of === undefined ? {} : { of: capture.of, item: capture.item }),
  }
}

export function markPart(line: number, text: string, length: number): CutPart {
  const written = text.slice(0, length).trimEnd()
  const start = text.indexOf(written)
  return {
    line,
    name: 'mark',
    type: 'mark',
    start,
    end: start + written.length,
    text: written,
    capture: 'mark',
  }
}

export function paragraphParts(line: number, text: string, marked: number): readonly CutPart[] {
  const body = text.slice(marked)
  const start = marked + (body.length - body.trimStart().length)
  const end = marked + body.trimEnd().length
  const part = {
    line,
    name: 'text',
    type: 'prose',
    start,
    end,
    text: text.slice(start, end),
    capture: 'text',
  }
  return marked > 0 ? [markPart(line, text, marked), part] : [part]
}
