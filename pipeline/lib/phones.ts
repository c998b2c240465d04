/**
 * Phone numbers of Japan as offices write them. What is proved by the numbering plan alone is done: digits, the zero of
 * the trunk, the groups of mobile and free numbers, and of 03 and 06. https://www.soumu.go.jp (電気通信番号計画)
 */

/** One number with half-width figures and hyphens, in the groups that it is written in; with 内線 behind it, perhaps. */
export interface Phone {
  readonly number: string
  readonly extension?: string
}

/** `area`: the area code is missing; `groups`: nothing says where it ends. */
export type PhoneFault = 'area' | 'groups' | 'form'

const GROUPED =
  /^(?:\(0\d{1,5}\)\d{1,4}-\d{4}|0\d{1,5}-\d{1,4}-\d{3,4}|(?:0120|0800|0570|0990|0180)-\d{6,7}|0\d{3,5}-\d{5,6})$/
const ABROAD = /^\+\d{1,3} (?:\(\d{1,5}\)\d{1,4}-\d{3,4}|\d{1,5}(?:-\d{2,4}){1,3})$/
/** 110, 119, 171, 188, #7119, #8000 */
const SHORT = /^(?:1\d{2}|#\d{4})$/

/** A number that may stay as it is. */
export function isPhone(text: string): boolean {
  if (SHORT.test(text) || ABROAD.test(text)) return true
  if (!GROUPED.test(text)) return false
  const figures = digitsOf(text)
  return figures.length === lengthOf(figures)
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}

/** Eleven digits for mobile and IP phones and 0800, ten for all others. */
function lengthOf(figures: string): number {
  return /^(?:0[5-9]0|0800)/.test(figures) ? 11 : 10
}

/** `text`: one number, narrow (characters.ts), without words. */
export function readPhone(text: string, areaCode: string | undefined): string | PhoneFault {
  const tight = text.replace(/\s*([-()])\s*/g, '$1').trim()
  if (isPhone(tight)) return tight
  const abroad = /^\+81[- ]?\(?0?\)?(\d[\d()-]+)$/.exec(tight)
  if (abroad) return readPhone(`0${abroad[1]?.replace(/^0/, '')}`, areaCode)
  const parted = tight
    // 0463(94)4711: the brackets are of the exchange; the standard's are of the area code
    .replace(/^(0?\d{1,5})\((\d{1,4})\)(\d{4})$/, '$1-$2-$3')
    .replace(/^\((0?\d{1,5})\)-(?=\d)/, '($1)')
    .replace(/(?<=\d)[.・/ ](?=\d)/g, '-')
  if (isPhone(parted)) return parted
  const figures = digitsOf(parted)
  if (!/^[\d()-]+$/.test(parted) || /^-|-$|--/.test(parted)) return 'form'
  if (/^[1-9]/.test(figures)) {
    const whole = `0${figures}`
    const isWhole = whole.length === lengthOf(whole) && figures.length >= 9
    if (isWhole) return readPhone(parted.startsWith('(') ? parted.replace('(', '(0') : `0${parted}`, areaCode)
    return figures.length >= 5 && figures.length <= 8 ? 'area' : 'form'
  }
  return figures.length === lengthOf(figures) && figures === parted ? group(figures, areaCode) : 'form'
}

function group(figures: string, areaCode: string | undefined): string | PhoneFault {
  if (figures.length === 11) {
    const at = figures.startsWith('0800') ? 4 : 3
    return `${figures.slice(0, at)}-${figures.slice(at, 7)}-${figures.slice(7)}`
  }
  if (/^0[36]/.test(figures)) return `${figures.slice(0, 2)}-${figures.slice(2, 6)}-${figures.slice(6)}`
  if (figures.startsWith('0120')) return `0120-${figures.slice(4)}`
  if (areaCode !== undefined && figures.startsWith(areaCode) && areaCode.length <= 5) {
    return `${areaCode}-${figures.slice(areaCode.length, 6)}-${figures.slice(6)}`
  }
  return 'groups'
}

const LEAD = /^(?:TEL|Tel|tel|T|電話番号|電話|℡|☎|☏)\s*[:.]?\s*(?=[(+0-9])/
const MAIN = /\s*\((?:代表|代)\)|\s*代表$/g
const INNER = /\s*[([]?\s*(?:内線|内|Ext\.?|ext\.?)\s*[:.]?\s*(\d{1,6}(?:\s*[-,/、・]\s*\d{1,6})*)\s*[)\]]?$/

/** Words around a number that say nothing but 電話 and 代表 set aside, 内線 cut off. */
export function cutPhone(text: string): { readonly number: string; readonly extension?: string } {
  const bare = text.replace(LEAD, '').replace(MAIN, '')
  const inner = INNER.exec(bare)
  const extension = inner?.[1]
  if (inner === null || extension === undefined) return { number: bare.trim() }
  return {
    number: bare.slice(0, inner.index).trim(),
    extension: extension.replace(/\s*[-,/、・]\s*/g, ' / '),
  }
}
