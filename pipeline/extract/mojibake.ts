/**
 * Text that was once read in a wrong encoding and saved so: which, and what it was. The bytes of the wrong reading are
 * made again and read in the right one; only where every one of them fits is the text given back, as a proposal.
 */
import { cp932Codes } from '../lib/jis-table.ts'
import { createScore } from './kana-score.ts'

export type MojibakeCause = 'utf8-as-cp932' | 'utf8-as-latin1' | 'cp932-as-latin1' | 'eucjp-as-cp932'

export interface Mojibake {
  readonly cause: MojibakeCause
  /** what it was, where it can be had back whole */
  readonly repaired?: string
}

const KANA = /[\u3041-\u3096\u30a1-\u30fa\u30fc]/
const WIDE = /[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e]/g
/** A thousand times likelier. */
const SURE = 7
/** The first bytes of kana in UTF-8, E3 81 to E3 83, as CP932 has them. */
const CP932_MARKS = /[縺繧繝]/g
/** Three bytes of UTF-8, E3 to E9 and two below C0, as windows-1252 has them. */
const LATIN_MARKS = /[ã-é][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{2}/g
/** Lead bytes of kana in CP932, 82 and 83, in windows-1252 and in ISO 8859-1. */
const KANA_LEADS = /[\u201a\u0192\u0082\u0083]/

/** Compiles the tables for the way back; undefined for text that is as it should be. */
export function createMojibake(): (text: string) => Mojibake | undefined {
  const codes = cp932Codes()
  const latin = latinCodes()
  const utf8 = strictly('utf-8')
  const cp932 = strictly('shift_jis')
  const eucJp = strictly('euc-jp')
  const score = createScore()

  const fromCp932 = (text: string): Mojibake | undefined => {
    const bytes = bytesOf(text, codes)
    if (bytes !== undefined) {
      const repaired = utf8(bytes)
      if (repaired !== undefined && repaired.length < text.length) return { cause: 'utf8-as-cp932', repaired }
      const euc = /[\uff61-\uff65]/.test(text) ? eucJp(bytes) : undefined
      // every even run of half-width kana is also kanji of EUC-JP: it must read better, by far
      if (euc !== undefined && KANA.test(euc) && score(euc).log > score(text).log + SURE)
        return { cause: 'eucjp-as-cp932', repaired: euc }
    }
    const marks = text.match(CP932_MARKS)?.length ?? 0
    return marks >= 2 && marks * 5 >= text.length ? { cause: 'utf8-as-cp932' } : undefined
  }

  const fromLatin = (text: string): Mojibake | undefined => {
    const bytes = bytesOf(text, latin)
    if (bytes !== undefined) {
      const repaired = utf8(bytes)
      if (repaired !== undefined && repaired.length < text.length)
        return { cause: 'utf8-as-latin1', repaired }
      const japanese = cp932(bytes)
      // é before a letter is also a kanji of CP932: a word of French is not taken for two of Japanese
      if (japanese !== undefined && (japanese.match(WIDE)?.length ?? 0) >= 2) {
        const sure = KANA.test(japanese) && KANA_LEADS.test(text)
        if (sure || /[\u0080-\u009f]/.test(text)) return { cause: 'cp932-as-latin1', repaired: japanese }
      }
    }
    return (text.match(LATIN_MARKS)?.length ?? 0) >= 2 ? { cause: 'utf8-as-latin1' } : undefined
  }
  return (text) => fromCp932(text) ?? fromLatin(text)
}

/** Undefined where a byte does not fit. */
function strictly(encoding: string): (bytes: Uint8Array) => string | undefined {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  return (bytes) => {
    try {
      return decoder.decode(bytes)
    } catch {
      return undefined
    }
  }
}

function bytesOf(text: string, codes: Uint16Array): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length * 2)
  let length = 0
  for (let i = 0; i < text.length; i += 1) {
    const code = codes[text.charCodeAt(i)] ?? 0
    if (code === 0) return undefined
    if (code > 0xff) bytes[length++] = code >> 8
    bytes[length++] = code & 0xff
  }
  return bytes.subarray(0, length)
}

/** windows-1252, and what ISO 8859-1 has where that differs. */
function latinCodes(): Uint16Array {
  const codes = new Uint16Array(1 << 16)
  for (let byte = 1; byte <= 0xff; byte += 1) codes[byte] = byte
  const windows = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i))
  for (let i = 0; i < windows.length; i += 1) codes[windows.charCodeAt(i)] = 0x80 + i
  return codes
}
