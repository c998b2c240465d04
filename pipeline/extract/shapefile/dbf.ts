/** dBASE: fields of fixed width, in records of fixed width (ESRI Shapefile Technical Description; dBASE III to VFP). */

import type { CellFacts } from '../../lib/grid.ts'
import type { Encoding } from '../../lib/grid-declaration.ts'
import { BOOLEAN, DATE, NUMBER } from '../features/table.ts'
import { numberText } from '../spreadsheet/number-text.ts'
import { decodeWhole } from '../whole-text.ts'

export interface DbfField {
  readonly name: string
  readonly type: string
  /** from the start of a record */
  readonly at: number
  readonly length: number
  /** its name fills the room there is for one, and may go on */
  readonly isCut: boolean
}

/** of a name, in bytes */
const NAME = 10

export interface Dbf {
  readonly fields: readonly DbfField[]
  readonly count: number
  readonly isDeleted: (record: number) => boolean
  readonly cell: (record: number, field: DbfField) => DbfCell
}

export interface DbfCell {
  readonly text: string
  readonly facts: CellFacts | undefined
}

const END_OF_FIELDS = 0x0d
const DELETED = 0x2a

/** Undefined: it is none, or cut short. `record` counts from 0. */
export function openDbf(bytes: Uint8Array, encoding: Encoding): Dbf | undefined {
  if (bytes.length < 33) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = view.getUint32(4, true)
  const start = view.getUint16(8, true)
  const width = view.getUint16(10, true)
  const decode = fieldDecoder(encoding)
  const fields: DbfField[] = []
  let offset = 1
  for (let at = 32; at + 32 <= Math.min(start, bytes.length); at += 32) {
    if (bytes[at] === END_OF_FIELDS) break
    const type = String.fromCharCode(bytes[at + 11] ?? 0).toUpperCase()
    // texts of more than 255 bytes have the rest of their length where numbers have their decimals (Clipper)
    const length = (bytes[at + 16] ?? 0) + (type === 'C' ? (bytes[at + 17] ?? 0) * 256 : 0)
    const end = bytes.indexOf(0, at)
    const own = bytes.subarray(at, end < 0 || end > at + 11 ? at + 11 : end)
    const whole = decode(own).trim()
    // the next character may have been too wide for what was left, or only its first bytes are there
    const widest = encoding === 'utf-8' ? 3 : 2
    const isCut = own.length > NAME - (own.some((byte) => byte >= 0x80) ? widest : 1)
    const name = isCut ? whole.replace(/\ufffd+$/, '') : whole
    fields.push({ name, type, at: offset, length, isCut })
    offset += length
  }
  if (width === 0 || offset > width || start < 33 || start + count * width > bytes.length) return undefined
  return {
    fields,
    count,
    isDeleted: (record) => bytes[start + record * width] === DELETED,
    cell: (record, { type, at, length }) => {
      const from = start + record * width + at
      return cellOf(type, bytes.subarray(from, from + length), decode)
    },
  }
}

function cellOf(type: string, bytes: Uint8Array, decode: (bytes: Uint8Array) => string): DbfCell {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (type === 'I' && bytes.length === 4) return { text: String(view.getInt32(0, true)), facts: NUMBER }
  if ((type === 'O' || type === 'B') && bytes.length === 8)
    return { text: numberText(String(view.getFloat64(0, true))) ?? '', facts: NUMBER }
  const text = decode(bytes)
  const bare = text.replaceAll('\0', '').trim()
  if (type === 'C') return { text: text.replace(/\0[\s\S]*$/, '').trimEnd(), facts: undefined }
  // stars are a number too long for its field
  if (type === 'N' || type === 'F')
    return /^\**$/.test(bare)
      ? { text: '', facts: undefined }
      : { text: numberText(bare) ?? bare, facts: NUMBER }
  if (type === 'D') return dateCell(bare)
  if (type === 'L' && /^[TtYyFfNn]$/.test(bare))
    return { text: /^[TtYy]$/.test(bare) ? 'TRUE' : 'FALSE', facts: BOOLEAN }
  return { text: type === 'L' ? '' : bare, facts: undefined }
}

function dateCell(text: string): DbfCell {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(text) ?? []
  if (/^[0 ]*$/.test(text)) return { text: '', facts: undefined }
  return year === undefined ? { text, facts: undefined } : { text: `${year}-${month}-${day}`, facts: DATE }
}

/** Most fields are ASCII; the platform reads the others, strictly, but for what platforms read differently. */
function fieldDecoder(encoding: Encoding): (bytes: Uint8Array) => string {
  const strict = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  return (all) => {
    // fields are mostly filled up with spaces, which end no character of these encodings
    let end = all.length
    while (end > 0 && (all[end - 1] === 0x20 || all[end - 1] === 0)) end -= 1
    if (end === 0) return ''
    const bytes = all.subarray(0, end)
    let isPlain = true
    for (let i = 0; i < bytes.length; i += 1) {
      const byte = bytes[i] ?? 0
      if (byte >= 0x80 || byte === 0x1b) isPlain = false
    }
    if (isPlain) return String.fromCharCode(...bytes)
    try {
      const text = strict.decode(bytes)
      if (!/[\u001a\u001c\u007f\u0080-\u00a0]/.test(text)) return text
    } catch {
      // what can not be read is shown as such
    }
    return decodeWhole(bytes, encoding).text
  }
}
