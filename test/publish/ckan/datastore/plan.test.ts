import { describe, expect, test } from 'vitest'
import type { OfferRow } from '../../../../pipeline/lib/offer.ts'
import { type PlanOptions, planTable } from '../../../../pipeline/publish/ckan/datastore/plan.ts'
import { syncTable } from '../../../../pipeline/publish/ckan/datastore/sync.ts'
import { column, type FakeOptions, fakePortal, hasty, quiet, tableOf } from './table.ts'

const COLUMNS = [column('番号'), column('名称'), column('数', 'integer')]
const KEYED = ['番号']
const rowsOf = (count: number): OfferRow[] =>
  Array.from({ length: count }, (_, i) => [`K${i}`, `名${i % 7}`, i])

async function published(rows: readonly OfferRow[], key: readonly string[] = KEYED, options?: FakeOptions) {
  const portal = fakePortal(undefined, options)
  await syncTable(portal.api, 'r', tableOf(COLUMNS, key, rows), quiet, hasty)
  portal.calls.length = 0
  const plan = (next: readonly OfferRow[], how: PlanOptions = {}, columns = COLUMNS, its = key) =>
    planTable(portal.api, 'r', tableOf(columns, its, next), how)
  return { portal, plan }
}

test('it names columns, types and rows, and sends nothing', async () => {
  const none = await planTable(fakePortal().api, 'r', tableOf(COLUMNS, KEYED, rowsOf(3)))
  expect(none).toEqual({ changes: [{ what: 'datastore.rows', after: '3' }], problems: [], whole: false })
  const { portal, plan } = await published(rowsOf(2))
  const other = [COLUMNS[0] ?? column(''), column('数', 'number'), column('新')]
  for (const compare of [false, true])
    expect((await plan(rowsOf(3), { compare }, other, [])).changes).toEqual([
      expect.objectContaining({ what: 'datastore.columns.数', before: 'int8', after: 'numeric' }),
      { what: 'datastore.columns.新', after: 'text' },
      { what: 'datastore.columns.名称', before: 'text' },
      { what: 'datastore.key', before: '番号', after: '' },
      { what: 'datastore.rows', before: '2', after: '3' },
    ])
  expect(portal.calls.every(({ action }) => /info|search/.test(action))).toBe(true)
})

describe.each([
  ['with a key', KEYED],
  ['without a key', []],
])('rows that are compared, %s', (_, key) => {
  test('equal ones are no change', async () => {
    const { portal, plan } = await published(rowsOf(1500), key)
    expect(await plan(rowsOf(1500), { compare: true })).toEqual({ changes: [], problems: [], whole: true })
    expect(portal.calls.every(({ action }) => /info|search/.test(action))).toBe(true)
  })
  test('one other value among as many is one', async () => {
    const { plan } = await published(rowsOf(1500), key)
    const next = rowsOf(1500).map((row, i): OfferRow => (i === 700 ? [row[0] ?? null, '別', 0] : row))
    expect(await plan(next, { compare: true })).toEqual({
      changes: [{ what: 'datastore.rows.changed', after: '1' }],
      problems: [],
      whole: false,
    })
  })
  test('rows that come and go', async () => {
    const { plan } = await published(rowsOf(20), key)
    expect((await plan(rowsOf(18), { compare: true })).changes).toEqual([
      { what: 'datastore.rows.gone', after: '2' },
      { what: 'datastore.rows', before: '20', after: '18' },
    ])
    expect((await plan(rowsOf(21), { compare: true })).changes).toEqual([
      { what: 'datastore.rows.new', after: '1' },
      { what: 'datastore.rows', before: '20', after: '21' },
    ])
  })
  test('an equal count alone proves nothing, and no row is read for it', async () => {
    const { portal, plan } = await published(rowsOf(20), key)
    expect(await plan(rowsOf(20))).toEqual({
      changes: [{ what: 'datastore.rows', before: '20', after: '20' }],
      problems: [],
      whole: false,
    })
    expect(portal.calls.map(({ action }) => action)).toEqual(['datastore_info'])
  })
})

test('a portal that does not count in datastore_info is asked for the count', async () => {
  const { portal, plan } = await published(rowsOf(20), KEYED, { counts: false })
  expect((await plan(rowsOf(3))).changes).toEqual([{ what: 'datastore.rows', before: '20', after: '3' }])
  expect(portal.calls.map(({ action }) => action)).toEqual(['datastore_info', 'datastore_search'])
})

test('another description is a change where all rows are equal', async () => {
  const { plan } = await published(rowsOf(3))
  const told = COLUMNS.map((one) => ({ ...one, description: { ja: '別', en: '' } }))
  const { changes, whole } = await plan(rowsOf(3), { compare: true }, told)
  expect([changes.map(({ what }) => what), whole]).toEqual([
    COLUMNS.map(({ header }) => `datastore.columns.${header}.info`),
    false,
  ])
})

test('rows that are not as many as was said are told, and planned as nothing', async () => {
  const { portal } = await published(rowsOf(3))
  const table = { ...tableOf(COLUMNS, KEYED, rowsOf(1)), count: 3 }
  const { changes, problems, whole } = await planTable(portal.api, 'r', table, { compare: true })
  expect([changes, problems.map(({ code }) => code), whole]).toEqual([
    [],
    ['publish/table-rows-miscounted'],
    false,
  ])
})
