/** Times of day as offices write them → HH:MM. Texts are narrow (characters.ts). */

/** HH:MM from 00:00 to 24:00; HH:MM:SS where the seconds are not 0. */
export function isTime(text: string): boolean {
  if (text.length !== 5) return text.length === 8 && isLong(text)
  const hour = pair(text, 0)
  const minute = pair(text, 3)
  if (text.charCodeAt(2) !== 58 || hour < 0 || minute < 0 || minute > 59) return false
  return hour < 24 || (hour === 24 && minute === 0)
}

function isLong(text: string): boolean {
  const second = pair(text, 6)
  return text.charCodeAt(5) === 58 && second >= 1 && second <= 59 && isTime(text.slice(0, 5))
}

/** The number of two figures; −1 where they are none. */
function pair(text: string, at: number): number {
  const high = text.charCodeAt(at) - 48
  const low = text.charCodeAt(at + 1) - 48
  return high >= 0 && high <= 9 && low >= 0 && low <= 9 ? high * 10 + low : -1
}

export interface ReadTime {
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly how: 'form' | 'serial'
}

const HALF_DAY = '(午前|午後|AM|PM|A\\.M\\.|P\\.M\\.)'
const CLOCK = new RegExp(`^${HALF_DAY}? ?(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.0+)?)? ?${HALF_DAY}?$`, 'i')
const WORDS = new RegExp(`^${HALF_DAY}? ?(\\d{1,2}) ?時 ?(?:(\\d{1,2}) ?分|(半))?(?: ?(\\d{1,2})秒)?$`, 'i')
const COMPACT = /^(\d{1,2})(\d{2})$/
const HOUR = /^(?:[2-9]|1\d|2[0-4])$/
const SERIAL = /^0?\.\d+$/
/** A time as a date of the first day of the epoch, as programs write what a spreadsheet keeps as a part of a day. */
const EPOCH = /^(?:1899[-/]12[-/]3[01]|1900[-/]0?1[-/]0?[01]|1904[-/]0?1[-/]0?1)(?:T| +)(?=\d{1,2}:)/

/** Up to 29:59: hours of the next day are written so. undefined: no time. */
export function readTime(text: string): ReadTime | undefined {
  const bare = text.trim().replace(EPOCH, '')
  if (bare === '正午') return { hour: 12, minute: 0, second: 0, how: 'form' }
  if (SERIAL.test(bare)) return ofSerial(Number(bare))
  if (HOUR.test(bare)) return { hour: Number(bare), minute: 0, second: 0, how: 'form' }
  const clock = CLOCK.exec(
    bare.replace(/(?<=\d) ?[:;] ?(?=\d)/g, ':').replace(/^(\d{1,2})\.(\d{2})$/, '$1:$2'),
  )
  if (clock) return whole(clock[1] ?? clock[5], clock[2], clock[3], clock[4])
  const words = WORDS.exec(bare)
  if (words) return whole(words[1], words[2], words[4] === undefined ? (words[3] ?? '0') : '30', words[5])
  const compact = COMPACT.exec(bare)
  return compact ? whole(undefined, compact[1], compact[2], undefined) : undefined
}

function whole(
  half: string | undefined,
  hours: string | undefined,
  minutes: string | undefined,
  seconds: string | undefined,
): ReadTime | undefined {
  const isLate = half !== undefined && /^(?:午後|p)/i.test(half)
  const isEarly = half !== undefined && !isLate
  const written = Number(hours)
  if (half !== undefined && written > 12) return undefined
  // 12:30 PM is past noon, 12:30 AM past midnight; 午後12時 may be either midnight or noon and stays unread
  const isJapanese = half === '午前' || half === '午後'
  if (isJapanese && written === 12) return undefined
  const hour = isLate && written < 12 ? written + 12 : isEarly && written === 12 ? 0 : written
  const minute = Number(minutes)
  const second = Number(seconds ?? 0)
  if (minute > 59 || second > 59 || hour > 29) return undefined
  return { hour, minute, second, how: 'form' }
}

/** A part of a day that is a whole minute; 0.375 is 09:00. Ten figures are what a spreadsheet shows of it at least. */
function ofSerial(part: number): ReadTime | undefined {
  const minutes = Math.round(part * 1440)
  if (Math.abs(part * 1440 - minutes) > 0.01 || minutes >= 1440) return undefined
  return { hour: Math.floor(minutes / 60), minute: minutes % 60, second: 0, how: 'serial' }
}

export function clockTime({ hour, minute, second }: ReadTime): string {
  const parts = second === 0 ? [hour, minute] : [hour, minute, second]
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}
