/** What is other between two versions of a dataset, as data. */
import type { Json } from '../lib/model.ts'

export type RecordValue = { readonly [field: string]: Json }

export interface FieldChange {
  readonly field: string
  /** absent where the column was not there */
  readonly before?: Json
  readonly after?: Json
}

/** One record that came, went or changed. `key`: as `recordName` writes it; null where nothing identifies a record. */
export type RecordChange =
  | { readonly kind: 'added'; readonly key: string | null; readonly record: RecordValue }
  | { readonly kind: 'removed'; readonly key: string | null; readonly record: RecordValue }
  | { readonly kind: 'changed'; readonly key: string; readonly fields: readonly FieldChange[] }

export interface ChangeCounts {
  readonly added: number
  readonly removed: number
  readonly changed: number
  readonly same: number
}

/** One side of a comparison. `records` may be asked for more than once and gives the same each time. */
export interface Side {
  readonly records: () => Iterable<RecordValue> | AsyncIterable<RecordValue>
}

export interface Comparison {
  readonly primaryKey: readonly string[]
  readonly counts: ChangeCounts
  /** removed and changed in the order of the former side, then added in the order of the new one */
  readonly changes: () => AsyncIterable<RecordChange>
}
