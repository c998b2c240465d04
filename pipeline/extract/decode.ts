/** Bytes → text, strictly: UTF-8 or a problem that says where and what it looks like. */
import type { Problem } from '../problem.ts'
import { problem } from './problems.ts'

const SIGNATURES: readonly (readonly [string, readonly number[]])[] = [
  ['PDF', [0x25, 0x50, 0x44, 0x46]],
  ['ZIP, XLSX, DOCX', [0x50, 0x4b, 0x03, 0x04]],
  ['XLS, DOC', [0xd0, 0xcf, 0x11, 0xe0]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['GZIP', [0x1f, 0x8b]],
]

/** What Japanese files are written in where it is not UTF-8; the labels are those of the Encoding Standard. */
const ENCODINGS: readonly (readonly [string, string])[] = [
  ['ISO-2022-JP (JIS)', 'iso-2022-jp'],
  ['Shift_JIS', 'shift_jis'],
  ['EUC-JP', 'euc-jp'],
  ['UTF-16', 'utf-16le'],
  ['UTF-16', 'utf-16be'],
]

const SAMPLE = 100_000
const LEAST_KANA = 1 / 20

export function decode(bytes: Uint8Array, file: string): { text: string } | { problem: Problem } {
  if (bytes.length === 0) return { problem: problem('extract/empty-source', { file }) }
  for (const [name, signature] of SIGNATURES) {
    if (signature.every((byte, i) => bytes[i] === byte)) {
      return { problem: problem('extract/binary', { file }, { actual: name }) }
    }
  }
  const nul = bytes.indexOf(0)
  if (nul >= 0 || hasUtf16Mark(bytes)) {
    const guess = guessEncoding(bytes) ?? (hasUtf16Mark(bytes) ? 'UTF-16' : undefined)
    if (guess !== undefined) return { problem: notUtf8(bytes, 0, guess, file) }
    const line = lineAt(bytes, nul)
    return {
      problem: problem('extract/binary', { file, line }, { actual: `NUL: byte ${nul + 1}, line ${line}` }),
    }
  }
  const kanji = escapeOf(bytes)
  if (kanji >= 0) return { problem: notUtf8(bytes, kanji, 'ISO-2022-JP (JIS)', file) }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.trim() === '' ? { problem: problem('extract/empty-source', { file }) } : { text }
  } catch {
    return { problem: notUtf8(bytes, firstBad(bytes), guessEncoding(bytes), file) }
  }
}

function notUtf8(bytes: Uint8Array, at: number, guess: string | undefined, file: string): Problem {
  const line = lineAt(bytes, at)
  const guessJa = guess === undefined ? '' : `${guess} で書かれているようです。`
  const guessEn = guess === undefined ? '' : `It looks like ${guess}.`
  return problem('extract/not-utf8', { file, line }, { byte: at + 1, line, guessJa, guessEn })
}

function hasUtf16Mark(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
}

/** ISO-2022-JP is all ASCII to UTF-8: it is known by the escape that changes to kanji (ESC $ @, ESC $ B; RFC 1468). */
function escapeOf(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(0x1b); at >= 0; at = bytes.indexOf(0x1b, at + 1)) {
    if (bytes[at + 1] === 0x24 && (bytes[at + 2] === 0x40 || bytes[at + 2] === 0x42)) return at
  }
  return -1
}

function lineAt(bytes: Uint8Array, at: number): number {
  let line = 1
  for (let i = 0; i < at; i += 1) if (bytes[i] === 0x0a) line += 1
  return line
}

const CHUNK = 1 << 16

/** Offset of the first byte that is no UTF-8: the piece that does not decode is found first, then halved. */
function firstBad(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let start = 0
  try {
    for (; start < bytes.length; start += CHUNK)
      decoder.decode(bytes.subarray(start, start + CHUNK), { stream: true })
    return bytes.length - 1
  } catch {
    return halve(bytes, start, Math.min(bytes.length, start + CHUNK))
  }
}

function halve(bytes: Uint8Array, start: number, end: number): number {
  // the character may have begun in the piece before, at most three bytes back
  let from = Math.max(0, start - 3)
  while (from < start && ((bytes[from] ?? 0) & 0xc0) === 0x80) from += 1
  let good = from
  let bad = end
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    try {
      // stream: a character cut at the end is no fault
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(from, middle), { stream: true })
      good = middle
    } catch {
      bad = middle
    }
  }
  return good
}

/** The encoding in which a sample reads as Japanese: a wrong guess has few kana, which no prose is without. */
function guessEncoding(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, SAMPLE)
  // UTF-8 that was damaged somewhere reads best as UTF-8, and then nothing else is guessed
  let best: { readonly name: string | undefined; readonly kana: number } = {
    name: undefined,
    kana: Math.max(LEAST_KANA, kanaOf(new TextDecoder().decode(sample))),
  }
  for (const [name, label] of ENCODINGS) {
    try {
      const text = new TextDecoder(label, { fatal: true }).decode(sample, { stream: true })
      const kana = kanaOf(text)
      if (kana > best.kana) best = { name, kana }
    } catch {
      // not this one
    }
  }
  return best.name
}

/** How much of a text is kana, from 0 to 1. */
function kanaOf(text: string): number {
  return (text.match(/[\u3041-\u30fe]/g)?.length ?? 0) / Math.max(1, text.length)
}
