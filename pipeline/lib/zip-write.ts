/**
 * Writes a zip (APPNOTE.TXT 6.3.3 without zip64) whose bytes depend on nothing but its parts: no clock, no system. A
 * part of another zip is taken over packed as it is, with all that its directory says of it.
 */
import { crcOf, crcTable } from './crc32.ts'
import { createDeflater } from './deflate.ts'

/** A part to be packed. Its pieces are asked for when its turn comes, after all parts before it are written. */
export interface FreshPart {
  readonly name: string
  readonly bytes: Uint8Array | (() => Iterable<Uint8Array>)
  /** as it is: what is packed already (PNG, JPEG), or must be the first and readable (mimetype of ODF) */
  readonly stored?: boolean
}

/** A part of another zip, still packed. */
export interface PackedPart {
  /** its bytes too are kept: some are in CP932 */
  readonly nameBytes: Uint8Array
  readonly name: string
  readonly packed: Uint8Array
  readonly method: number
  readonly crc: number
  readonly size: number
  readonly flags: number
  /** as the directory has them, in DOS form */
  readonly time: number
  readonly date: number
  readonly madeBy: number
  readonly attributes: number
}

export type ZipPart = FreshPart | PackedPart

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const VERSION = 20
const STORED = 0
const DEFLATED = 8
/** APPNOTE 4.4.4: bit 11, the name is UTF-8; bit 3, sizes stand after the data, which we never write */
const UTF8 = 1 << 11
const SIZES_AFTER = 1 << 3
/** 1980-01-01, the first day that DOS dates have: it says nothing */
const FIRST_DAY = (1 << 5) | 1
const LARGEST = 0xffffffff

/** The whole zip. Throws where it would need zip64 (4 GB, 65,535 parts). */
export function writeZip(parts: readonly ZipPart[]): Uint8Array {
  const pieces: Uint8Array[] = []
  let size = 0
  for (const piece of zipPieces(parts)) {
    pieces.push(piece)
    size += piece.length
  }
  return joined(pieces, size)
}

/** The same, part by part. */
export function* zipPieces(parts: readonly ZipPart[]): Generator<Uint8Array> {
  if (parts.length >= 0xffff) throw new Error(`zip: ${parts.length} parts`)
  const table = crcTable()
  const directory: Uint8Array[] = []
  let at = 0
  let directorySize = 0
  for (const part of parts) {
    const packed = 'packed' in part ? part : pack(part, table)
    const head = header(packed)
    directory.push(entry(packed, at))
    directorySize += 46 + packed.nameBytes.length
    at += head.length + packed.packed.length
    if (at > LARGEST || packed.size > LARGEST) throw new Error('zip: larger than 4 GB')
    yield head
    yield packed.packed
  }
  yield* directory
  yield end(parts.length, at, directorySize)
}

function pack({ name, bytes, stored = false }: FreshPart, table: Int32Array): PackedPart {
  const pieces: Uint8Array[] = []
  let packedSize = 0
  const take = (piece: Uint8Array): void => {
    pieces.push(piece)
    packedSize += piece.length
  }
  const push = stored ? (piece: Uint8Array): void => take(piece.slice()) : createDeflater(take)
  let crc = -1
  let size = 0
  for (const piece of typeof bytes === 'function' ? bytes() : [bytes]) {
    crc = crcOf(table, crc, piece)
    size += piece.length
    push(piece, false)
  }
  push(new Uint8Array(), true)
  const nameBytes = new TextEncoder().encode(name)
  return {
    name,
    nameBytes,
    packed: joined(pieces, packedSize),
    method: stored ? STORED : DEFLATED,
    crc: ~crc,
    size,
    flags: nameBytes.length === name.length ? 0 : UTF8,
    time: 0,
    date: FIRST_DAY,
    madeBy: VERSION,
    attributes: 0,
  }
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const [first] = pieces
  if (pieces.length === 1 && first !== undefined) return first
  const whole = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** What local header and directory have in common, from the version to the length of the name. */
function common(view: DataView, at: number, part: PackedPart): void {
  view.setUint16(at, VERSION, true)
  view.setUint16(at + 2, part.flags & ~SIZES_AFTER, true)
  view.setUint16(at + 4, part.method, true)
  view.setUint16(at + 6, part.time, true)
  view.setUint16(at + 8, part.date, true)
  view.setInt32(at + 10, part.crc, true)
  view.setUint32(at + 14, part.packed.length, true)
  view.setUint32(at + 18, part.size, true)
  view.setUint16(at + 22, part.nameBytes.length, true)
}

function header(part: PackedPart): Uint8Array {
  const bytes = new Uint8Array(30 + part.nameBytes.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, LOCAL, true)
  common(view, 4, part)
  bytes.set(part.nameBytes, 30)
  return bytes
}

function entry(part: PackedPart, local: number): Uint8Array {
  const bytes = new Uint8Array(46 + part.nameBytes.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, CENTRAL, true)
  view.setUint16(4, part.madeBy, true)
  common(view, 6, part)
  view.setUint32(38, part.attributes, true)
  view.setUint32(42, local, true)
  bytes.set(part.nameBytes, 46)
  return bytes
}

function end(count: number, start: number, size: number): Uint8Array {
  const bytes = new Uint8Array(22)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, END, true)
  view.setUint16(8, count, true)
  view.setUint16(10, count, true)
  view.setUint32(12, size, true)
  view.setUint32(16, start, true)
  return bytes
}

/**
 * The parts of a zip in the order of its directory, to be written again as they are; undefined where it is damaged or
 * needs zip64. For files that were read before: sizes are believed, and nothing is unpacked.
 */
export function packedParts(zip: Uint8Array): readonly PackedPart[] | undefined {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  let last = zip.length - 22
  while (last >= 0 && view.getUint32(last, true) !== END) last -= 1
  if (last < 0) return undefined
  const count = view.getUint16(last + 10, true)
  const parts: PackedPart[] = []
  let at = view.getUint32(last + 16, true)
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > zip.length || view.getUint32(at, true) !== CENTRAL) return undefined
    const nameBytes = zip.slice(at + 46, at + 46 + view.getUint16(at + 28, true))
    const packed = packedBytes(zip, view, view.getUint32(at + 42, true), view.getUint32(at + 20, true))
    if (packed === undefined) return undefined
    parts.push({
      nameBytes,
      name: new TextDecoder().decode(nameBytes),
      packed,
      method: view.getUint16(at + 10, true),
      crc: view.getInt32(at + 16, true),
      size: view.getUint32(at + 24, true),
      flags: view.getUint16(at + 8, true),
      time: view.getUint16(at + 12, true),
      date: view.getUint16(at + 14, true),
      madeBy: view.getUint16(at + 4, true),
      attributes: view.getUint32(at + 38, true),
    })
    at += 46 + nameBytes.length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return parts
}

function packedBytes(zip: Uint8Array, view: DataView, local: number, size: number): Uint8Array | undefined {
  if (local + 30 > zip.length || view.getUint32(local, true) !== LOCAL) return undefined
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  return start + size > zip.length ? undefined : zip.subarray(start, start + size)
}
