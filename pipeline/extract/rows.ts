/**
 * Text of a CSV → rows. RFC 4180, and what files do besides it: line ends of any kind, mixed; a quote within a cell
 * that did not begin with one is text; text after a closing quote belongs to the cell and is told; a quote that is
 * never closed is text, and told, so that it swallows no rows. Rows stay as ragged as they are.
 * A line without quotes is cut by `split`: 1,000,000 rows × 20 columns in about a second, where a walk over its
 * characters takes several.
 */

import type { Row } from '../lib/grid.ts'
import type { Delimiter } from '../lib/grid-declaration.ts'

export type RowFaultKind = 'after-quote' | 'unclosed-quote' | 'row-too-long'

/** Rows and columns count from 1. */
export interface RowFault {
  readonly kind: RowFaultKind
  readonly row: number
  readonly column: number
}

export interface RowReader {
  /** The rows that end in this piece of the text, wherever it was cut. */
  push(text: string): Row[]
  /** The last row, where the text does not end with a line end; the reader can not be used after it. */
  end(): Row[]
  /** What was met since this was last asked. */
  faults(): readonly RowFault[]
  /** number of the row that comes next */
  readonly next: number
  /** how many characters wait for the end of their row */
  readonly waiting: number
}

/**
 * A cell with more line ends than this was never closed. The longest cell that a spreadsheet can hold has 32,767
 * characters; one with a thousand lines is not seen in tables.
 */
export const LINE_ENDS_LIMIT = 2000
/** A row that goes on for longer is given out as far as it came: memory must not grow with the file. */
export const ROW_LIMIT = 1 << 24

const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d
const NO_FAULTS: readonly RowFault[] = []

/** Makes a reader for one file; `first` is the number of its first row, where a file is read in parts. */
export function createRowReader(options: { delimiter: Delimiter; first?: number }): RowReader {
  const { delimiter } = options
  const delimiterCode = delimiter.charCodeAt(0)
  let next = options.first ?? 1
  let pending: string[] = []
  let pendingLength = 0
  let pendingCr = false
  let faults: RowFault[] = []

  const keep = (text: string): void => {
    pending = text === '' ? [] : [text]
    pendingLength = text.length
    pendingCr = text.charCodeAt(text.length - 1) === CR
  }

  /** Reads rows from the start of `text`; gives where the first row that is not whole begins. */
  const read = (text: string, rows: Row[], final: boolean): number => {
    let at = 0
    // each is looked for again only when it was passed, so that none is looked for in vain twice
    let lf = text.indexOf('\n')
    let cr = text.indexOf('\r')
    let quote = text.indexOf('"')
    while (at < text.length) {
      if (lf >= 0 && lf < at) lf = text.indexOf('\n', at)
      if (cr >= 0 && cr < at) cr = text.indexOf('\r', at)
      if (quote >= 0 && quote < at) quote = text.indexOf('"', at)
      let end = cr >= 0 && (lf < 0 || cr < lf) ? cr : lf
      if (end < 0) {
        if (!final) return at
        end = text.length
      }
      if (quote < 0 || quote >= end) {
        let after = end + 1
        if (end === cr) {
          if (after === text.length && !final) return at
          if (after === lf) after += 1
        }
        rows.push(text.slice(at, end).split(delimiter))
        next += 1
        at = after
      } else {
        const after = readQuoted(text, at, end, rows, final)
        if (after < 0) return at
        at = after
      }
    }
    return at
  }

  /** One row that has a quote somewhere; -1 where its end is not there yet. `end`: where its first line ends. */
  const readQuoted = (text: string, start: number, end: number, rows: Row[], final: boolean): number => {
    const cells: string[] = []
    const before = faults.length
    const undo = (): number => {
      faults.length = before
      return -1
    }
    let at = start
    let lineEnd = end
    for (;;) {
      let value = ''
      let from = at
      if (text.charCodeAt(at) === QUOTE) {
        // what most files have: closed on its line, and followed by the next cell or the end of the line
        const first = text.indexOf('"', at + 1)
        if (first > 0 && first < lineEnd) {
          if (text.charCodeAt(first + 1) === delimiterCode) {
            cells.push(text.slice(at + 1, first))
            at = first + 2
            continue
          }
          if (first + 1 === lineEnd) {
            cells.push(text.slice(at + 1, first))
            break
          }
        }
        const close = closing(text, at + 1, delimiterCode, final)
        if (close === UNKNOWN) return undo()
        if (close === UNCLOSED) {
          faults.push({ kind: 'unclosed-quote', row: next, column: cells.length + 1 })
        } else {
          value = text.slice(at + 1, close)
          if (value.includes('"')) value = value.replaceAll('""', '"')
          from = close + 1
          if (from > lineEnd) {
            lineEnd = lineEndFrom(text, from)
            if (lineEnd < 0) {
              if (!final) return undo()
              lineEnd = text.length
            }
          }
          if (from < lineEnd && text.charCodeAt(from) !== delimiterCode) {
            faults.push({ kind: 'after-quote', row: next, column: cells.length + 1 })
          }
        }
      }
      const cut = from === lineEnd ? -1 : text.indexOf(delimiter, from)
      if (cut < 0 || cut >= lineEnd) {
        cells.push(from === lineEnd ? value : value + text.slice(from, lineEnd))
        break
      }
      cells.push(from === cut ? value : value + text.slice(from, cut))
      at = cut + 1
    }
    let after = lineEnd + 1
    if (text.charCodeAt(lineEnd) === CR) {
      if (after === text.length && !final) return undo()
      if (text.charCodeAt(after) === LF) after += 1
    }
    rows.push(cells)
    next += 1
    return Math.min(after, text.length)
  }

  return {
    push: (text) => {
      const rows: Row[] = []
      if (text === '') return rows
      pending.push(text)
      pendingLength += text.length
      // no row ends without a line end: a long line is joined once, not at every piece
      const mayEnd = pendingCr || text.includes('\n') || text.includes('\r')
      if (!mayEnd && pendingLength <= ROW_LIMIT) return rows
      const whole = pending.length === 1 ? text : pending.join('')
      let rest = whole.slice(read(whole, rows, false))
      if (rest.length > ROW_LIMIT) {
        faults.push({ kind: 'row-too-long', row: next, column: 1 })
        read(rest, rows, true)
        rest = ''
      }
      keep(rest)
      return rows
    },
    end: () => {
      const rows: Row[] = []
      const rest = pending.join('')
      // the mark by which DOS ended a file
      const text = rest.endsWith('\u001a') ? rest.slice(0, -1) : rest
      read(text, rows, true)
      keep('')
      return rows
    },
    faults: () => {
      if (faults.length === 0) return NO_FAULTS
      const found = faults
      faults = []
      return found
    },
    get next() {
      return next
    },
    get waiting() {
      return pendingLength
    },
  }
}

const UNKNOWN = -1
const UNCLOSED = -2

/**
 * Where the quote stands that closes a cell whose text begins at `from`. One on a later line that stands where a cell
 * begins, and has text after it, does not close this cell, it opens another: this one was never closed.
 */
function closing(text: string, from: number, delimiter: number, final: boolean): number {
  let close = text.indexOf('"', from)
  while (close >= 0 && text.charCodeAt(close + 1) === QUOTE) close = text.indexOf('"', close + 2)
  const end = close < 0 ? text.length : close
  if (end - from > LINE_ENDS_LIMIT && lineEnds(text, from, end) > LINE_ENDS_LIMIT) return UNCLOSED
  if (close < 0) return final ? UNCLOSED : UNKNOWN
  // the next piece may begin with a second quote
  if (close === text.length - 1) return final ? close : UNKNOWN
  const opens =
    isEdge(text.charCodeAt(close - 1), delimiter) &&
    !isEdge(text.charCodeAt(close + 1), delimiter) &&
    lineEnds(text, from, close) > 0
  return opens ? UNCLOSED : close
}

function isEdge(code: number, delimiter: number): boolean {
  return code === delimiter || code === LF || code === CR
}

function lineEnds(text: string, from: number, end: number): number {
  let count = 0
  for (let at = from; at < end && count <= LINE_ENDS_LIMIT; at += 1) {
    const code = text.charCodeAt(at)
    if (code === LF || code === CR) count += 1
  }
  return count
}

function lineEndFrom(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === LF || code === CR) return at
  }
  return -1
}
