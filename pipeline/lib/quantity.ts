/** Quantities as a table cell writes them: 12,137件, 20%減, ３．５万人, 小学校186台 中学校42台. */
import { literal } from './regex.ts'
import { halfWidth, squeeze } from './text.ts'

export type Direction = 'decrease' | 'increase'

export interface Part {
  readonly label: string | null
  readonly value: number
  readonly unit: string | null
}

export interface Quantity extends Part {
  readonly direction: Direction | null
}

export type Reading =
  | { readonly kind: 'one'; readonly quantity: Quantity }
  | { readonly kind: 'several'; readonly parts: readonly Part[] }
  /** `suspicious`: digits stand before a unit that we know, and yet it is no quantity: a person should look */
  | { readonly kind: 'none'; readonly suspicious: boolean }

export interface QuantityReader {
  read(text: string): Reading
  /** a number with its unit and nothing left over */
  isWhole(text: string): boolean
}

const DIGITS = '(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?'
/** △ and ▲ are how public accounts write a minus. */
const MINUS = '[-−▲△]'
const SCALED = `${MINUS}?(?:${DIGITS}[兆億万千])*(?:${DIGITS}[兆億万千]?)`
/** A dash before a number may part a range or be a minus; the long vowel of サーバー3台 is neither. */
const STRAY_DASH = /[―–—‐]$|(?:^|[^\u30a1-\u30ff])ー$/
const DIRECTIONS: Readonly<Record<string, Direction>> = {
  削減: 'decrease',
  減少: 'decrease',
  減: 'decrease',
  増加: 'increase',
  増: 'increase',
}
/** 15分以下 is a bound: the number is its value, the text keeps the word. */
const BOUND = '以上|以下|未満|以内|程度|超'
const POWERS: Readonly<Record<string, number>> = { 千: 3, 万: 4, 億: 8, 兆: 12 }

const DECIMALS = 12
/** What a double keeps exactly, whichever digits they are. */
const SIGNIFICANT = 15

/**
 * Exact: the digits are shifted as text, never multiplied as floating point (1.1万 is 11000, not 11000.000000000002).
 * Undefined where it is no number, or one with more digits than a number here can hold.
 */
export function readNumber(written: string): number | undefined {
  const text = halfWidth(squeeze(written)).replace(new RegExp(MINUS), '-')
  if (!new RegExp(`^${SCALED}$`).test(text)) return undefined
  const negative = text.startsWith('-')
  let scaled = 0n
  let above = Number.POSITIVE_INFINITY
  for (const match of text.replace('-', '').matchAll(/([\d,]+)(?:\.(\d+))?([兆億万千])?/g)) {
    const [, whole = '0', fraction = '', scale] = match
    const power = scale ? (POWERS[scale] ?? 0) : 0
    // 2億3,000万, never 3,000万2億
    if (power >= above || fraction.length > DECIMALS + power || whole.length > 40) return undefined
    above = power
    scaled += BigInt(whole.replaceAll(',', '') + fraction) * 10n ** BigInt(DECIMALS + power - fraction.length)
  }
  const digits = scaled.toString().padStart(DECIMALS + 1, '0')
  if (digits.replace(/^0+|0+$/g, '').length > SIGNIFICANT) return undefined
  const value = Number(`${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`)
  return negative && value !== 0 ? -value : value
}

/** Compiles the units that a source declares into one reader; longest unit first, so that 箇所 wins over 箇. */
export function quantityReader(units: readonly string[]): QuantityReader {
  const list = [...units].map(halfWidth).sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  const unit = list.length > 0 ? `(?:${list.map(literal).join('|')})` : '(?!)'
  const direction = `(?:${Object.keys(DIRECTIONS).join('|')})`
  const label = '[^\\d\\s、,・/~〜～]*?'
  const one = new RegExp(
    `^(?<label>${label})(?<number>${SCALED})(?<unit>${unit})?(?:${BOUND})?(?<direction>${direction})?$`,
  )
  const piece = new RegExp(`(${label})(${SCALED})(${unit})(?:[\\s、・/]+|$|(?=[^\\d,.]))`, 'y')
  const numberThenUnit = new RegExp(`\\d[千万億兆]?\\s*${unit}`)
  const afterNumber = new RegExp(`^(?:${MINUS}|${direction})`)

  function readOne(text: string): Quantity | undefined {
    // a space between two digits parts two numbers as often as OCR put it into one: nobody can tell from here
    if (/\d\s+\d/.test(text)) return undefined
    const groups = one.exec(squeeze(text))?.groups
    const value = groups?.number === undefined ? undefined : readNumber(groups.number)
    if (!groups || value === undefined) return undefined
    const name = groups.label ? groups.label : null
    if (name !== null && STRAY_DASH.test(name)) return undefined
    // a bare number with words before it is a name with a number in it (Web2), not a quantity
    if (name !== null && groups.unit === undefined) return undefined
    const word = groups.direction
    return {
      label: name,
      value,
      unit: groups.unit ?? null,
      direction: word ? (DIRECTIONS[word] ?? null) : null,
    }
  }

  function readSeveral(text: string): readonly Part[] | undefined {
    const parts: Part[] = []
    piece.lastIndex = 0
    while (piece.lastIndex < text.length) {
      const start = piece.lastIndex
      const match = piece.exec(text)
      const value = match?.[2] === undefined ? undefined : readNumber(match[2])
      if (!match || value === undefined || STRAY_DASH.test(match[1] ?? '')) return undefined
      // 20件-30件 is a range, and in 20枚減3個 the word of decrease is no label of what follows
      if (start > 0 && !/[\s、・/]/.test(text[start - 1] ?? '') && afterNumber.test(match[0]))
        return undefined
      parts.push({ label: match[1] ? match[1] : null, value, unit: match[3] ?? null })
    }
    return parts.length > 1 ? parts : undefined
  }

  function read(written: string): Reading {
    const text = halfWidth(written).trim()
    const quantity = readOne(text)
    if (quantity) return { kind: 'one', quantity }
    const parts = readSeveral(text)
    if (parts) return { kind: 'several', parts }
    return { kind: 'none', suspicious: numberThenUnit.test(text) }
  }

  return {
    read,
    isWhole: (text) => {
      const quantity = readOne(halfWidth(text).trim())
      return quantity !== undefined && quantity.unit !== null
    },
  }
}
