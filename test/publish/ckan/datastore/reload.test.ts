/** Portals that make tables of uploaded files by themselves (XLoader, DataPusher). */
import { describe, expect, test } from 'vitest'
import type { OfferColumn, OfferRow } from '../../../../pipeline/lib/offer.ts'
import { planTable } from '../../../../pipeline/publish/ckan/datastore/plan.ts'
import { isReloadHash, type Told } from '../../../../pipeline/publish/ckan/datastore/reload.ts'
import { syncTable } from '../../../../pipeline/publish/ckan/datastore/sync.ts'
import { verifyTable } from '../../../../pipeline/publish/ckan/datastore/verify.ts'
import { column, fakePortal, hasty, quiet, tableOf } from './table.ts'

const COLUMNS = [column('番号'), column('数', 'integer')]
const TEXTS = [column('番号'), column('名称')]
const ROWS: readonly OfferRow[] = [
  ['a', 1],
  ['b', null],
]
const CODE = 'publish/table-reloaded'
/** XLoader writes 施設名 as `Shi She Ming` unless it is told not to */
const latin = (id: string): string => `Latin ${id.length}${id.charCodeAt(0)}`
const MD5 = '0123456789abcdef0123456789abcdef'

async function published(key: readonly string[], columns: readonly OfferColumn[] = COLUMNS) {
  const portal = fakePortal()
  const rows = columns === TEXTS ? ROWS.map(([id]): OfferRow => [id ?? null, '名']) : ROWS
  const table = tableOf(columns, key, rows)
  expect((await syncTable(portal.api, 'r', table, quiet, hasty)).problems).toEqual([])
  const codes = async (told: Told = {}) => ({
    plan: (await planTable(portal.api, 'r', table, { ...told, compare: true })).problems.map(
      ({ code }) => code,
    ),
    verify: (await verifyTable(portal.api, 'r', table, quiet, told)).map(({ code }) => code),
  })
  const sync = () => syncTable(portal.api, 'r', table, quiet, hasty)
  return { portal, table, codes, sync }
}

test.each([
  [MD5, true],
  ['a'.repeat(64), false],
  [MD5.toUpperCase(), false],
  ['', false],
  [undefined, false],
])('the hash %s: %s', (hash, is) => {
  expect(isReloadHash(hash)).toBe(is)
})

describe.each([
  ['all text, no key', ['番号'], COLUMNS, undefined, {}],
  ['all text, which it was, but the key is gone', ['番号'], TEXTS, undefined, {}],
  ['other names', ['番号'], COLUMNS, latin, {}],
  ['other names of columns without a key', [], TEXTS, latin, {}],
  ['all text, of rows without a key, while our mark stands', [], COLUMNS, undefined, { marked: true }],
])('a table made by a loader: %s', (_, key, columns, rename, told) => {
  test('is told where it is looked at, and put right', async () => {
    const { portal, codes, sync } = await published(key, columns)
    portal.reload(rename)
    expect(await codes(told)).toEqual({ plan: [CODE], verify: [CODE, 'publish/table-columns-differ'] })
    const { complete, problems } = await sync()
    expect(complete).toBe(true)
    expect(problems.every(({ code, severity }) => code === CODE && severity === 'warning')).toBe(true)
    expect(await codes()).toEqual({ plan: [], verify: [] })
  })
})

test('its md5 in the place of our sha256 tells, whatever the table looks like', async () => {
  const { codes } = await published(['番号'])
  expect(await codes({ hash: MD5, marked: true })).toEqual({ plan: [CODE], verify: [CODE] })
  expect(await codes({ hash: 'a'.repeat(64), marked: true })).toEqual({ plan: [], verify: [] })
})

test('what is not a loader’s work is not called so', async () => {
  const { portal } = await published(['番号'])
  // a later release of ours, with other columns, types and another key
  for (const [columns, key, rows] of [
    [[...COLUMNS, column('新')], ['番号'], ROWS.map((row) => [...row, null])],
    [[column('番号'), column('数', 'number')], ['番号'], ROWS],
    [COLUMNS, [], ROWS],
  ] as const) {
    const { problems } = await syncTable(portal.api, 'r', tableOf(columns, key, rows), quiet, hasty)
    expect(problems).toEqual([])
  }
  // all of it was text, and had no key
  const texts = await published([], TEXTS)
  const typed = tableOf([column('番号'), column('名称', 'json')], [], [['a', ['x']]])
  expect((await syncTable(texts.portal.api, 'r', typed, quiet, hasty)).problems).toEqual([])
})

test('a loader that makes the table its way each time ends in an error, not in a fight', async () => {
  const portal = fakePortal((_, action) => {
    if (action === 'datastore_info' && portal.rows() !== undefined) portal.reload()
    return undefined
  })
  const { complete, problems } = await syncTable(
    portal.api,
    'r',
    tableOf(COLUMNS, ['番号'], ROWS),
    quiet,
    hasty,
  )
  expect(complete).toBe(false)
  expect(problems.map(({ code, severity }) => [code, severity])).toEqual([
    [CODE, 'warning'],
    [CODE, 'error'],
  ])
  expect(portal.calls.filter(({ action }) => action === 'datastore_delete')).toHaveLength(3)
})

test('one that comes while rows go up is seen before the table is called complete', async () => {
  let calls = 0
  const portal = fakePortal((n, action) => {
    calls = n
    // between the last batch and the look after it
    if (action === 'datastore_info' && calls === 2) portal.reload()
    return undefined
  })
  const rows = Array.from({ length: 20 }, (_, i): OfferRow => [`K${i}`, i])
  const { complete, problems } = await syncTable(
    portal.api,
    'r',
    tableOf(COLUMNS, ['番号'], rows),
    quiet,
    hasty,
  )
  expect([complete, problems.map(({ code }) => code)]).toEqual([true, [CODE]])
  expect(portal.rows()?.map((row) => row.slice(1))).toEqual(rows)
})
