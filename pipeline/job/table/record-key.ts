/** By what a record is told from the others of its table. */
import type { Field } from '../../lib/field.ts'
import type { Scalar } from '../../lib/model.ts'

/** Places of the fields with these headers. */
export function slotsOf(headers: readonly string[], fields: readonly Field[]): readonly number[] {
  return headers
    .map((header) => fields.findIndex((field) => field.header === header))
    .filter((slot) => slot >= 0)
}

/** A record with a blank in its key has none. */
export function keyOf(values: readonly Scalar[], slots: readonly number[]): string | undefined {
  const [only] = slots
  if (slots.length === 1 && only !== undefined) {
    const value = values[only]
    return value === null || value === undefined ? undefined : String(value)
  }
  if (slots.some((slot) => values[slot] === null)) return undefined
  return slots.map((slot) => String(values[slot])).join('\u0000')
}

/** Where nothing identifies a record, all of it does. */
export function wholeOf(values: readonly Scalar[]): string {
  let whole = ''
  for (const value of values) whole += value === null ? '\u0000' : `\u0000${value}`
  return whole
}
