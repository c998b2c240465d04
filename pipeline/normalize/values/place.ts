/** prefecture, municipality, address: names of places as written, figures of house numbers half-width (GIF DS-442). */
import { composeKana, DASHES, wideKana } from '../../lib/characters.ts'
import type { Field, Tell } from '../../lib/field.ts'
import type { Scalar } from '../../lib/model.ts'
import { isMunicipality, municipalityOf } from '../../lib/municipalities.ts'
import { fullPrefecture, PREFECTURES, prefectureOf } from '../../lib/prefectures.ts'
import { halfWidth } from '../../lib/text.ts'
import { doubt, framed, mend, off, type ValueRule } from './speak.ts'
import { isPlain } from './text.ts'

const NAMES: ReadonlySet<string> = new Set(PREFECTURES)

export const prefecture: ValueRule = {
  docs: {
    ja: '47都道府県の正式な名前。長野 → 長野県。',
    en: 'One of the 47 full names; 長野 becomes 長野県.',
  },
  compile: (field) =>
    framed(
      (text) => NAMES.has(text),
      (text, tell) => {
        const bare = text.replace(/\s+/g, '')
        if (NAMES.has(bare)) return mend(tell, 'normalize/spaces', bare)
        const full = fullPrefecture(bare)
        if (full !== undefined) return mend(tell, 'normalize/prefecture-form', full)
        return off(field, tell, text, 'normalize/not-a-prefecture', prefectureOf(bare))
      },
    ),
}

export const municipality: ValueRule = {
  docs: {
    ja: '市区町村名（郡名・政令市の区名を含む）。住所の続きや都道府県名が入っていれば知らせます。',
    en: 'The municipality with its county or ward. More of an address, or a prefecture, in the cell is told.',
  },
  compile: (field) => {
    // one name in all rows, mostly
    let last = ''
    const isRight = (text: string): boolean => {
      if (text === last) return true
      if (!isMunicipality(text) || prefectureOf(text) !== undefined) return false
      last = text
      return true
    }
    return framed(isRight, (text, tell) => mendMunicipality(field, text, tell))
  },
}

function mendMunicipality(field: Field, text: string, tell: Tell): Scalar {
  const bare = text.replace(/\s+/g, '')
  const above = prefectureOf(bare)
  const name = municipalityOf(bare.slice(above?.length ?? 0), above)
  if (name === bare) return bare === text ? text : mend(tell, 'normalize/spaces', bare)
  // the rest of the address, with its house number, stands behind the name: the name itself is sure
  const rest = name === undefined ? '' : bare.slice((above?.length ?? 0) + name.length)
  if (name !== undefined && field.enforced && /[0-9０-９一二三四五六七八九十]/.test(rest)) {
    return mend(tell, 'normalize/municipality-cut', name)
  }
  return off(field, tell, text, 'normalize/not-a-municipality', name)
}

export const address: ValueRule = {
  docs: {
    ja: '住所の全体または一部。番地などの全角の数字とその間のハイフンを半角にします。漢数字の丁目、字の名前、都道府県の有無は書かれたまま残します。',
    en: 'An address or a part of it. Full-width figures of house numbers and hyphens between figures become half-width. Kanji figures of 丁目 and names stay.',
  },
  compile: () => framed(isAddress, mendAddress),
}

/** No full-width figures, no dash but `-` beside figures, nothing that a text may not have. */
function isAddress(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code >= 0xff10 && code <= 0xff19) return false
    const isDash =
      (code >= 0x2010 && code <= 0x2015) ||
      code === 0x2212 ||
      code === 0xff0d ||
      code === 0x30fc ||
      code === 0x2500
    if (isDash && isFigure(text.charCodeAt(at - 1))) return false
  }
  return text !== '-' && text !== '－' && text !== '―' && isPlain(text)
}

function isFigure(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 0xff10 && code <= 0xff19)
}

/** Figures that belong to house numbers, floors and rooms; in names (字２０, 第２○○) they stay as they are. */
const NUMBER = new RegExp(
  `(?<![字第0-9\\uff10-\\uff19])[0-9\\uff10-\\uff19]+(?=\\s*(?:丁目|番|号|条|線|地割|階|[FＦ]|[${DASHES}]\\s*[0-9\\uff10-\\uff19]|の[0-9\\uff10-\\uff19]|[^0-9\\uff10-\\uff19\\u3041-\\u9fff]|$))`,
  'g',
)
const BEHIND = new RegExp(`(?<=(?:[0-9]\\s*[${DASHES}の]|丁目|番地?の?|番)\\s*)[\\uff10-\\uff19]+`, 'g')
const DASH = new RegExp(`(?<=[0-9])\\s*[${DASHES}]\\s*(?=[0-9])`, 'g')

export function mendAddress(text: string, tell: Tell): Scalar {
  const wide = composeKana(wideKana(text))
  let mended = wide.replace(NUMBER, halfWidth)
  // one figure after the other: each is known by the half-width one before it
  for (let before = ''; before !== mended; ) {
    before = mended
    mended = mended.replace(DASH, '-').replace(BEHIND, halfWidth)
  }
  const value = mended === text ? text : mend(tell, 'normalize/address-form', mended)
  if (/[\ue000-\uf8ff]/.test(value)) return doubt(tell, value, 'normalize/gaiji')
  return value.includes('\ufffd') ? doubt(tell, value, 'normalize/lost-character') : value
}
