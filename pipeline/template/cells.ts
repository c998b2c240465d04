/** A value of a record → the cell of the form that holds it. */
import { dayNumber, isIsoDate } from '../lib/dates.ts'
import type { Json } from '../lib/model.ts'
import { isTime } from '../lib/times.ts'
import type { Cell, Style } from '../lib/xlsx/book.ts'
import type { TemplateColumn } from './columns.ts'
import { formOf, listOf } from './kinds.ts'

export type Values = Readonly<Record<string, Json | undefined>>

/** 1899-12-30 is serial 0 of all days after February 1900. */
const FIRST_SERIAL = 61

export function cellOf(column: TemplateColumn, value: Json | undefined, style: Style): Cell {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'number') return { value, style }
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (column.kind === 'date' && isIsoDate(text)) {
    const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
    const serial = dayNumber(year, month, day) - dayNumber(1899, 12, 30)
    // days before 1900 are no serials: they stay texts
    return { value: serial >= FIRST_SERIAL ? serial : text, style }
  }
  if (column.kind === 'time' && isTime(text) && text.length === 5)
    return { value: (Number(text.slice(0, 2)) * 60 + Number(text.slice(3))) / 1440, style }
  const isNumber = (column.kind === 'integer' || column.kind === 'number') && String(Number(text)) === text
  return { value: isNumber ? Number(text) : text, style }
}

export function styleOf(column: TemplateColumn): Style {
  const { format } = formOf(column)
  return { ...(format === 'General' ? {} : { format }), vertical: 'center' }
}

/** What stands in the rows of examples and in the description: of the schema, of its examples, or of the kind. */
export function exampleOf(column: TemplateColumn, examples: readonly Values[]): Json {
  const given =
    column.example ?? examples.map((one) => one[column.key]).find((one) => one !== undefined && one !== null)
  return given ?? listOf(column)[0] ?? column.suggest[0] ?? formOf(column).example
}
