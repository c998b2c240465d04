/**
 * A row with an error does not come out of its file, but it is there: the record that the other side has by its key did
 * not go, nor come. What became of it nobody knows, and that is what is said.
 */
import type { Comparison, RecordChange } from '../../history/index.ts'
import type { Uncompared } from '../../report/diff/model.ts'
import type { TableState } from './side.ts'

/** keys that are told */
const TOLD = 20

type Held = Pick<TableState, 'held'>

/** The comparison without them, and what is said of them; undefined where no row was held. */
export async function withoutUncompared(
  comparison: Comparison,
  before: Held,
  after: Held,
): Promise<{ readonly comparison: Comparison; readonly uncompared?: Uncompared }> {
  const rows = { before: before.held?.rows ?? 0, after: after.held?.rows ?? 0 }
  if (rows.before + rows.after === 0) return { comparison }
  const { primaryKey, counts } = comparison
  const namesOf = ({ held }: Held, isAsked: boolean): ReadonlySet<string> =>
    isAsked && primaryKey.length > 0 ? (held?.names(primaryKey) ?? new Set()) : new Set()
  const names = {
    removed: namesOf(after, counts.removed > 0),
    added: namesOf(before, counts.added > 0),
  }
  const isUncompared = (change: RecordChange): boolean =>
    change.kind !== 'changed' && change.key !== null && names[change.kind].has(change.key)
  const found = { removed: 0, added: 0 }
  const keys: string[] = []
  if (names.removed.size + names.added.size > 0) {
    for await (const change of comparison.changes()) {
      if (change.kind === 'changed' || !isUncompared(change)) continue
      found[change.kind] += 1
      if (keys.length < TOLD) keys.push(change.key ?? '')
    }
  }
  return {
    comparison: {
      primaryKey,
      counts: { ...counts, removed: counts.removed - found.removed, added: counts.added - found.added },
      async *changes() {
        for await (const change of comparison.changes()) if (!isUncompared(change)) yield change
      },
    },
    uncompared: { ...rows, records: found.removed + found.added, keys },
  }
}
