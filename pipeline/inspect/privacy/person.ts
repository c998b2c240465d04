/**
 * Whether a cell reads as the name of a person. A name alone proves little (山田川, 小田原 城, 田中医院 begin with
 * surnames): what its header says and what the other cells of the column are decide, so this is told of columns only.
 */
import type { PrivacySettings } from './settings.ts'

type Words = Pick<PrivacySettings, 'surnames' | 'givenEnds' | 'bodies' | 'bodyWords' | 'placeEnds'>

/** How sure: `sure`: a known surname and a given name; `maybe`: of the shape of one; `no`. */
export type Reads = 'sure' | 'maybe' | 'no'

const SIGNS = '々〆ヵヶ\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff'
const KANA = 'ぁ-ゖァ-ヺー'
/** 山田太郎, 山田 太郎, やまだ 太郎 */
const SHAPE = new RegExp(
  `^([${SIGNS}]{1,6}|[${SIGNS}${KANA}]{1,5}(?=[ \\u3000]))(?:[ \\u3000]+([${SIGNS}${KANA}]{1,5}))?$`,
)
const KATAKANA = /^[ァ-ヺー]{2,8}[ \u3000・=＝][ァ-ヺー]{2,10}$/
const TITLE = /[ \u3000]*(?:様|さん|氏|殿|先生|議員|委員長|委員|会長|教授)$/
const ASIDE = /[（(][^）)]*[）)]$/

const LONGEST = 24

export function readsAsPerson(text: string, words: Words): Reads {
  // most cells end here: too long, or with figures or letters at an end
  if (text.length < 3 || text.length > LONGEST) return 'no'
  if (text.charCodeAt(0) < 0x3000 || isFigureOrLetter(text.charCodeAt(text.length - 1))) return 'no'
  const name = text.trim().replace(ASIDE, '').replace(TITLE, '').trim()
  if (name.length < 3 || name.length > 12) return 'no'
  if (KATAKANA.test(name)) return 'maybe'
  const [, first = '', given] = SHAPE.exec(name) ?? []
  if (first === '' || words.bodyWords.some((word) => name.includes(word))) return 'no'
  return given === undefined ? joined(first, words) : parted(first, given, words)
}

function isFigureOrLetter(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}

/** 山田 太郎 */
function parted(surname: string, given: string, words: Words): Reads {
  if (isBody(given, words)) return 'no'
  if (words.surnames.has(surname))
    return words.givenEnds.has(last(given)) || !isPlace(given, words) ? 'sure' : 'maybe'
  return words.givenEnds.has(last(given)) && !isBody(surname, words) ? 'maybe' : 'no'
}

/** 山田太郎: the surname is the longest known one that leaves a given name. */
function joined(name: string, words: Words): Reads {
  for (let cut = Math.min(3, name.length - 1); cut >= 1; cut -= 1) {
    const given = name.slice(cut)
    if (given.length > 3 || !words.surnames.has(name.slice(0, cut))) continue
    if (isBody(given, words)) return 'no'
    if (words.givenEnds.has(last(given))) return 'sure'
    return isPlace(given, words) ? 'no' : 'maybe'
  }
  return name.length >= 4 && words.givenEnds.has(last(name)) && !isBody(name, words) ? 'maybe' : 'no'
}

/** Its last sign says a body or a thing: 会, 川端 公園. Within a surname such signs are common (町田, 市川). */
function isBody(part: string, { bodies }: Words): boolean {
  return bodies.has(last(part))
}

function isPlace(part: string, { placeEnds }: Words): boolean {
  return placeEnds.some((end) => part.endsWith(end))
}

function last(text: string): string {
  return text.charAt(text.length - 1)
}
