/** Headers and titles made comparable: what two offices write differently and mean alike folds to the same text. */

const LETTER = /[\p{L}\p{N}]/u

/** Hyphen, the dashes from ‐ to ―, minus, the long vowel and the drawn lines, which are all typed for one another. */
function isDash(code: number): boolean {
  return (
    code === 0x2d ||
    (code >= 0x2010 && code <= 0x2015) ||
    code === 0x2212 ||
    code === 0x30fc ||
    code === 0x2500 ||
    code === 0x2501
  )
}

function isWave(code: number): boolean {
  return code === 0x7e || code === 0x301c || code === 0xff5e
}

/** Kana: a dash after one of them is a long vowel. */
function isKana(code: number): boolean {
  return (code >= 0x3041 && code <= 0x3096) || (code >= 0x30a1 && code <= 0x30fc)
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

function isLetter(code: number, character: string): boolean {
  if (code < 0x80) return isDigit(code) || (code >= 0x61 && code <= 0x7a)
  // 〒 is a header by itself
  if (code === 0x3012) return true
  return (code >= 0x4e00 && code <= 0x9fff) || isKana(code) || LETTER.test(character)
}

/** Spellings that mean the same, as they stand after folding; from `words.yaml`. */
export interface Slips {
  readonly pairs: readonly (readonly [string, string])[]
  /** romanizations of one sound, in the order in which they are made one: shi → si */
  readonly romaji?: readonly (readonly [string, string])[]
}

/**
 * Without regard to width, case, spaces, brackets, underscores and other signs, katakana or hiragana, the many dashes
 * (― for ー), and the slips given. A dash between figures stays: `0-4歳` is not `04歳`.
 */
export function foldHeader(text: string, slips: Slips = { pairs: [] }): string {
  let folded = ''
  let gap = ''
  let before = 0
  for (const character of text.normalize('NFKC').toLowerCase()) {
    const code = character.codePointAt(0) ?? 0
    if (isDash(code) || isWave(code)) {
      if (isKana(before) && !isWave(code)) {
        folded += 'ー'
        before = 0x30fc
      } else gap = '-'
      continue
    }
    if (!isLetter(code, character)) continue
    if (gap !== '' && isDigit(before) && isDigit(code)) folded += gap
    gap = ''
    folded += code >= 0x30a1 && code <= 0x30f6 ? String.fromCharCode(code - 0x60) : character
    before = code
  }
  for (const [from, to] of slips.pairs) if (folded.includes(from)) folded = folded.replaceAll(from, to)
  return folded
}

const BRACKETS = /[（(［[【〔＜<][^（）()［］[\]【】〔〕＜＞<>]*[）)］\]】〕＞>]/g
const NUMBERED = /^\s*(?:[（(]?[0-9０-９]{1,3}[）)]|[0-9０-９]{1,3}\s*[.．、:：]|[①-⑳])\s*/
const BREAK = /\s*[\r\n]+\s*/g

/** What stands in brackets, marks of a list and notes after `※` left out: 収容定員（人） → 収容定員. */
export function bareHeader(text: string): string {
  const plain = text.replace(BREAK, '').replace(NUMBERED, '')
  const bare = plain.replace(BRACKETS, '').replace(/[※*＊].*$/, '')
  return bare.trim() === '' ? plain : bare
}

/** What stands in the last brackets of a header, where something stands before them: a unit, perhaps. */
export function bracketed(text: string): { readonly before: string; readonly within: string } | undefined {
  const found = text.trim().match(/^(.+?)\s*[（(［[【〔]([^（）()［］[\]【】〔〕]+)[）)］\]】〕]$/s)
  const [, before, within] = found ?? []
  return before === undefined || within === undefined ? undefined : { before, within: within.trim() }
}

/** 防災 is bousai, bosai or bōsai, 無線 musen or musenn: Latin words fold alike, English ones too. */
function romaji(text: string, slips: Slips | undefined): string {
  let folded = text
  for (const [from, to] of slips?.romaji ?? []) {
    if (folded.includes(from)) folded = folded.replaceAll(from, to)
  }
  return folded
}

/** Titles, file and worksheet names: as a header, but words of ASCII stay apart, so that `aed` is not found in `played`. */
export function foldTitle(text: string, slips?: Slips): string {
  const parts: string[] = []
  for (const part of text.normalize('NFKC').split(/([A-Za-z]+(?:[-_ ][A-Za-z]+)*)/)) {
    const ascii = /^[A-Za-z]/.test(part)
    const folded = ascii
      ? ` ${romaji(part.toLowerCase().replace(/[-_ ]+/g, ' '), slips)} `
      : foldHeader(part, slips)
    parts.push(folded)
  }
  return ` ${parts.join('').replace(/\s+/g, ' ').trim()} `
}

/** A word folded so that it can be looked for in a folded title. */
export function foldTitleWord(word: string, slips?: Slips): string {
  const folded = foldTitle(word, slips)
  return /^ [a-z]/.test(folded) && /[a-z] $/.test(folded) ? folded : folded.trim()
}
