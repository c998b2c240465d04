/**
 * Characters of one meaning and several codes: widths, dashes, kana, and those that nobody sees. Unlike `fold.ts` this
 * is for output: what it changes looks the same, or is the same sign in the other width.
 */
import { halfWidth } from './text.ts'

/** White space of any script, and what takes no place: zero-width marks, controls, byte order marks. */
export function isSpace(code: number): boolean {
  if (code <= 0x20) return true
  if (code < 0x7f) return false
  return (
    code <= 0xa0 ||
    code === 0x3000 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    isUnseen(code)
  )
}

/** Takes no place and says nothing; joiners (U+200C, U+200D) and variation selectors (葛󠄀) do say something. */
export function isUnseen(code: number): boolean {
  if (code < 0x20) return code !== 9 && code !== 10
  if (code < 0x7f) return false
  if (code < 0xad) return code < 0xa0
  return (
    code === 0xad ||
    code === 0x200b ||
    code === 0x200e ||
    code === 0x200f ||
    (code >= 0x202a && code <= 0x202e) ||
    code === 0x2060 ||
    code === 0xfeff
  )
}

const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]/g

/** Without spaces at its ends and without what is not seen; line ends are `\n`. The same string where there is nothing to do. */
export function clean(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isSpace(text.charCodeAt(start))) start += 1
  while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1
  for (let at = start; at < end; at += 1) {
    if (isUnseen(text.charCodeAt(at))) return clean(text.replace(/\r\n?/g, '\n').replace(UNSEEN, ''))
  }
  return start === 0 && end === text.length ? text : text.slice(start, end)
}

/** Figures only, at least one, from one place to another. */
export function isFigures(text: string, from = 0, to = text.length): boolean {
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at)
    if (!(code >= 48 && code <= 57)) return false
  }
  return to > from
}

/** Every sign is one of printable ASCII. */
export function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 0x20 || code > 0x7e) return false
  }
  return true
}

/** Signs that people type for a hyphen or minus: ‐ ‑ ‒ – — ― − － ー ｰ ─ ━ ﹣. */
export const DASHES = '\\-\\u2010-\\u2015\\u2212\\uff0d\\u30fc\\uff70\\u2500\\u2501\\ufe63'
const DASH = new RegExp(`[${DASHES}]`, 'g')

/** Signs for "from … to". */
export const WAVES = '~\\u301c\\uff5e\\u223c\\u223e'

/** Full-width ASCII and space half-width, every dash `-`: for values of figures, letters and signs, never for prose. */
export function narrow(text: string): string {
  return halfWidth(text)
    .replace(DASH, '-')
    .replace(/[\u3000\u00a0]/g, ' ')
    .replace(/\uffe5/g, '¥')
}

const HALF_KANA = 'ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ'
const FULL_KANA =
  'ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン'
const HALF_SIGNS = '｡｢｣､･ﾞﾟ'
const FULL_SIGNS = '。「」、・゛゜'

/** Half-width katakana and its signs full-width, ﾞ and ﾟ put together with their kana; `1ｰ2` is a hyphen. */
export function wideKana(text: string): string {
  return text
    .replace(/(?<=[0-9\uff10-\uff19])\uff70(?=[0-9\uff10-\uff19])/g, '-')
    .replace(/[\uff61-\uff9f][\uff9e\uff9f]?/g, (found) => {
      const base = wideOne(found.charAt(0))
      if (found.length === 1) return base
      const mark = found.charAt(1)
      const whole = `${base}${mark === 'ﾞ' ? '\u3099' : '\u309a'}`.normalize('NFC')
      return whole.length === 1 ? whole : base + wideOne(mark)
    })
}

function wideOne(character: string): string {
  const at = HALF_KANA.indexOf(character)
  if (at >= 0) return FULL_KANA.charAt(at)
  return FULL_SIGNS.charAt(HALF_SIGNS.indexOf(character))
}

/** カ + combining ゛ → ガ, as files from macOS have it. */
export function composeKana(text: string): string {
  return text.replace(/[\u3041-\u30ff][\u3099\u309a]/g, (found) => found.normalize('NFC'))
}

/** Hiragana → katakana. */
export function katakana(text: string): string {
  return text.replace(/[\u3041-\u3096\u309d\u309e]/g, (found) =>
    String.fromCharCode(found.charCodeAt(0) + 0x60),
  )
}
