/** What a column is in the terms of a schema language, asked the same way by every description. */
import { member } from '../lib/member.ts'
import type { Column, DatasetInfo } from '../lib/model.ts'

/** True where a blank is a fault. A column may have to be present and still be unknown: its type then holds null. */
export function isRequired(info: DatasetInfo, column: Column): boolean {
  return column.required && !jsonTypes(info, column).includes('null')
}

/** The types that the record's schema names for the column, e.g. `array`, `null`. */
export function jsonTypes(info: DatasetInfo, column: Column): readonly string[] {
  const type = member(member(member(info.recordSchema, 'properties'), column.key), 'type')
  const types = Array.isArray(type) ? type : [type]
  return types.filter((name) => typeof name === 'string')
}

/** Bounds of a number, where the schema sets them. */
export function bounds(info: DatasetInfo, column: Column): { minimum?: number; maximum?: number } {
  const property = member(member(info.recordSchema, 'properties'), column.key)
  const minimum = member(property, 'minimum')
  const maximum = member(property, 'maximum')
  return {
    ...(typeof minimum === 'number' ? { minimum } : {}),
    ...(typeof maximum === 'number' ? { maximum } : {}),
  }
}
