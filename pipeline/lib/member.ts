/** A member of a JSON value, where the value is an object that has it as its own. */
import type { Json } from './model.ts'

export function member(value: Json | undefined, key: string): Json | undefined {
  if (typeof value !== 'object' || value === null || isList(value)) return undefined
  return Object.hasOwn(value, key) ? value[key] : undefined
}

/** Array.isArray does not tell a readonly list from an object. */
function isList(value: object): value is readonly Json[] {
  return Array.isArray(value)
}
