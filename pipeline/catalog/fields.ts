/** What a column is in the terms of a schema language, asked the same way by every description. */
import { member } from '../lib/member.ts'
import type { Column, DatasetInfo } from '../lib/model.ts'

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
