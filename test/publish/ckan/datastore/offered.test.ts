/** What is read from dist/ may be broken off, or be read as what it is not: then a table must not lose its rows. */
import { describe, expect, test } from 'vitest'
import type { OfferRow, OfferTable } from '../../../../pipeline/lib/offer.ts'
import { planTable } from '../../../../pipeline/publish/ckan/datastore/plan.ts'
import { syncTable } from '../../../../pipeline/publish/ckan/datastore/sync.ts'
import { verifyTable } from '../../../../pipeline/publish/ckan/datastore/verify.ts'
import { column, fakePortal, hasty, quiet, tableOf } from './table.ts'

const COLUMNS = [column('番号'), column('名称')]
const TYPED = [column('番号'), column('名称', 'json')]
const rowsOf = (count: number): OfferRow[] => Array.from({ length: count }, (_, i) => [`K${i}`, '名'])
const said = (count: number, table: OfferTable): OfferTable => ({ ...table, count })

describe.each([
  ['with a key', ['番号']],
  ['without a key', []],
])('a table %s', (_, key) => {
  const published = async () => {
    const portal = fakePortal()
    await syncTable(portal.api, 'r', tableOf(COLUMNS, key, rowsOf(3000)), quiet, hasty)
    portal.calls.length = 0
    return portal
  }

  test.each([
    ['no rows at all', COLUMNS, []],
    ['fewer rows', COLUMNS, rowsOf(2999)],
    ['fewer rows after one that is another', COLUMNS, [['K0', '別'], ...rowsOf(2000).slice(1)]],
    ['other rows', COLUMNS, rowsOf(5).map(([id]): OfferRow => [`${id}x`, '名'])],
    ['more rows', COLUMNS, rowsOf(3001)],
    ['no rows for a table of another shape', TYPED, []],
  ])('%s than was said: told, and nothing is taken out', async (__, columns, rows) => {
    const portal = await published()
    const result = await syncTable(portal.api, 'r', said(3000, tableOf(columns, key, rows)), quiet, hasty)
    expect([result.complete, result.removed]).toEqual([false, 0])
    expect(result.problems.map(({ code, actual, expected }) => [code, actual, expected])).toEqual([
      ['publish/table-rows-miscounted', `${rows.length}`, '3000'],
    ])
    expect(portal.calls.some(({ action }) => action === 'datastore_delete')).toBe(false)
    expect(portal.rows()?.length).toBeGreaterThanOrEqual(3000)
  })

  test('a new table is not called complete', async () => {
    for (const rows of [[], rowsOf(2), rowsOf(4)]) {
      const portal = fakePortal()
      const result = await syncTable(portal.api, 'r', said(3, tableOf(COLUMNS, key, rows)), quiet, hasty)
      expect([result.complete, result.problems.map(({ code }) => code)]).toEqual([
        false,
        ['publish/table-rows-miscounted'],
      ])
    }
  })

  test('a count of none is not taken for an empty file', async () => {
    const portal = await published()
    expect(await syncTable(portal.api, 'r', tableOf(COLUMNS, key, []), quiet, hasty)).toMatchObject({
      complete: true,
      removed: 3000,
    })
  })

  test('verify tells it, and not every row of the portal', async () => {
    const portal = await published()
    const problems = await verifyTable(portal.api, 'r', said(3000, tableOf(COLUMNS, key, [])), quiet)
    expect(problems.map(({ code }) => code)).toEqual(['publish/table-rows-miscounted'])
  })
})

test('rows that can not be read to their end are a problem, and nothing is taken out', async () => {
  const rows = rowsOf(3000)
  for (const after of [0, 1, 5])
    for (const [columns, key] of [
      [COLUMNS, ['番号']],
      [COLUMNS, []],
      [TYPED, ['番号']],
    ] as const) {
      const table: OfferTable = {
        ...tableOf(columns, key, [['K0', '別'], ...rows.slice(1)]),
        async *rows() {
          for (let at = 0; at < after; at += 1) yield rows.slice(at * 500, at * 500 + 500)
          throw new Error('x.json was changed while it was read')
        },
      }
      const portal = fakePortal()
      const told = async () => [
        (await syncTable(portal.api, 'r', table, quiet, hasty)).problems,
        ...(portal.rows() === undefined || columns === TYPED
          ? []
          : [
              await verifyTable(portal.api, 'r', table, quiet),
              (await planTable(portal.api, 'r', table, { compare: true })).problems,
            ]),
      ]
      const codes = async () => (await told()).map((some) => some.map(({ code }) => code).join())
      // where there is no table yet, and where there is one
      for (const code of await codes()) expect(code).toBe('publish/table-rows-unreadable')
      const before = fakePortal()
      await syncTable(before.api, 'r', tableOf(COLUMNS, key, rows), quiet, hasty)
      before.calls.length = 0
      const { complete, removed, problems } = await syncTable(before.api, 'r', table, quiet, hasty)
      expect([complete, removed, problems.map(({ code }) => code)]).toEqual([
        false,
        0,
        ['publish/table-rows-unreadable'],
      ])
      expect(before.calls.some(({ action }) => action === 'datastore_delete')).toBe(false)
    }
})

test('a key that stands twice comes to an end, with one row of it', async () => {
  const portal = fakePortal()
  const rows: OfferRow[] = [
    ['a', '一'],
    ['b', '二'],
    ['a', '三'],
  ]
  const result = await syncTable(portal.api, 'r', tableOf(COLUMNS, ['番号'], rows), quiet, hasty)
  expect(result.complete).toBe(true)
  expect(portal.rows()).toHaveLength(2)
})
