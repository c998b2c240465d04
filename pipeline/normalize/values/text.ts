/** text: prose and names stay as written, but for what nobody typed on purpose. */
import { clean, composeKana, isSpace, wideKana } from '../../lib/characters.ts'
import type { Tell } from '../../lib/field.ts'
import type { Scalar } from '../../lib/model.ts'
import { blank, doubt, fault, isFormulaError, isNothing, mend, type ValueRule } from './speak.ts'

export const text: ValueRule = {
  docs: {
    ja: '前後の空白と見えない文字を除き、半角カナを全角にします。全角の英数字、㈱などの文字、途中の改行は書かれたまま残します。外字と文字化けは知らせます。',
    en: 'Removes spaces at the ends and characters that can not be seen, and makes half-width kana full-width. Full-width letters, squared words and inner line breaks stay. Private and lost characters are told.',
  },
  compile: () => readText,
}

/** As it should be, and nothing in it to be told. */
export function isPlain(value: string): boolean {
  const last = value.length - 1
  if (isSpace(value.charCodeAt(0)) || isSpace(value.charCodeAt(last))) return false
  for (let at = 0; at <= last; at += 1) {
    const code = value.charCodeAt(at)
    if (code >= 0x3000 && code < 0xd800 && code !== 0x3099 && code !== 0x309a) continue
    if (code >= 0x20 && code < 0x7f) continue
    if (code < 0x3000) {
      if (code === 10 || code === 9) continue
      if (code < 0xad || code === 0xad || (code >= 0x200b && code <= 0x2060)) {
        if (code < 0xa0 || code === 0xad || isSpace(code)) return false
      }
      continue
    }
    if (code >= 0xff00 && code < 0xff61) continue
    // surrogates: planes 15 and 16 are private, their first halves are U+DB80 to U+DBFF
    if (code >= 0xd800 && code < 0xdb80) continue
    if (code >= 0xdc00 && code < 0xe000) continue
    if (code >= 0xf900 && code < 0xfe00) continue
    if (code >= 0xfe00 && code < 0xfeff) continue
    if (code >= 0xffe0 && code <= 0xffe6) continue
    return false
  }
  return true
}

const PRIVATE = /[\ue000-\uf8ff\u{f0000}-\u{10ffff}]/u

export function readText(value: string, tell: Tell): Scalar {
  if (value === '') return null
  if (value.length > 12 ? isPlain(value) : isPlain(value) && !isNothing(value) && !isFormulaError(value)) {
    return value
  }
  const trimmed = clean(value)
  if (trimmed === '') return blank(tell, 'normalize/spaces')
  if (isNothing(trimmed)) return blank(tell, 'normalize/nothing-mark')
  if (isFormulaError(trimmed)) return fault(tell, 'normalize/formula-error')
  const mended = composeKana(wideKana(trimmed))
  if (mended !== trimmed) mend(tell, 'normalize/width', mended)
  else if (mended !== value) mend(tell, 'normalize/spaces', mended)
  if (mended.includes('\ufffd')) return doubt(tell, mended, 'normalize/lost-character')
  if (PRIVATE.test(mended)) return doubt(tell, mended, 'normalize/gaiji')
  return mended
}
