/**
 * Dates as Japanese offices write them → the Gregorian calendar: 令和6年4月1日, R6.4.1, 2024/4/1, 20240401, serials of
 * spreadsheets. Reads whole texts whose widths are mended already (`narrow` of characters.ts).
 */

/** First and last day of each era (the day of change belongs to both); 明治 by the Gregorian calendar begins with its 6th year. */
const ERAS = [
  { name: '令和', letter: 'R', sign: '㋿', first: 20190501, last: 99991231, year: 2019 },
  { name: '平成', letter: 'H', sign: '㍻', first: 19890108, last: 20190430, year: 1989 },
  { name: '昭和', letter: 'S', sign: '㍼', first: 19261225, last: 19890107, year: 1926 },
  { name: '大正', letter: 'T', sign: '㍽', first: 19120730, last: 19261225, year: 1912 },
  { name: '明治', letter: 'M', sign: '㍾', first: 18680125, last: 19120730, year: 1868 },
] as const

/** 明治6年1月1日; before it months and days are those of the old calendar. 明治5年太政官布告第337号 */
const GREGORIAN = 18730101

export interface ReadDate {
  readonly year: number
  readonly month?: number
  readonly day?: number
  /** how it was written */
  readonly how: 'era' | 'plain'
}

/** Why a text that looks like a date is none. `expected`: what it should have been, where that is known. */
export interface DateFault {
  readonly why:
    | 'impossible'
    | 'era-ended'
    | 'lunar'
    | 'order'
    | 'no-year'
    | 'weekday'
    | 'short-year'
    | 'fiscal'
  readonly expected?: string
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

export function isDay(year: number, month: number, day: number): boolean {
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1)) return false
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day <= (DAYS[month - 1] ?? 0) + (leap ? 1 : 0)
}

/** YYYY-MM-DD of a day that the calendar has; without a regular expression: it is asked of every row. */
export function isIsoDate(text: string): boolean {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false
  return isDay(figures(text, 0, 4), figures(text, 5, 7), figures(text, 8, 10))
}

/** The number that the figures say; −1 where one of them is none. */
export function figures(text: string, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at += 1) {
    const figure = text.charCodeAt(at) - 48
    if (!(figure >= 0 && figure <= 9)) return -1
    value = value * 10 + figure
  }
  return value
}

/** Days since 1970-01-01. http://howardhinnant.github.io/date_algorithms.html */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yoe = y - era * 400
  const doy = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719468
}

export function dayOf(number: number): { year: number; month: number; day: number } {
  const z = number + 719468
  const era = Math.floor(z / 146097)
  const doe = z - era * 146097
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365,
  )
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const month = mp + (mp < 10 ? 3 : -9)
  return {
    year: yoe + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: doy - Math.floor((153 * mp + 2) / 5) + 1,
  }
}

/**
 * The day of a spreadsheet's serial. In the epoch of 1900 day 60 is 29 February 1900, which never was: days from 61 on
 * count from 1899-12-30. ECMA-376 part 1, 18.17.4.1
 */
export function serialDay(serial: number, date1904 = false): { year: number; month: number; day: number } {
  const days = Math.floor(serial)
  if (date1904) return dayOf(dayNumber(1904, 1, 1) + days)
  return dayOf(dayNumber(1899, 12, days < 60 ? 31 : 30) + days)
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

/** YYYY, YYYY-MM or YYYY-MM-DD: as much as is known. */
export function isoDate({ year, month, day }: Omit<ReadDate, 'how'>): string {
  const head = String(year).padStart(4, '0')
  if (month === undefined) return head
  return day === undefined ? `${head}-${two(month)}` : `${head}-${two(month)}-${two(day)}`
}

/** A Gregorian day in the era of that day: 1989-01-08 → 平成元年1月8日. */
export function eraDate(year: number, month: number, day: number): string | undefined {
  const at = year * 10000 + month * 100 + day
  const era = ERAS.find(({ first }) => at >= first)
  if (era === undefined) return undefined
  const n = year - era.year + 1
  return `${era.name}${n === 1 ? '元' : n}年${month}月${day}日`
}

const WEEKDAYS = '日月火水木金土'
const WEEKDAY =
  /\s*[([（]([月火水木金土日])(?:曜日?)?(?:[・,、]?祝日?)?[)\]）]\s*|\s*([月火水木金土日])曜日?\s*$/

const ERA = '(令和|平成|昭和|大正|明治|[RHSTM]|㋿|㍻|㍼|㍽|㍾)'
const SEPARATED = /^(\d{4})(?:年|([./-]))(\d{1,2})(?:月|([./-]))(\d{1,2})(日)?$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/
const MONTH = /^(\d{4})(?:年|[./-])(\d{1,2})月?$/
const YEAR = /^(\d{4})年?$/
const ERA_DAY = new RegExp(`^${ERA}\\.?(元|\\d{1,2})(?:年|[./-])(\\d{1,2})(?:月|[./-])(\\d{1,2})日?$`, 'i')
const ERA_COMPACT = new RegExp(`^${ERA}(\\d{2})(\\d{2})(\\d{2})$`, 'i')
const ERA_MONTH = new RegExp(`^${ERA}\\.?(元|\\d{1,2})(?:年|[./-])(\\d{1,2})月?$`, 'i')
const ERA_YEAR = new RegExp(`^${ERA}\\.?(元|\\d{1,2})年?$`, 'i')
const FISCAL = new RegExp(`^(?:${ERA}(元|\\d{1,2})|\\d{4})年?度$`, 'i')
const NO_YEAR = /^(\d{1,2})(?:月|\/)(\d{1,2})日?$/
const SHORT = /^(\d{2})[./-](\d{1,2})[./-](\d{1,2})$/
const YEAR_LAST = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/
const NAMED = [
  /^(\d{1,2})[ -]([a-z]{3})[a-z]*\.?[ ,-]+(\d{4})$/i,
  /^([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/i,
] as const
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const

/** undefined: it does not look like a date at all. */
export function readDate(text: string): ReadDate | DateFault | undefined {
  const named = readNamed(text)
  if (named !== undefined) return named
  const weekday = WEEKDAY.exec(text)
  const bare = arabic(
    (weekday === null ? text : text.replace(WEEKDAY, '')).replace(/\s+/g, '').replace(/^西暦/, ''),
  )
  const found = readBare(bare) ?? readDouble(bare)
  if (weekday === null || found === undefined || 'why' in found || found.month === undefined) return found
  if (found.day === undefined) return undefined
  const right = weekdayOf(found.year, found.month, found.day)
  const written = weekday[1] ?? weekday[2]
  return right === written ? found : { why: 'weekday', expected: `${isoDate(found)}（${right}）` }
}

export function weekdayOf(year: number, month: number, day: number): string {
  const at = (((dayNumber(year, month, day) + 4) % 7) + 7) % 7
  return WEEKDAYS.charAt(at)
}

function readBare(text: string): ReadDate | DateFault | undefined {
  const plain = SEPARATED.exec(text)
  // 2024年4-1 is a slip of some kind; 2024/4/1日 too: both say one date only
  if (plain) return whole(Number(plain[1]), Number(plain[3]), Number(plain[5]))
  const compact = COMPACT.exec(text)
  if (compact) return whole(Number(compact[1]), Number(compact[2]), Number(compact[3]))
  const era = ERA_DAY.exec(text) ?? ERA_COMPACT.exec(text)
  if (era) return ofEra(era[1], era[2], Number(era[3]), Number(era[4]))
  const eraMonth = ERA_MONTH.exec(text)
  if (eraMonth) return ofEra(eraMonth[1], eraMonth[2], Number(eraMonth[3]))
  const eraYear = ERA_YEAR.exec(text)
  if (eraYear) return ofEra(eraYear[1], eraYear[2])
  const month = MONTH.exec(text)
  if (month) {
    const at = Number(month[2])
    return at >= 1 && at <= 12 ? { year: Number(month[1]), month: at, how: 'plain' } : { why: 'impossible' }
  }
  const year = YEAR.exec(text)
  if (year) return Number(year[1]) > 0 ? { year: Number(year[1]), how: 'plain' } : undefined
  if (FISCAL.test(text)) return { why: 'fiscal' }
  if (NO_YEAR.test(text)) return { why: 'no-year' }
  const last = YEAR_LAST.exec(text)
  if (last) return yearLast(Number(last[1]), Number(last[2]), Number(last[3]))
  return SHORT.test(text) ? { why: 'short-year' } : undefined
}

/** 2024年(令和6年)4月1日, 令和6年(2024年): both years must be the same. */
const DOUBLE = /^([^()]+?)年?\(([^()]+?)年?\)年?([^()]*)$/

function readDouble(text: string): ReadDate | DateFault | undefined {
  const [, one = '', other = '', rest = ''] = DOUBLE.exec(text) ?? []
  const first = readBare(`${one}年`)
  const second = readBare(`${other}年`)
  if (first === undefined || second === undefined || 'why' in first || 'why' in second) return undefined
  if (first.year !== second.year || first.month !== undefined || second.month !== undefined) return undefined
  return readBare(`${one}年${rest}`)
}

function whole(
  year: number,
  month: number,
  day: number,
  how: ReadDate['how'] = 'plain',
): ReadDate | DateFault {
  return isDay(year, month, day) ? { year, month, day, how } : { why: 'impossible' }
}

function ofEra(
  written: string | undefined,
  number: string | undefined,
  month?: number,
  day?: number,
): ReadDate | DateFault | undefined {
  const upper = (written ?? '').toUpperCase()
  const era = ERAS.find(({ name, letter, sign }) => name === upper || letter === upper || sign === upper)
  const n = number === '元' ? 1 : Number(number)
  if (era === undefined || !(n >= 1)) return { why: 'impossible' }
  const year = era.year + n - 1
  const lastYear = Math.floor(era.last / 10000)
  if (month === undefined) {
    return year <= lastYear ? { year, how: 'era' } : { why: 'era-ended', expected: String(year) }
  }
  if (month < 1 || month > 12) return { why: 'impossible' }
  if (day === undefined) {
    const at = year * 100 + month
    if (at < Math.floor(GREGORIAN / 100)) return { why: 'lunar' }
    if (at < Math.floor(era.first / 100) || at > Math.floor(era.last / 100)) {
      return { why: 'era-ended', expected: isoDate({ year, month }) }
    }
    return { year, month, how: 'era' }
  }
  const at = year * 10000 + month * 100 + day
  if (at < GREGORIAN) return { why: 'lunar' }
  if (!isDay(year, month, day)) return { why: 'impossible' }
  if (at < era.first || at > era.last) {
    return {
      why: 'era-ended',
      expected: `${eraDate(year, month, day) ?? ''}（${isoDate({ year, month, day })}）`,
    }
  }
  return { year, month, day, how: 'era' }
}

/** 4/13/2018 and 13/4/2018 say their order; 4/1/2018 does not. */
function yearLast(one: number, other: number, year: number): ReadDate | DateFault {
  const monthFirst = isDay(year, one, other)
  const dayFirst = isDay(year, other, one)
  if (monthFirst && dayFirst && one !== other) {
    const either = isoDate({ year, month: one, day: other })
    return { why: 'order', expected: `${either} / ${isoDate({ year, month: other, day: one })}` }
  }
  return monthFirst ? whole(year, one, other) : whole(year, other, one)
}

function readNamed(text: string): ReadDate | DateFault | undefined {
  const first = NAMED[0].exec(text)
  const second = first === null ? NAMED[1].exec(text) : null
  const [day, name, year] = first ? [first[1], first[2], first[3]] : [second?.[2], second?.[1], second?.[3]]
  const lower = name?.toLowerCase()
  const month = MONTHS.findIndex((one) => lower?.startsWith(one))
  return month < 0 ? undefined : whole(Number(year), month + 1, Number(day))
}

const KANJI = '〇一二三四五六七八九'

/** Kanji figures before 年, 月 and 日 → Arabic: 令和六年十二月三十一日, 二〇二四年. */
function arabic(text: string): string {
  return text.replace(/([〇一二三四五六七八九十]+)(?=[年月日])/g, (run: string) => {
    const [tens, ones] = run.split('十')
    if (ones === undefined) return [...run].map((one) => KANJI.indexOf(one)).join('')
    const high = tens === '' || tens === undefined ? 1 : KANJI.indexOf(tens)
    return String(high * 10 + (ones === '' ? 0 : KANJI.indexOf(ones)))
  })
}
