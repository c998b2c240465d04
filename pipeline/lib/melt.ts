/** Headers of cross tables: years, months, dates or ages. One reading for the look, which proposes, and for the run. */
import { foldWord } from './fold.ts'
import type { MeltType } from './grid-declaration.ts'
import { readYear } from './years.ts'

const AGE =
  /^(?:\d{1,3}歳?(?:(?:ー|~|〜|から)\d{1,3}歳?)|\d{1,3}歳(?:以上|未満|以下)?|\d{1,3}歳?(?:ー|~|〜)(?:以上)?)$/
const MONTH = /^(?:1[0-2]|0?[1-9])月(?:分|末)?$/
// a hyphen is folded to ー
const YEAR_MONTH = /^(?:(.+?年)度?(?:1[0-2]|0?[1-9])月(?:分|末)?|\d{4}[/.ー](?:1[0-2]|0?[1-9]))$/
const DATE = /^(?:(.+?年)(?:1[0-2]|0?[1-9])月(?:[12]?\d|3[01])日(?:現在)?|\d{4}[/.ー]\d{1,2}[/.ー]\d{1,2})$/

/** What the header is a value of, or undefined. */
export function meltTypeOf(header: string): Exclude<MeltType, 'listed'> | undefined {
  if (header.length > 24 || !/[\d０-９元]/.test(header)) return undefined
  const word = foldWord(header).toUpperCase()
  if (readYear(word) !== undefined) return 'year'
  if (MONTH.test(word)) return 'month'
  const yearMonth = YEAR_MONTH.exec(word)
  if (yearMonth !== null && isYear(yearMonth[1])) return 'yearMonth'
  const date = DATE.exec(word)
  if (date !== null && isYear(date[1])) return 'date'
  return AGE.test(word) ? 'age' : undefined
}

function isYear(text: string | undefined): boolean {
  return text === undefined || readYear(text) !== undefined
}
