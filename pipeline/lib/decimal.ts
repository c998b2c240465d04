/** Numbers as plain decimals: what a CSV reader of any country and age takes for a number. */

/**
 * The shortest decimal that reads back as the same number, never with an exponent (0.0000001, not 1e-7).
 * XSD decimal and integer know no exponent: https://www.w3.org/TR/xmlschema-2/#decimal
 */
export function plainDecimal(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`not a finite number: ${value}`)
  const text = String(value)
  const at = text.indexOf('e')
  if (at < 0) return Object.is(value, -0) ? '0' : text
  const sign = text.startsWith('-') ? '-' : ''
  const mantissa = text.slice(sign.length, at)
  const exponent = Number(text.slice(at + 1))
  const [whole = '', fraction = ''] = mantissa.split('.')
  const digits = whole + fraction
  const point = whole.length + exponent
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  if (point >= digits.length) return sign + digits + '0'.repeat(point - digits.length)
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
}
