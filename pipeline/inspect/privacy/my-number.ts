/**
 * 個人番号: twelve digits, the last of them a check digit. 行政手続における特定の個人を識別するための番号の利用等に関する
 * 法律の規定による通知カード及び個人番号カード並びに情報提供ネットワークシステムによる特定個人情報の提供等に関する省令
 * （平成26年総務省令第85号）第五条: 11 less the remainder of Σ Pn×Qn by 11, or 0 where that remainder is at most 1;
 * Pn is the n-th digit from the right without the check digit, Qn is n+1 up to n = 6 and n−5 from there.
 * Of twelve digits at random one in ten ends right: what a number is, its column says.
 */

/** Of eleven digits. */
export function myNumberCheckDigit(base: string): string {
  let sum = 0
  for (let n = 1; n <= 11; n += 1) sum += (base.charCodeAt(11 - n) - 48) * (n <= 6 ? n + 1 : n - 5)
  const rest = sum % 11
  return String(rest <= 1 ? 0 : 11 - rest)
}

/** `digits`: twelve of them, and nothing else. */
export function isMyNumber(digits: string): boolean {
  return myNumberCheckDigit(digits.slice(0, 11)) === digits.charAt(11)
}

export interface TwelveDigits {
  readonly start: number
  readonly end: number
  readonly isRight: boolean
  /** written 4-4-4, or 4 4 4 */
  readonly isGrouped: boolean
  /** written 4/4/4 or the like, as quantities are too */
  readonly isLoose: boolean
  /** also a time, such as 202404010930, or three years: one, unless its column says 個人番号 */
  readonly isTime: boolean
}

// A number within a longer one, behind a decimal point or with letters of a code before it is none; `No.` and `#` are
// no such letters. Spreadsheets write 123456789018.0 and 1.23456789018E+11.
const TWELVE =
  /(?:(?<![0-9A-Za-z_/=&#%.])(?<![0-9][-:・])|(?<=(?<![A-Za-z])[Nn][Oo]\.?)|(?<=(?<![0-9A-Za-z_/=&%.-])#))(?:[0-9]{12}(?:\.0+(?![0-9]))?|[0-9]{4}([-. /_・･])[0-9]{4}\1[0-9]{4}|[1-9]\.[0-9]{9,11}[Ee]\+?11)(?![0-9A-Za-z_])(?![-.][0-9])(?!\1[0-9])/g
// where 個人番号 is said: twelve digits with whatever between them that is no letter
const SAID = /(?<![0-9])[0-9](?:[^0-9A-Za-z\u3041-\u30fa\u3400-\u9fff]{0,3}[0-9]){11}(?![0-9])/g

/** Where twelve digits stand by themselves; `text` is narrow (plain.ts). `isSaid`: it or its header says 個人番号. */
export function twelveDigits(text: string, isSaid = false): readonly TwelveDigits[] {
  let found: TwelveDigits[] | undefined
  for (const { 0: written, 1: sign, index: start } of text.matchAll(TWELVE)) {
    const digits = /[Ee]/.test(written)
      ? written.replace(/[Ee].*$|\./g, '').padEnd(12, '0')
      : written.replace(/\.0+$/, '').replace(/[^0-9]/g, '')
    if (digits.length !== 12) continue
    const isGrouped = sign === '-' || sign === ' '
    const isLoose = sign !== undefined && !isGrouped
    const isTime = sign === undefined ? isTimeStamp(digits) : isYears(digits)
    found ??= []
    found.push({
      start,
      end: start + written.length,
      isRight: isMyNumber(digits),
      isGrouped,
      isLoose,
      isTime,
    })
  }
  return isSaid ? withSaid(text, found ?? NONE) : (found ?? NONE)
}

/** `known`: those that are found anywhere, in the order of the text. */
function withSaid(text: string, known: readonly TwelveDigits[]): readonly TwelveDigits[] {
  const all = [...known]
  let next = 0
  for (const { 0: written, index: start } of text.matchAll(SAID)) {
    const end = start + written.length
    while (next < known.length && (known[next]?.end ?? 0) <= start) next += 1
    const isKnown = (known[next]?.start ?? end) < end
    if (isKnown) continue
    const isRight = isMyNumber(written.replace(/[^0-9]/g, ''))
    all.push({ start, end, isRight, isGrouped: false, isLoose: true, isTime: false })
  }
  return all
}

const NONE: readonly TwelveDigits[] = []

/** YYYYMMDDhhmm */
function isTimeStamp(digits: string): boolean {
  return /^(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[01][0-9]|2[0-3])[0-5][0-9]$/.test(
    digits,
  )
}

/** 2022 2023 2024 */
function isYears(digits: string): boolean {
  return /^(?:(?:19|20)[0-9]{2}){3}$/.test(digits)
}

/** What is known of a column of numbers of things: how many have twelve digits, and of these how many end right. */
export interface TwelveTally {
  readonly all: number
  readonly right: number
}

/**
 * Numbers of things end right in one of ten. Many more than that: they are no numbers of things. About that many, with
 * others beside them that are surely none: the column is what its header says. Few in all: nobody can tell.
 */
export function judgeTwelve({ all, right }: TwelveTally): 'error' | 'warning' | undefined {
  if (right === 0) return undefined
  // three of three come by chance once in a thousand, six of twelve once in two thousand
  if (right >= 3 && right * 2 >= all && (right === all || right >= 6)) return 'error'
  return right * 4 <= all || (right === 1 && all > 1) ? undefined : 'warning'
}
