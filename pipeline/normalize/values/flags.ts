/** presence: 有 or 無 (blank: not known). applies: 1 or blank. What the many marks of offices say without doubt. */
import { clean } from '../../lib/characters.ts'
import type { Field, Tell } from '../../lib/field.ts'
import type { Scalar } from '../../lib/model.ts'
import { blank, mend, off, prepare, type ValueRule } from './speak.ts'

const CIRCLES = ['○', '〇', '◯', '●', '◎', '⭕', '⚪']
const CROSSES = ['×', '✕', '✖', '✗', '✘', '❌', '╳', 'x']
const YES = [
  ...CIRCLES,
  ...['1', 'true', 'y', 'yes', 't', 'on', '有', '有り', 'あり', 'アリ', '有る', 'ある', 'はい'],
]
const NO = [
  ...CROSSES,
  ...['0', 'false', 'n', 'no', 'f', 'off', '無', '無し', 'なし', 'ナシ', '無い', 'ない', 'いいえ'],
]

const PRESENT = new Set([...YES, '設置', '設置あり', '設置有', '設置済', '設置済み', '完備', '有(設置)'])
const ABSENT = new Set([...NO, '未設置', '設置なし', '設置無', '設置していない'])
const APPLIES = new Set([
  ...YES,
  '✓',
  '✔',
  '☑',
  '✅',
  'レ',
  '該当',
  '該当する',
  '該当あり',
  '対応',
  '対応あり',
  '対象',
  '指定',
])
const NOT = new Set([
  ...NO,
  '-',
  '該当しない',
  '該当なし',
  '非該当',
  '非対応',
  '対応なし',
  '対象外',
  '未指定',
  '☐',
  '□',
])

/** Without regard to width, case and what can not be seen. */
function fold(text: string): string {
  return clean(text).normalize('NFKC').replace(/\s+/g, '').toLowerCase()
}

export const presence: ValueRule = {
  docs: {
    ja: '有・無。○ 〇 ● あり 1 TRUE 設置 などを有、× なし 0 FALSE 未設置 などを無にします。△や条件付きのものは知らせます。',
    en: '有 or 無. ○ 〇 ● あり 1 TRUE 設置 are 有; × なし 0 FALSE 未設置 are 無. △ and conditions are told.',
  },
  compile: (field) => {
    if (field.type !== 'string') return readFlag(field)
    return (text, tell) => {
      if (text === '有' || text === '無') return text
      if (text === '') return null
      const trimmed = prepare(text, tell, false)
      if (trimmed === '') return null
      const word = fold(trimmed)
      if (PRESENT.has(word))
        return mend(tell, trimmed === '有' ? 'normalize/spaces' : 'normalize/flag-form', '有')
      if (ABSENT.has(word))
        return mend(tell, trimmed === '無' ? 'normalize/spaces' : 'normalize/flag-form', '無')
      return off(field, tell, trimmed, 'normalize/not-a-flag', '有・無')
    }
  },
}

export const applies: ValueRule = {
  docs: {
    ja: '当てはまれば1、当てはまらなければ空欄。○ 〇 ◎ 有 TRUE などを1、× - 0 無 FALSE などを空欄にします。△や条件付きのものは知らせます。',
    en: '1, or blank where it does not apply. ○ 〇 ◎ 有 TRUE are 1; × - 0 無 FALSE are blank. △ and conditions are told.',
  },
  compile: (field) => {
    if (field.type === 'boolean') return readFlag(field)
    const one = field.type === 'string' ? '1' : 1
    return (text, tell) => {
      if (text === '1') return one
      if (text === '') return null
      return mendApplies(field, text, one, tell)
    }
  },
}

function mendApplies(field: Field, text: string, one: Scalar, tell: Tell): Scalar {
  const word = fold(text)
  if (word === '-' || /^[\u2010-\u2015\u2212\u30fc\u2500]$/.test(word))
    return blank(tell, 'normalize/flag-blank')
  if (NOT.has(word)) return blank(tell, 'normalize/flag-blank')
  const trimmed = prepare(text, tell, false)
  if (trimmed === '') return null
  if (APPLIES.has(word)) return mend(tell, trimmed === '1' ? 'normalize/spaces' : 'normalize/flag-form', one)
  return off(field, tell, trimmed, 'normalize/not-a-flag', '1・空欄')
}

/** Of a schema whose values are true and false, or numbers for them. */
export function readFlag(field: Field) {
  const values: readonly [Scalar, Scalar] = field.type === 'boolean' ? [true, false] : [1, 0]
  return (text: string, tell: Tell): Scalar => {
    if (text === '') return null
    if (text === 'true' || text === '1') return values[0]
    if (text === 'false' || text === '0') return values[1]
    const trimmed = prepare(text, tell, false)
    if (trimmed === '') return null
    const word = fold(trimmed)
    if (PRESENT.has(word)) return mend(tell, 'normalize/flag-form', values[0])
    if (ABSENT.has(word)) return mend(tell, 'normalize/flag-form', values[1])
    return off(
      field,
      tell,
      trimmed,
      'normalize/not-a-flag',
      field.type === 'boolean' ? 'true・false' : '1・0',
    )
  }
}
