/** Dates and times that a file stores as text: ISO 8601 of ODS and of `t="d"` in XLSX. */
import { type Cell, type CellStyle, sharedFacts, textFacts } from './cell.ts'
import { durationText } from './serial.ts'

const DATE = /^(-?\d{4,6}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::(\d{2})(?:[.,](\d+))?)?)?Z?$/
const TIME = /^(\d{2}:\d{2})(?::(\d{2})(?:[.,](\d+))?)?Z?$/
const DURATION = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?)?$/

/** Midnight belongs to a date whose format shows no time. */
export function isoCell(stored: string, style: CellStyle): Cell {
  const date = DATE.exec(stored)
  const shown = style.format.sections[0]?.kind
  if (date !== null) {
    const [, day = '', clock, second = '00', fraction] = date
    if (
      clock === undefined ||
      (shown !== 'datetime' && shown !== 'time' && /^00:00$/.test(clock) && second === '00')
    )
      return { text: day, facts: withRaw(style, 'date', day, stored) }
    const text = `${day}T${clock}:${second}`
    return { text, facts: withRaw(style, 'datetime', fraction === undefined ? text : '', stored) }
  }
  const time = TIME.exec(stored)
  if (time === null) return { text: stored, facts: textFacts(style) }
  const [, clock = '', second = '00'] = time
  const text = second === '00' ? clock : `${clock}:${second}`
  return { text, facts: withRaw(style, 'time', text, stored) }
}

/** `PT24H00M00S`: a time of day unless its format counts on, or it is a day or more. */
export function durationCell(stored: string, style: CellStyle): Cell {
  const found = DURATION.exec(stored)
  if (found === null) return { text: stored, facts: textFacts(style) }
  const [, sign, days = '0', hours = '0', minutes = '0', whole = '0', fraction = '0'] = found
  const seconds = Number(whole) + Math.round(Number(`0.${fraction}`))
  const total = Number(days) * 86_400 + Number(hours) * 3_600 + Number(minutes) * 60 + seconds
  if (!Number.isSafeInteger(total)) return { text: stored, facts: textFacts(style) }
  const section = style.format.sections[0]
  const counts = section?.kind === 'duration' || total >= 86_400 || sign === '-'
  const text = durationText(sign === '-' ? -total : total, section?.seconds === true)
  return { text, facts: withRaw(style, counts ? 'duration' : 'time', text, stored) }
}

function withRaw(
  style: CellStyle,
  type: 'date' | 'time' | 'datetime' | 'duration',
  text: string,
  stored: string,
) {
  const facts = sharedFacts(style, type)
  return text === stored ? facts : { ...facts, raw: stored }
}
