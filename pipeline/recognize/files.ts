/** Parsed files of the knowledge, looked into. */
import type { SplitName } from '../lib/grid-declaration.ts'
import { isObject, listOf } from '../lib/object.ts'

/** Parsed files by their name without ending. */
export type Files = Readonly<Record<string, unknown>>

export function texts(value: unknown): readonly string[] {
  return listOf(value).flatMap((one) => (typeof one === 'string' ? [one] : []))
}

export function entriesOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(isObject(value) ? Object.entries(value) : [])
}

export function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0
}

const SPLITS: readonly SplitName[] = ['coordinates', 'address', 'phones', 'hours', 'period', 'name-and-kana']

export function splitName(value: unknown): SplitName | undefined {
  return SPLITS.find((name) => name === value)
}
