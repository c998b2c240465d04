/** What a cell looks like, to the rules: flags of a number, told from its text alone and remembered by the column. */
import { DASHES } from '../../lib/characters.ts'
import { literal } from '../../lib/regex.ts'
import { beyondJis } from './jis.ts'

export const LOOK = {
  /** a line break within */
  breaks: 1 << 0,
  /** spaces at an end, or several together, or between the characters of a word */
  spaces: 1 << 1,
  /** several values */
  several: 1 << 2,
  /** a sign that not every PC has */
  sign: 1 << 3,
  /** only a kanji that not every PC has */
  kanji: 1 << 4,
  /** -1.5 and nothing else */
  number: 1 << 5,
  zero: 1 << 6,
  /** a number with a unit, comma, mark or full-width figures */
  dressed: 1 << 7,
  /** a sign in place of a value: - … *** X */
  mark: 1 << 8,
  /** 〃, 同上 */
  ditto: 1 << 9,
  iso: 1 << 10,
  slash: 1 << 11,
  written: 1 << 12,
  dots: 1 << 13,
  /** 令和6年, R6.4.1 */
  era: 1 << 14,
  /** 令和6年（2024年） */
  bothYears: 1 << 15,
  noYear: 1 << 16,
  /** その他（…） */
  other: 1 << 17,
  url: 1 << 18,
  /** of a spreadsheet: figures that are stored as text */
  textNumber: 1 << 19,
} as const

export const FLAGS: readonly number[] = Object.values(LOOK)

const SPACE = '[ \\t\\u00a0\\u3000]'
/** A cell of more characters is prose. */
const PROSE = 40
const EDGE = new RegExp(`^${SPACE}|${SPACE}$`)
const EDGES = new RegExp(`^${SPACE}|${SPACE}$|(?:${SPACE}{2,})|\\u3000 | \\u3000`)
/** Two characters of Japanese with a space between, and nothing else: 合　計 */
const SPREAD_WORD = /^(?:計|総数|合計|総計|小計|平均|全体|全国|県計|市計|区分|男女|不明|不詳|年度|地区)$/
const LETTERS = /^[^\s](?:[ \u3000]+[^\s])+$/u

const MARK = new RegExp(`^(?:[${DASHES}]{1,4}|[*＊×✕xXχ…‥・]{1,4}|\\.{2,4}|[△▲?？/／])$`)
const DITTO = /^(?:[〃"”″々]|同上|同じ|仝|[〃”]{2}|上に同じ)$/
const ERA_NAME = '(?:令和|平成|昭和|大正|明治|[㋿㍻㍼㍽㍾])'
const ERA = new RegExp(
  `^(?:${ERA_NAME}\\s*(?:元|\\d{1,2})\\s*(?:年|[./-]|$)|[RHSTM]\\.?(?:元|\\d{1,2})[./年-]\\d{1,2})`,
)
const BOTH = new RegExp(
  `(?:19|20)\\d\\d.*${ERA_NAME}\\s*(?:元|\\d{1,2})|${ERA_NAME}\\s*(?:元|\\d{1,2})年?.*(?:19|20)\\d\\d`,
)
const ISO = /^(?:1[89]|20)\d\d-\d\d(?:-\d\d)?(?:[T ]\d\d:\d\d.*)?$/
const SLASH = /^(?:1[89]|20)\d\d\/\d{1,2}(?:\/\d{1,2})?(?:\s\d{1,2}:\d\d.*)?$/
const WRITTEN = /^(?:1[89]|20)\d\d年(?:度|\d{1,2}月(?:\d{1,2}日)?)?/
const DOTS = /^(?:1[89]|20)\d\d\.\d{1,2}\.\d{1,2}\.?$/
const NO_YEAR = /^[~〜～]?\d{1,2}月(?:\d{1,2}日)?(?:$|[(~〜～-])/
const OTHER = /^その他\s*[（(:：・、]\s*[^)）\s]/
const NUMBER = /^-?\d+(?:\.\d+)?$/
const LISTED = /^[^、;；\n。]{1,16}(?:[、;；][^、;；\n。]{1,16})+$/
const TWO_NUMBERS = /^\d[\d,.]*\s*\(\d[\d,.]*\)$/

export type LookOf = (cell: string) => number

/** Compiled once per file. */
export function createLooks(units: ReadonlySet<string>): LookOf {
  const names = [...units].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).map(literal)
  const unit = `(?:[千百十万億]?(?:${names.join('|')})|[千百万億]|歳|戸|床|室|席|名分)`
  const dressed = new RegExp(
    `^(?:約|およそ|計|のべ|延べ)?[▲△▼+${DASHES}]?[¥$]?(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?\\s*` +
      `${unit}?(?:程度|以上|以下|未満|超|弱|強|余)?(?:[※*†]\\d*|\\((?:注|※)?\\d*\\))?$`,
  )
  return (cell) => {
    const traits = traitsOf(cell)
    if (traits === FIGURES && NUMBER.test(cell)) return numberLook(cell)
    let look = 0
    if ((traits & SPACED) !== 0) {
      // only spaces are too many; they are told as such
      const bare = cell.trim()
      if (bare !== cell && NUMBER.test(bare)) return LOOK.spaces | numberLook(bare)
      if ((traits & BROKEN) !== 0) look |= LOOK.breaks
      if (isSpaced(cell)) look |= LOOK.spaces
    }
    if ((traits & WIDE) !== 0) {
      const strange = beyondJis(cell)
      if (strange !== undefined) look |= strange === 'sign' ? LOOK.sign : LOOK.kanji
    }
    const isShort = cell.length <= SHORT
    // nothing that the rest looks for: most names and sentences
    if (!isShort && (traits & (FIGURES | SEPARATED | BROKEN)) === 0 && !OTHER.test(cell)) return look
    const text = ((traits & WIDE) === 0 ? cell : cell.normalize('NFKC')).trim()
    if (isShort && (MARK.test(text) || MARK.test(cell.trim()))) return look | LOOK.mark
    if (isShort && DITTO.test(cell.trim())) return look | LOOK.ditto
    if ((traits & FIGURES) !== 0 && text.length <= LONGEST_NUMBER && dressed.test(text))
      return look | LOOK.dressed
    return look | dateLook(text, cell) | wordLook(text, cell)
  }
}

/** Marks and dates such as 令和元年 have no more characters. */
const SHORT = 12
const LONGEST_NUMBER = 30

const FIGURES = 1
const SPACED = 2
const BROKEN = 4
/** not of ASCII */
const WIDE = 8
/** 、 ; @ : and what else parts or marks values */
const SEPARATED = 16
const LETTERS_SEEN = 32

/** What signs a text has, gone over once: most looks need one of them. */
function traitsOf(text: string): number {
  let traits = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code >= 0x30 && code <= 0x39) traits |= FIGURES
    else if (code === 0x2e || code === 0x2d) continue
    else if (code === 0x0a || code === 0x0d) traits |= BROKEN | SPACED
    else if (code === 0x20 || code === 0x09 || code === 0x3000 || code === 0xa0)
      traits |= SPACED | (code > 0x7f ? WIDE : 0)
    else if (code === 0x3b || code === 0x40 || code === 0x3a) traits |= SEPARATED
    else if (code < 0x80) traits |= LETTERS_SEEN
    else {
      traits |= WIDE
      if (code === 0x3001 || code === 0xff1b) traits |= SEPARATED
      else if (code >= 0xff10 && code <= 0xff19) traits |= FIGURES
    }
  }
  return traits
}

function numberLook(text: string): number {
  return Number(text) === 0 ? LOOK.number | LOOK.zero : LOOK.number
}

/** Punctuation, symbols or X and nothing else. */
export function isSign(cell: string): boolean {
  return /^[\s\p{P}\p{S}\p{Lm}xXχＸｘ]+$/u.test(cell)
}

function isSpaced(cell: string): boolean {
  // between sentences several spaces are a way of writing, not of layout
  if (cell.length > PROSE ? EDGE.test(cell) : EDGES.test(cell)) return true
  const plain = cell.trim()
  return LETTERS.test(plain) && SPREAD_WORD.test(plain.replace(/[ \u3000]/g, ''))
}

function dateLook(text: string, cell: string): number {
  const first = text.charCodeAt(0)
  if (!(first >= 48 && first <= 57) && !/^[令平昭大明RHSTM㋿㍻㍼㍽㍾]/.test(cell.trim())) return 0
  if (BOTH.test(text)) return LOOK.bothYears
  if (ERA.test(text) || ERA.test(cell.trim())) return LOOK.era
  if (ISO.test(text)) return LOOK.iso
  if (SLASH.test(text)) return LOOK.slash
  if (WRITTEN.test(text)) return LOOK.written
  if (DOTS.test(text)) return LOOK.dots
  return NO_YEAR.test(text) ? LOOK.noYear : 0
}

function wordLook(text: string, cell: string): number {
  let look = 0
  if (/^https?:\/\/|^[^\s@]+@[^\s@]+$/i.test(text)) return LOOK.url
  if (OTHER.test(cell.trim())) look |= LOOK.other
  if (TWO_NUMBERS.test(text) || isListed(text) || isLines(cell)) look |= LOOK.several
  return look
}

/** Names, one after the other. Of a sentence or slogan some part is mostly hiragana, or goes on: 緑豊かな、 */
function isListed(text: string): boolean {
  if (!LISTED.test(text)) return false
  return text.split(/[、;；]/).every((piece) => {
    const kana = piece.match(/[\u3041-\u309f]/g)?.length ?? 0
    return !/[なのをはがにでてるれ]$/.test(piece) && (piece.length <= 4 || kana * 2 < piece.length)
  })
}

/** Short lines, one below the other, are values each. */
function isLines(cell: string): boolean {
  if (!/[\r\n]/.test(cell) || cell.includes('。')) return false
  const lines = cell
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return lines.length > 1 && lines.every((line) => line.length <= 30)
}
