/** A slow portal does what it was asked although nobody waits for the answer any more. */
import { describe, expect, test } from 'vitest'
import type { OfferRow } from '../../../../pipeline/lib/offer.ts'
import { syncTable } from '../../../../pipeline/publish/ckan/datastore/sync.ts'
import { type Befalls, column, type FakeOptions, fakePortal, hasty, quiet, tableOf } from './table.ts'

const COLUMNS = [column('番号'), column('名称'), column('数', 'integer')]
const TYPED = [column('番号'), column('名称'), column('数', 'number')]
const KEYED = ['番号']
const rowsOf = (count: number): OfferRow[] =>
  Array.from({ length: count }, (_, i) => [`K${i}`, `名${i % 7}`, i])
const sorted = (rows: readonly OfferRow[] | undefined) =>
  rows?.map((row) => JSON.stringify(row.length > 3 ? row.slice(1) : row)).sort()

/** A table of another shape is there; the calls that replace it are what befalls. */
async function replacing(befalls: Befalls, key: readonly string[] = KEYED, options?: FakeOptions) {
  let on = false
  const portal = fakePortal((n, action) => (on ? befalls(n, action) : undefined), options)
  await syncTable(portal.api, 'r', tableOf(COLUMNS, key, rowsOf(30)), quiet, hasty)
  on = true
  portal.calls.length = 0
  const pauses: number[] = []
  const pause = async (milliseconds: number) => {
    pauses.push(milliseconds)
    portal.catchUp()
  }
  const sync = (rows: readonly OfferRow[], patience = { pause, seconds: 60 }) =>
    syncTable(portal.api, 'r', tableOf(TYPED, key, rows), quiet, patience)
  return { portal, pauses, sync }
}

test('a drop without an answer is waited out until it is done', async () => {
  const drops = { count: 0 }
  const { portal, pauses, sync } = await replacing((_, action) =>
    action === 'datastore_delete' && drops.count++ === 0 ? 'late' : undefined,
  )
  expect(await sync(rowsOf(40))).toMatchObject({ complete: true, written: 40, problems: [] })
  expect(sorted(portal.rows())).toEqual(sorted(rowsOf(40)))
  // done after the first second: seen, and no more is waited for
  expect([pauses, drops.count]).toEqual([[1000], 1])
})

test('a drop that is never done is waited for as long as an answer is, then asked for anew', async () => {
  const drops = { count: 0 }
  const { pauses, sync } = await replacing((_, action) =>
    action === 'datastore_delete' && drops.count++ === 0 ? 'before' : undefined,
  )
  expect(await sync(rowsOf(40))).toMatchObject({ complete: true, written: 40 })
  expect([pauses.reduce((sum, one) => sum + one), drops.count]).toEqual([60_000, 2])
})

test('a drop whose answer alone is lost is not waited for', async () => {
  const { pauses, sync } = await replacing((_, action) =>
    action === 'datastore_delete' ? 'after' : undefined,
  )
  expect((await sync(rowsOf(40))).complete).toBe(true)
  expect(pauses).toEqual([])
})

test('500 is an answer: nothing comes after it', async () => {
  const pauses: number[] = []
  const portal = fakePortal()
  const api: typeof portal.api = {
    ...portal.api,
    call: async (action, body, options) => {
      const outcome = await portal.api.call(action, body, options)
      if (action !== 'datastore_create' || portal.calls.length > 2) return outcome
      const { refusal } = await fakePortal().api.call('datastore_info', {})
      return refusal === undefined ? outcome : { refusal: { ...refusal, kind: 'portal-error' } }
    },
  }
  const pause = async (milliseconds: number) => void pauses.push(milliseconds)
  const table = tableOf(COLUMNS, KEYED, rowsOf(3))
  expect((await syncTable(api, 'r', table, quiet, { pause, seconds: 60 })).complete).toBe(true)
  expect(pauses).toEqual([])
})

describe.each([
  ['with a key', KEYED],
  ['without a key', []],
])('any request that is done late, %s', (_, key) => {
  // 4100 rows go up in three batches
  const rows = rowsOf(4100)

  test('is waited out: the table is whole, also after it', async () => {
    for (let at = 0; ; at += 1) {
      let met = false
      const { portal, sync } = await replacing((n) => {
        met ||= n === at
        return n === at ? 'late' : undefined
      }, key)
      const { complete, problems } = await sync(rows)
      portal.catchUp()
      expect([at, complete, problems, sorted(portal.rows())]).toEqual([at, true, [], sorted(rows)])
      if (!met) break
    }
  })

  test('later than can be waited: never called complete where it is not', async () => {
    const patience = { pause: async () => {}, seconds: 1 }
    for (const lateBy of [1, 2, 3, 4, 6, 9])
      for (let at = 0; ; at += 1) {
        let met = false
        const { portal, sync } = await replacing(
          (n) => {
            met ||= n === at
            return n === at ? 'late' : undefined
          },
          key,
          { lateBy },
        )
        const { complete } = await sync(rows, patience)
        if (complete) expect([at, lateBy, sorted(portal.rows())]).toEqual([at, lateBy, sorted(rows)])
        if (!met) break
      }
  })
})
