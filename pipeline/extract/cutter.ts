/**
 * A stream of bytes → pieces that end where rows end, without decoding: for work on one file in several places.
 * It knows a row as `rows.ts` does: a quote opens a cell only at its beginning, and one that is never closed is text.
 * For UTF-8, CP932 and EUC-JP, in which a quote or a line end is part of no other character; UTF-16 and ISO-2022-JP
 * are decoded first.
 */
import type { Delimiter, Encoding } from '../lib/grid-declaration.ts'
import { LINE_ENDS_LIMIT } from './rows.ts'

/** Encodings that can be cut before they are decoded. */
export type CutEncoding = Extract<Encoding, 'utf-8' | 'shift_jis' | 'euc-jp'>

export function canCut(encoding: Encoding, delimiter: Delimiter): encoding is CutEncoding {
  // `|` is the second byte of some characters of CP932
  if (encoding === 'shift_jis') return delimiter !== '|'
  return encoding === 'utf-8' || encoding === 'euc-jp'
}

export interface RowCutter {
  /** All rows that are whole by now, as bytes of their own; undefined where there is none. */
  push(bytes: Uint8Array): Uint8Array | undefined
  /** What is left: the last row, without line end, or with a quote that was not closed. */
  end(): Uint8Array | undefined
}

const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d

/** Makes a cutter for one file. */
export function createRowCutter(delimiter: Delimiter): RowCutter {
  const delimiterByte = delimiter.charCodeAt(0)
  let pieces: Uint8Array[] = []
  let waiting = 0
  /** what must have come before it is worth looking again */
  let enough = 0
  let atStart = true

  const joined = (): Uint8Array => {
    if (pieces.length === 1 && pieces[0] !== undefined) return pieces[0]
    const whole = new Uint8Array(waiting)
    let at = 0
    for (const piece of pieces) {
      whole.set(piece, at)
      at += piece.length
    }
    return whole
  }

  return {
    push: (bytes) => {
      if (bytes.length === 0) return undefined
      // a copy: the caller may use its buffer again
      pieces.push(bytes.slice())
      waiting += bytes.length
      if (waiting < enough) return undefined
      const whole = joined()
      const cut = lastRowEnd(whole, delimiterByte, atStart)
      const rest = whole.subarray(cut)
      pieces = rest.length === 0 ? [] : [rest]
      if (cut > 0) atStart = false
      waiting = rest.length
      // a row of many pieces is looked at again only when it has doubled
      enough = cut === 0 ? waiting * 2 : 0
      return cut === 0 ? undefined : whole.subarray(0, cut)
    },
    end: () => {
      const whole = joined()
      pieces = []
      waiting = 0
      return whole.length === 0 ? undefined : whole
    },
  }
}

/** Where the last whole row of `bytes` ends; a CR at the very end may be half a line end. */
function lastRowEnd(bytes: Uint8Array, delimiter: number, atStart: boolean): number {
  const bom = atStart && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  let at = 0
  let safe = 0
  for (;;) {
    const quote = bytes.indexOf(QUOTE, at)
    const end = lastLineEnd(bytes, at, quote < 0 ? bytes.length : quote)
    if (end > safe) safe = end
    if (quote < 0) return safe
    const before = quote === 0 || quote === bom ? LF : (bytes[quote - 1] ?? 0)
    if (before !== delimiter && before !== LF && before !== CR) {
      at = quote + 1
      continue
    }
    const close = closing(bytes, quote + 1, delimiter)
    if (close === UNKNOWN) return safe
    at = close === UNCLOSED ? quote + 1 : close + 1
    // what stands right after a closing quote is text of that cell, even where it is a quote
    if (close !== UNCLOSED && at >= bytes.length) return safe
  }
}

const UNKNOWN = -1
const UNCLOSED = -2

/** As in `rows.ts`. */
function closing(bytes: Uint8Array, from: number, delimiter: number): number {
  let close = bytes.indexOf(QUOTE, from)
  while (close >= 0 && bytes[close + 1] === QUOTE) close = bytes.indexOf(QUOTE, close + 2)
  const end = close < 0 ? bytes.length : close
  if (end - from > LINE_ENDS_LIMIT && lineEnds(bytes, from, end) > LINE_ENDS_LIMIT) return UNCLOSED
  if (close < 0 || close === bytes.length - 1) return UNKNOWN
  const opens =
    isEdge(bytes[close - 1], delimiter) &&
    !isEdge(bytes[close + 1], delimiter) &&
    lineEnds(bytes, from, close) > 0
  return opens ? UNCLOSED : close
}

function isEdge(byte: number | undefined, delimiter: number): boolean {
  return byte === delimiter || byte === LF || byte === CR
}

function lineEnds(bytes: Uint8Array, from: number, end: number): number {
  let count = 0
  for (let at = from; at < end && count <= LINE_ENDS_LIMIT; at += 1) {
    if (bytes[at] === LF || bytes[at] === CR) count += 1
  }
  return count
}

/** Just after the last line end within the range; 0 where there is none. */
function lastLineEnd(bytes: Uint8Array, from: number, end: number): number {
  for (let at = end - 1; at >= from; at -= 1) {
    if (bytes[at] === LF) return at + 1
    if (bytes[at] === CR && at + 1 < bytes.length) return bytes[at + 1] === LF ? at + 2 : at + 1
  }
  return 0
}
