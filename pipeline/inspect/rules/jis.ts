/**
 * The characters that every PC has: JIS X 0208 and ASCII. What else a Japanese file holds (NEC's row 13 with ① and ㈱,
 * IBM's extensions, half-width kana, private use, what Unicode alone has) is 機種依存文字.
 */

import { NONE, pairTable } from '../../lib/jis-table.ts'

/** Rows of JIS X 0208 with characters; 13 and 89 to 92 are NEC's. */
const ROWS = [
  [1, 8],
  [16, 84],
] as const

/** Two codes of one character: the standard's own mapping and that of CP932 (WHATWG Encoding, index jis0208). */
const TWINS = '〜～−－‖∥—―¢￠£￡¬￢¥￥‾￣\u3000'

let table: Uint8Array | undefined

/** By code unit: 1 where it is plain. Made when first asked for: to decode the rows takes a millisecond. */
function plainTable(): Uint8Array {
  if (table !== undefined) return table
  const made = new Uint8Array(1 << 16)
  made.fill(1, 0x20, 0x7f)
  made[0x09] = 1
  made[0x0a] = 1
  made[0x0d] = 1
  for (const [from, to] of ROWS) {
    const pairs = pairTable('euc-jp', 0xa0 + from, 0xa0 + to)
    for (const code of pairs) if (code !== NONE) made[code] = 1
  }
  for (const character of TWINS) made[character.charCodeAt(0)] = 1
  table = made
  return made
}

const HAN = /\p{Script=Han}/u

/** `sign`: a sign that not every PC has; `kanji`: only kanji that it may not have, as 髙 and 﨑 of names. */
export function beyondJis(text: string): 'sign' | 'kanji' | undefined {
  const plain = plainTable()
  let found: 'kanji' | undefined
  for (let at = 0; at < text.length; at += 1) {
    if (plain[text.charCodeAt(at)] === 1) continue
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
    // a variation selector says which form of a kanji is meant
    const isKanji = HAN.test(character) || /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u.test(character)
    if (!isKanji) return 'sign'
    found = 'kanji'
    at += character.length - 1
  }
  return found
}

/** The characters themselves, each once. */
export function strangeIn(text: string): readonly string[] {
  const plain = plainTable()
  return [...new Set(text)].filter((character) => plain[character.charCodeAt(0)] !== 1)
}
