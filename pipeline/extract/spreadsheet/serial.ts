/** Serials of days → ISO dates and times. 1900: day 60 is 29 February 1900, which never was (Lotus 1-2-3). */

const DAY_SECONDS = 86_400
/** 9999-12-31 */
const LAST_1900 = 2_958_465
const BETWEEN = 1_462

export type SerialKind = 'date' | 'time' | 'datetime' | 'duration'

/** The canonical text; undefined where the serial is no date (Excel shows `####` or day 0). */
export function serialText(
  value: number,
  kind: SerialKind,
  date1904: boolean,
  seconds: boolean,
): string | undefined {
  // a time is a fraction that no double holds: the nearest second is meant
  const total = Math.round(value * DAY_SECONDS)
  if (kind === 'duration') return Number.isSafeInteger(total) ? durationText(total, seconds) : undefined
  const day = Math.floor(total / DAY_SECONDS)
  if (value < 0 || day > (date1904 ? LAST_1900 - BETWEEN : LAST_1900)) return undefined
  const rest = total - day * DAY_SECONDS
  if (kind === 'time') return clockText(rest, seconds)
  if (day < 1 && !date1904) return undefined
  const date = dateText(day, date1904)
  return kind === 'date' ? date : `${date}T${clockText(rest, true)}`
}

/** `24:00`; a negative one only where the workbook counts from 1904. */
export function durationText(total: number, seconds: boolean): string {
  return `${total < 0 ? '-' : ''}${clockText(Math.abs(total), seconds)}`
}

function clockText(total: number, seconds: boolean): string {
  const second = total % 60
  const minute = Math.floor(total / 60) % 60
  const text = `${pad(Math.floor(total / 3600))}:${pad(minute)}`
  return seconds || second > 0 ? `${text}:${pad(second)}` : text
}

function pad(value: number, length = 2): string {
  return String(value).padStart(length, '0')
}

function dateText(day: number, date1904: boolean): string {
  if (date1904) return civilText(day - 24_107)
  if (day === 60) return '1900-02-29'
  // 1970-01-01 is 25,569 and after the day that never was
  return civilText(day - 25_569 + (day < 60 ? 1 : 0))
}

/** Days since 1970-01-01 → date, by Howard Hinnant's "chrono-compatible low-level date algorithms". */
function civilText(days: number): string {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const date = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${pad(year, 4)}-${pad(month)}-${pad(date)}`
}
