/**
 * What a PDF packs is counted before the library unpacks it: a stream of some kilobytes may become gigabytes. Images
 * are blanked out: none is looked at, and so none can do harm. Streams of an encrypted file can not be counted.
 */
import { createInflater } from '../../lib/deflate.ts'
import type { Reading } from '../spreadsheet/reading.ts'
import { failPdf } from './tell.ts'

const ENOUGH = 300_000_000
/** a dictionary before its stream is not longer than this, unless it is of no kind that matters */
const DICTIONARY = 4_000

export interface Guarded {
  /** a copy that is safe to open */
  readonly bytes: Uint8Array
  /** of all its images */
  readonly pixels: number
}

/** Undefined: the reading has failed. */
export function guarded(bytes: Uint8Array, reading: Reading): Guarded | undefined {
  // pdf.js skips what stands before the head, as every reader does
  const copy = bytes.slice()
  const enough = Math.min(ENOUGH, reading.limits.unpacked)
  let unpacked = 0
  let pixels = 0
  for (const { dictionary, start, end } of streamsOf(copy)) {
    if (/\/Subtype\s*\/Image\b/.test(dictionary)) {
      copy.fill(0, start, end)
      pixels += numberIn(dictionary, 'Width') * numberIn(dictionary, 'Height')
      continue
    }
    const passes = (dictionary.match(/\/(?:FlateDecode|Fl)\b/g) ?? []).length
    if (passes === 0) {
      // LZW and run lengths grow too: 12 bits may stand for 4 KB, 2 bytes for 128
      if (/\/(?:LZWDecode|LZW|RunLengthDecode|RL)\b/.test(dictionary)) unpacked += (end - start) * 64
    } else
      unpacked += lengthOf(
        lettersOf(copy.subarray(start, end), dictionary),
        Math.min(passes, 4),
        enough - unpacked,
      )
    if (unpacked > enough) {
      const facts = {
        whatJa: '展開後のバイト数',
        what: 'bytes when unpacked',
        actual: `> ${enough}`,
        expected: enough,
      }
      failPdf(reading, 'extract/pdf-too-large', facts)
      return undefined
    }
  }
  return { bytes: copy, pixels }
}

function numberIn(dictionary: string, name: string): number {
  return Number(new RegExp(`/${name}\\s+(\\d{1,6})\\b(?!\\s+\\d+\\s+R)`).exec(dictionary)?.[1] ?? 0)
}

interface Stream {
  readonly dictionary: string
  readonly start: number
  readonly end: number
}

/** All streams of the file, also those that no table of contents names. */
function* streamsOf(bytes: Uint8Array): Generator<Stream> {
  for (let at = find(bytes, STREAM, 0); at >= 0; ) {
    const before = bytes[at - 1]
    // `endstream` ends with the same word
    if (before !== 0x64) {
      let start = at + STREAM.length
      if (bytes[start] === 0x0d) start += 1
      if (bytes[start] === 0x0a) start += 1
      const found = find(bytes, END_STREAM, start)
      const end = found < 0 ? bytes.length : found
      const head = latin(bytes.subarray(Math.max(0, at - DICTIONARY), at))
      const object = Math.max(head.lastIndexOf(' obj'), head.lastIndexOf('\nobj'), head.lastIndexOf('endobj'))
      yield { dictionary: head.slice(Math.max(0, object)), start, end }
      at = found < 0 ? -1 : find(bytes, STREAM, end + END_STREAM.length)
    } else at = find(bytes, STREAM, at + STREAM.length)
  }
}

const STREAM = [...'stream'].map((char) => char.charCodeAt(0))
const END_STREAM = [...'endstream'].map((char) => char.charCodeAt(0))

function find(bytes: Uint8Array, word: readonly number[], from: number): number {
  const first = word[0] ?? 0
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let i = 1
    while (i < word.length && bytes[at + i] === word[i]) i += 1
    if (i === word.length) return at
  }
  return -1
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}

/** Bytes that are written as letters, read (PDF 32000-1, 7.4.2 and 7.4.3). */
function lettersOf(bytes: Uint8Array, dictionary: string): Uint8Array {
  if (/\/(?:ASCIIHexDecode|AHx)\b/.test(dictionary)) {
    const digits = latinOf(bytes).replace(/[^0-9A-Fa-f]/g, '')
    return Uint8Array.from({ length: digits.length >> 1 }, (_, i) =>
      Number.parseInt(digits.slice(i * 2, i * 2 + 2), 16),
    )
  }
  if (!/\/(?:ASCII85Decode|A85)\b/.test(dictionary)) return bytes
  const out = new Uint8Array(bytes.length * 4)
  let length = 0
  let value = 0
  let count = 0
  for (const byte of bytes) {
    if (byte === 0x7e) break
    if (byte === 0x7a && count === 0) length += 4
    if (byte < 0x21 || byte > 0x75) continue
    value = value * 85 + byte - 0x21
    count += 1
    if (count < 5) continue
    for (let shift = 24; shift >= 0; shift -= 8) out[length++] = Math.floor(value / 2 ** shift) & 255
    value = 0
    count = 0
  }
  return out.subarray(0, length)
}

/** The same, of any length. */
function latinOf(bytes: Uint8Array): string {
  const pieces: string[] = []
  for (let at = 0; at < bytes.length; at += 4096) pieces.push(latin(bytes.subarray(at, at + 4096)))
  return pieces.join('')
}

const PIECE = 1 << 16

/** How long zlib data (RFC 1950) are when they are unpacked, so many times over; counting ends above `most`. */
function lengthOf(bytes: Uint8Array, passes: number, most: number): number {
  let length = 0
  let last = (piece: Uint8Array, _isLast: boolean): void => {
    length += piece.length
  }
  for (let pass = 0; pass < passes; pass += 1) {
    const next = last
    // two bytes of head
    let skip = 2
    const inflate = createInflater((piece) => next(piece, false))
    last = (piece, isLast) => {
      const body = skip > 0 ? piece.subarray(Math.min(skip, piece.length)) : piece
      skip = Math.max(0, skip - piece.length)
      inflate(body, isLast)
    }
  }
  try {
    for (let at = 0; at < bytes.length && length <= most; at += PIECE)
      last(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length)
  } catch {
    // what is damaged, or encrypted, counts as far as it went; the library reads no farther
  }
  return length
}
