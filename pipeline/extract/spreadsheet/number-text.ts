/** A stored number as people read it: plain decimal, 15 digits as Excel shows, no exponent. */

const ZERO = 48
const NINE = 57
const MINUS = 45
const POINT = 46

/** The text of a number as the file writes it; undefined: it is none. */
export function numberText(stored: string): string | undefined {
  if (isPlain(stored)) return stored
  const trimmed = stored.trim()
  if (trimmed === '' || !/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(trimmed)) return undefined
  // digits beyond what a double holds were meant by whoever wrote them
  if (/^-?[1-9]\d{15,}$/.test(trimmed)) return trimmed
  const value = Number(trimmed)
  return Number.isFinite(value) ? plainNumber(value) : undefined
}

/** Up to 15 digits, no zero too many at either end: most numbers, and nothing is made for them. */
function isPlain(text: string): boolean {
  const start = text.charCodeAt(0) === MINUS ? 1 : 0
  const first = text.charCodeAt(start)
  let point = -1
  for (let i = start; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code === POINT && point < 0 && i > start) point = i
    else if (code < ZERO || code > NINE) return false
  }
  const digits = text.length - start - (point < 0 ? 0 : 1)
  if (digits === 0 || digits > 15) return false
  if (first === ZERO && (point < 0 ? text.length > 1 : point > start + 1)) return false
  const last = text.charCodeAt(text.length - 1)
  return point < 0 || (last !== ZERO && last !== POINT)
}

/** 0.1 + 0.2 is stored as 0.30000000000000004 and shown as 0.3. */
export function plainNumber(value: number): string {
  const rounded = Number(value.toPrecision(15))
  // the largest double is rounded beyond itself
  const short = String(Number.isFinite(rounded) ? rounded : value)
  const e = short.indexOf('e')
  if (e < 0) return short === '-0' ? '0' : short
  const exponent = Number(short.slice(e + 1))
  const sign = short.startsWith('-') ? '-' : ''
  const [whole = '', fraction = ''] = short.slice(sign.length, e).split('.')
  const digits = whole + fraction
  const point = whole.length + exponent
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return point >= digits.length
    ? `${sign}${digits}${'0'.repeat(point - digits.length)}`
    : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
}
