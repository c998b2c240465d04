/** What is other between two states of datasets, as it is shown. */
import type { Json } from '../../lib/model.ts'
import type { Text } from '../../problem.ts'

/** The shape of `RecordChange` of the room `history`; a room knows no other. `withheld`: its values were taken down. */
export type ShownChange =
  | {
      readonly kind: 'added' | 'removed'
      readonly key: string | null
      readonly record: ShownRecord
      readonly withheld?: true
    }
  | {
      readonly kind: 'changed'
      /** null: it, too, may have been taken down */
      readonly key: string | null
      readonly fields: readonly ShownField[]
    }

export type ShownRecord = { readonly [field: string]: Json }

export interface ShownField {
  readonly field: string
  readonly before?: Json
  readonly after?: Json
  /** which of them was taken down, and is not shown */
  readonly withheld?: 'before' | 'after' | 'both'
}

/**
 * A column that came, went, or is otherwise. `before` and `after` are its types (`added`, `removed`, `retyped`), its
 * headers (`renamed`) or its places from 1 (`moved`); `keyed`: what identifies a record is another.
 */
export interface ColumnChange {
  readonly kind: 'added' | 'removed' | 'renamed' | 'retyped' | 'moved' | 'keyed'
  readonly field: string
  readonly header: string
  readonly before?: string
  readonly after?: string
}

export interface ShownCounts {
  readonly added: number
  readonly removed: number
  readonly changed: number
  readonly same?: number
}

/** Rows of files that have errors: nobody knows what they say, so that they count nowhere. */
export interface Uncompared {
  /** rows of each side */
  readonly before: number
  readonly after: number
  /** records of one side whose row is among those of the other: neither removed nor added */
  readonly records: number
  /** what the first of them are called */
  readonly keys: readonly string[]
}

/** added, removed: there is nothing to hold it against; its records are counted, and not listed */
export type DiffState = 'added' | 'removed' | 'changed' | 'same'

export interface DatasetDiff {
  readonly id: string
  readonly title: Text
  readonly state: DiffState
  /** accepted versions, where known */
  readonly from?: string
  readonly to?: string
  /** keys of the fields that identify a record; none: records are compared as a whole */
  readonly primaryKey: readonly string[]
  /** where records are compared as a whole: fields that may identify a record */
  readonly likelyKey?: readonly string[]
  readonly columns: readonly ColumnChange[]
  readonly counts: ShownCounts
  /** absent: all rows were compared */
  readonly uncompared?: Uncompared
  /** field → header, of both sides */
  readonly headers: Readonly<Record<string, string>>
  /** may be asked for more than once, and gives the same each time */
  readonly changes: () => AsyncIterable<ShownChange>
}

export interface DiffFound {
  /** what was compared, as the person named it */
  readonly before: string
  readonly after: string
  /** in the order of their ids; those that are the same too */
  readonly datasets: readonly DatasetDiff[]
  /** no table of one side is of the other: nothing was compared */
  readonly isUnpaired?: boolean
  /** what who reads the comparison has to know first, whatever form it has */
  readonly caveats?: readonly Text[]
}
