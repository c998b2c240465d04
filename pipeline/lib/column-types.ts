/** What a column is in the terms of its record schema, asked the same way by whoever writes or describes it. */
import { member } from './member.ts'
import type { Column, DatasetInfo } from './model.ts'

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
