/**
 * Several values between ・ or ／. Names have these signs too (小・中学校), so a cell is a list only where each of its
 * parts is a value of the column by itself, or all are phone numbers, times, days of the week or sections of an office.
 */
import { isNames, isNumeric, isProse, isTime } from './columns.ts'
import { addTo, type ColumnFacts, createSpot, type Spot } from './facts.ts'

const PARTED = /[・･／/]/
const KINDS = [
  /^\(?0\d{1,4}[-()]{1,2}\d{1,4}-\d{3,4}$|^0\d{9,10}$/,
  /^\d{1,2}:\d\d(?:[-~〜～]\d{1,2}:\d\d)?$/,
  /^(?:[月火水木金土日祝]|[月火水木金土日]曜日?|祝日)$/,
  /^[^\d\s]{1,12}[課室係]$/,
] as const

/** Of the first values of a column. */
export function listsIn(column: ColumnFacts): Spot | undefined {
  if (isNames(column) || isProse(column) || isTime(column) || isNumeric(column)) return undefined
  const spot = createSpot()
  for (const [word, { row, count }] of column.words) {
    if (!PARTED.test(word) || !isList(word, column)) continue
    addTo(spot, row, column.column)
    spot.count += count - 1
  }
  return spot.count > 0 ? spot : undefined
}

function isList(word: string, { words, kind }: ColumnFacts): boolean {
  if (kind === 'url' || kind === 'address' || /:\/\//.test(word)) return false
  const written = word.split(PARTED).map((part) => part.trim())
  if (written.length < 2 || written.some((part) => part === '')) return false
  if (written.every((part) => /\p{L}/u.test(part) && words.has(part))) return true
  const plain = written.map((part) => part.normalize('NFKC'))
  return KINDS.some((like) => plain.every((part) => like.test(part)))
}

/** By what a column parts into: that a cell has more than one of it. */
const PHONE = '0\\d{1,4}[-()]{1,2}\\d{1,4}[-)]\\d{3,4}|\\b0\\d{9,10}\\b'
const TIME = '\\d{1,2}(?::\\d\\d|時)'
const SPLITS: Readonly<Record<string, RegExp>> = {
  coordinates: /\d+(?:\.\d+)?[^\d.]+\d+/,
  phones: new RegExp(`(?:${PHONE}).+(?:${PHONE}|内線)|(?:${PHONE})\\s*[(,/、・]\\s*\\d`),
  hours: new RegExp(`${TIME}.*${TIME}`, 's'),
  // 2024-04-01 is one day
  period: /\d.*(?:[~〜～]|から).*\d|\d(?:[/.]\d{1,2}|[年月日])\s*[-–]\s*\d/s,
  'name-and-kana': /\p{Script=Han}.*(?:[([〔][\u3041-\u30ff・\s]+[)\]〕]|\n)/su,
}

/** Cells of a column that was read as one that parts into several fields. An address is one value, however it is cut. */
export function partsIn(column: ColumnFacts): Spot | undefined {
  const several = column.split === undefined ? undefined : SPLITS[column.split]
  if (several === undefined) return undefined
  const spot = createSpot()
  for (const [word, { row, count }] of column.words) {
    if (!several.test(word.normalize('NFKC'))) continue
    addTo(spot, row, column.column)
    spot.count += count - 1
  }
  return spot.count > 0 ? spot : undefined
}
