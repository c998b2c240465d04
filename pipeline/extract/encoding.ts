/**
 * In which encoding a text file is, from its bytes alone: a BOM, the escapes of ISO-2022-JP, or else the reading that
 * is the likeliest Japanese. A file is looked at in its head and in pieces from all over it: many begin with rows of
 * ASCII, and what tells is in the rows that are not.
 */
import type { Encoding } from '../lib/grid-declaration.ts'
import type { Text } from '../problem.ts'
import { createScore } from './kana-score.ts'

export interface EncodingGuess {
  readonly encoding: Encoding
  readonly bom: boolean
  /** from 0 to 1 */
  readonly confidence: number
  readonly reason: Text
  /** the other readings that are not out of the question */
  readonly alternatives?: readonly { readonly encoding: Encoding; readonly confidence: number }[]
}

/** A whole file, or pieces of it in order, the first being its head; the others may begin and end anywhere. */
export interface ByteSample {
  readonly pieces: readonly Uint8Array[]
  readonly whole: boolean
}

const HEAD = 1 << 18
const PIECES = 24
const PIECE = 1 << 14
/** Bytes of rows that are not plain ASCII that the model is asked about. */
const ENOUGH = 1 << 18

/** What is looked at of a file that lies in memory: all of a small one, the head and a spread of a large one. */
export function sampleBytes(bytes: Uint8Array): ByteSample {
  if (bytes.length <= HEAD + PIECES * PIECE) return { pieces: [bytes], whole: true }
  const pieces = [bytes.subarray(0, HEAD)]
  const step = (bytes.length - HEAD - PIECE) / (PIECES - 1)
  for (let i = 0; i < PIECES; i += 1) {
    const from = HEAD + Math.floor(i * step)
    pieces.push(bytes.subarray(from, from + PIECE))
  }
  return { pieces, whole: false }
}

const NAMES: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16LE',
  'utf-16be': 'UTF-16BE',
  shift_jis: 'Shift_JIS (CP932)',
  'euc-jp': 'EUC-JP',
  'iso-2022-jp': 'ISO-2022-JP (JIS)',
}

/** What people call an encoding. */
export function encodingName(encoding: Encoding): string {
  return NAMES[encoding]
}

/** Never throws; of an empty file or of pure ASCII says UTF-8. */
export function detectEncoding(given: Uint8Array | ByteSample): EncodingGuess {
  const sample = given instanceof Uint8Array ? sampleBytes(given) : given
  const head = sample.pieces[0] ?? new Uint8Array(0)
  const marked = bomOf(head)
  if (marked !== undefined) {
    const name = NAMES[marked]
    return guess(
      marked,
      true,
      1,
      `先頭に ${name} の印（BOM）があります。`,
      `It begins with the BOM of ${name}.`,
    )
  }
  const kinds = kindsOf(sample.pieces)
  if (!kinds.high && !kinds.nul) {
    if (kinds.escape) {
      return guess(
        'iso-2022-jp',
        false,
        0.99,
        'ISO-2022-JP の切り替え記号（ESC）があり、ほかは ASCII だけです。',
        'It has the escapes of ISO-2022-JP and is ASCII otherwise.',
      )
    }
    return guess('utf-8', false, 1, '半角英数字（ASCII）だけです。', 'It is plain ASCII.')
  }
  return likeliest(sample, kinds.nul)
}

function guess(encoding: Encoding, bom: boolean, confidence: number, ja: string, en: string): EncodingGuess {
  return { encoding, bom, confidence, reason: { ja, en } }
}

function bomOf(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return undefined
}

function kindsOf(pieces: readonly Uint8Array[]): { high: boolean; nul: boolean; escape: boolean } {
  const kinds = { high: false, nul: false, escape: false }
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; at += 1) {
      const byte = piece[at] ?? 0
      if (byte >= 0x80) kinds.high = true
      else if (byte === 0) kinds.nul = true
      else if (byte === 0x1b) kinds.escape = kinds.escape || isJisEscape(piece[at + 1], piece[at + 2])
    }
  }
  return kinds
}

/** ESC $ @, ESC $ B (kanji), ESC ( I (half-width kana), ESC ( J (Roman); RFC 1468 and JIS X 0202. */
function isJisEscape(second: number | undefined, third: number | undefined): boolean {
  if (second === 0x24) return third === 0x40 || third === 0x42
  return second === 0x28 && (third === 0x49 || third === 0x4a)
}

interface Candidate {
  readonly encoding: Encoding
  readonly log: number
  readonly broken: number
}

/** How much likelier one is than another before a byte is read: UTF-8 and Shift_JIS are what cities publish. */
const PRIORS = { 'utf-8': 0, shift_jis: -0.5, 'euc-jp': -3 } as const

function likeliest(sample: ByteSample, nul: boolean): EncodingGuess {
  const score = createScore()
  const lines = tellingLines(sample)
  const candidates: Candidate[] = []
  const add = (encoding: Encoding, bytes: Uint8Array, prior: number): void => {
    // stream: a character cut at the end of the sample is no fault
    const text = new TextDecoder(encoding).decode(bytes, { stream: !sample.whole })
    const { log, broken } = score(text)
    candidates.push({ encoding, log: log + prior, broken })
  }
  add('utf-8', lines, PRIORS['utf-8'])
  add('shift_jis', lines, PRIORS.shift_jis)
  add('euc-jp', lines, PRIORS['euc-jp'])
  const head = sample.pieces[0] ?? lines
  if (nul || head.length % 2 === 0 || !sample.whole) {
    // the same bytes must be weighed: without zero bytes UTF-16 is only asked of a head that is telling as a whole
    const bytes = nul ? head.subarray(0, Math.min(head.length, HEAD)) : lines
    const prior = nul ? 0 : -8
    if (nul) for (const [i, one] of candidates.entries()) candidates[i] = again(one, bytes, score)
    add('utf-16le', bytes, prior)
    add('utf-16be', bytes, prior)
  }
  candidates.sort((a, b) => b.log - a.log)
  return verdict(candidates)
}

function again(one: Candidate, bytes: Uint8Array, score: ReturnType<typeof createScore>): Candidate {
  const { log, broken } = score(new TextDecoder(one.encoding).decode(bytes))
  return { encoding: one.encoding, log, broken }
}

function verdict(candidates: readonly Candidate[]): EncodingGuess {
  const best = candidates[0]
  if (best === undefined)
    return guess('utf-8', false, 0, '手がかりがありません。', 'There is nothing to tell it by.')
  let sum = 0
  for (const { log } of candidates) sum += Math.exp(log - best.log)
  const certainty = (one: Candidate): number => Math.exp(one.log - best.log) / sum
  const sound = best.broken === 0 ? 0.99 : Math.max(0.3, 0.9 - best.broken / 100)
  const confidence = Math.round(Math.min(certainty(best), sound) * 100) / 100
  const alternatives = candidates
    .slice(1)
    .map((one) => ({ encoding: one.encoding, confidence: Math.round(certainty(one) * 100) / 100 }))
    .filter((one) => one.confidence >= 0.01)
  const name = NAMES[best.encoding]
  const reason: Text =
    best.broken === 0
      ? {
          ja: `${name} として読むと、読めない文字がなく、日本語として最も自然です。`,
          en: `Read as ${name} it has no broken character and is the likeliest Japanese.`,
        }
      : {
          ja: `${name} として読むと日本語として最も自然ですが、読めない文字があります。`,
          en: `Read as ${name} it is the likeliest Japanese, but some characters can not be read.`,
        }
  return {
    encoding: best.encoding,
    bom: false,
    confidence,
    reason,
    ...(alternatives.length > 0 ? { alternatives } : {}),
  }
}

/**
 * The lines that are not plain ASCII, one after the other: they alone tell UTF-8, CP932 and EUC-JP from each other.
 * In none of these is a line end part of a character, so that a piece cut anywhere is sound from its first line end on.
 */
function tellingLines(sample: ByteSample): Uint8Array {
  const found: Uint8Array[] = []
  let length = 0
  for (const [i, piece] of sample.pieces.entries()) {
    const first = i === 0 ? 0 : afterLineEnd(piece)
    let start = first
    let high = false
    for (let at = first; at <= piece.length && length < ENOUGH; at += 1) {
      const byte = piece[at] ?? 0
      const end = at === piece.length
      if (!end && byte !== 0x0a && byte !== 0x0d) {
        if (byte >= 0x80) high = true
        continue
      }
      // the line that was cut at the end of a piece is left out, unless it is all there is
      if (high && (!end || sample.whole || found.length === 0)) {
        const line = piece.subarray(start, at + 1)
        found.push(line)
        length += line.length
      }
      start = at + 1
      high = false
    }
  }
  const lines = new Uint8Array(length)
  let at = 0
  for (const line of found) {
    lines.set(line, at)
    at += line.length
  }
  return lines
}

function afterLineEnd(piece: Uint8Array): number {
  for (let at = 0; at < piece.length; at += 1) if (piece[at] === 0x0a || piece[at] === 0x0d) return at + 1
  return piece.length
}
