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
  ['UTF-16', [0xff, 0xfe]],
  ['UTF-16', [0xfe, 0xff]],
]

export function decode(bytes: Uint8Array, file: string): { text: string } | { problem: Problem } {
  if (bytes.length === 0) return { problem: problem('extract/empty', { file }) }
  for (const [name, signature] of SIGNATURES) {
    if (signature.every((byte, i) => bytes[i] === byte)) {
      return { problem: problem('extract/binary', { file }, { actual: name }) }
    }
  }
  const nul = bytes.indexOf(0)
  if (nul >= 0) {
    const line = lineAt(bytes, nul)
    return {
      problem: problem('extract/binary', { file, line }, { actual: `NUL: byte ${nul + 1}, line ${line}` }),
    }
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.trim() === '' ? { problem: problem('extract/empty', { file }) } : { text }
  } catch {
    const at = firstBad(bytes)
    const guess = guessEncoding(bytes)
    const facts = {
      byte: at + 1,
      line: lineAt(bytes, at),
      guessJa: guess ? `${guess} で書かれているようです。` : '',
      guessEn: guess ? `It looks like ${guess}.` : '',
    }
    return { problem: problem('extract/not-utf8', { file, line: facts.line }, facts) }
  }
}

function lineAt(bytes: Uint8Array, at: number): number {
  let line = 1
  for (let i = 0; i < at; i += 1) if (bytes[i] === 0x0a) line += 1
  return line
}

/** Offset of the first byte that is no UTF-8: the longest prefix that decodes is found by halving. */
function firstBad(bytes: Uint8Array): number {
  let good = 0
  let bad = bytes.length
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    try {
      // stream: a character cut at the end is no fault
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true })
      good = middle
    } catch {
      bad = middle
    }
  }
  return good
}

function guessEncoding(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, 100_000)
  for (const [name, label] of [
    ['Shift_JIS', 'shift_jis'],
    ['EUC-JP', 'euc-jp'],
  ] as const) {
    try {
      const text = new TextDecoder(label, { fatal: true }).decode(sample, { stream: true })
      // kana are what Japanese prose cannot do without; a wrong guess has few
      const kana = text.match(/[\u3041-\u30fe]/g)?.length ?? 0
      if (kana > text.length / 20) return name
    } catch {
      // not this one
    }
  }
  return undefined
}
