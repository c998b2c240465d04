/** latin: names in English or romanized. identifier: what names something, zeros kept. */
import { isAscii } from '../../lib/characters.ts'
import type { Field, Tell } from '../../lib/field.ts'
import type { Scalar } from '../../lib/model.ts'
import { halfWidth } from '../../lib/text.ts'
import { doubt, framed, mend, off, type ValueRule } from './speak.ts'
import { isPlain } from './text.ts'

export const latin: ValueRule = {
  docs: {
    ja: '全角の英数字・記号・空白を半角にします。日本語の文字があれば知らせます。',
    en: 'Full-width letters, figures, signs and spaces become half-width. Japanese characters are told.',
  },
  compile: (field) => framed(isTrimmedAscii, (text, tell) => mendLatin(field, text, tell)),
}

function isTrimmedAscii(text: string): boolean {
  if (!isAscii(text) || text.charCodeAt(0) === 0x20 || text.charCodeAt(text.length - 1) === 0x20) return false
  return text.length > 4 || (text !== '-' && text !== 'N/A' && text !== '#N/A' && text !== 'NULL')
}

const JAPANESE = /[\u2e80-\u9fff\uf900-\ufaff\uff61-\uff9f\u{20000}-\u{3ffff}]/u

function mendLatin(field: Field, text: string, tell: Tell): Scalar {
  const mended = halfWidth(text).replace(/\s+/g, ' ').trim()
  if (JAPANESE.test(mended)) return off(field, tell, text, 'normalize/not-latin')
  return mended === text ? text : mend(tell, 'normalize/width', mended)
}

export const identifier: ValueRule = {
  docs: {
    ja: '全角の英数字・記号を半角にし、前後の空白を除きます。0は残します。表計算ソフトで壊れた番号（1.0、1E+05）は知らせます。',
    en: 'Full-width letters, figures and signs become half-width; zeros stay. Numbers that a spreadsheet has broken (1.0, 1E+05) are told.',
  },
  compile: (field) => framed(isIdentifier, (text, tell) => mendIdentifier(field, text, tell)),
}

/** ASCII without spaces; a point or an `E` may be a spreadsheet's and is looked at more closely. */
function isIdentifier(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code <= 0x20 || code > 0x7e || code === 0x2e || code === 0x2b) return false
  }
  return (
    text.length > 4 ||
    (text.charCodeAt(0) !== 0x2d && text.charCodeAt(0) !== 0x23 && text !== 'NULL' && text !== 'N/A')
  )
}

function mendIdentifier(field: Field, text: string, tell: Tell): Scalar {
  const mended = halfWidth(text).trim()
  if (/^\d(?:\.\d+)?E\+?\d{1,2}$/i.test(mended) && /[.+]/.test(mended)) {
    return off(field, tell, text, 'normalize/exponent')
  }
  const value = mended === text ? text : mend(tell, 'normalize/width', mended)
  if (/^\d+\.0$/.test(mended)) return doubt(tell, value, 'normalize/perhaps-decimal')
  return isPlain(value) ? value : doubt(tell, value, 'normalize/gaiji')
}
