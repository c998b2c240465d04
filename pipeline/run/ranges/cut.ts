/**
 * A large CSV → ranges of bytes that begin and end with whole rows, so that each can be read by itself, and with the
 * number of its first row. It knows as much of quotes and line ends as the reader of rows does: a quote opens only
 * where a cell begins, two within are one, and a cell that goes on too long was never closed. What it can not be sure
 * of it does not cut: from there on the file is for one reader.
 * Only for files of which `extract` says that they can be cut by their bytes.
 */

export interface ByteRange {
  readonly from: number
  /** not included */
  readonly to: number
  /** number of its first row, from 1 */
  readonly first: number
}

/** From here on the file is to be read by one reader. */
export interface RestOfFile {
  readonly from: number
  readonly to: undefined
  readonly first: number
}

export interface CutOptions {
  readonly delimiter: string
  /** bytes of a range, at least */
  readonly size: number
}

const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d
/** The reader of rows takes a cell with 2,000 line ends for one that was never closed; what comes near it is not cut. */
const LINE_ENDS_NEAR = 1000
/** A row longer than this is not cut either: the reader has its own limit. */
const ROW_NEAR = 1 << 22

/** The last may be the rest of the file. (No generator: its loop took three times as long.) */
export function cutRanges(
  chunks: Iterable<Uint8Array>,
  { delimiter, size }: CutOptions,
): readonly (ByteRange | RestOfFile)[] {
  const ranges: (ByteRange | RestOfFile)[] = []
  const comma = delimiter.charCodeAt(0)
  /** the range that is open: where it begins, and with which row */
  let from = 0
  let first = 1
  /** number of the row at hand */
  let row = 1
  /** place in the file of the first byte of the chunk */
  let base = 0
  let quoted = false
  let lineEnds = 0
  /** the chunk before ended with a quote within a cell, which closes it unless another follows; or with a CR */
  let mayClose = false
  let mayOpen = false
  let mayPair = false
  /** the last byte of the chunk before; a cell begins at the start of the file */
  let last = LF

  for (const chunk of chunks) {
    const { length } = chunk
    if (length === 0) continue
    let at = 0
    if (mayClose) {
      if (chunk[0] === QUOTE) at = 1
      else if (mayOpen && !isEdge(chunk[0], comma)) return [...ranges, { from, to: undefined, first }]
      else quoted = false
    } else if (mayPair && chunk[0] !== LF) row += 1
    mayClose = false
    mayPair = false
    // the mark of UTF-8 is no part of the first cell
    const mark = base === 0 && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? 3 : 0
    for (at = nextLow(chunk, at); at < length; at = nextLow(chunk, at + 1)) {
      const byte = chunk[at] ?? 0
      if (quoted) {
        if (byte === QUOTE) {
          // on a later line, where a cell begins: with text after it, it opens another cell and closes none
          const begins = lineEnds > 0 && isEdge(at === 0 ? last : chunk[at - 1], comma)
          if (at + 1 === length) {
            mayClose = true
            mayOpen = begins
          } else if (chunk[at + 1] === QUOTE) at += 1
          else if (begins && !isEdge(chunk[at + 1], comma)) return [...ranges, { from, to: undefined, first }]
          else quoted = false
        } else if (byte === LF || byte === CR) {
          lineEnds += 1
          if (lineEnds > LINE_ENDS_NEAR) return [...ranges, { from, to: undefined, first }]
        }
      } else if (byte === LF) {
        row += 1
        const end = base + at + 1
        if (end - from < size) continue
        ranges.push({ from, to: end, first })
        from = end
        first = row
      } else if (byte === CR) {
        if (at + 1 === length) mayPair = true
        else if (chunk[at + 1] !== LF) row += 1
      } else if (byte === QUOTE) {
        const before = at === 0 ? last : at === mark ? LF : chunk[at - 1]
        if (isEdge(before, comma)) {
          quoted = true
          lineEnds = 0
        }
      }
    }
    last = chunk[length - 1] ?? last
    base += length
    if (base - from > size + ROW_NEAR) return [...ranges, { from, to: undefined, first }]
  }
  // a quote that is never closed is text, and so the quotes after it are read otherwise
  if (quoted && !mayClose) ranges.push({ from, to: undefined, first })
  else if (base > from) ranges.push({ from, to: base, first })
  return ranges
}

function isEdge(byte: number | undefined, delimiter: number): boolean {
  return byte === delimiter || byte === LF || byte === CR
}

/** Where the next byte stands that may be a quote or a line end: nearly all are text. */
function nextLow(bytes: Uint8Array, from: number): number {
  const { length } = bytes
  let at = from
  while (at < length && (bytes[at] ?? 0) > QUOTE) at += 1
  return at
}
