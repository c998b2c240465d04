/** Years as Japanese documents write them: R4, 令和4年度, 令和元年, H29, 2022年度 → 2022. */
import { halfWidth, squeeze } from './text.ts'

/** First year of each era and its last number. https://www.digital.go.jp GIF 441: 元号 */
const ERAS: Readonly<Record<string, { first: number; last: number }>> = {
  令和: { first: 2019, last: 99 },
  R: { first: 2019, last: 99 },
  平成: { first: 1989, last: 31 },
  H: { first: 1989, last: 31 },
  昭和: { first: 1926, last: 64 },
  S: { first: 1926, last: 64 },
  大正: { first: 1912, last: 15 },
  T: { first: 1912, last: 15 },
  明治: { first: 1868, last: 45 },
  M: { first: 1868, last: 45 },
}

/** A year in a pattern: `{year:year}`. */
export const YEAR_SOURCE =
  '(?:(?:令\\s*和|平\\s*成|昭\\s*和|大\\s*正|明\\s*治|[RHSTMＲＨＳＴＭ])\\s*(?:元|[0-9０-９]{1,2})|[0-9０-９]{4})(?:\\s*年(?:\\s*度)?)?'

const WHOLE = /^(令和|平成|昭和|大正|明治|[RHSTM])?(元|\d{1,4})(?:年度?)?$/

/** The year that a whole text says, in the western calendar, or undefined where it says none. */
export function readYear(text: string): number | undefined {
  const match = WHOLE.exec(halfWidth(squeeze(text)))
  if (!match) return undefined
  const [, era, digits] = match
  const number = digits === '元' ? 1 : Number(digits)
  if (era === undefined) return digits !== '元' && number >= 1868 && number <= 2200 ? number : undefined
  const found = ERAS[era]
  return found && number >= 1 && number <= found.last ? found.first + number - 1 : undefined
}

/**
 * A year at the head of a cell speaks of the cell: `(R2)整備済`, `R2導入`, `令和2年度 40件`.
 * Of the letters only R and H count here: `S3導入` is a product, `R2導入` a year; `H264` and `R2D2` are neither.
 */
const HEAD_YEAR = [
  '(?:令和|平成|昭和)\\s*(?:元|[0-9０-９]{1,2})\\s*(?:年度?)?',
  '[RHＲＨ]\\s*(?:元|[0-9０-９]{1,2})(?:\\s*年度?|(?![0-9０-９A-Za-zＡ-Ｚａ-ｚ]))',
  '[0-9０-９]{4}\\s*年度?',
].join('|')
const HEAD = new RegExp(`^(?:[(（]\\s*(${HEAD_YEAR})\\s*[)）]|(${HEAD_YEAR}))\\s*`)

export function headYear(text: string): { year: number; rest: string } | undefined {
  const match = HEAD.exec(text)
  const written = match?.[1] ?? match?.[2]
  if (!match || written === undefined) return undefined
  const year = readYear(written)
  return year === undefined ? undefined : { year, rest: text.slice(match[0].length) }
}

/** A Japanese fiscal year as an ISO 8601 interval. */
export function fiscalYear(year: number): string {
  return `${year}-04-01/${year + 1}-03-31`
}
