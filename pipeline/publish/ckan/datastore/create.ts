/** A table that is not there: made with its data dictionary and its first rows in one transaction, then the other rows. */
import type { Step } from '../../target.ts'
import type { Refusal } from '../api.ts'
import { asJson } from './columns.ts'
import { fillRows } from './compare.ts'
import { batchesOf, stopOf } from './offered.ts'
import { BATCH_ROWS, batchEnd, createSent, doubt, isFit, type Numbered, type To } from './send.ts'
import { recordOf } from './values.ts'

export async function createTable(to: To, progress: Step): Promise<void> {
  const { sent } = to
  const first = await firstBatch(to)
  if (sent.stop !== undefined) return
  const refusal = await createWith(to, first)
  const last = first.at(-1)?.number ?? 0
  if (refusal === undefined) {
    sent.written += first.length
    progress('rows', sent.written, to.wanted.table.count)
    if (to.wanted.table.count > first.length) await fillRows(to, progress, last)
  } else if (first.length > 0 && (refusal.kind === 'invalid' || refusal.kind === 'too-large')) {
    // one of the rows, perhaps: without them it is told which
    const again = await createWith(to, [])
    if (again !== undefined) doubt(to, again, 'create')
    else await fillRows(to, progress, 0)
  } else doubt(to, refusal, 'create')
}

async function createWith(
  { api, resourceId, wanted, sent }: To,
  rows: readonly Numbered[],
): Promise<Refusal | undefined> {
  const { refusal } = await api.call('datastore_create', {
    resource_id: resourceId,
    force: true,
    fields: asJson(wanted.fields),
    primary_key: wanted.keyIds,
    records: rows.map(({ row }) => recordOf(wanted.fields, row)),
    calculate_record_count: false,
  })
  if (refusal === undefined) sent.made = true
  return refusal
}

async function firstBatch(to: To): Promise<readonly Numbered[]> {
  // what does not fit is told when all rows are gone through
  const look: To = { ...to, sent: createSent() }
  const rows: Numbered[] = []
  let number = 0
  for await (const batch of batchesOf(to.wanted.table, stopOf(to.sent))) {
    for (const row of batch) {
      number += 1
      if (isFit(look, { row, number })) rows.push({ row, number })
    }
    if (rows.length >= BATCH_ROWS) break
  }
  return rows.slice(0, batchEnd(to, rows, 0))
}
