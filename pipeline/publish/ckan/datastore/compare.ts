/** Brings the rows of a table that is there to what they should be: sends what differs, takes out what is gone. */
import type { Step } from '../../target.ts'
import { createLane } from './batches.ts'
import { readRows } from './read.ts'
import { createRowMap } from './row-map.ts'
import { isFit, lookAgain, type Numbered, removeRows, type To } from './send.ts'
import { createFinder } from './table.ts'
import { rowText } from './values.ts'

/** An order is of no use to a reader beyond that, and two batches at once arrive in half the time. */
const IN_ORDER = 20_000

/** All rows after that number, into a table that has none of them. */
export async function fillRows(to: To, progress: Step, after: number): Promise<void> {
  const { table, key } = to.wanted
  const lane = createLane(to, 'insert', key.length > 0 && table.count > IN_ORDER ? 2 : 1, () =>
    progress('datastore', to.sent.written, table.count),
  )
  await eachRow(to, (one) => (isFit(to, one) && one.number > after ? lane.give(one) : undefined))
  await lane.end()
}

/** Until nothing more can be sent; what is awaited is a batch, never a row. */
export async function eachRow(
  { wanted, sent }: Pick<To, 'wanted' | 'sent'>,
  each: (one: Numbered) => Promise<void> | undefined,
): Promise<void> {
  let number = 0
  for await (const batch of wanted.table.rows())
    for (const row of batch) {
      // without a key nothing can be put behind what is not known to be there
      if (sent.stop !== undefined || (sent.unclear && wanted.key.length === 0)) return
      number += 1
      const wait = each({ row, number })
      if (wait !== undefined) await wait
    }
}

/** By key. What is there is held as hashes; the offered rows stream past it. */
export async function compareByKey(to: To, progress: Step): Promise<void> {
  const { api, resourceId, wanted, sent } = to
  const map = createRowMap()
  const doubled: number[] = []
  const placeThere = createFinder(wanted)
  const refusal = await readRows(
    api,
    resourceId,
    wanted.fields,
    (id, row) => {
      if (!map.put(placeThere(row), rowText(row), id)) doubled.push(id)
    },
    (rows) => progress('datastore compare', rows, wanted.table.count),
  )
  if (refusal !== undefined) {
    if (refusal.kind === 'not-found') lookAgain(to, refusal)
    else sent.stop = refusal.problem
    return
  }
  const placeOf = createFinder(wanted)
  const tell = () => progress('datastore', sent.written, wanted.table.count)
  const fresh = createLane(to, 'insert', 1, tell)
  const changed = createLane(to, 'upsert', 1, tell)
  await eachRow(to, (one) => {
    const { met } = map.meet(placeOf(one.row), rowText(one.row))
    if (met === 'same' || met === 'again' || !isFit(to, one)) return undefined
    return (met === 'new' ? fresh : changed).give(one)
  })
  await fresh.end()
  await changed.end()
  if (sent.stop === undefined) await removeRows(to, [...doubled, ...map.left()])
}

/** In order, where there is no key: what is the same from the first row on stays, all after it goes and is sent anew. */
export async function compareInOrder(to: To, progress: Step): Promise<void> {
  const { api, resourceId, wanted, sent } = to
  const there = createRowMap()
  const placeThere = createFinder(wanted)
  const ids: number[] = []
  const refusal = await readRows(
    api,
    resourceId,
    wanted.fields,
    (id, row) => {
      ids.push(id)
      there.put(placeThere(row), rowText(row), id)
    },
    (rows) => progress('datastore compare', rows, wanted.table.count),
  )
  if (refusal !== undefined) {
    if (refusal.kind === 'not-found') lookAgain(to, refusal)
    else sent.stop = refusal.problem
    return
  }
  const lane = createLane(to, 'insert', 1, () => progress('datastore', sent.written, wanted.table.count))
  let same = 0
  let differs = false
  const clearThenGive = async (one: Numbered): Promise<void> => {
    await removeRows(to, ids.slice(same))
    await lane.give(one)
  }
  await eachRow(to, (one) => {
    if (!isFit(to, one)) return undefined
    if (differs) return lane.give(one)
    if (same < ids.length && there.meet(`${same + 1}`, rowText(one.row)).met === 'same') {
      same += 1
      return undefined
    }
    differs = true
    return clearThenGive(one)
  })
  await lane.end()
  if (!differs && sent.stop === undefined && !sent.unclear) await removeRows(to, ids.slice(same))
}
