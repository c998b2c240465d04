/** date, yearMonth, year, dateTime: the Gregorian calendar, ISO 8601 (GIF DS-441). */
import { isFigures, narrow, WAVES } from '../../lib/characters.ts'
import {
  type DateFault,
  figures,
  isDay,
  isIsoDate,
  isoDate,
  type ReadDate,
  readDate,
  serialDay,
} from '../../lib/dates.ts'
import type { Field, Tell, ValueContext } from '../../lib/field.ts'
import type { Scalar } from '../../lib/model.ts'
import { readYear } from '../../lib/years.ts'
import { type Fault, framed, mend, off, type Repair, type ValueRule } from './speak.ts'

export const date: ValueRule = {
  docs: {
    ja: 'YYYY-MM-DD（年だけのときは YYYY）。和暦、2024/4/1、20240401、表計算ソフトの番号、0時の時刻や曜日が付いたものを読みます。元号の期間、ない日付、曜日の食い違い、年のない日付、月日の順が決まらないものは知らせます。',
    en: 'YYYY-MM-DD, or YYYY. Reads the Japanese calendar, 2024/4/1, 20240401, serials, a weekday or midnight behind the date. Days outside their era, impossible ones, contradicting weekdays, missing years and undecided orders are told.',
  },
  compile: (field, context) => framed(isDate, (text, tell) => mendDate(field, context, text, tell)),
}

/** YYYY-MM-DD of a day that exists, or YYYY. */
export function isDate(text: string): boolean {
  if (text.length === 4) return isFigures(text) && text !== '0000' && text !== '9999'
  return isIsoDate(text)
}

const FAULTS: Readonly<Record<DateFault['why'], Fault>> = {
  impossible: 'normalize/impossible-date',
  'era-ended': 'normalize/era-ended',
  lunar: 'normalize/lunar-date',
  order: 'normalize/date-order',
  'no-year': 'normalize/no-year',
  weekday: 'normalize/weekday-mismatch',
  'short-year': 'normalize/short-year',
  fiscal: 'normalize/fiscal-year',
}

interface Moment {
  readonly day: ReadDate
  /** HH:MM:SS and offset; absent where the date stands alone */
  readonly time?: string
  readonly repair: Repair
}

const CLOCK = /^(.+?)(?:T| +|(?<=\d日))(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i
const JAPANESE_CLOCK = /^(.+日(?: *\([月火水木金土日]\))?) *(午前|午後)?(\d{1,2})時(?:(\d{1,2})分)?$/
const SERIAL = /^(\d{5})(?:\.(\d+))?$/

/** undefined: no date. Serials from 1927 to 2100: five digits that can be nothing else. */
function readMoment(text: string, context: ValueContext): Moment | DateFault | undefined {
  const half = narrow(text).trim()
  const serial = SERIAL.exec(half)
  if (serial) return ofSerial(Number(serial[1]), serial[2], context)
  const clock = CLOCK.exec(half)
  const day = readDate(clock?.[1] ?? half.replace(/^(\d{4})\.0$/, '$1'))
  if (clock !== null && day !== undefined && !('why' in day)) {
    const time = clockOf(Number(clock[2]), Number(clock[3]), Number(clock[4] ?? 0))
    return time === undefined || day.day === undefined
      ? undefined
      : { day, time: time + (clock[5] ?? ''), repair: repairOf(day) }
  }
  if (day !== undefined) return 'why' in day ? day : { day, repair: repairOf(day) }
  const words = JAPANESE_CLOCK.exec(half)
  if (words === null) return undefined
  const wordDay = readDate(words[1] ?? '')
  if (wordDay === undefined || 'why' in wordDay) return wordDay
  const late = words[2] === '午後' && Number(words[3]) < 12 ? 12 : 0
  const time = clockOf(Number(words[3]) + late, Number(words[4] ?? 0), 0)
  return time === undefined ? undefined : { day: wordDay, time, repair: repairOf(wordDay) }
}

function repairOf({ how }: ReadDate): Repair {
  return how === 'era' ? 'normalize/era-date' : 'normalize/date-form'
}

function clockOf(hour: number, minute: number, second: number): string | undefined {
  if (hour > 23 || minute > 59 || second > 59) return undefined
  return [hour, minute, second].map((part) => String(part).padStart(2, '0')).join(':')
}

function ofSerial(days: number, part: string | undefined, { date1904 }: ValueContext): Moment | undefined {
  if (days < 10000 || days > 73415) return undefined
  const day: ReadDate = { ...serialDay(days, date1904), how: 'plain' }
  const seconds = Math.round(Number(`0.${part ?? 0}`) * 86400)
  if (seconds === 0) return { day, repair: 'normalize/serial' }
  const time = clockOf(Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60)
  return time === undefined ? undefined : { day, time, repair: 'normalize/serial' }
}

const MIDNIGHT = /^00:00:00(?:\+09:?00)?$/
const WAVE = new RegExp(`\\d.*(?:[${WAVES}]|から|まで|\\d-{1,2} *(?:\\d{4}年|\\d{1,2}月))`)

/** What could not be read, in words that help. */
function offDate(field: Field, text: string, tell: Tell, why: DateFault | undefined): Scalar {
  if (why !== undefined) return off(field, tell, text, FAULTS[why.why], why.expected)
  return off(field, tell, text, WAVE.test(narrow(text)) ? 'normalize/range' : 'normalize/not-a-date')
}

function mendDate(field: Field, context: ValueContext, text: string, tell: Tell): Scalar {
  const read = readMoment(text, context)
  if (read === undefined || 'why' in read) return offDate(field, text, tell, read)
  const value = isoDate(read.day)
  if (read.time !== undefined && !MIDNIGHT.test(read.time)) {
    return off(field, tell, text, 'normalize/date-too-fine', value)
  }
  if (read.day.month !== undefined && read.day.day === undefined) {
    return off(field, tell, text, 'normalize/date-incomplete', 'YYYY-MM-DD')
  }
  return value === text ? text : mend(tell, read.repair, value)
}

export const yearMonth: ValueRule = {
  docs: {
    ja: 'YYYY-MM。和暦も読みます。表計算ソフトが月を1日の日付にしたもの（2024/4/1）は月に戻します。',
    en: 'YYYY-MM. Reads the Japanese calendar; the first of a month, as spreadsheets make of a month, is the month.',
  },
  compile: (field, context) => framed(isYearMonth, (text, tell) => mendYearMonth(field, context, text, tell)),
}

function isYearMonth(text: string): boolean {
  if (text.length !== 7 || text.charCodeAt(4) !== 45) return false
  const month = figures(text, 5, 7)
  return figures(text, 0, 4) > 0 && month >= 1 && month <= 12
}

function mendYearMonth(field: Field, context: ValueContext, text: string, tell: Tell): Scalar {
  const compact = /^(\d{4})(0[1-9]|1[0-2])$/.exec(narrow(text))
  if (compact) return mend(tell, 'normalize/date-form', `${compact[1]}-${compact[2]}`)
  const read = readMoment(text, context)
  if (read === undefined || 'why' in read) return offDate(field, text, tell, read)
  const { year, month, day } = read.day
  if (month === undefined) return off(field, tell, text, 'normalize/date-incomplete', 'YYYY-MM')
  const value = isoDate({ year, month })
  const isFirst = day === 1 && (read.time === undefined || MIDNIGHT.test(read.time))
  return day === undefined || isFirst
    ? mend(tell, read.repair, value)
    : off(field, tell, text, 'normalize/date-too-fine', value)
}

export const year: ValueRule = {
  docs: {
    ja: '西暦4桁。令和6年、令和6年度、2024年度、2024.0 を読みます。',
    en: 'Four digits. Reads 令和6年, fiscal years (令和6年度, 2024年度) and 2024.0.',
  },
  compile: (field, context) => {
    const isText = field.type === 'string'
    const read = framed(isYear, (text, tell) => mendYear(field, context, text, tell))
    return isText ? read : (text, tell) => numberOf(read(text, tell))
  },
}

function numberOf(value: Scalar): Scalar {
  return typeof value === 'string' && isFigures(value) ? Number(value) : value
}

/** From 1000 on: as a number, an older one would lose its zeros. */
function isYear(text: string): boolean {
  return text.length === 4 && isFigures(text) && text.charCodeAt(0) !== 48 && text !== '9999'
}

function mendYear(field: Field, context: ValueContext, text: string, tell: Tell): Scalar {
  const half = narrow(text).replace(/^(\d{4})\.0+$/, '$1')
  const read = readYear(half) ?? readYear(half.replace(/^西暦/, ''))
  if (read !== undefined) {
    const value = String(read).padStart(4, '0')
    return mend(tell, /^\d/.test(half) ? 'normalize/date-form' : 'normalize/era-date', value)
  }
  const moment = readMoment(text, context)
  if (moment === undefined || 'why' in moment) return offDate(field, text, tell, moment)
  const value = isoDate({ year: moment.day.year })
  if (!isYear(value)) return off(field, tell, text, 'normalize/not-a-date')
  return moment.day.month === undefined
    ? mend(tell, moment.repair, value)
    : off(field, tell, text, 'normalize/date-too-fine', value)
}

export const dateTime: ValueRule = {
  docs: {
    ja: 'YYYY-MM-DDTHH:MM:SS（時差があれば +09:00 も）。日付だけのものはそのまま残します。',
    en: 'YYYY-MM-DDTHH:MM:SS, with its offset where one is written. A date alone stays.',
  },
  compile: (field, context) => framed(isDateTime, (text, tell) => mendDateTime(field, context, text, tell)),
}

const OFFSET = /^(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?$/

function isDateTime(text: string): boolean {
  if (text.length === 10) return isDate(text)
  if (text.length < 19 || text.charCodeAt(10) !== 84) return false
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return false
  if (!isDay(figures(text, 0, 4), figures(text, 5, 7), figures(text, 8, 10))) return false
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false
  const hour = figures(text, 11, 13)
  const minute = figures(text, 14, 16)
  const second = figures(text, 17, 19)
  const isClock = hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59
  return isClock && (text.length === 19 || OFFSET.test(text.slice(19)))
}

function mendDateTime(field: Field, context: ValueContext, text: string, tell: Tell): Scalar {
  const read = readMoment(text, context)
  if (read === undefined || 'why' in read) return offDate(field, text, tell, read)
  const value = isoDate(read.day)
  if (read.day.day === undefined)
    return off(field, tell, text, 'normalize/date-incomplete', 'YYYY-MM-DDTHH:MM:SS')
  const offset = read.time?.replace(/([+-]\d{2})(\d{2})$/, '$1:$2').toUpperCase()
  return mend(tell, read.repair, offset === undefined ? value : `${value}T${offset}`)
}
