/** Rows on their way up: gathered to batches, which go one after the other, or two at once. */
import { batchEnd, type Method, type Numbered, sendRows, type To } from './send.ts'

export interface Lane {
  /** gives a row; resolves when there is room for the next one */
  readonly give: (row: Numbered) => Promise<void> | undefined
  /** when all that was given is up, or refused */
  readonly end: () => Promise<void>
}

/** How many rows are gathered before they are cut to batches. */
const GATHERED = 2000

/** `flights`: batches under way at once; with one the rows arrive in the order in which they were given. */
export function createLane(to: To, method: Method, flights: number, sent: () => void): Lane {
  let waiting: Numbered[] = []
  const flying = new Set<Promise<void>>()

  const fly = async (rows: readonly Numbered[]): Promise<void> => {
    while (flying.size >= flights) await Promise.race(flying)
    const flight = sendRows(to, method, rows).then(() => {
      flying.delete(flight)
      sent()
    })
    flying.add(flight)
  }

  const drain = async (all: boolean): Promise<void> => {
    const rows = waiting
    waiting = []
    let from = 0
    while (from < rows.length) {
      const end = batchEnd(to, rows, from)
      // the rest may still grow to a whole batch
      if (end === rows.length && !all && from > 0) break
      await fly(rows.slice(from, end))
      from = end
    }
    waiting = [...rows.slice(from), ...waiting]
  }

  return {
    give(row) {
      waiting.push(row)
      return waiting.length >= GATHERED ? drain(false) : undefined
    },
    async end() {
      await drain(true)
      await Promise.all(flying)
    },
  }
}
