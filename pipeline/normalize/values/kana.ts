/** kana: the reading of a name, in full-width katakana. */
import { composeKana, DASHES, isFigures, katakana, wideKana } from '../../lib/characters.ts'
import type { Field, Tell } from '../../lib/field.ts'
import type { Scalar } from '../../lib/model.ts'
import { framed, isNothing, mend, off, type ValueRule } from './speak.ts'

export const kana: ValueRule = {
  docs: {
    ja: '半角カナとひらがなを全角カタカナにし、カタカナの後の「－」などを長音「ー」にします。数字・英字・記号は書かれたまま残し、漢字があれば知らせます。',
    en: 'Half-width kana and hiragana become full-width katakana; a dash after katakana becomes the long vowel. Figures, letters and signs stay; kanji are told.',
  },
  compile: (field) => framed(isKana, (text, tell) => mendKana(field, text, tell)),
}

function isKana(text: string): boolean {
  const last = text.length - 1
  let hasKana = false
  for (let at = 0; at <= last; at += 1) {
    const code = text.charCodeAt(at)
    if (code >= 0x30a1 && code <= 0x30fa) hasKana = true
    else if (code >= 0x30fb && code <= 0x30fe) continue
    else if (code === 0x3000 ? at === 0 || at === last : !isSign(code)) return false
  }
  return hasKana || !isNothing(text)
}

/** Figures, letters and signs of either width, but for dashes, spaces and half-width kana. */
function isSign(code: number): boolean {
  if (code > 0x20 && code < 0x7f) return true
  if (code > 0xff00 && code < 0xff5f) return code !== 0xff0d
  return (code >= 0x3001 && code <= 0x3003) || (code >= 0x3008 && code <= 0x301b) || code === 0x301c
}

const DASH_AFTER = new RegExp(`(?<=[\\u30a1-\\u30fc])(?!-)[${DASHES}](?![0-9\\uff10-\\uff19])`, 'g')
const KANJI = /[\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}々〆]/u

function mendKana(field: Field, text: string, tell: Tell): Scalar {
  const mended = katakana(composeKana(wideKana(text)))
    .replace(DASH_AFTER, 'ー')
    .replace(/\s*\n\s*/g, '\u3000')
    .replace(/(?<=[\u30a1-\u30fc]) +| +(?=[\u30a1-\u30fc])/g, '\u3000')
  if (KANJI.test(mended)) return off(field, tell, text, 'normalize/not-kana')
  if (mended === text) return text
  return mend(tell, 'normalize/kana-form', mended)
}

/** Whether a text says how something is read, and nothing else. */
export function isReading(text: string): boolean {
  return text !== '' && !KANJI.test(text) && !isFigures(text) && /[\u3041-\u30fe\uff66-\uff9f]/.test(text)
}
