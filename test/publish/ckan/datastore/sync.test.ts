import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { OfferRow } from '../../../../pipeline/lib/offer.ts'
import { syncTable } from '../../../../pipeline/publish/ckan/datastore/sync.ts'
import { verifyTable } from '../../../../pipeline/publish/ckan/datastore/verify.ts'
import { type Befalls, column, fakePortal, hasty, quiet, tableOf } from './table.ts'

const COLUMNS = [column('番号'), column('名称'), column('数', 'integer')]
const KEYED = ['番号']
const rowsOf = (count: number): OfferRow[] =>
  Array.from({ length: count }, (_, i) => [`K${i}`, `名${i % 7}`, i])
const cells = (rows: readonly (readonly unknown[])[] | undefined): readonly string[] | undefined =>
  rows?.map(([, ...row]) => JSON.stringify(row))

async function synced(befalls?: Befalls) {
  const portal = fakePortal(befalls)
  const sync = (rows: readonly OfferRow[], key: readonly string[] = KEYED, columns = COLUMNS) =>
    syncTable(portal.api, 'r', tableOf(columns, key, rows), quiet, hasty)
  return { portal, sync }
}

describe.each([
  ['with a key', KEYED],
  ['without a key', []],
])('a table %s', (_, key) => {
  test('is made, found unchanged, changed and emptied', async () => {
    const { portal, sync } = await synced()
    const rows = rowsOf(5000)
    expect(await sync(rows, key)).toEqual({ complete: true, written: 5000, removed: 0, problems: [] })
    expect(cells(portal.rows())).toEqual(rows.map((row) => JSON.stringify(row)))
    expect(await sync(rows, key)).toEqual({ complete: true, written: 0, removed: 0, problems: [] })
    expect((await sync([], key)).removed).toBe(5000)
    expect(portal.rows()).toEqual([])
    expect((await sync([], key)).complete).toBe(true)
  })

  test('broken off after each request, done or not, and taken up again: the same end', async () => {
    const before = rowsOf(2600)
    const rows = before.flatMap((row, i) =>
      i === 3 ? [] : i === 2500 ? [[row[0] ?? null, 'ほか', 1]] : [row],
    )
    for (const when of ['before', 'after'] as const)
      for (let at = 0; ; at += 1) {
        let dead = false
        let count = 0
        const { portal, sync } = await synced(() => {
          // everything after it is lost as well: as if killed there
          if (dead || (count++ === at && at >= 0)) {
            const first = !dead
            dead = true
            return first ? when : 'before'
          }
          return undefined
        })
        const broken = await sync(before, key)
        const whole = !dead
        expect(broken.complete).toBe(whole)
        dead = false
        count = Number.MIN_SAFE_INTEGER
        const end = await sync(rows, key)
        expect(end.problems).toEqual([])
        expect(end.complete).toBe(true)
        expect(new Set(cells(portal.rows()))).toEqual(new Set(rows.map((row) => JSON.stringify(row))))
        expect(portal.rows()).toHaveLength(rows.length)
        if (whole) break
      }
  })

  test('one answer lost or one request delivered twice is made good within the same call', async () => {
    for (const when of ['before', 'after', 'twice'] as const)
      for (let at = 0; ; at += 1) {
        let met = false
        const { portal, sync } = await synced((n) => {
          met ||= n === at
          return n === at ? when : undefined
        })
        const { complete, problems } = await sync(rowsOf(4100), key)
        expect([complete, problems]).toEqual([true, []])
        expect(portal.rows()).toHaveLength(4100)
        if (!met) break
      }
  })
})

test('a table without a key keeps the order, and sends only what comes after the first difference', async () => {
  const { portal, sync } = await synced()
  const rows = rowsOf(3000)
  await sync(rows, [])
  const next = [...rows.slice(0, 2990), ['新', '', null], ...rows.slice(2990)]
  expect(await sync(next, [])).toMatchObject({ written: 11, removed: 10 })
  expect(cells(portal.rows())).toEqual(next.map((row) => JSON.stringify(row)))
})

test('one changed row is one row in one request', async () => {
  const { portal, sync } = await synced()
  const rows = rowsOf(3000)
  await sync(rows)
  portal.calls.length = 0
  const result = await sync(rows.map((row, i) => (i === 1234 ? [row[0] ?? null, '変更', 1] : row)))
  expect(result).toEqual({ complete: true, written: 1, removed: 0, problems: [] })
  const sent = portal.calls.filter(({ action }) => !/info|search/.test(action))
  expect(sent.map(({ action, body }) => [action, body['method'], JSON.stringify(body['records'])])).toEqual([
    ['datastore_upsert', 'upsert', JSON.stringify([{ 番号: 'K1234', 名称: '変更', 数: 1 }])],
  ])
})

test('a row with a gap in its key goes up once, and is there once however often it is published', async () => {
  const { portal, sync } = await synced()
  const rows: OfferRow[] = [
    ['a', 'x', 1],
    [null, 'y', 2],
    [null, 'y', 2],
    [null, 'z', 3],
  ]
  await sync(rows)
  expect(await sync(rows)).toMatchObject({ written: 0, removed: 0 })
  expect(
    await sync([
      ['a', 'x', 1],
      [null, 'y', 2],
      [null, 'w', 4],
    ]),
  ).toMatchObject({ written: 1, removed: 2 })
  expect([...(cells(portal.rows()) ?? [])].sort()).toEqual(['["a","x",1]', '[null,"w",4]', '[null,"y",2]'])
})

test('another type, column or key: the table is made anew; another description: it is not', async () => {
  const { portal, sync } = await synced()
  const rows = rowsOf(10)
  await sync(rows)
  const actions = async (...of: Parameters<typeof sync>) => {
    portal.calls.length = 0
    expect((await sync(...of)).complete).toBe(true)
    return portal.calls.map(({ action }) => action.slice('datastore_'.length)).join(' ')
  }
  const described = COLUMNS.map((one) => ({ ...one, description: { ja: '別', en: '' } }))
  expect(await actions(rows, KEYED, described)).toBe('info create search')
  expect(await actions(rows, KEYED, described)).toBe('info search')
  // the last look tells that it is still there
  expect(await actions(rows, ['名称', '番号'])).toBe('info delete info create info')
  const numbers = COLUMNS.map((one) => (one.type === 'integer' ? { ...one, type: 'number' as const } : one))
  expect(await actions(rows, ['番号', '名称'], numbers)).toBe('info delete info create info')
  expect(
    await actions(
      rows.map((row) => row.slice(0, 2)),
      KEYED,
      COLUMNS.slice(0, 2),
    ),
  ).toBe('info delete info create info')
})

test('a bad row is found and named, the others go up', async () => {
  for (const key of [KEYED, []]) {
    const { portal, sync } = await synced()
    const rows = rowsOf(2500).map((row, i) => (i === 7 || i === 2400 ? [row[0] ?? null, 'bad', 1] : row))
    const { complete, problems } = await sync(rows, key)
    expect(complete).toBe(false)
    expect(problems.map(({ code, where, actual }) => [code, where.record, actual])).toEqual([
      ['publish/table-row-refused', key.length > 0 ? 'K7' : '8', 'bad'],
      ['publish/table-row-refused', key.length > 0 ? 'K2400' : '2401', 'bad'],
    ])
    expect(portal.rows()).toHaveLength(2498)
  }
})

test('what would not come back as it went is not sent, and told once', async () => {
  const { portal, sync } = await synced()
  const rows: OfferRow[] = [...rowsOf(9), ['x', 'a\u0000b', 1], ['y', 'ok', 1.5], ['z', '\ud800', 1]]
  const { complete, problems } = await sync(rows)
  expect(complete).toBe(false)
  expect(problems.map(({ code, where }) => [code, where.record, where.header])).toEqual([
    ['publish/table-value-unfit', 'x', '名称'],
    ['publish/table-value-unfit', 'y', '数'],
    ['publish/table-value-unfit', 'z', '名称'],
  ])
  expect(portal.rows()).toHaveLength(9)
})

test('a portal that refuses every row is not asked row by row for ever', async () => {
  const { portal, sync } = await synced()
  const { complete, problems } = await sync(rowsOf(5000).map(([id]) => [id ?? null, 'bad', 0]))
  expect(complete).toBe(false)
  expect(problems[4]).toMatchObject({ code: 'publish/table-row-refused', more: 15 })
  expect(portal.calls.length).toBeLessThan(60)
})

test('a portal that never answers is given up, and says so', async () => {
  const { portal, sync } = await synced((_, action) => (/info/.test(action) ? undefined : 'before'))
  const { complete, problems } = await sync(rowsOf(5), [])
  expect(complete).toBe(false)
  expect(problems.map(({ code }) => code)).toEqual(['fake/unclear', 'publish/table-unsettled'])
  expect(portal.calls.length).toBeLessThan(20)
})

test('any table becomes any other; then nothing is sent and nothing found', async () => {
  const cell = fc.constantFrom(null, '', '0', '00', 'あ')
  const row = fc.tuple(fc.constantFrom(null, ...'abcdefgh'), cell, fc.constantFrom(null, 0, 1, -1))
  const rows = fc.array(row, { maxLength: 12 })
  const unique = (all: readonly OfferRow[]): readonly OfferRow[] =>
    all.filter(([id], i) => id === null || all.findIndex(([other]) => other === id) === i)
  await fc.assert(
    fc.asyncProperty(rows, rows, fc.boolean(), async (first, second, hasKey) => {
      const key = hasKey ? KEYED : []
      const { portal, sync } = await synced()
      const [a, b] = hasKey ? [unique(first), unique(second)] : [first, second]
      await sync(a, key)
      expect((await sync(b, key)).complete).toBe(true)
      expect([...(cells(portal.rows()) ?? [])].sort()).toEqual(b.map((one) => JSON.stringify(one)).sort())
      expect(await sync(b, key)).toMatchObject({ written: 0, removed: 0 })
      expect(await verifyTable(portal.api, 'r', tableOf(COLUMNS, key, b), quiet)).toEqual([])
    }),
    { numRuns: 150 },
  )
})

describe('verify', () => {
  test('names record, column, what was expected and what is there; counts what is more', async () => {
    const { portal, sync } = await synced()
    const rows = rowsOf(3000)
    await sync(rows)
    const wanted = rows
      .map((row, i): OfferRow => (i % 300 === 5 ? [row[0] ?? null, '別', row[2] ?? null] : row))
      .filter((_, i) => i !== 9)
    wanted.push(['新', '新', 1])
    const problems = await verifyTable(portal.api, 'r', tableOf(COLUMNS, KEYED, wanted), quiet)
    expect(
      problems.map(({ code, where, actual, expected, more }) => [
        code,
        where.record,
        where.header,
        actual,
        expected,
        more,
      ]),
    ).toEqual([
      ['publish/table-value-differs', 'K5', '名称', '名5', '別', undefined],
      ['publish/table-value-differs', 'K305', '名称', '名4', '別', undefined],
      ['publish/table-value-differs', 'K605', '名称', '名3', '別', undefined],
      ['publish/table-value-differs', 'K905', '名称', '名2', '別', undefined],
      ['publish/table-value-differs', 'K1205', '名称', '名1', '別', 5],
      ['publish/table-row-missing', '新', undefined, undefined, undefined, undefined],
      ['publish/table-row-extra', 'K9', undefined, undefined, undefined, undefined],
    ])
  })
  test('no table, other columns', async () => {
    const { portal, sync } = await synced()
    const table = tableOf(COLUMNS, KEYED, rowsOf(3))
    const codes = async () => (await verifyTable(portal.api, 'r', table, quiet)).map(({ code }) => code)
    expect(await codes()).toEqual(['publish/table-absent'])
    await sync([], KEYED, COLUMNS.slice(1))
    expect(await codes()).toEqual(['publish/table-columns-differ'])
  })
})
