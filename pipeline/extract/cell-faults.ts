/**
 * Characters that say a cell is not what was once written: bytes that could not be read, gaiji, characters already
 * lost, mojibake. A text is first passed over once, as a whole; only where something odd stands are cells looked at.
 */

import type { Row } from '../lib/grid.ts'
import type { Encoding } from '../lib/grid-declaration.ts'
import { NONE, pairTable } from '../lib/jis-table.ts'
import { MARK } from './decoder.ts'
import { createMojibake, type Mojibake, type MojibakeCause } from './mojibake.ts'
import type { RowFaultKind } from './rows.ts'

export type CellFaultKind =
  /** bytes that are no character of the encoding; the cell has U+FFFD in their place */
  | 'undecodable'
  /** characters of private use: each PC shows another, or none */
  | 'gaiji'
  /** U+FFFD was in the file already: the character is lost */
  | 'replaced'
  /** `?` where characters were lost */
  | 'questions'
  | 'mojibake'
  /** control characters */
  | 'control'

/** What is odd about one cell; rows and columns count from 1. */
export interface CellFault {
  readonly kind: CellFaultKind | RowFaultKind
  readonly row: number
  readonly column: number
  /** the cell as read, or the bytes that could not be */
  readonly actual?: string
  readonly cause?: MojibakeCause
  /** what it should be, where that can be proved */
  readonly repaired?: string
}

export interface CellCheck {
  /** There is nothing in this text that would be told of a cell. */
  isPlain(text: string): boolean
  /** Tells of each cell of `rows`, of which the first is row `first`; what could not be read becomes U+FFFD. */
  check(rows: Row[], first: number, tell: (fault: CellFault) => void): void
}

const PLAIN = 0
const ODD = 1
const QUESTION = 2

/** Compiled once per file. */
export function createCellCheck(encoding: Encoding): CellCheck {
  const odd = oddTable()
  let mojibake: ((text: string) => Mojibake | undefined) | undefined

  const isPlain = (text: string): boolean => {
    for (let i = 0; i < text.length; i += 1) {
      const kind = odd[text.charCodeAt(i)]
      if (kind !== PLAIN && (kind === ODD || isLostAt(text, i)) && !isSoundPair(text, i)) return false
    }
    return true
  }

  const checkCell = (text: string, row: number, column: number, tell: (fault: CellFault) => void): string => {
    const { marks, gaiji, control, replaced } = countsOf(text)
    if (marks > 0) {
      tell({ kind: 'undecodable', row, column, actual: bytesIn(text) })
      return shown(text)
    }
    if (gaiji > 0) tell({ kind: 'gaiji', row, column, actual: text })
    if (control > 0) tell({ kind: 'control', row, column, actual: text })
    if (replaced > 0) {
      tell({ kind: 'replaced', row, column, actual: text })
      return text
    }
    mojibake ??= createMojibake()
    const found = mojibake(text)
    if (found !== undefined) tell({ kind: 'mojibake', row, column, actual: text, ...found })
    else if (hasLost(text)) tell({ kind: 'questions', row, column, actual: text })
    return text
  }

  return {
    isPlain,
    check: (rows, first, tell) => {
      for (const [i, row] of rows.entries()) {
        let changed: string[] | undefined
        for (const [c, cell] of row.entries()) {
          if (cell === '' || isPlain(cell)) continue
          const now = checkCell(cell, first + i, c + 1, tell)
          if (now === cell) continue
          changed ??= [...row]
          changed[c] = now
        }
        if (changed !== undefined) rows[i] = changed
      }
    },
  }

  function oddTable(): Uint8Array {
    const table = new Uint8Array(1 << 16)
    table.fill(ODD, 0, 0x20)
    for (const code of [0x09, 0x0a, 0x0d]) table[code] = PLAIN
    table[0x3f] = QUESTION
    table.fill(ODD, 0x7f, 0xa0)
    // accented letters, and ‚ ƒ „ ˆ ‹ › Œ Š Ž: what kana and kanji become in windows-1252
    table.fill(ODD, 0xc0, 0x100)
    table[0xd7] = PLAIN
    table[0xf7] = PLAIN
    for (const char of '‚ƒ„ˆ‹›ŒœŠšŽžŸ') table[char.charCodeAt(0)] = ODD
    table.fill(ODD, 0xd800, 0xf900)
    table[0xfffd] = ODD
    table.fill(ODD, 0xff61, 0xff66)
    // ｢…｣ is used in earnest; ､ ･ of EUC-JP's kana is what tells
    table[0xff61] = PLAIN
    table[0xff62] = PLAIN
    table[0xff63] = PLAIN
    // the leads of UTF-8's kana and kanji, E3 to E9, begin rare kanji of CP932
    const pairs = pairTable('shift_jis', 0xe3, 0xe9)
    for (let code = 0xe340; code <= 0xe9fc; code += 1) {
      const char = pairs[code] ?? NONE
      if (char !== NONE) table[char] = ODD
    }
    // ISO-2022-JP and UTF-16 have none of these by accident
    if (encoding === 'iso-2022-jp') table[0xff64] = PLAIN
    return table
  }
}

/** A pair of surrogates is a character; its halves alone are marks. */
function isSoundPair(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code >= 0xd800 && code <= 0xdbff) return isLow(text.charCodeAt(at + 1))
  return isLow(code) && at > 0 && text.charCodeAt(at - 1) >= 0xd800 && text.charCodeAt(at - 1) <= 0xdbff
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff
}

function countsOf(text: string): { marks: number; gaiji: number; control: number; replaced: number } {
  const counts = { marks: 0, gaiji: 0, control: 0, replaced: 0 }
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (isLow(code) && !isSoundPair(text, i)) counts.marks += 1
    else if (code >= 0xe000 && code <= 0xf8ff) counts.gaiji += 1
    else if (code === 0xfffd) counts.replaced += 1
    else if (code === 0x7f || (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d))
      counts.control += 1
  }
  return counts
}

/** The bytes behind the marks, as people write them: `81 FF`. */
function bytesIn(text: string): string {
  const bytes: string[] = []
  for (let i = 0; i < text.length && bytes.length < 8; i += 1) {
    const code = text.charCodeAt(i)
    if (!isLow(code) || isSoundPair(text, i)) continue
    bytes.push(code === MARK ? '?' : (code - MARK).toString(16).toUpperCase().padStart(2, '0'))
  }
  return bytes.join(' ')
}

function shown(text: string): string {
  let out = ''
  for (let i = 0; i < text.length; i += 1) {
    out += isLow(text.charCodeAt(i)) && !isSoundPair(text, i) ? '\ufffd' : text[i]
  }
  return out
}

function isKanji(code: number): boolean {
  return code >= 0x4e00 && code <= 0x9fff
}

/** A `?` of a run of three, between two kanji, or of a cell of nothing else. */
function isLostAt(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== 0x3f) return false
  if (text.charCodeAt(at + 1) === 0x3f) return true
  return isKanji(text.charCodeAt(at - 1)) && isKanji(text.charCodeAt(at + 1))
}

function hasLost(text: string): boolean {
  return /\?{3}|^\s*\?{2,}\s*$|[\u4e00-\u9fff]\?{1,2}[\u4e00-\u9fff]/.test(text)
}
