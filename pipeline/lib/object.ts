/** What came in as `unknown`, looked at before it is used. */
import type { Json } from './model.ts'

/** A plain object, as JSON or YAML give it: neither null nor a list. */
export function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What came out of JSON.parse, or of YAML, is JSON, unless it is nothing at all. */
export function isJson(value: unknown): value is Json {
  return value !== undefined
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
