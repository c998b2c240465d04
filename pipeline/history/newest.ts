/** The newest entries of all datasets, of which few are ever held. */
import type { FeedEntry } from './feed.ts'

/** Newest first; of one day by id, the higher version of a dataset first. */
export function newestOf(all: Iterable<readonly FeedEntry[]>, many: number): readonly FeedEntry[] {
  let held: FeedEntry[] = []
  for (const entries of all) {
    held.push(...entries)
    if (held.length > many * 4) held = cut(held, many)
  }
  return cut(held, many)
}

/** Entries of a dataset come newest first, and the sort keeps the order of equals. */
function cut(entries: readonly FeedEntry[], many: number): FeedEntry[] {
  const order = (a: FeedEntry, b: FeedEntry) => {
    if (a.date !== b.date) return a.date > b.date ? -1 : 1
    if (a.about !== b.about) return a.about < b.about ? -1 : 1
    return 0
  }
  return [...entries].sort(order).slice(0, many)
}
