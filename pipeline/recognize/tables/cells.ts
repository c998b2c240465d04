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

const MARKS = '○〇◯●◎△▲×✕✖☓✓✔レー－-―—–‐…・*＊'
/** What may stand among the digits of a date, a time or a quantity. */
const COUNTERS =
  '年月日時分秒令和平成昭大正元度円千万億人件台名棟回個箇所か歳才約午前後曜火水木金土祝第階戸世帯㎡㎢㎥℃本枚基床'
const SIGNS = '▲△/:.,-~()／：．，－ー―‐−–—～〜（） 　〒+＋・;；、℡'
const PROSE_LENGTH = 60

/** True for NUMBER, VALUE and MARK: what a header is not made of. */
export function isValueLook(look: number): boolean {
  return look === NUMBER || look === VALUE || look === MARK
}

const DIGIT = 1
const COUNTER = 2
const SIGN = 3
const LETTER = 4
const STOP = 5

/** A table of the characters, made once for a file: it is asked of every character of it. */
export function createLooker(): (cell: string) => Look {
  const kinds = new Uint8Array(0x10000)
  kinds.fill(LETTER, 0, 128)
  for (const character of COUNTERS) kinds[character.charCodeAt(0)] = COUNTER
  for (const character of SIGNS) kinds[character.charCodeAt(0)] = SIGN
  kinds.fill(DIGIT, 48, 58)
  kinds.fill(DIGIT, 0xff10, 0xff1a)
  kinds[0x3002] = STOP
  const marks = new Set(MARKS)
  const counts = new Int32Array(6)
  return (cell) => {
    if (cell === '') return BLANK
    const text = cell.trim()
    if (text === '') return BLANK
    if (text.length <= 2 && marks.has(text.charAt(0)) && marks.has(text.charAt(text.length - 1))) return MARK
    counts.fill(0)
    for (let i = 0; i < text.length; i += 1) {
      const kind = kinds[text.charCodeAt(i)] ?? 0
      if (kind === STOP) return PROSE
      counts[kind] = (counts[kind] ?? 0) + 1
    }
    return lookBy(text, counts)
  }
}

function lookBy(text: string, counts: Int32Array): Look {
  const [others = 0, digits = 0, counters = 0, , letters = 0] = counts
  if (others + counters > PROSE_LENGTH) return PROSE
  if (others === 0) {
    if (counters === 0 && letters === 0 && digits > 0) return NUMBER_FORM.test(text) ? NUMBER : VALUE
    if (letters > 5 && (/^(?:https?:|www\.)/i.test(text) || (counters === 0 && text.includes('@'))))
      return VALUE
    if (counters === 0 && digits > 0 && PERCENT_FORM.test(text)) return NUMBER
    // a code; `man1` and `flood_L1` are names
    if (counters === 0 && digits >= 3 && !/\s/.test(text)) return VALUE
    if (letters <= 1 && digits > 0) return VALUE
  }
  return text.length > PROSE_LENGTH * 2 ? PROSE : WORD
}

const NUMBER_FORM = /^[-−－ー▲△+＋]?[\d０-９][\d０-９,，]*(?:[.．][\d０-９]+)?$/
const PERCENT_FORM = /^[+-]?[\d,.]+\s?%$/

/** The number that a NUMBER cell holds; NaN where it can not be read. */
export function numberOf(cell: string): number {
  const plain = cell
    .normalize('NFKC')
    .replace(/[,%\s]/g, '')
    .replace(/^[▲△−ー]/, '-')
  return plain === '' ? Number.NaN : Number(plain)
}
