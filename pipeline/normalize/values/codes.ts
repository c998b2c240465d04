/** Codes of figures: 全国地方公共団体コード, 法人番号, 町字ID, 郵便番号. What was lost comes back where one reading is left. */
import { isFigures, narrow } from '../../lib/characters.ts'
import {
  checkDigitOf,
  corporateCheckDigit,
  isCorporateNumber,
  isLocalGovernmentCode,
} from '../../lib/check-digit.ts'
import type { Field, Tell, ValueContext } from '../../lib/field.ts'
import type { Scalar } from '../../lib/model.ts'
import { framed, mend, off, type Repair, type ValueRule } from './speak.ts'

/** Spreadsheets' `222127.0`, spaces and hyphens set aside. */
function bare(text: string): { readonly figures: string; readonly how: Repair } {
  const half = narrow(text)
  const whole = half.replace(/^(\d+)\.0+$/, '$1')
  const figures = whole.replace(/[\s-]/g, '')
  const how =
    whole !== half ? 'normalize/decimal-tail' : figures !== whole ? 'normalize/code-form' : 'normalize/width'
  return { figures, how }
}

const EXPONENT = /^\d(?:\.\d+)?E\+?\d+$/i

export const localGovernmentCode: ValueRule = {
  docs: {
    ja: '検査数字を含む6桁。先頭の0や検査数字が欠けたコードは、読み方が一つに決まるとき（または発行者のコードと同じ都道府県になるとき）だけ補います。',
    en: 'Six digits with check digit. A lost leading zero or check digit comes back where one reading is left, or one lies in the publisher’s prefecture.',
  },
  compile: (field, context) =>
    framed(isLocalGovernmentCode, (text, tell) => mendLocal(field, context, text, tell)),
}

const LOCAL_FORM = '6桁の数字 (6 digits)'

function mendLocal(field: Field, context: ValueContext, text: string, tell: Tell): Scalar {
  const { figures, how } = bare(text)
  if (!isFigures(figures) || figures.length > 6 || figures.length < 4) {
    const isCut = EXPONENT.test(figures)
    return off(field, tell, text, isCut ? 'normalize/exponent' : 'normalize/not-a-code', LOCAL_FORM)
  }
  if (figures.length === 6) {
    if (isLocalGovernmentCode(figures)) return mend(tell, how, figures)
    const right = figures.slice(0, 5) + checkDigitOf(figures.slice(0, 5))
    return isLocalGovernmentCode(right)
      ? off(field, tell, text, 'normalize/check-digit', right)
      : off(field, tell, text, 'normalize/not-a-code', LOCAL_FORM)
  }
  if (figures.length === 5) return mendFive(field, context, text, figures, tell)
  // four digits have lost both: one reading, but weak; the publisher's prefecture must agree
  const both = `0${figures}${checkDigitOf(`0${figures}`)}`
  return isLocalGovernmentCode(both) && isNear(both, context)
    ? mend(tell, 'normalize/lost-check-digit', both)
    : off(field, tell, text, 'normalize/not-a-code', LOCAL_FORM)
}

function mendFive(field: Field, context: ValueContext, text: string, figures: string, tell: Tell): Scalar {
  const zero = `0${figures}`
  const check = figures + checkDigitOf(figures)
  const isZero = isLocalGovernmentCode(zero)
  const isCheck = isLocalGovernmentCode(check)
  const zeroWins = isZero && (!isCheck || (isNear(zero, context) && !isNear(check, context)))
  const checkWins = isCheck && (!isZero || (isNear(check, context) && !isNear(zero, context)))
  if (zeroWins) return mend(tell, 'normalize/lost-zero', zero)
  if (checkWins) return mend(tell, 'normalize/lost-check-digit', check)
  const either = isZero ? `${zero} / ${check}` : LOCAL_FORM
  return off(field, tell, text, 'normalize/not-a-code', either)
}

function isNear(code: string, { code: own }: ValueContext): boolean {
  return own !== undefined && code.slice(0, 2) === own.slice(0, 2)
}

export const corporateNumber: ValueRule = {
  docs: {
    ja: '検査数字を先頭に持つ13桁。12桁の会社法人等番号・団体の基礎番号には検査数字を補います。表計算ソフトで桁が省かれたものは戻せません。',
    en: 'Thirteen digits, the first a check digit. Twelve that are the 基礎番号 get theirs; digits cut by a spreadsheet can not come back.',
  },
  compile: (field) => framed(isCorporateNumber, (text, tell) => mendCorporate(field, text, tell)),
}

/**
 * Twelve digits are a 基礎番号, and not thirteen of which one got lost, where they are built like one: four digits of the
 * registry, two of the kind of company (01 to 06), six; or those given to the state (000012), to local governments
 * (000020) and to bodies without registration (7001). https://www.houjin-bangou.nta.go.jp/setsumei/
 */
const BASE = /^(?:000012\d{6}|000020\d{6}|\d{4}0[1-6]\d{6}|7001\d{8})$/

function mendCorporate(field: Field, text: string, tell: Tell): Scalar {
  const { figures: found, how } = bare(text)
  const figures = found.replace(/^T(?=\d{13}$)/i, '')
  if (isCorporateNumber(figures)) {
    return mend(tell, figures === found ? how : 'normalize/code-form', figures)
  }
  if (EXPONENT.test(figures)) return off(field, tell, text, 'normalize/exponent')
  if (!isFigures(figures) || figures.length < 12 || figures.length > 13) {
    return off(field, tell, text, 'normalize/not-a-code', '13桁の数字 (13 digits)')
  }
  const base = figures.slice(-12)
  const right = corporateCheckDigit(base) + base
  if (figures.length === 12 && BASE.test(base)) return mend(tell, 'normalize/lost-check-digit', right)
  return off(field, tell, text, 'normalize/check-digit', right)
}

export const townId: ValueRule = {
  docs: {
    ja: '7桁の数字。0008-001 のハイフンを除き、表計算ソフトで消えた先頭の0を補います。',
    en: 'Seven digits. The hyphen of 0008-001 goes, leading zeros dropped by a spreadsheet come back.',
  },
  compile: (field) => framed(isTownId, (text, tell) => mendTown(field, text, tell)),
}

function isTownId(text: string): boolean {
  return text.length === 7 && isFigures(text)
}

function mendTown(field: Field, text: string, tell: Tell): Scalar {
  const { figures, how } = bare(text)
  const form = '7桁の数字 (7 digits)'
  if (!isFigures(figures)) return off(field, tell, text, 'normalize/not-a-code', form)
  if (figures.length === 7) return mend(tell, how, figures)
  // the last three are of the 丁目, so that what is left of the first four has at least one digit; 8-001 is not of a number
  const isNumber = how !== 'normalize/code-form' && figures.length >= 4 && figures.charAt(0) !== '0'
  return isNumber && figures.length < 7
    ? mend(tell, 'normalize/lost-zero', figures.padStart(7, '0'))
    : off(field, tell, text, 'normalize/not-a-code', form)
}

export const postalCode: ValueRule = {
  docs: {
    ja: 'ハイフンなしの7桁。〒とハイフンを除き、先頭の0が消えた6桁は、0で始まる郵便番号のある都道府県（または都道府県が分からない）ときに補います。',
    en: 'Seven digits without a hyphen. Six get their leading zero back, unless the publisher’s prefecture has no codes with one.',
  },
  compile: (field, context) => framed(isTownId, (text, tell) => mendPostal(field, context, text, tell)),
}

/** Prefectures with postal codes that begin with 0: 北海道, 青森, 岩手, 秋田 (https://www.post.japanpost.jp/zipcode/). */
const WITH_ZERO = ['01', '02', '03', '05'] as const

function mendPostal(field: Field, { code }: ValueContext, text: string, tell: Tell): Scalar {
  const half = narrow(text)
    .replace(/^(?:〒|郵便番号[:：]?)\s*/, '')
    .replace(/^(\d+)\.0+$/, '$1')
    .trim()
  const parted = /^(\d{3})\s*-?\s*(\d{4})$/.exec(half)
  if (parted) {
    const value = `${parted[1]}${parted[2]}`
    return mend(
      tell,
      half === value && narrow(text) === value ? 'normalize/width' : 'normalize/code-form',
      value,
    )
  }
  const prefecture = code?.slice(0, 2)
  const hasZero = prefecture === undefined || WITH_ZERO.some((one) => one === prefecture)
  if (/^[1-9]\d{5}$/.test(half) && hasZero) return mend(tell, 'normalize/lost-zero', `0${half}`)
  if (/^[1-9]\d{4}$/.test(half) && prefecture === '01') return mend(tell, 'normalize/lost-zero', `00${half}`)
  return off(field, tell, text, 'normalize/not-a-postal-code')
}
