/** integer, number: figures only. What is about a number (約, 以上, ～) is none. */
import { narrow, WAVES } from '../../lib/characters.ts'
import { plainDecimal } from '../../lib/decimal.ts'
import type { Field, ReadCell, Tell } from '../../lib/field.ts'
import { doubt, type Fault, fault, mend, prepare, type Repair, spaced, type ValueRule } from './speak.ts'

export const integer: ValueRule = {
  docs: {
    ja: '半角の整数。桁区切り、全角、￥、△（負数）、12.0、数える単位（人・台・円など）と項目名にある単位を直します。約・以上・範囲・項目名と違う単位は数値にせず知らせます。',
    en: 'A whole number. Thousands separators, full-width figures, ￥, △ for minus, 12.0, counters (人 台 円) and the unit of the header are mended. Approximations, bounds, ranges and other units are told.',
  },
  compile: (field) => numberReader(field, true),
}

export const number: ValueRule = {
  docs: { ja: `${integer.docs.ja}小数も書けます。`, en: `${integer.docs.en} Decimals may be written.` },
  compile: (field) => numberReader(field, false),
}

function numberReader(field: Field, isWhole: boolean): ReadCell {
  const isText = field.type === 'string'
  const units = unitsOf(field.header)
  return (text, tell) => {
    if (text === '') return null
    const form = formOf(text)
    if (form === WHOLE || (form === DECIMAL && !isWhole)) return isText ? text : Number(text)
    const trimmed = prepare(text, tell, false)
    if (trimmed === '') return null
    const value = spaced(text, trimmed, mendNumber(trimmed, isWhole, units, tell), tell)
    return value === null || isText ? value : Number(value)
  }
}

const OTHER = 0
const WHOLE = 1
const DECIMAL = 2

/** A plain number of at most fifteen digits, which a double holds exactly; no zeros before it. */
function formOf(text: string): number {
  const start = text.charCodeAt(0) === 45 ? 1 : 0
  const { length } = text
  if (length - start > 16 || length === start) return OTHER
  let point = -1
  for (let at = start; at < length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 46 && point < 0) point = at
    else if (!(code >= 48 && code <= 57)) return OTHER
  }
  const whole = point < 0 ? length - start : point - start
  if (whole === 0 || point === length - 1 || length - start - (point < 0 ? 0 : 1) > 15) return OTHER
  if (text.charCodeAt(start) === 48 && whole > 1) return OTHER
  if (start === 1 && text.charCodeAt(1) === 48) return OTHER
  return point < 0 ? WHOLE : DECIMAL
}

/** Counters: they say what is counted and change no number. */
const COUNTERS =
  '人|名|円|台分|台|件|室|床|戸|世帯|か所|カ所|ヶ所|ケ所|ヵ所|箇所|個所|個|基|本|校|園|棟|団体|社|店舗|店|施設|区画|枚|冊|回|点|頭|羽|匹|隻|艘|組|家族|歳|才|階建|階建て|階|席|脚|便器|器|口|班|クラス|学級|票|円也'

/** Measures: a number in ha is another than one in ㎡, so that the header must name the same; several spellings of each. */
const MEASURES: readonly (readonly string[])[] = [
  ['㎡', 'm2', 'm²', '平方メートル', '平米'],
  ['km2', 'km²', '㎢', '平方キロメートル'],
  ['m3', 'm³', '㎥', '立方メートル'],
  ['m', 'ｍ', 'メートル'],
  ['km', '㎞', 'キロメートル', 'キロ'],
  ['cm', '㎝', 'センチメートル', 'センチ'],
  ['mm', '㎜', 'ミリメートル', 'ミリ'],
  ['ha', '㏊', 'ヘクタール'],
  ['kg', '㎏', 'キログラム'],
  ['g', 'グラム'],
  ['t', 'トン'],
  ['kl', 'キロリットル'],
  ['l', 'リットル'],
  ['kwh', 'キロワット時'],
  ['kw', 'キロワット'],
  ['kcal', 'キロカロリー'],
  ['%', 'パーセント', '率', '割合'],
  ['年'],
  ['月'],
  ['日'],
  ['時間'],
  ['分'],
  ['秒'],
  ['千円'],
  ['百万円'],
  ['億円'],
  ['万円'],
  ['℃', '度'],
]

function unitsOf(header: string): RegExp {
  const half = narrow(header).toLowerCase()
  const named = MEASURES.filter((names) => names.some((name) => stands(half, name))).flat()
  const escaped = named.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`\\s*(?:${[...escaped, COUNTERS].join('|')})$`, 'i')
}

/** `m` in `高さ(m)`, but not in `(mm)`; words anywhere, but not 万円 for 円. */
function stands(header: string, name: string): boolean {
  if (/^[a-z0-9²³]+$/.test(name)) return new RegExp(`(?<![a-z])${name}(?![a-z0-9²³])`).test(header)
  return name.length === 1 && /[年月日分秒度]/.test(name)
    ? new RegExp(`[(（]${name}[)）]|${name}数`).test(header)
    : header.includes(name)
}

const GROUPED = /^(-?)(\d{1,3}(?:,\d{3})+)((?:\.\d*)?)$/
const PLAIN = /^-?(?:\d+(?:\.\d*)?|\.\d+)$/
const EXPONENT = /^-?\d+(?:\.\d+)?e[+-]?\d{1,2}$/i
const BOUND = /以上|以下|未満|超|以内|以降|以前|まで|から|より|[<>≦≧≤≥＜＞]/
const ABOUT = /約\s*\d|およそ|概ね|おおむね|程度|前後|くらい|ぐらい|\dほど|\d\D{0,2}[弱強余]|推定|±|多数|若干/
const BETWEEN = new RegExp(`\\d[^\\d]{0,3}[${WAVES}-]\\s*\\d`)

function mendNumber(text: string, isWhole: boolean, units: RegExp, tell: Tell): string | null {
  const half = narrow(text)
  const bare = half
    .replace(/^[¥\\]\s*/, '')
    .replace(/^\+(?=\d)/, '')
    .replace(/^([△▲])\s*(?=\d)/, '-')
  const exact = exactOf(bare.replace(/^-\s+/, '-'))
  if (exact !== undefined) return give(exact, text, isWhole, repairOf(text, half, exact), tell)
  const less = bare.replace(units, '')
  const counted = less === bare ? undefined : exactOf(less.trim())
  if (counted !== undefined) return give(counted, text, isWhole, 'normalize/unit-removed', tell)
  if (EXPONENT.test(half)) return giveExponent(half, isWhole, tell)
  return fault(tell, whyNot(half))
}

function repairOf(text: string, half: string, exact: string): Repair {
  return half === exact && half !== text ? 'normalize/width' : 'normalize/number-form'
}

function whyNot(half: string): Fault {
  if (BETWEEN.test(half)) return 'normalize/range'
  if (ABOUT.test(half)) return 'normalize/number-approximate'
  return BOUND.test(half) && /\d/.test(half) ? 'normalize/number-bound' : 'normalize/not-a-number'
}

/** The plain decimal that a text says; undefined where it says none. */
function exactOf(text: string): string | undefined {
  const grouped = GROUPED.exec(text)
  const plain = grouped ? `${grouped[1]}${grouped[2]?.replaceAll(',', '')}${grouped[3]}` : text
  if (!PLAIN.test(plain)) return undefined
  const sign = plain.startsWith('-') ? '-' : ''
  const [head = '', tail = ''] = plain.slice(sign.length).split('.')
  const whole = head.replace(/^0+(?=\d)/, '')
  const value = `${whole === '' ? '0' : whole}${tail === '' ? '' : `.${tail}`}`
  return /[1-9]/.test(value) ? sign + value : value
}

function give(exact: string, text: string, isWhole: boolean, how: Repair, tell: Tell): string | null {
  const digits = exact.replace(/\D/g, '')
  if (isWhole) {
    const value = exact.replace(/\.0+$/, '')
    if (value.includes('.')) return fault(tell, 'normalize/not-an-integer')
    if (value.replace('-', '').length > 15) return fault(tell, 'normalize/number-too-long')
    if (value === text) return value
    return mend(
      tell,
      value === exact ? how : how === 'normalize/unit-removed' ? how : 'normalize/decimal-tail',
      value,
    )
  }
  if (digits.replace(/^0+/, '').length > 17) return fault(tell, 'normalize/number-too-long')
  return exact === text ? exact : mend(tell, how, exact)
}

/** 1E-05 is a number; of 1.23457E+12 the digits behind are gone. */
function giveExponent(half: string, isWhole: boolean, tell: Tell): string | null {
  const value = plainDecimal(Number(half))
  const mantissa = half.replace(/^-|e.*$/gi, '').replace('.', '').length
  if (isWhole && value.includes('.')) return fault(tell, 'normalize/not-an-integer')
  if (value.replace(/\D/g, '').length > 15) return fault(tell, 'normalize/number-too-long')
  // five and six figures are what a spreadsheet leaves of a longer number
  if (!value.includes('.') && mantissa >= 5) return doubt(tell, value, 'normalize/exponent')
  return mend(tell, 'normalize/number-form', value)
}
