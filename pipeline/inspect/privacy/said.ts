/**
 * Names of persons under a header that says so, such as 氏名: as people write them into forms, which no column without
 * such a header is asked. Several in one cell, numbered, with asides, in kana or in Latin letters.
 */
import { isAscii, wideKana } from '../../lib/characters.ts'
import { type Reads, readsAsPerson } from './person.ts'
import type { PrivacySettings } from './settings.ts'

const ASIDES = /[（(【［[〔][^）)】］\]〕]*[）)】］\]〕]/g
const NUMBERED = /^[ \u3000]*(?:[0-9０-９]{1,3}[.)．、）:：][ \u3000]*|[①-⑳●○◎・※][ \u3000]*)/
const OTHERS =
  /[ \u3000]*(?:(?:ほか|他|外)?[ \u3000]*[0-9０-９]+[ \u3000]*(?:名|人)|(?:ほか|他)[ \u3000]*[一二三四五六七八九十数]*(?:名|人)?)$/
const BETWEEN = /[、，,;；・･／/\r\n\t]+/
/** What a name is written with. */
const LETTERS =
  /^[\u3005\u3006ヵヶ\u3041-\u3096ァ-ヺー\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaffA-Za-zＡ-Ｚａ-ｚ\u00c0-\u024f.'’＝= \u3000-]+$/
const LATIN = /^[A-Z][A-Za-z.'’\u00c0-\u024f-]*(?: [A-Z][A-Za-z.'’\u00c0-\u024f-]*){1,3}$/
const LONGEST = 120
const LONGEST_NAME = 20

/** `isNamed`: its header leaves nothing but names of persons. */
export function readsUnderNames(text: string, isNamed: boolean, settings: PrivacySettings): Reads {
  const whole = readsAsPerson(text, settings)
  if (whole === 'sure' || text.length < 2 || text.length > LONGEST) return whole
  const bare = isAscii(text) ? text : wideKana(text.normalize('NFC'))
  const plain = bare.replace(ASIDES, '')
  let reads = whole
  for (const line of plain.split(/[\r\n]+/)) {
    const one = line.replace(NUMBERED, '').trim()
    const names = [one, ...(BETWEEN.test(one) ? one.split(BETWEEN) : [])]
    for (const written of names) {
      const name = written.replace(NUMBERED, '').replace(OTHERS, '').trim()
      const read = readsAsPerson(name, settings)
      if (read === 'sure') return 'sure'
      if (read === 'maybe' || (isNamed && hasShape(name, settings))) reads = 'maybe'
    }
  }
  return reads
}

/** What no word says to be a body, a thing or nobody. */
function hasShape(name: string, { bodies, bodyWords, persons }: PrivacySettings): boolean {
  if (name.length < 2 || name.length > LONGEST_NAME || !LETTERS.test(name)) return false
  if (isAscii(name) && !LATIN.test(name)) return false
  const small = name.toLowerCase()
  if (persons.nameless.some((word) => small.includes(word))) return false
  return !bodies.has(name.charAt(name.length - 1)) && !bodyWords.some((word) => name.includes(word))
}
