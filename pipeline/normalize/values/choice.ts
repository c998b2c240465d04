/** choice: a word of a list. list: several values joined with `;` (GIF 452-1). */
import { clean, composeKana, wideKana } from '../../lib/characters.ts'
import type { Field, Tell } from '../../lib/field.ts'
import { foldWord } from '../../lib/fold.ts'
import type { Scalar } from '../../lib/model.ts'
import { suggest } from '../../lib/suggest.ts'
import { blank, framed, isNothing, mend, off, prepare, type ValueRule } from './speak.ts'
import { isPlain, readText } from './text.ts'

export const choice: ValueRule = {
  docs: {
    ja: '選択肢の言葉。全角・半角・空白・長音の違いだけなら選択肢の書き方にします。閉じた選択肢にない言葉は知らせ、参考の選択肢にない言葉はそのまま残します。',
    en: 'A word of the list. Where only widths, spaces or dashes differ, it is written as in the list. What is not in a closed list is told; lists that only suggest refuse nothing.',
  },
  compile: (field) => {
    const words = field.choices ?? field.suggest ?? []
    const exact = new Set(words)
    const match = matcher(words)
    return (text, tell) => {
      if (text === '') return null
      if (exact.has(text)) return text
      const near = match(clean(text))
      if (near !== undefined) return mend(tell, 'normalize/word-form', near)
      if (field.choices === undefined) return readText(text, tell)
      const trimmed = prepare(text, tell, false)
      return trimmed === ''
        ? null
        : off(field, tell, trimmed, 'normalize/not-in-list', nearest(trimmed, words))
    }
  },
}

/** Folded word → the word of the list; none where two words fold to the same. */
function matcher(words: readonly string[]): (text: string) => string | undefined {
  const folded = new Map<string, string | undefined>()
  for (const word of words) folded.set(foldWord(word), folded.has(foldWord(word)) ? undefined : word)
  return (text) => folded.get(foldWord(text))
}

function nearest(text: string, words: readonly string[]): string {
  const near = suggest(text, words)
  if (near !== undefined) return near
  const few = words.slice(0, 6).join('・')
  return words.length > 6 ? `${few}…` : few
}

export const list: ValueRule = {
  docs: {
    ja: '複数の値を半角の「;」で区切ります。；、改行、読点「、」で区切られたものを直し、「・」「/」は選択肢の言葉に分かれるときだけ区切りとみなします。括弧の中と、文（。）は分けません。',
    en: 'Several values, joined with ";". ；, line breaks and 、 part them; ・ and / only where all parts are words of the list. Nothing is parted within brackets, or in a sentence.',
  },
  compile: (field) => {
    const words = field.choices ?? field.suggest ?? []
    const match = words.length === 0 ? undefined : matcher(words)
    const exact = new Set(words)
    return framed(
      (text) => isList(text) && (match === undefined || text.split(';').every((part) => exact.has(part))),
      (text, tell) => mendList(field, text, words, match, tell),
      false,
    )
  },
}

/** Nothing in it may be a separator but `;` between values. */
function isList(text: string): boolean {
  let before = 59
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 59 && before === 59) return false
    if (
      code === 0x2c ||
      code === 0x3001 ||
      code === 0xff0c ||
      code === 0xff1b ||
      code === 10 ||
      code === 0x3002
    ) {
      return false
    }
    if ((code === 0x20 || code === 0x3000) && before === 59) return false
    before = code
  }
  return before !== 59 && text !== '-' && isPlain(text)
}

const SEPARATORS = ';；\n,，、､'
const OPEN = '(（「『［[【〔'
const CLOSE = ')）」』］]】〕'

/** Parted by separators that stand outside brackets; `1,000` is one value. */
function parted(text: string, separators: string): readonly string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at)
    if (OPEN.includes(sign)) depth += 1
    else if (CLOSE.includes(sign)) depth = Math.max(0, depth - 1)
    else if (separators.includes(sign) && (depth === 0 || sign === '\n')) {
      const isGroup =
        (sign === ',' || sign === '，') &&
        /\d$/.test(text.slice(from, at)) &&
        /^\d{3}/.test(text.slice(at + 1))
      if (isGroup) continue
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...parts, text.slice(from)].map((part) => part.trim()).filter((part) => part !== '')
}

function mendList(
  field: Field,
  text: string,
  words: readonly string[],
  match: ((text: string) => string | undefined) | undefined,
  tell: Tell,
): Scalar {
  const wide = composeKana(wideKana(text))
  // a sentence is prose, whatever stands between its words
  if (wide.includes('。')) return readText(text, tell)
  const found = parted(wide, SEPARATORS).filter((part) => !isNothing(part))
  if (found.length === 0) return blank(tell, 'normalize/nothing-mark')
  if (found.length === 1 && prepare(found[0] ?? '', tell, false) === '') return null
  const parts = match === undefined ? found : found.flatMap((part) => ofWords(part, match))
  const value = parts.join(';')
  if (match !== undefined && field.choices !== undefined) {
    const strange = parts.find((part) => !words.includes(part))
    if (strange !== undefined) {
      return off(field, tell, text, 'normalize/not-in-list', `${strange} → ${nearest(strange, words)}`)
    }
  }
  if (value === text) return text
  return mend(tell, value === wide ? 'normalize/width' : 'normalize/list-form', value)
}

/** Words of the list as the list writes them; parted by ・ / or spaces where every part is one. */
function ofWords(part: string, match: (text: string) => string | undefined): readonly string[] {
  const whole = match(part)
  if (whole !== undefined) return [whole]
  const pieces = part.split(/[・/／\s]+/).map(match)
  const known = pieces.filter((piece) => piece !== undefined)
  return known.length === pieces.length && pieces.length > 1 ? known : [part]
}
