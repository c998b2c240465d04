/** phone, extension: half-width, in the groups as written; several joined by ` / ` (GIF DS-445). */
import { isFigures, narrow } from '../../lib/characters.ts'
import type { Field, Tell, ValueContext } from '../../lib/field.ts'
import type { Scalar } from '../../lib/model.ts'
import { cutPhone, isPhone, readPhone } from '../../lib/phones.ts'
import { doubt, framed, mend, off, type ValueRule } from './speak.ts'

export const phone: ValueRule = {
  docs: {
    ja: '半角の数字とハイフン。市外局番の括弧や区切りは書かれたまま残します。先頭の0が消えた番号、区切りのない携帯・フリーダイヤル・発行者の市外局番の番号は直せます。複数は「 / 」で、内線は「 内線123」で続けます。',
    en: 'Half-width figures and hyphens, in the groups as written. A lost leading zero comes back; mobile and free numbers, and those of the publisher’s area code, get hyphens. Several are joined by " / ".',
  },
  compile: (field, context) => framed(isRight, (text, tell) => mendPhone(field, context, text, tell)),
}

function isRight(text: string): boolean {
  if (isUsual(text)) return true
  return text.includes('/') || text.includes('内') ? isSeveral(text) : isPhone(text)
}

/** The two usual forms, without a regular expression: `0463-94-4711` and `(0463)94-4711`, ten or eleven figures in all. */
function isUsual(text: string): boolean {
  const { length } = text
  if (length < 12 || length > 13 || text.charCodeAt(length - 5) !== 45) return false
  const isBracketed = text.charCodeAt(0) === 40
  const from = isBracketed ? 1 : 0
  if (text.charCodeAt(from) !== 48) return false
  // places of the figures within a group, so that none is empty
  let group = 0
  let figures = 0
  let signs = 0
  for (let at = from; at < length; at += 1) {
    const code = text.charCodeAt(at)
    if (code >= 48 && code <= 57) {
      figures += 1
      group += 1
      continue
    }
    const isSign = signs === 0 ? code === (isBracketed ? 41 : 45) : code === 45
    if (!isSign || group === 0 || group > 6 || (signs === 0 ? group < 2 : group > 4)) return false
    signs += 1
    group = 0
  }
  if (signs !== 2) return false
  const second = text.charCodeAt(from + 1)
  const isLong = second >= 53 && text.charCodeAt(from + 2) === 48
  const isFree = second === 56 && text.charCodeAt(from + 2) === 48
  return figures === (isLong || isFree ? 11 : 10)
}

const EACH = /^(\S+(?: \(\d+\)\S+)?)(?: 内線(\d{1,6}(?: \/ \d{1,6})*))?$/

function isSeveral(text: string): boolean {
  return text.split(' / ').every((one) => {
    const found = EACH.exec(one)
    return isPhone(found?.[1] ?? '') || isFigures(one)
  })
}

/** Numbers of a cell, and what can not be read. Parted where every part is a whole number. */
export function phonesOf(
  text: string,
  areaCode: string | undefined,
): { readonly phones: readonly string[]; readonly extensions: readonly string[]; readonly fault?: string } {
  const half = narrow(text)
  const one = readOne(half, areaCode)
  if (one.fault === undefined) return one
  const parts = half
    .split(/\s*(?:[\n;,/、・]| {2,})\s*|(?<=\d{4}\)?) +(?=[(0])/)
    .filter((part) => part !== '')
  if (parts.length < 2) return one
  const read = parts.map((part) => readOne(part, areaCode))
  const bad = read.find(({ fault }) => fault !== undefined)
  if (bad !== undefined) return { phones: [], extensions: [], fault: 'form' }
  return {
    phones: read.flatMap(({ phones }) => phones),
    extensions: read.flatMap(({ extensions }) => extensions),
  }
}

function readOne(half: string, areaCode: string | undefined) {
  const { number, extension } = cutPhone(half)
  const read = readPhone(number, areaCode)
  const extensions = extension === undefined ? [] : [extension]
  const isFault = read === 'area' || read === 'groups' || read === 'form'
  return isFault ? { phones: [], extensions, fault: read } : { phones: [read], extensions }
}

function mendPhone(field: Field, { areaCode }: ValueContext, text: string, tell: Tell): Scalar {
  if (isPhone(text)) return text
  const { phones, extensions, fault } = phonesOf(text, areaCode)
  if (fault === 'area') {
    const expected = areaCode === undefined ? undefined : `${areaCode}-${narrow(text)}`
    return off(field, tell, text, 'normalize/phone-without-area-code', expected)
  }
  if (fault === 'groups') {
    const figures = narrow(text).replace(/\D/g, '')
    return doubt(tell, figures === text ? text : figures, 'normalize/phone-ungrouped')
  }
  if (fault !== undefined) return off(field, tell, text, 'normalize/not-a-phone')
  const inner = extensions.length > 0 ? ` 内線${extensions.join(' / ')}` : ''
  const value = phones.join(' / ') + inner
  if (value === text) return text
  const isZero =
    phones.length === 1 && inner === '' && value.replace(/\D/g, '') === `0${narrow(text).replace(/\D/g, '')}`
  if (isZero && !narrow(text).includes('+')) return mend(tell, 'normalize/lost-zero', value)
  return mend(tell, narrow(text) === value ? 'normalize/width' : 'normalize/phone-form', value)
}

export const extension: ValueRule = {
  docs: {
    ja: '内線番号の数字。「内線」の語を除き、複数は「 / 」で続けます。',
    en: 'The figures of an extension; the word 内線 goes, several are joined by " / ".',
  },
  compile: (field) => framed(isExtension, (text, tell) => mendExtension(field, text, tell)),
}

function isExtension(text: string): boolean {
  return text.length <= 6 && isFigures(text)
}

const EXTENSION =
  /^[([]?(?:内線|内|Ext\.?)?(?:番号)?[)\]]?[:.\s]*(\d{1,6}(?:(?:\s*[,/、・\n;]\s*|-)\d{1,6})*)[)\]]?$/i

function mendExtension(field: Field, text: string, tell: Tell): Scalar {
  const half = narrow(text)
  const found = EXTENSION.exec(half.replace(/\.0$/, ''))?.[1]
  if (found === undefined) return off(field, tell, text, 'normalize/not-a-phone')
  const value = found.replace(/\s*[,/、・\n;]\s*/g, ' / ')
  if (value === text) return text
  return mend(tell, value === half ? 'normalize/width' : 'normalize/phone-form', value)
}
