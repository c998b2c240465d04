/** Headers and titles made comparable: what two offices write differently and mean alike folds to the same text. */

const DASH = /[-\u2010-\u2015\u2212\u30fc\u2500\u2501]/
/** Kana, the long vowel included: a dash after one of them is a long vowel. */
const KANA = /[\u3041-\u3096\u30a1-\u30fc]/
const WAVE = /[~\u301c\uff5e]/
const LETTER = /[\p{L}\p{N}\u30fc]/u
const DIGIT = /[0-9]/

/** Spellings that mean the same, as they stand after folding; from `words.yaml`. */
export interface Slips {
  readonly pairs: readonly (readonly [string, string])[]
}

/**
 * Without regard to width, case, spaces, brackets, underscores and other signs, katakana or hiragana, the many dashes
 * (― for ー), and the slips given. A dash between figures stays: `0-4歳` is not `04歳`.
 */
export function foldHeader(text: string, slips: Slips = { pairs: [] }): string {
  let folded = ''
  let gap = ''
  let before = ''
  for (const character of text.normalize('NFKC').toLowerCase()) {
    if (DASH.test(character) || WAVE.test(character)) {
      if (KANA.test(before) && !WAVE.test(character)) {
        folded += 'ー'
        before = 'ー'
      } else gap = '-'
      continue
    }
    if (!LETTER.test(character)) continue
    if (gap !== '' && DIGIT.test(before) && DIGIT.test(character)) folded += gap
    gap = ''
    folded += hiragana(character)
    before = character
  }
  for (const [from, to] of slips.pairs) if (folded.includes(from)) folded = folded.replaceAll(from, to)
  return folded
}

function hiragana(character: string): string {
  const code = character.charCodeAt(0)
  return code >= 0x30a1 && code <= 0x30f6 ? String.fromCharCode(code - 0x60) : character
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

/** Titles, file and worksheet names: as a header, but words of ASCII stay apart, so that `aed` is not found in `played`. */
export function foldTitle(text: string, slips?: Slips): string {
  const parts: string[] = []
  for (const part of text.normalize('NFKC').split(/([A-Za-z]+(?:[-_ ][A-Za-z]+)*)/)) {
    const ascii = /^[A-Za-z]/.test(part)
    const folded = ascii ? ` ${part.toLowerCase().replace(/[-_ ]+/g, ' ')} ` : foldHeader(part, slips)
    parts.push(folded)
  }
  return ` ${parts.join('').replace(/\s+/g, ' ').trim()} `
}

/** A word folded so that it can be looked for in a folded title. */
export function foldTitleWord(word: string, slips?: Slips): string {
  const folded = foldTitle(word, slips)
  return /^ [a-z]/.test(folded) && /[a-z] $/.test(folded) ? folded : folded.trim()
}
