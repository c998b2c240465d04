/** The first changes of each kind: all of them are never held at once. */
import type { DatasetDiff, ShownChange } from './model.ts'

export interface FirstChanges {
  readonly removed: readonly ShownChange[]
  readonly changed: readonly ShownChange[]
  readonly added: readonly ShownChange[]
}

/** Reads no further than it has to: what was added comes last. */
export async function firstChanges(
  { changes, counts, state }: Pick<DatasetDiff, 'changes' | 'counts' | 'state'>,
  most: number,
): Promise<FirstChanges> {
  const first: { readonly [kind in ShownChange['kind']]: ShownChange[] } = {
    removed: [],
    changed: [],
    added: [],
  }
  // of a dataset that is new or gone as a whole no record is listed
  if (state !== 'changed') return first
  const wanted = (['removed', 'changed', 'added'] as const).reduce(
    (sum, kind) => sum + Math.min(counts[kind], most),
    0,
  )
  let found = 0
  if (wanted === 0) return first
  for await (const change of changes()) {
    const list = first[change.kind]
    if (list.length >= most) continue
    list.push(change)
    found += 1
    if (found === wanted) break
  }
  return first
}
