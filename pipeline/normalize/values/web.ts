/** url, email: addresses of the web. */
import type { Field, Tell } from '../../lib/field.ts'
import type { Scalar } from '../../lib/model.ts'
import { halfWidth } from '../../lib/text.ts'
import { framed, mend, off, type ValueRule } from './speak.ts'

export const url: ValueRule = {
  docs: {
    ja: 'http:// などから始まるアドレス一つ。全角の英数字を半角にし、先頭の h が落ちた ttp:// を直します。スキームのないもの、空白を含むもの、複数のものは知らせます。日本語を含むパスはそのまま残します。',
    en: 'One address with its scheme. Full-width letters become half-width, a dropped h (ttp://) comes back. A missing scheme, spaces and several addresses are told. Japanese in a path stays.',
  },
  compile: (field) => framed(isUrl, (text, tell) => mendUrl(field, text, tell)),
}

/** http or https, a host with a point, no white space; the path may have any script (RFC 3987). */
export function isUrl(text: string): boolean {
  const from = text.startsWith('https://') ? 8 : text.startsWith('http://') ? 7 : 0
  if (from === 0) return false
  let isHost = true
  let hasPoint = false
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code <= 0x20 || code === 0x3000 || code === 0xa0 || code === 0xfeff || code === 0x200b) return false
    if (code === 0x3c || code === 0x3e || code === 0x22) return false
    if (!isHost) continue
    if (code === 0x2f || code === 0x3f || code === 0x23) isHost = false
    else if (code === 0x2e) hasPoint = at > from
    else if (code > 0xff00 && code < 0xff5f) return false
  }
  return hasPoint || text.startsWith('localhost', from)
}

const BARE = /^(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/?#]\S*)?$/i

function mendUrl(field: Field, text: string, tell: Tell): Scalar {
  const isHalf = /^[a-z]+:/i.test(text)
  const half = isHalf ? text : halfWidth(text)
  const whole = half.replace(
    /^h?ttp(s?):?\/{1,3}(?=[a-z0-9])/i,
    (_, s: string) => `http${s.toLowerCase()}://`,
  )
  if (isUrl(whole)) {
    if (whole === text) return text
    return mend(tell, whole === half ? 'normalize/width' : 'normalize/url-form', whole)
  }
  const parts = half.split(/[\s;,、]+/).filter((part) => part !== '')
  if (parts.length > 1 && parts.every(isUrl)) return off(field, tell, text, 'normalize/several-values')
  if (BARE.test(half)) return off(field, tell, text, 'normalize/url-scheme')
  return off(field, tell, text, 'normalize/not-a-url')
}

export const email: ValueRule = {
  docs: {
    ja: 'メールアドレス一つ。全角の英数字と＠を半角にし、mailto: を除きます。',
    en: 'One email address. Full-width letters become half-width, mailto: goes.',
  },
  compile: (field) => framed(isEmail, (text, tell) => mendEmail(field, text, tell)),
}

/** A name, one @, a domain with a point; of printable ASCII. */
export function isEmail(text: string): boolean {
  let at = -1
  let point = -1
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    const isLetter = (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90)
    if (isLetter || code === 45) continue
    if (code === 46) {
      if (i === point + 1 && point > at) return false
      point = i
    } else if (code === 64) {
      if (at >= 0 || i === 0) return false
      at = i
    } else if (at >= 0 || !SPECIAL.includes(text.charAt(i))) return false
  }
  return at > 0 && point > at + 1 && point < text.length - 1
}

/** What RFC 5322 allows in a name besides letters, figures and points. */
const SPECIAL = "!#$%&'*+/=?^_`{|}~"

function mendEmail(field: Field, text: string, tell: Tell): Scalar {
  const half = halfWidth(text)
  const bare = half.replace(/^mailto:\s*/i, '').replace(/\s*@\s*/, '@')
  if (isEmail(bare)) return mend(tell, bare === half ? 'normalize/width' : 'normalize/url-form', bare)
  const parts = half.split(/[\s;,、/]+/).filter((part) => part !== '')
  const isMore = parts.length > 1 && parts.every(isEmail)
  return off(field, tell, text, isMore ? 'normalize/several-values' : 'normalize/not-an-email')
}
