/** The check digit of a 全国地方公共団体コード (JIS X 0401 and 0402). */

/**
 * `digits`: the first five of the code. Weights 6 to 2, modulus 11: what the sum lacks to the next multiple of 11,
 * of which the last digit counts.
 */
export function checkDigitOf(digits: string): string {
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (6 - i), 0)
  return String((11 - (sum % 11)) % 10)
}

/** What a code of six digits should end with; undefined where it does, or where it is no such code. */
export function wrongCheckDigit(code: string): string | undefined {
  if (!/^[0-9]{6}$/.test(code)) return undefined
  const expected = checkDigitOf(code.slice(0, 5))
  return code.endsWith(expected) ? undefined : expected
}
