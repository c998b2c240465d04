/**
 * The DataStore table of a resource, brought to what it should be: look, do the next step, and after any answer that may
 * mean either look again. Broken off anywhere, the next call goes on from what is there.
 */
import type { OfferTable } from '../../../lib/offer.ts'
import type { Problem } from '../../../problem.ts'
import type { Step } from '../../target.ts'
import type { CkanApi, Refusal } from '../api.ts'
import { asJson } from './columns.ts'
import { compareByKey, compareInOrder, fillRows } from './compare.ts'
import { tableProblem } from './problems.ts'
import { BATCH_ROWS, batchEnd, createSent, isFit, lookAgain, type Numbered, type To } from './send.ts'
import { countRows, lookAt, sameInfo, sameShape, type There, wantedOf } from './table.ts'
import { recordOf } from './values.ts'

export interface Synced {
  /** the table is as it should be: its marker may be set */
  readonly complete: boolean
  /** rows that went up, and rows taken out */
  readonly written: number
  readonly removed: number
  readonly problems: readonly Problem[]
}

/** Looks that find nothing done since the one before; a portal that gets somewhere is not given up. */
const IDLE_ROUNDS = 5
/** Others may be writing there too. */
const ROUNDS = 50

export async function syncTable(
  api: CkanApi,
  resourceId: string,
  table: OfferTable,
  progress: Step,
): Promise<Synced> {
  const sent = createSent()
  const to: To = { api, resourceId, wanted: wantedOf(table), sent }
  let idle = 0
  let rounds = 0
  let settled = false
  while (!settled && sent.stop === undefined && idle < IDLE_ROUNDS && rounds < ROUNDS) {
    rounds += 1
    const before = sent.written + sent.removed
    sent.unclear = false
    sent.refused = 0
    sent.problems.length = 0
    settled = await round(to, progress)
    idle = sent.written + sent.removed > before ? 0 : idle + 1
  }
  const problems = [...sent.problems]
  if (sent.stop !== undefined) problems.push(sent.stop)
  else if (!settled) {
    if (sent.last !== undefined) problems.push(sent.last)
    problems.push(tableProblem('publish/table-unsettled', {}, { actual: rounds }))
  }
  return {
    complete: settled && sent.refused === 0,
    written: sent.written,
    removed: sent.removed,
    problems,
  }
}

/** One look, and what it asks for. True when nothing is left to be done, or to be doubted. */
async function round(to: To, progress: Step): Promise<boolean> {
  const { api, resourceId, wanted, sent } = to
  const look = await lookAt(api, resourceId)
  if (look.kind === 'refused') {
    sent.stop = look.refusal.problem
    return false
  }
  if (look.kind === 'absent') {
    await create(to, progress)
    return isSettled(to)
  }
  if (!sameShape(wanted, look.columns)) {
    // a type does not change where a table is there, and a column that is not named stays
    const { refusal } = await api.call('datastore_delete', { resource_id: resourceId, force: true })
    if (refusal !== undefined && refusal.kind !== 'not-found') after(to, refusal)
    return false
  }
  if (!(await describeColumns(to, look.columns))) return false
  await (wanted.key.length > 0 ? compareByKey(to, progress) : compareInOrder(to, progress))
  return isSettled(to)
}

/** The table with its data dictionary and its first rows, all in one transaction; then the other rows. */
async function create(to: To, progress: Step): Promise<void> {
  const { sent } = to
  const first = await firstBatch(to)
  const refusal = await createWith(to, first)
  const last = first.at(-1)?.number ?? 0
  if (refusal === undefined) {
    sent.written += first.length
    progress('datastore', sent.written, to.wanted.table.count)
    if (to.wanted.table.count > first.length) await fillRows(to, progress, last)
  } else if (first.length > 0 && (refusal.kind === 'invalid' || refusal.kind === 'too-large')) {
    // one of the rows, perhaps: without them it is told which
    const again = await createWith(to, [])
    if (again !== undefined) after(to, again)
    else await fillRows(to, progress, 0)
  } else after(to, refusal)
}

async function createWith(
  { api, resourceId, wanted }: To,
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
  return refusal
}

async function firstBatch(to: To): Promise<readonly Numbered[]> {
  // what does not fit is told when all rows are gone through
  const look: To = { ...to, sent: createSent() }
  const rows: Numbered[] = []
  let number = 0
  for await (const batch of to.wanted.table.rows()) {
    for (const row of batch) {
      number += 1
      if (isFit(look, { row, number })) rows.push({ row, number })
    }
    if (rows.length >= BATCH_ROWS) break
  }
  return rows.slice(0, batchEnd(to, rows, 0))
}

/** The data dictionary alone changes without a row being sent. False: look again. */
async function describeColumns(to: To, columns: readonly There[]): Promise<boolean> {
  const { api, resourceId, wanted } = to
  if (wanted.fields.every((field, i) => sameInfo(field, columns[i]))) return true
  const { refusal } = await api.call(
    'datastore_create',
    { resource_id: resourceId, force: true, fields: asJson(wanted.fields), calculate_record_count: false },
    { tries: 'again' },
  )
  if (refusal === undefined) return true
  after(to, refusal)
  return false
}

function after(to: To, refusal: Refusal): void {
  // CKAN's 500 on a create or a delete says no more than a broken connection
  if (refusal.kind === 'unclear' || refusal.kind === 'portal-error') lookAgain(to, refusal)
  else to.sent.stop = refusal.problem
}

/** Where rows have no key, one that went up twice is seen by the count alone. */
async function isSettled({ api, resourceId, wanted, sent }: To): Promise<boolean> {
  if (sent.stop !== undefined || sent.unclear) return false
  if (wanted.key.length > 0) return true
  const counted = await countRows(api, resourceId)
  if (counted.refusal !== undefined) {
    sent.stop = counted.refusal.problem
    return false
  }
  return counted.total === wanted.table.count - sent.refused
}
