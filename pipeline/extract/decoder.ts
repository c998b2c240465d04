/**
 * Bytes → text, strictly, piece by piece. Where bytes are no character of the encoding, each becomes a mark that no
 * sound text has (a lone half of a surrogate pair that carries the byte), so that it is found in its cell, told with
 * its place, and shown as U+FFFD: see `cell-faults.ts`.
 */
import type { Encoding } from '../lib/grid-declaration.ts'
import { isLead, NONE, type PairEncoding, pairTable } from '../lib/jis-table.ts'

/** The mark of an unreadable byte is `MARK + byte`; of one that is not known, `MARK` alone. */
export const MARK = 0xdc00

export interface Decoder {
  /** The text of this piece, as far as its characters are whole; what is cut off at its end comes with the next. */
  push(bytes: Uint8Array): string
  /** What is left, where the file ends within a character. */
  end(): string
}

/**
 * A faster way to decode whole characters, of the platform; it may be lenient, if what it can not read gives U+FFFD:
 * such a piece is then read again, strictly.
 */
export type FastDecode = (bytes: Uint8Array) => string

/** Makes a decoder for one file, or for a part of one that begins at a row. A BOM at the start is dropped. */
export function createDecoder(
  encoding: Encoding,
  options: { fast?: FastDecode; atStart?: boolean } = {},
): Decoder {
  const decode = encoding === 'iso-2022-jp' ? jisDecoder() : alignedDecoder(encoding, options.fast)
  let atStart = options.atStart ?? true
  const skipBom = (text: string): string => {
    if (!atStart || text === '') return text
    atStart = false
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  }
  return {
    push: (bytes) => skipBom(decode(bytes, false)),
    end: () => skipBom(decode(new Uint8Array(0), true)),
  }
}

/** Encodings of which a piece can be read without what stood before it. */
type Stateless = Exclude<Encoding, 'iso-2022-jp'>

type DecodePiece = (bytes: Uint8Array, final: boolean) => string

function alignedDecoder(encoding: Stateless, fast: FastDecode | undefined): DecodePiece {
  const read = strictReader(encoding, fast)
  let tail = new Uint8Array(0)
  return (bytes, final) => {
    const whole = tail.length === 0 ? bytes : joined(tail, bytes)
    const end = final ? whole.length : safeEnd(encoding, whole)
    // a copy: the caller may use its buffer again
    tail = whole.slice(end)
    return end === 0 ? '' : read(end === whole.length ? whole : whole.subarray(0, end))
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length)
  whole.set(first)
  whole.set(second, first.length)
  return whole
}

/** Up to where the characters are whole. A line end is part of no character, and mostly there is one. */
function safeEnd(encoding: Stateless, bytes: Uint8Array): number {
  const { length } = bytes
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const even = length - (length % 2)
    const high = bytes[even - (encoding === 'utf-16le' ? 1 : 2)] ?? 0
    return even > 0 && high >= 0xd8 && high <= 0xdb ? even - 2 : even
  }
  if (encoding === 'utf-8') {
    for (let back = 1; back <= 3 && back <= length; back += 1) {
      const byte = bytes[length - back] ?? 0
      if (byte < 0x80) return length
      if (byte >= 0xc0) return utf8Length(byte) > back ? length - back : length
    }
    return length
  }
  // what is below 0x40 ends no character of CP932, what is below 0xa1 none of EUC-JP: after it begins a new one
  let start = length
  const least = encoding === 'shift_jis' ? 0x40 : 0x80
  while (start > 0 && (bytes[start - 1] ?? 0) >= least) start -= 1
  for (let at = start; at < length; ) {
    const size = encoding === 'euc-jp' && bytes[at] === 0x8f ? 3 : isLead(encoding, bytes[at] ?? 0) ? 2 : 1
    if (at + size > length) return at
    at += size
  }
  return length
}

function utf8Length(lead: number): number {
  return lead >= 0xf0 && lead <= 0xf4
    ? 4
    : lead >= 0xe0 && lead < 0xf0
      ? 3
      : lead >= 0xc2 && lead < 0xe0
        ? 2
        : 1
}

function strictReader(encoding: Stateless, fast: FastDecode | undefined): (bytes: Uint8Array) => string {
  const strict = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  let table: Uint16Array | undefined
  const bySteps = (bytes: Uint8Array): string => {
    if (encoding === 'utf-8') return readUtf8(bytes)
    if (encoding !== 'shift_jis' && encoding !== 'euc-jp') return readUtf16(bytes, encoding === 'utf-16le')
    table ??= pairTable(encoding)
    return readPairs(bytes, encoding, table)
  }
  return (bytes) => {
    if (fast !== undefined) {
      const text = fast(bytes)
      if (!text.includes('\ufffd') && !isPlatforms(encoding, text)) return text
    }
    try {
      const text = strict.decode(bytes)
      return isPlatforms(encoding, text) ? bySteps(bytes) : text
    } catch {
      return bySteps(bytes)
    }
  }
}

/**
 * ICU, Node's decoder, reads three control bytes of Shift_JIS as IBM had them, turned round, and lets bytes through
 * that are none of EUC-JP's; browsers do not.
 */
function isPlatforms(encoding: Encoding, text: string): boolean {
  if (encoding === 'shift_jis')
    return text.includes('\u001a') || text.includes('\u001c') || text.includes('\u007f')
  return encoding === 'euc-jp' && /[\u0080-\u00a0]/.test(text)
}

/** Collects code units; a string of them is made in pieces that the call stack holds. */
function collector(): { add(code: number): void; text(): string } {
  const units = new Uint16Array(4096)
  let filled = 0
  let text = ''
  const flush = (): void => {
    text += String.fromCharCode(...units.subarray(0, filled))
    filled = 0
  }
  return {
    add: (code) => {
      if (filled === units.length) flush()
      units[filled++] = code
    },
    text: () => {
      flush()
      return text
    },
  }
}

function readUtf8(bytes: Uint8Array): string {
  const out = collector()
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at] ?? 0
    const size = utf8Length(lead)
    let code = lead < 0x80 ? lead : -1
    if (size > 1) {
      code = lead & (0x7f >> size)
      for (let i = 1; i < size; i += 1) {
        const byte = bytes[at + i] ?? 0
        if ((byte & 0xc0) !== 0x80) {
          code = -1
          break
        }
        code = (code << 6) | (byte & 0x3f)
      }
      const least = size === 2 ? 0x80 : size === 3 ? 0x800 : 0x10000
      if (code < least || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) code = -1
    }
    if (code < 0) {
      out.add(MARK + lead)
      at += 1
      continue
    }
    if (code < 0x10000) out.add(code)
    else {
      out.add(0xd800 + ((code - 0x10000) >> 10))
      out.add(0xdc00 + ((code - 0x10000) & 0x3ff))
    }
    at += size
  }
  return out.text()
}

function readUtf16(bytes: Uint8Array, little: boolean): string {
  const out = collector()
  const unit = (at: number): number => {
    const first = bytes[at] ?? 0
    const second = bytes[at + 1] ?? 0
    return little ? (second << 8) | first : (first << 8) | second
  }
  const { length } = bytes
  for (let at = 0; at < length; at += 2) {
    const code = at + 1 < length ? unit(at) : -1
    if (code >= 0 && (code < 0xd800 || code > 0xdfff)) {
      out.add(code)
      continue
    }
    const low = code >= 0xd800 && code <= 0xdbff && at + 3 < length ? unit(at + 2) : 0
    if (low >= 0xdc00 && low <= 0xdfff) {
      out.add(code)
      out.add(low)
      at += 2
    } else out.add(MARK)
  }
  return out.text()
}

function readPairs(bytes: Uint8Array, encoding: PairEncoding, table: Uint16Array): string {
  const out = collector()
  const three = new TextDecoder(encoding)
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte < 0x80) {
      out.add(byte)
    } else if (encoding === 'shift_jis' && byte >= 0xa1 && byte <= 0xdf) {
      out.add(0xff61 + byte - 0xa1)
    } else if (encoding === 'euc-jp' && byte === 0x8f && at + 2 < bytes.length) {
      const code = three.decode(bytes.subarray(at, at + 3)).charCodeAt(0)
      out.add(code === NONE ? MARK + byte : code)
      if (code !== NONE) at += 2
    } else {
      const code = isLead(encoding, byte) ? (table[(byte << 8) | (bytes[at + 1] ?? 0)] ?? NONE) : NONE
      out.add(code === NONE ? MARK + byte : code)
      if (code !== NONE) at += 1
    }
  }
  return out.text()
}

/** Its state goes on from piece to piece, so the platform's own streaming is used; it has no U+FFFD of its own. */
function jisDecoder(): DecodePiece {
  const decoder = new TextDecoder('iso-2022-jp', { ignoreBOM: true })
  return (bytes, final) =>
    decoder.decode(bytes, { stream: !final }).replaceAll('\ufffd', String.fromCharCode(MARK))
}
