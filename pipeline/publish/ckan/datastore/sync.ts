/**
 * The DataStore table of a resource, brought to what it should be: look, do the next step, and after any answer that may
 * mean either look again. Broken off anywhere, the next call goes on from what is there.
 */
import type { OfferTable } from '../../../lib/offer.ts'
import type { Problem } from '../../../problem.ts'
import type { Step } from '../../target.ts'
import type { CkanApi } from '../api.ts'
import { asJson } from './columns.ts'
import { compareByKey, compareInOrder } from './compare.ts'
import { createTable } from './create.ts'
import { isAllOffered } from './offered.ts'
import { tableProblem } from './problems.ts'
import { reloaded } from './reload.ts'
import { createSent, doubt, type To } from './send.ts'
import { countRows, lookAt, sameInfo, sameShape, type There, wantedOf } from './table.ts'

export interface Synced {
  /** the table is as it should be: its marker may be set */
  readonly complete: boolean
  /** rows that went up, and rows taken out */
  readonly written: number
  readonly removed: number
  readonly problems: readonly Problem[]
}

/** How long a request that got no answer is waited out before what it could still undo is done. */
export interface Patience {
  readonly pause: (milliseconds: number) => Promise<void>
  /** what the portal is given for an answer */
  readonly seconds: number
}

/** Looks that find nothing done since the one before; a portal that gets somewhere is not given up. */
const IDLE_ROUNDS = 5
/** Others may be writing there too. */
const ROUNDS = 50
/** Then something at the portal makes it its own way each time. */
const DROPS = 3
const FIRST_WAIT = 1000

export async function syncTable(
  api: CkanApi,
  resourceId: string,
  table: OfferTable,
  progress: Step,
  patience: Patience,
): Promise<Synced> {
  const sent = createSent()
  const to: To = { api, resourceId, wanted: wantedOf(table), sent }
  const notes: Problem[] = []
  let idle = 0
  let rounds = 0
  let settled = false
  while (!settled && sent.stop === undefined && idle < IDLE_ROUNDS && rounds < ROUNDS) {
    rounds += 1
    await waitOut(to, patience)
    const before = sent.written + sent.removed
    sent.unclear = false
    sent.refused = 0
    sent.repeated = 0
    sent.problems.length = 0
    settled = await round(to, notes, progress)
    idle = sent.written + sent.removed > before ? 0 : idle + 1
  }
  const problems = [...notes, ...sent.problems]
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

/**
 * A portal that is slow does what it was asked although nobody waits for the answer any more: a table made in the
 * meantime would go, rows without a key would come twice. Ends as soon as it is seen to be done.
 */
async function waitOut({ api, resourceId, sent }: To, { pause, seconds }: Patience): Promise<void> {
  const { late } = sent
  sent.late = undefined
  if (late === undefined) return
  const done = late === 'drop' ? 'absent' : late === 'create' ? 'table' : undefined
  let left = seconds * 1000
  for (let next = FIRST_WAIT; left > 0; next *= 2) {
    if (done !== undefined && (await lookAt(api, resourceId)).kind === done) return
    const some = Math.min(next, left)
    left -= some
    await pause(some)
  }
}

/** One look, and what it asks for. True when nothing is left to be done, or to be doubted. */
async function round(to: To, notes: Problem[], progress: Step): Promise<boolean> {
  const { api, resourceId, wanted, sent } = to
  const before = sent.written + sent.removed
  const look = await lookAt(api, resourceId)
  if (look.kind === 'refused') {
    sent.stop = look.refusal.problem
    return false
  }
  if (look.kind === 'absent') {
    await createTable(to, progress)
    return isSettled(to)
  }
  if (!sameShape(wanted, look.columns)) {
    await drop(to, look.columns, notes)
    return false
  }
  if (!(await describeColumns(to, look.columns))) return false
  await (wanted.key.length > 0 ? compareByKey(to, progress) : compareInOrder(to, progress))
  // all of it was read, and nothing was to be done: there is no better proof
  if (sent.written + sent.removed === before && !sent.unclear) return sent.stop === undefined
  return isSettled(to)
}

/** A type does not change where a table is there, and a column that is not named stays: it can only be made anew. */
async function drop(to: To, columns: readonly There[], notes: Problem[]): Promise<void> {
  const { api, resourceId, wanted, sent } = to
  if (sent.drops === DROPS) {
    sent.stop = reloaded(wanted, columns, { marked: true }, 'error')
    return
  }
  const sign = reloaded(wanted, columns, { marked: sent.made })
  if (sign !== undefined && notes.length === 0) notes.push(sign)
  if (!(await isAllOffered(to))) return
  const { refusal } = await api.call('datastore_delete', { resource_id: resourceId, force: true })
  if (refusal === undefined) sent.drops += 1
  else if (refusal.kind !== 'not-found') doubt(to, refusal, 'drop')
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
  doubt(to, refusal)
  return false
}

/**
 * After anything was sent: the table is still there, as it was made, and has as many rows as it should. So a request that
 * was done late, another publisher and a loader of the portal's own are seen, and rows without a key that went up twice.
 */
async function isSettled(to: To): Promise<boolean> {
  const { api, resourceId, wanted, sent } = to
  if (sent.stop !== undefined || sent.unclear) return false
  const look = await lookAt(api, resourceId)
  if (look.kind === 'refused') sent.stop = look.refusal.problem
  if (look.kind !== 'table' || !sameShape(wanted, look.columns)) return false
  // of a row that was refused, another one with its key may be there from before
  if (wanted.key.length > 0 && sent.refused > 0) return true
  const counted = await countRows(api, resourceId, look)
  if (counted.refusal !== undefined) {
    sent.stop = counted.refusal.problem
    return false
  }
  return counted.total === wanted.table.count - sent.refused - sent.repeated
}
