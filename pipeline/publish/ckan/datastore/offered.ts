/** The offered rows as they stream, and whether they are as many as was said. */
import type { OfferRow, OfferTable } from '../../../lib/offer.ts'
import type { Problem } from '../../../problem.ts'
import { tableProblem } from './problems.ts'
import type { Numbered, To } from './send.ts'

/** All batches of a table. What is thrown as they are read (another file than was summed, no JSON) is told, and ends it. */
export async function* batchesOf(
  table: OfferTable,
  broken: (problem: Problem) => void,
): AsyncGenerator<readonly OfferRow[]> {
  const batches = table.rows()[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await batches.next().catch((error: unknown) => ({ error }))
      if ('error' in next) {
        const actual = next.error instanceof Error ? next.error.message : String(next.error)
        return broken(tableProblem('publish/table-rows-unreadable', {}, { actual }))
      }
      if (next.done) return
      yield next.value
    }
  } finally {
    await batches.return?.()
  }
}

/** Until nothing more can be sent; what is awaited is a batch, never a row. */
export async function eachRow(
  { wanted, sent }: Pick<To, 'wanted' | 'sent'>,
  each: (one: Numbered) => Promise<void> | undefined,
): Promise<void> {
  let number = 0
  for await (const batch of batchesOf(wanted.table, stopOf(sent)))
    for (const row of batch) {
      // without a key nothing can be put behind what is not known to be there
      if (sent.stop !== undefined || (sent.unclear && wanted.key.length === 0)) return
      number += 1
      const wait = each({ row, number })
      if (wait !== undefined) await wait
    }
  sent.counted = true
  sent.stop ??= miscounted(wanted.table, number)
}

/**
 * Asked before anything is taken out: a file that is broken off, or read as what it is not, must not empty a table.
 * Goes through all rows once more, unless that is done already; false stops everything.
 */
export async function isAllOffered({ wanted, sent }: Pick<To, 'wanted' | 'sent'>): Promise<boolean> {
  if (sent.stop !== undefined) return false
  if (sent.counted) return true
  let number = 0
  for await (const batch of batchesOf(wanted.table, stopOf(sent))) number += batch.length
  sent.counted = true
  sent.stop ??= miscounted(wanted.table, number)
  return sent.stop === undefined
}

export function stopOf(sent: To['sent']): (problem: Problem) => void {
  return (problem) => {
    sent.stop ??= problem
  }
}

/** Undefined: as many as there should be. */
export function miscounted({ count }: OfferTable, number: number): Problem | undefined {
  return number === count
    ? undefined
    : tableProblem('publish/table-rows-miscounted', {}, { actual: number, expected: count })
}
