/** Brings the rows of a table that is there to what they should be: sends what differs, takes out what is gone. */
import type { Step } from '../../target.ts'
import { createLane } from './batches.ts'
import { eachRow, isAllOffered } from './offered.ts'
import type { RowMap } from './row-map.ts'
import { isFit, lookAgain, type Numbered, removeRows, type To } from './send.ts'
import { createFinder } from './table.ts'
import { type Held, holdRows } from './there.ts'
import { rowText } from './values.ts'

/** An order is of no use to a reader beyond that, and two batches at once arrive in half the time. */
const IN_ORDER = 20_000

/** All rows after that number, into a table that has none of them. */
export async function fillRows(to: To, progress: Step, after: number): Promise<void> {
  const { table, key } = to.wanted
  const lane = createLane(to, 'insert', key.length > 0 && table.count > IN_ORDER ? 2 : 1, () =>
    progress('rows', to.sent.written, table.count),
  )
  await eachRow(to, (one) => (isFit(to, one) && one.number > after ? lane.give(one) : undefined))
  await lane.end()
}

/** By key. What is there is held as hashes; the offered rows stream past it. */
export async function compareByKey(to: To, progress: Step): Promise<void> {
  const { wanted, sent } = to
  const held = await hold(to, progress)
  if (held === undefined) return
  const { map, doubled } = held
  const placeOf = createFinder(wanted)
  const tell = () => progress('rows', sent.written, wanted.table.count)
  const fresh = createLane(to, 'insert', 1, tell)
  const changed = createLane(to, 'upsert', 1, tell)
  await eachRow(to, (one) => {
    const { met } = map.meet(placeOf(one.row), rowText(one.row))
    if (met === 'again') sent.repeated += 1
    if (met === 'same' || met === 'again' || !isFit(to, one)) return undefined
    return (met === 'new' ? fresh : changed).give(one)
  })
  await fresh.end()
  await changed.end()
  const gone = [...doubled, ...map.left()]
  if (gone.length > 0 && (await isAllOffered(to))) await removeRows(to, gone)
}

/** In order, where there is no key: what is the same from the first row on stays, all after it goes and is sent anew. */
export async function compareInOrder(to: To, progress: Step): Promise<void> {
  const { wanted, sent } = to
  const held = await hold(to, progress)
  if (held === undefined) return
  const { map, ids } = held
  const lane = createLane(to, 'insert', 1, () => progress('rows', sent.written, wanted.table.count))
  let same = 0
  let differs = false
  const clearThenGive = async (one: Numbered): Promise<void> => {
    if (same < ids.length && !(await isAllOffered(to))) return
    await removeRows(to, ids.slice(same))
    await lane.give(one)
  }
  await eachRow(to, (one) => {
    if (!isFit(to, one)) return undefined
    if (differs) return lane.give(one)
    if (same < ids.length && map.meet(`${same + 1}`, rowText(one.row)).met === 'same') {
      same += 1
      return undefined
    }
    differs = true
    return clearThenGive(one)
  })
  await lane.end()
  if (!differs && same < ids.length && !sent.unclear && (await isAllOffered(to)))
    await removeRows(to, ids.slice(same))
}

async function hold(to: To, progress: Step): Promise<Extract<Held, { readonly map: RowMap }> | undefined> {
  const held = await holdRows(to, (rows) => progress('compare', rows, to.wanted.table.count))
  if (held.refusal === undefined) return held
  if (held.refusal.kind === 'not-found') lookAgain(to, held.refusal)
  else to.sent.stop = held.refusal.problem
  return undefined
}
