/** How many records came, went and changed between two versions of <id>.json. */

import { isObject, listOf } from '../lib/object.ts'
import { recordName } from '../lib/record-id.ts'

export interface CountedChanges {
  readonly added: number
  readonly removed: number
  readonly changed: number
}

/**
 * Compares by the key's columns; where nothing identifies a record, by what it says as a whole: a record that changed
 * went and came then. `before` and `after` are the arrays
 * of records as parsed.
 */
export function countChanges(before: unknown, after: unknown, primaryKey: readonly string[]): CountedChanges {
  if (primaryKey.length === 0) return countWhole(before, after)
  const former = byKey(before, primaryKey)
  let added = 0
  let changed = 0
  for (const [key, text] of byKey(after, primaryKey)) {
    const old = former.get(key)
    if (old === undefined) added += 1
    else if (old !== text) changed += 1
    former.delete(key)
  }
  return { added, removed: former.size, changed }
}

function countWhole(before: unknown, after: unknown): CountedChanges {
  const former = new Map<string, number>()
  for (const record of listOf(before)) {
    const text = JSON.stringify(record)
    former.set(text, (former.get(text) ?? 0) + 1)
  }
  let added = 0
  let removed = listOf(before).length
  for (const record of listOf(after)) {
    const text = JSON.stringify(record)
    const left = former.get(text) ?? 0
    if (left === 0) added += 1
    else {
      former.set(text, left - 1)
      removed -= 1
    }
  }
  return { added, removed, changed: 0 }
}

function byKey(records: unknown, primaryKey: readonly string[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const record of listOf(records)) {
    if (isObject(record)) found.set(recordName(record, primaryKey), JSON.stringify(record))
  }
  return found
}
