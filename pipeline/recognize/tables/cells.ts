/** What a cell looks like, at a glance: by its characters alone, one walk, before any word is known. */

export const BLANK = 0
/** a number, with sign, commas, per cent */
export const NUMBER = 1
/** something written with digits: date, time, phone, code, quantity; an address of the web */
export const VALUE = 2
/** ○ × － and the like */
export const MARK = 3
/** some words */
export const WORD = 4
/** a sentence */
export const PROSE = 5

export type Look = typeof BLANK | typeof NUMBER | typeof VALUE | typeof MARK | typeof WORD | typeof PROSE

const MARKS = new Set([...'○〇◯●◎△▲×✕✖☓✓✔レー－-―—–‐…・*＊'])
/** What may stand among the digits of a date, a time or a quantity. */
const COUNTERS = new Set([
  ...'年月日時分秒令和平成昭大正元度円千万億人件台名棟回個箇所か歳才約午前後曜火水木金土祝第階戸世帯㎡㎢㎥℃本枚基床',
])
const SIGNS = new Set([...'/:.,-~()／：．，－ー―‐−–—～〜（） 　〒+＋T・;；、℡'])
const PROSE_LENGTH = 60

/** True for NUMBER, VALUE and MARK: what a header is not made of. */
export function isValueLook(look: number): boolean {
  return look === NUMBER || look === VALUE || look === MARK
}

export function lookOf(cell: string): Look {
  if (cell === '') return BLANK
  const text = cell.trim()
  if (text === '') return BLANK
  if (text.length <= 2 && [...text].every((character) => MARKS.has(character))) return MARK
  let digits = 0
  let letters = 0
  let counters = 0
  let signs = 0
  let others = 0
  for (const character of text) {
    const code = character.charCodeAt(0)
    if ((code >= 48 && code <= 57) || (code >= 0xff10 && code <= 0xff19)) digits += 1
    else if (COUNTERS.has(character)) counters += 1
    else if (SIGNS.has(character) && character !== 'T') signs += 1
    else if (code < 128) letters += 1
    else others += 1
    if (character === '。') return PROSE
    if (others + counters > PROSE_LENGTH) return PROSE
  }
  if (others === 0) {
    if (counters === 0 && letters === 0 && digits > 0) return isNumber(text) ? NUMBER : VALUE
    if (/^(?:https?:|www\.)/i.test(text) || (counters === 0 && text.includes('@'))) return VALUE
    if (counters === 0 && digits > 0 && /^[+-]?[\d,.]+\s?%$/.test(text)) return NUMBER
    // a code; `H24` and `flood_L1` are names
    if (counters === 0 && digits >= 3 && !/\s/.test(text)) return VALUE
    if (letters <= 1 && digits > 0) return VALUE
  }
  return text.length > PROSE_LENGTH * 2 ? PROSE : WORD
}

const NUMBER_FORM = /^[-−－ー▲△+＋]?[\d０-９][\d０-９,，]*(?:[.．][\d０-９]+)?(?:[％])?$/

function isNumber(text: string): boolean {
  return NUMBER_FORM.test(text)
}

/** The number that a NUMBER cell holds; NaN where it can not be read. */
export function numberOf(cell: string): number {
  const plain = cell
    .normalize('NFKC')
    .replace(/[,%\s]/g, '')
    .replace(/^[▲△−ー]/, '-')
  return plain === '' ? Number.NaN : Number(plain)
}
