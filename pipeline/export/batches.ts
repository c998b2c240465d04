/** Records in memory as batches, so that every writer sees one shape. */
import type { Batches, DataRecord } from '../lib/model.ts'

/** Large enough that the cost of a step of the async iterator vanishes, small enough that a chunk stays under 1 MB. */
const BATCH = 1000

export async function* batchesOf(records: readonly DataRecord[]): Batches {
  for (let at = 0; at < records.length; at += BATCH) yield records.slice(at, at + BATCH)
}
