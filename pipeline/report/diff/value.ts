/** A value as a person reads it in a comparison. */
import { plainDecimal } from '../../lib/decimal.ts'
import type { Json } from '../../lib/model.ts'
import type { ShownRecord } from './model.ts'

/** Blank where there is none: who shows it says so in words. */
export function valueText(value: Json | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return plainDecimal(value)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Of the first columns of the standard, those that say the same in every record of a dataset. */
const NO_NEWS = ['localGovernmentCode', 'localGovernmentName']

/** Values of a record that came or went, with their headers: those that are there, as many as are wanted. */
export function glanceOf(
  record: ShownRecord,
  headers: Readonly<Record<string, string>>,
  without: readonly string[],
  most: number,
): readonly (readonly [header: string, value: string])[] {
  const found: (readonly [string, string])[] = []
  for (const [field, value] of Object.entries(record)) {
    if (found.length === most) break
    const text = valueText(value)
    if (text !== '' && !without.includes(field) && !NO_NEWS.includes(field))
      found.push([headers[field] ?? field, text])
  }
  return found
}
