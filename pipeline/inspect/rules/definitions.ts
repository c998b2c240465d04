/** Whether the file says what a sign among numbers means: `X：秘匿`, `「-」は該当なし`, `秘匿値は「X」で示す`, or a row of both. */
import { DASHES } from '../../lib/characters.ts'
import { type FileFacts, isAboutData, type SheetFacts } from './facts.ts'
import { besideOf, cellsOf } from './written.ts'

/** What signs stand for. */
const MEANS =
  '(?:秘匿|秘と|非公[表開]|不詳|不明|該当|皆無|なし|無し|ない|欠測|欠損|欠値|未満|対象外|除外|未集計|未調査|未公表|四捨五入|ゼロ|休[館止園校業]|存在し|定義でき|算出|計算でき)'
const MEANING = new RegExp(MEANS)
const WITHOUT_SPACE = new RegExp(`^(?:データ)?.{0,6}${MEANS}`)
const SAYS = /示|表|意味|こと|もの|とする|である|です/
const BEFORE_BY = new RegExp(`${MEANS}.*[はをも:=、]\\s*[「『"'([]?$`)
const BEFORE_BRACKET = new RegExp(`${MEANS}[^、。]{0,6}[「『([]$`)
/** What a note goes on with is not looked at as a meaning. */
const LONGEST_NOTE = 15

export type Defines = (sign: string) => boolean

/** Gone over once per file. */
export function definitionsIn({ sheets }: FileFacts): Defines {
  const phrases = sheets
    .flatMap((sheet) => (isAboutData(sheet) ? cellsOf(sheet).map(({ text }) => text) : notesOf(sheet)))
    .flatMap((text) => alike(text).split('\n'))
  const pairs = new Set(sheets.flatMap(pairedSigns))
  return (sign) => {
    const plain = alike(sign)
    return pairs.has(plain) || phrases.some((phrase) => defines(phrase, plain))
  }
}

/** Titles, notes and names of columns: 人数（-は該当なし） */
function notesOf({ texts, beside, tables }: SheetFacts): readonly string[] {
  return [
    ...[...texts, ...beside].map(({ text }) => text),
    ...tables.flatMap(({ headers }) => headers.map(({ text }) => text)),
  ]
}

/** Signs with what they mean in the next cell; beside data it must be told by its words, as a row of totals has signs too. */
function pairedSigns(sheet: SheetFacts): readonly string[] {
  const isApart = isAboutData(sheet) || sheet.tables.length === 0
  const cells = isApart ? cellsOf(sheet) : sheet.texts
  return cells.flatMap((cell) => {
    const sign = cell.text.trim().replace(/^[「『"'(（](.+)[」』"')）]$/, '$1')
    if (sign.length > 4 || !/^[\p{P}\p{S}xXχＸｘ・]+$/u.test(sign)) return []
    const beside = besideOf({ ...sheet, tables: isApart ? sheet.tables : [] }, cells, cell) ?? ''
    return (isApart ? /\p{L}{2}/u : MEANING).test(beside) ? [alike(sign)] : []
  })
}

/** Dashes, crosses and widths of one look: a note is seldom typed with the very sign. */
function alike(text: string): string {
  return text
    .normalize('NFKC')
    .replace(new RegExp(`[${DASHES}]`, 'g'), '-')
    .replace(/[χΧ×✕✖]/g, 'x')
    .toLowerCase()
    .trim()
}

function defines(phrase: string, sign: string): boolean {
  for (let at = phrase.indexOf(sign); at >= 0; at = phrase.indexOf(sign, at + 1)) {
    const before = phrase.slice(0, at)
    const after = phrase.slice(at + sign.length)
    // part of a word, of a number (0463-94-4711), or of a longer sign
    if (/[\p{L}\p{N}]$/u.test(before.replace(/[ぁ-ん]$/, '')) || /^[a-z0-9]/.test(after)) continue
    if (before.endsWith(sign.slice(0, 1)) || after.startsWith(sign.slice(-1))) continue
    if (isSaid(after) || isSaidBefore(before, after)) return true
  }
  return false
}

/** `：秘匿`, `」は該当なしを示す`, ` 該当なし` */
function isSaid(after: string): boolean {
  const [, close = '', joint = '', rest = ''] =
    /^([」』"')\]]?)\s*(?:印|の記号)?\s*(とは|は|:|=|→|\.{3})?\s*([^。]*)/.exec(after) ?? []
  if (joint === ':' || joint === '=' || joint === '→') return /\p{L}{2}/u.test(rest)
  if (joint !== '') return MEANING.test(rest) || SAYS.test(rest)
  const isApart = close !== '' || /^\s/.test(after)
  return isApart && rest.length <= LONGEST_NOTE && WITHOUT_SPACE.test(rest)
}

/** `秘匿値は「X」で示す`, `該当なしは「-」`, `該当なし（-）` */
function isSaidBefore(before: string, after: string): boolean {
  if (BEFORE_BRACKET.test(before) && /^[」』)\]]/.test(after)) return true
  return BEFORE_BY.test(before) && /^[」』"')\]]?\s*(?:で|と|に|を|[。)]|$)/.test(after)
}
