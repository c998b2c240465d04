/** Values as a table holds them: which ones fit, and one text for each, the same for what is sent and what comes back. */
import type { Json } from '../../../lib/model.ts'
import { isObject } from '../../../lib/object.ts'
import type { Field, FieldType } from './columns.ts'

/** Whole numbers that JSON carries exactly; int8 holds more. */
const isWhole = (value: Json): boolean => Number.isSafeInteger(value)

/**
 * PostgreSQL takes more than it gives back: 1.5 becomes 2 in int8, `1/2/2024` becomes 2024-01-02, 'yes' true. What would
 * not come back as it went is found before it goes.
 */
const FITS: Readonly<Record<FieldType, (value: Json) => boolean>> = {
  text: (value) => typeof value === 'string' && isText(value),
  int8: isWhole,
  numeric: (value) => typeof value === 'number' && Number.isFinite(value),
  bool: (value) => typeof value === 'boolean',
  date: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value),
  json: isJsonText,
}

/** PostgreSQL's text holds no U+0000, UTF-8 no half of a surrogate pair: CKAN answers both with 500. */
function isText(text: string): boolean {
  return !/[\0\p{Cs}]/u.test(text)
}

function isJsonText(value: unknown): boolean {
  if (typeof value === 'string') return isText(value)
  if (Array.isArray(value)) return value.every(isJsonText)
  return !isObject(value) || Object.entries(value).every(([key, one]) => isText(key) && isJsonText(one))
}

export function fits(value: Json, type: FieldType): boolean {
  return value === null || FITS[type](value)
}

/** Two rows have the same text where their values are the same; no value can run into the next. */
export function rowText(values: readonly Json[], only?: readonly number[]): string {
  let text = ''
  if (only === undefined) for (const value of values) text += cellText(value)
  else for (const at of only) text += cellText(values[at] ?? null)
  return text
}

export function cellText(value: Json): string {
  if (value === null) return '-'
  if (typeof value === 'string') return `"${value.length}:${value}`
  if (typeof value === 'number') return `#${value};`
  if (typeof value === 'boolean') return value ? '+' : '!'
  const json = JSON.stringify(sorted(value))
  return `{${json.length}:${json}`
}

/** The order of an object's members says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  )
}

/** A value as a person reads it. */
export function shown(value: Json | undefined): string {
  if (value === undefined || value === null) return 'null'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** A row as CKAN takes it. */
export function recordOf(fields: readonly Field[], values: readonly Json[]): { readonly [id: string]: Json } {
  const record: Record<string, Json> = {}
  for (let at = 0; at < fields.length; at += 1) record[fields[at]?.id ?? ''] = values[at] ?? null
  return record
}

/** At least the bytes of the record as JSON, but for what JSON escapes. */
export function recordBytes(idBytes: number, values: readonly Json[]): number {
  let bytes = idBytes
  for (const value of values)
    bytes +=
      typeof value === 'string'
        ? value.length * 3 + 3
        : typeof value === 'object' && value !== null
          ? JSON.stringify(value).length * 3
          : 24
  return bytes
}
