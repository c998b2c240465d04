/**
 * The records of an XLS (MS-XLS 2.1.4) made safe before the library sees them. Formulas are cut out: it reads a broken
 * one for ever, and only their results are asked for. Of the other records those stay that hold cells, their looks,
 * comments and worksheets. Nothing moves: worksheets are found by their place.
 */

import { clipTexts } from './biff-texts.ts'

/** What kept the stream from being made safe; else it is safe. */
export type BiffFault = 'encrypted' | 'damaged' | 'too-large'

const FILE_PASS = 0x2f
const EOF = 0x0a
const MERGES = 0xe5
const CONTINUE = 0x3c
const SST = 0xfc
const NOTE = 0x1c
const TEXT_OBJECT = 0x1b6
const BOF = new Set([0x0009, 0x0209, 0x0409, 0x0809])

/** Type → the shortest that the record can be: of a shorter one the library reads what is not there, and counts to it. */
const FORMULAS: ReadonlyMap<number, number> = new Map([
  [0x0006, 22],
  [0x0206, 18],
  [0x0406, 18],
])
/** The same of records with texts: as far as their length. */
const TEXTS: ReadonlyMap<number, number> = new Map([
  [0x85, 8],
  [0x41e, 4],
  [0x1e, 2],
  [0x204, 9],
  [0x04, 8],
  [0xd6, 9],
  [0x207, 3],
  [0x07, 1],
  [SST, 8],
  [NOTE, 11],
  [TEXT_OBJECT, 18],
])
/** Of Excel 2 it has less before its formula. */
const FORMULA_2 = 17
/** Where in all versions the result has ended and the length of the formula has not begun. */
const BEHIND_RESULT = 16

const KEPT = new Set([
  ...[...BOF, EOF, CONTINUE, MERGES],
  // epoch, code page, worksheets, kind of worksheet
  ...[0x22, 0x42, 0x85, 0x81],
  // looks: XF of all versions, palette, number formats
  ...[0xe0, 0x43, 0x243, 0x443, 0x92, 0x41e, 0x1e],
  // texts
  ...[SST, 0xfd, 0x204, 0x04, 0xd6, 0x207, 0x07],
  // numbers and the rest of cells
  ...[0x203, 0x03, 0x02, 0x27e, 0xbd, 0x201, 0x01, 0xbe, 0x205, 0x05],
  // size, rows, columns
  ...[0x200, 0x00, 0x208, 0x7d],
  // comments
  ...[NOTE, 0x5d, TEXT_OBJECT],
  ...FORMULAS.keys(),
])

/** SxNil, which has no content: the library steps over it whatever is in it. */
const NOTHING = 0xcf
/** Each list of merged cells is joined to those before it: many would take long. */
const MOST_MERGE_LISTS = 2_000

/** The same stream, up to its last whole record, changed in place; or why there is none. */
export function makeSafe(stream: Uint8Array): Uint8Array | BiffFault {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength)
  let depth = 0
  let isOld = false
  let lists = 0
  let before = 0
  let at = 0
  while (at + 4 <= stream.length) {
    const type = view.getUint16(at, true)
    const length = view.getUint16(at + 2, true)
    const body = at + 4
    if (depth === 0 && !BOF.has(type)) break
    if (body + length > stream.length) return 'damaged'
    if (type === FILE_PASS) return 'encrypted'
    if (BOF.has(type)) {
      if (length < 4) return 'damaged'
      depth += 1
      isOld ||= type === 0x09 || [0x0200, 0x0002, 0x0007, 0].includes(view.getUint16(body, true))
    } else if (type === EOF) depth -= 1
    else if (type === MERGES) {
      lists += 1
      if (lists > MOST_MERGE_LISTS) return 'too-large'
    }
    const least = FORMULAS.get(type)
    if (least !== undefined) {
      if (length < (isOld ? FORMULA_2 : least)) return 'damaged'
      stream.fill(0, body + BEHIND_RESULT, body + length)
    }
    if (length < (TEXTS.get(type) ?? 0)) return 'damaged'
    if (type === SST) clipTexts(stream, at)
    // a text object takes what goes on in the next record, less one
    const isLost = type === CONTINUE && before === TEXT_OBJECT && length === 0
    if (type !== CONTINUE) before = type
    if (isLost || !KEPT.has(type)) view.setUint16(at, NOTHING, true)
    at = body + length
  }
  return depth > 0 ? 'damaged' : stream.subarray(0, at)
}
