/**
 * The parts of a zip, unpacked piece by piece and counted while they are: what a zip says of its sizes is not believed
 * (APPNOTE.TXT 6.3: end record, zip64 end record, central directory, local headers).
 */
import { crcOf, crcTable } from '../../lib/crc32.ts'
import { createInflater } from '../../lib/deflate.ts'
import { fail, type Reading } from './reading.ts'

interface Entry {
  readonly method: number
  readonly packed: number
  readonly crc: number
  readonly local: number
  readonly locked: boolean
}

export interface Zip {
  readonly bytes: Uint8Array
  /** by name in lower case with `/`: parts are named without regard to case (ECMA-376 part 2, 6.2.2.3) */
  readonly entries: ReadonlyMap<string, Entry>
  readonly table: Int32Array
}

const END = 0x06054b50
const END64 = 0x06064b50
const LOCATOR64 = 0x07064b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const STORED = 0
const DEFLATED = 8
/** of packed bytes at a time: at most 16 MB come out of it */
const PIECE = 1 << 14

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5 || bytes[2] === 7)
}

export function partName(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()
}

/** How an entry is known; `isUtf8`: the zip says that its name is. */
export type NameEntry = (name: Uint8Array, isUtf8: boolean) => string

const namePart: NameEntry = (name) => partName(new TextDecoder().decode(name))

/** The directory of a zip; undefined where there is none that can be read, and the reading has failed. */
export function openZip(bytes: Uint8Array, reading: Reading, nameOf: NameEntry = namePart): Zip | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  const directory = end < 0 ? undefined : directoryOf(view, end)
  if (directory === undefined) return damaged(reading, 'ZIP')
  if (directory.count > reading.limits.entries) {
    fail(reading, 'extract/spreadsheet-too-large', {}, tooMany(directory.count, reading.limits.entries))
    return undefined
  }
  const entries = new Map<string, Entry>()
  let at = directory.start
  for (let i = 0; i < directory.count; i += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) return damaged(reading, 'ZIP')
    const nameLength = view.getUint16(at + 28, true)
    const extraLength = view.getUint16(at + 30, true)
    const flags = view.getUint16(at + 8, true)
    const name = nameOf(bytes.subarray(at + 46, at + 46 + nameLength), (flags & 0x800) !== 0)
    const sizes = sizesOf(view, at, nameLength, extraLength)
    if (sizes === undefined) return damaged(reading, `ZIP: ${name}`)
    if (!entries.has(name))
      entries.set(name, {
        method: view.getUint16(at + 10, true),
        crc: view.getInt32(at + 16, true),
        locked: (flags & 1) === 1,
        ...sizes,
      })
    at += 46 + nameLength + extraLength + view.getUint16(at + 32, true)
  }
  return { bytes, entries, table: crcTable() }
}

function tooMany(actual: number, expected: number) {
  return { actual, expected, whatJa: 'zip の中のファイルの数', what: 'files within the zip' }
}

function damaged(reading: Reading, actual: string): undefined {
  fail(reading, 'extract/spreadsheet-damaged', {}, { actual })
  return undefined
}

function endOf(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff)
  for (let at = view.byteLength - 22; at >= lowest; at -= 1) if (view.getUint32(at, true) === END) return at
  return -1
}

function directoryOf(view: DataView, end: number): { start: number; count: number } | undefined {
  const count = view.getUint16(end + 10, true)
  const start = view.getUint32(end + 16, true)
  if (count !== 0xffff && start !== 0xffffffff) return { start, count }
  if (end < 20 || view.getUint32(end - 20, true) !== LOCATOR64) return { start, count }
  const end64 = Number(view.getBigUint64(end - 12, true))
  if (end64 + 56 > view.byteLength || view.getUint32(end64, true) !== END64) return undefined
  return {
    count: Number(view.getBigUint64(end64 + 32, true)),
    start: Number(view.getBigUint64(end64 + 48, true)),
  }
}

function sizesOf(view: DataView, at: number, nameLength: number, extraLength: number) {
  let packed = view.getUint32(at + 20, true)
  let local = view.getUint32(at + 42, true)
  const big = [view.getUint32(at + 24, true), packed, local]
  const last = at + 46 + nameLength + extraLength
  if (last > view.byteLength) return undefined
  for (let extra = at + 46 + nameLength; extra + 4 <= last; extra += 4 + view.getUint16(extra + 2, true)) {
    if (view.getUint16(extra, true) !== 1) continue
    let value = extra + 4
    for (const [i, size] of big.entries()) {
      if (size !== 0xffffffff) continue
      if (value + 8 > last) return undefined
      const number = Number(view.getBigUint64(value, true))
      if (i === 1) packed = number
      if (i === 2) local = number
      value += 8
    }
  }
  return { packed, local }
}

/** Gives a part piece by piece to `take`; false where there is no such part or the reading failed. */
export function unpack(zip: Zip, name: string, reading: Reading, take: (piece: Uint8Array) => void): boolean {
  const entry = zip.entries.get(name) ?? zip.entries.get(partName(name))
  if (entry === undefined || reading.fault !== undefined) return false
  const packed = packedBytes(zip, entry)
  if (entry.locked) fail(reading, 'extract/spreadsheet-encrypted')
  else if (packed === undefined || (entry.method !== STORED && entry.method !== DEFLATED))
    damaged(reading, name)
  else inflate(zip, entry, packed, name, reading, take)
  return reading.fault === undefined
}

function packedBytes({ bytes }: Zip, entry: Entry): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (entry.local + 30 > bytes.length || view.getUint32(entry.local, true) !== LOCAL) return undefined
  const start =
    entry.local + 30 + view.getUint16(entry.local + 26, true) + view.getUint16(entry.local + 28, true)
  return start + entry.packed > bytes.length ? undefined : bytes.subarray(start, start + entry.packed)
}

function inflate(
  zip: Zip,
  entry: Entry,
  packed: Uint8Array,
  name: string,
  reading: Reading,
  take: (piece: Uint8Array) => void,
): void {
  const { limits } = reading
  const most = Math.max(limits.small, packed.length * limits.ratio)
  let crc = -1
  let size = 0
  const piece = (bytes: Uint8Array): void => {
    size += bytes.length
    reading.unpacked += bytes.length
    if (size > most || reading.unpacked > limits.unpacked) {
      const expected = Math.min(most, limits.unpacked)
      fail(
        reading,
        'extract/spreadsheet-too-large',
        {},
        { whatJa: '展開したバイト数', what: 'unpacked bytes', actual: `> ${expected}`, expected },
      )
    }
    if (reading.fault !== undefined) return
    crc = crcOf(zip.table, crc, bytes)
    take(bytes)
  }
  if (entry.method === STORED) {
    for (let at = 0; at < packed.length && reading.fault === undefined; at += PIECE)
      piece(packed.subarray(at, at + PIECE))
  } else {
    try {
      const stream = createInflater(piece)
      for (let at = 0; at < packed.length && reading.fault === undefined; at += PIECE)
        stream(packed.subarray(at, at + PIECE), at + PIECE >= packed.length)
    } catch {
      damaged(reading, name)
    }
  }
  if (reading.fault === undefined && ~crc !== entry.crc) damaged(reading, `${name}: CRC`)
}

/** A part in one piece; undefined where there is none or the reading failed. */
export function unpackWhole(zip: Zip, name: string, reading: Reading): Uint8Array | undefined {
  const pieces: Uint8Array[] = []
  let length = 0
  const isThere = unpack(zip, name, reading, (piece) => {
    pieces.push(piece.slice())
    length += piece.length
  })
  if (!isThere) return undefined
  const whole = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
