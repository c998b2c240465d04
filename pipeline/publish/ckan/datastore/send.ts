/**
 * Rows to a portal's table, a batch at a time. An answer that may mean either is cleared up by sending the batch again by
 * its keys, which does nothing twice; a row that the portal refuses is found and named, the others go on.
 */
import { isObject } from '../../../lib/object.ts'
import type { OfferRow } from '../../../lib/offer.ts'
import type { Problem } from '../../../problem.ts'
import type { CkanApi, Refusal } from '../api.ts'
import { tableProblem } from './problems.ts'
import { hasKey, nameOf, type Wanted } from './table.ts'
import { fits, recordBytes, recordOf, shown } from './values.ts'

/**
 * Bigger batches are not faster (500 to 10,000 rows: the same), and what many servers in front of a CKAN take at most
 * is nginx's 1 MB.
 */
export const BATCH_ROWS = 2000
const BATCH_BYTES = 900_000
/** of each kind of refusal */
const LISTED = 5
/** Then something else is wrong than a row. */
const MOST_REFUSED = 20

/** `upsert` goes by the key, and is safe to be sent twice; `insert` is two to three times as fast. */
export type Method = 'insert' | 'upsert'

export interface Numbered {
  readonly row: OfferRow
  /** of the record in the file, from 1 */
  readonly number: number
}

/** What has become of all that was sent. */
export interface Sent {
  written: number
  removed: number
  /** not everything is known of what is there: look again */
  unclear: boolean
  /** why it is not known */
  last: Problem | undefined
  /** nothing more can be sent */
  stop: Problem | undefined
  /** rows that do not go up */
  refused: number
  /** rows whose key another of the offered rows has: the last of them is there */
  repeated: number
  /** what got no answer and, done late, would undo what comes after it */
  late: Late | undefined
  /** all offered rows were gone through, and are as many as was said */
  counted: boolean
  /** this run made the table */
  made: boolean
  /** tables that this run took out, to make them anew */
  drops: number
  readonly problems: Problem[]
}

/** `rows`: those that no key tells apart */
export type Late = 'drop' | 'create' | 'rows'

export interface To {
  readonly api: CkanApi
  readonly resourceId: string
  readonly wanted: Wanted
  readonly sent: Sent
}

export function createSent(): Sent {
  return {
    written: 0,
    removed: 0,
    unclear: false,
    last: undefined,
    stop: undefined,
    refused: 0,
    repeated: 0,
    late: undefined,
    counted: false,
    made: false,
    drops: 0,
    problems: [],
  }
}

/** False where the portal would not give the row back as it is: told, and counted as refused. */
export function isFit(to: To, { row, number }: Numbered): boolean {
  const { fields, table } = to.wanted
  for (let at = 0; at < fields.length; at += 1) {
    const value = row[at] ?? null
    const type = fields[at]?.type ?? 'text'
    if (fits(value, type)) continue
    const header = table.columns[at]?.header ?? ''
    refuse(
      to,
      tableProblem(
        'publish/table-value-unfit',
        { record: nameOf(to.wanted, row, number), header },
        { actual: shown(value), header, expected: type },
      ),
    )
    return false
  }
  return true
}

/** How many of the rows from `from` on make one batch. */
export function batchEnd({ wanted }: To, rows: readonly Numbered[], from: number): number {
  let bytes = 0
  let at = from
  while (at < rows.length && at - from < BATCH_ROWS) {
    bytes += recordBytes(wanted.idBytes, rows[at]?.row ?? [])
    if (bytes > BATCH_BYTES && at > from) break
    at += 1
  }
  return at
}

/** Sends rows, in their order; all that comes of it is in `to.sent`. */
export async function sendRows(to: To, method: Method, rows: readonly Numbered[]): Promise<void> {
  const { api, resourceId, wanted, sent } = to
  if (rows.length === 0 || sent.stop !== undefined) return
  const { refusal } = await api.call(
    'datastore_upsert',
    {
      resource_id: resourceId,
      force: true,
      method,
      records: rows.map(({ row }) => recordOf(wanted.fields, row)),
      calculate_record_count: false,
    },
    { tries: method === 'upsert' ? 'again' : 'once' },
  )
  if (refusal === undefined) sent.written += rows.length
  else await afterRefusal(to, method, rows, refusal)
}

async function afterRefusal(
  to: To,
  method: Method,
  rows: readonly Numbered[],
  refusal: Refusal,
): Promise<void> {
  const { sent, wanted } = to
  const byKey = method === 'insert' && rows.every(({ row }) => hasKey(wanted, row))
  switch (refusal.kind) {
    case 'unclear':
      if (byKey) return sendRows(to, 'upsert', rows)
      if (method === 'upsert') sent.stop = refusal.problem
      // sent again it could be there twice
      else sent.late = 'rows'
      return lookAgain(to, refusal)
    case 'not-found':
      return lookAgain(to, refusal)
    case 'too-large':
      return halve(to, method, rows, refusal)
    case 'invalid':
    case 'portal-error':
      // a duplicate of what came through after all, or a bad row: insert names the last of the batch, upsert the bad one
      if (byKey) return sendRows(to, 'upsert', rows)
      // 500 may come after all was done: without a key only a look can tell
      if (method === 'insert' && refusal.kind === 'portal-error') return lookAgain(to, refusal)
      return withoutBad(to, method, rows, refusal)
    default:
      sent.stop = refusal.problem
  }
}

async function withoutBad(
  to: To,
  method: Method,
  rows: readonly Numbered[],
  refusal: Refusal,
): Promise<void> {
  const row = refusal.errors.records_row
  const named = method === 'upsert' && typeof row === 'number' ? rows[row] : undefined
  if (named === undefined) return halve(to, method, rows, refusal)
  refuseRow(to, named, refusal)
  return sendRows(
    to,
    method,
    rows.filter((one) => one !== named),
  )
}

async function halve(to: To, method: Method, rows: readonly Numbered[], refusal: Refusal): Promise<void> {
  const [only] = rows
  if (only !== undefined && rows.length === 1) return refuseRow(to, only, refusal)
  const middle = Math.ceil(rows.length / 2)
  await sendRows(to, method, rows.slice(0, middle))
  if (!to.sent.unclear) await sendRows(to, method, rows.slice(middle))
}

function refuseRow(to: To, { row, number }: Numbered, refusal: Refusal): void {
  const record = nameOf(to.wanted, row, number)
  refuse(to, tableProblem('publish/table-row-refused', { record }, { actual: wordsOf(refusal) }), refusal)
}

function refuse({ sent }: To, problem: Problem, refusal?: Refusal): void {
  sent.refused += 1
  const same = sent.problems.filter(({ code }) => code === problem.code)
  const last = same.at(-1)
  if (same.length < LISTED || last === undefined) sent.problems.push(problem)
  else sent.problems[sent.problems.indexOf(last)] = { ...last, more: (last.more ?? 0) + 1 }
  if (refusal !== undefined && sent.refused >= MOST_REFUSED) sent.stop = refusal.problem
}

/** What CKAN says of a row; else what the refusal says as a whole. */
function wordsOf({ errors, problem }: Refusal): string {
  const { records } = isObject(errors) ? errors : {}
  const [words] = Array.isArray(records) ? records : []
  return typeof words === 'string' ? words : (problem.actual ?? problem.message.en)
}

/** Not everything is known of what is there. */
export function lookAgain({ sent }: Pick<To, 'sent'>, refusal: Refusal): void {
  sent.unclear = true
  sent.last = refusal.problem
}

/** CKAN's 500 on a create or a delete says no more than a broken connection, only that nothing comes of it later. */
export function doubt(to: To, refusal: Refusal, late?: Late): void {
  if (refusal.kind === 'unclear') to.sent.late = late
  if (refusal.kind === 'unclear' || refusal.kind === 'portal-error') lookAgain(to, refusal)
  else to.sent.stop = refusal.problem
}

/** Takes rows out by the numbers that the table gave them: the only filter that tells rows without a key apart. */
export async function removeRows(to: To, ids: readonly number[]): Promise<void> {
  const { api, resourceId, sent } = to
  for (let at = 0; at < ids.length && sent.stop === undefined; at += BATCH_ROWS) {
    const some = ids.slice(at, at + BATCH_ROWS)
    // an empty filter would empty the table, and none at all would drop it
    const { refusal } = await api.call(
      'datastore_delete',
      { resource_id: resourceId, force: true, filters: { _id: some }, calculate_record_count: false },
      { tries: 'again' },
    )
    if (refusal === undefined) sent.removed += some.length
    else if (refusal.kind === 'not-found' || refusal.kind === 'portal-error') return lookAgain(to, refusal)
    else sent.stop = refusal.problem
  }
}
