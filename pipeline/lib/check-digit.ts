/** Check digits: of a 全国地方公共団体コード (JIS X 0401 and 0402) and of a 法人番号. */

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

/** Six digits, a prefecture of 01 to 47, and the check digit right; allocates nothing. */
export function isLocalGovernmentCode(code: string): boolean {
  if (code.length !== 6) return false
  let sum = 0
  for (let at = 0; at < 6; at += 1) {
    const digit = code.charCodeAt(at) - 48
    if (!(digit >= 0 && digit <= 9)) return false
    if (at < 5) sum += digit * (6 - at)
  }
  const prefecture = (code.charCodeAt(0) - 48) * 10 + code.charCodeAt(1) - 48
  return prefecture >= 1 && prefecture <= 47 && (11 - (sum % 11)) % 10 === code.charCodeAt(5) - 48
}

/**
 * The first digit of a 法人番号, from the twelve of its 基礎番号: 9 less the sum modulo 9, the last digit weighing 1, the
 * one before it 2, and so on. https://www.houjin-bangou.nta.go.jp/documents/checkdigit.pdf
 */
export function corporateCheckDigit(base: string): string {
  return String(9 - (corporateSum(base, 0) % 9))
}

/** Thirteen digits, the first of them right; allocates nothing. */
export function isCorporateNumber(number: string): boolean {
  if (number.length !== 13) return false
  for (let at = 0; at < 13; at += 1) {
    const code = number.charCodeAt(at)
    if (!(code >= 48 && code <= 57)) return false
  }
  return 9 - (corporateSum(number, 1) % 9) === number.charCodeAt(0) - 48
}

function corporateSum(text: string, from: number): number {
  let sum = 0
  for (let at = from; at < from + 12; at += 1) {
    const digit = text.charCodeAt(at) - 48
    sum += (at - from) % 2 === 0 ? digit * 2 : digit
  }
  return sum
}
