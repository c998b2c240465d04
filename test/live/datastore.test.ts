/** DataStore tables on live CKANs: first what CKAN itself does, on which ours rests; then ours. */
import { beforeAll, expect, test } from 'vitest'
import { sendHttp } from '../../pipeline/effects-http.ts'
import type { OfferColumn, OfferRow, OfferTable } from '../../pipeline/lib/offer.ts'
import type { CkanApi } from '../../pipeline/publish/ckan/api.ts'
import { planTable } from '../../pipeline/publish/ckan/datastore/plan.ts'
import { syncTable } from '../../pipeline/publish/ckan/datastore/sync.ts'
import { verifyTable } from '../../pipeline/publish/ckan/datastore/verify.ts'
import { call, describeLive, freshOrganization, must, type Organization } from '../helpers/ckan.ts'
import { apiAt, resourceIn } from '../helpers/ckan-publisher.ts'
import { fields, useTable } from '../helpers/ckan-table.ts'
import { column, hasty, quiet, tableOf } from '../publish/ckan/datastore/table.ts'

describeLive('what CKAN does with tables, beside ckan-column-traps and ckan-datastore-traps', (server) => {
  const old = server.version.startsWith('2.11')
  const { as, make, does, rows } = useTable(server)
  const named = (name: string) => as('datastore_create', { fields: fields([name, 'text']) })

  test.each(['ctid', 'xmin', ':a', 'あ :い'])('the name %j: 500', async (name) => {
    expect((await named(name)).status).toBe(500)
  })
  test.each(['a\u200bb', 'a\ue000b'])('the name %j: 2.12 refuses it', async (name) => {
    expect((await named(name)).status).toBe(old ? 200 : 409)
  })
  test('# in a name: 2.11 takes the table, and then refuses to search in it', async () => {
    expect((await named('No#')).status).toBe(200)
    // datastore_search does not know `force`
    const found = await as('datastore_search', { force: undefined })
    expect(found.status).toBe(old ? 409 : 200)
  })
  test('rows that are the same are told apart by _id', async () => {
    const v = ['a', 'a', null].map((one) => ({ v: one }))
    await make({ fields: fields(['v', 'text']), primary_key: undefined, records: v })
    await does('datastore_delete', { filters: { _id: [2] } })
    expect(await rows()).toEqual([{ v: 'a' }, { v: null }])
  })
  test('1.5 is rounded in int8', async () => {
    await make({ fields: fields(['n', 'int8']), primary_key: undefined, records: [{ n: 1.5 }] })
    expect(await rows()).toEqual([{ n: 2 }])
  })
  test('datastore_info counts the rows, also those that came without a count', async () => {
    const records = [{ k: '1' }, { k: '2' }]
    await make({ records: [{ k: '0' }], calculate_record_count: false })
    await does('datastore_upsert', { method: 'insert', records, calculate_record_count: false })
    const info = async () => (await as('datastore_info')).result.meta
    expect((await info()).count).toBe(3)
    await does('datastore_delete', { filters: { _id: [1] }, calculate_record_count: false })
    expect((await info()).count).toBe(2)
  })
})

const ALL: readonly OfferColumn[] = [
  column('番号', 'string', 'id'),
  column('整数', 'integer'),
  column('小数', 'number'),
  column('可否', 'boolean'),
  column('年月日', 'date'),
  column('期間', 'interval'),
  column('資料', 'iri'),
  column('内訳', 'json'),
  column('備考 (#1): "約50%" \\ :x', 'string'),
]
const VALUES: readonly OfferRow[] = [
  [
    '001',
    9007199254740991,
    0.1,
    true,
    '2024-04-01',
    '2024-04/2025-03',
    'https://a.example/1',
    { a: [1, 'x'], b: null },
    '',
  ],
  ['1', -5, 1e-7, false, '0001-01-01', '2024', null, [], ' 前後 '],
  [
    '1.0',
    0,
    123456789012345680,
    null,
    '9999-12-31',
    null,
    null,
    ['あ', { 'い "': 0.5 }],
    '一行目\r\n二行目\t"引用"',
  ],
  ['１', null, 5, null, null, null, null, 'text', "it's %s %(a)s :b \\ $1 ?"],
  ['𠮷野家\u200b', null, -0.30000000000000004, null, null, null, null, { u: '\\u0000' }, null],
  ['', null, 1e21, null, null, null, null, 1, '\ufeffＢＯＭ'],
]

describeLive('our tables', (server) => {
  let org: Organization
  let count = 0
  const fresh = () => resourceIn(server, org, `t${count++}`)
  const api = () => apiAt(server.url, org.token)
  const sync = (at: CkanApi, id: string, table: OfferTable) => syncTable(at, id, table, quiet, hasty)
  beforeAll(async () => {
    org = await freshOrganization(server, 'e-tables')
  })

  /** An api that counts rows as they go up. */
  const counting = () => {
    const seen: [string, number][] = []
    const own = api()
    const counted: CkanApi = {
      ...own,
      call: (action, body, options) => {
        const rows = typeof body === 'object' && body !== null && 'records' in body ? body.records : undefined
        seen.push([action.replace('datastore_', ''), Array.isArray(rows) ? rows.length : 0])
        return own.call(action, body, options)
      },
    }
    return { api: counted, seen }
  }

  test.each([
    ['with a key', ['番号']],
    ['without', []],
  ])('values of all types come back as they went, %s', async (_, key) => {
    const id = await fresh()
    const table = tableOf(ALL, key, VALUES)
    expect(await sync(api(), id, table)).toEqual({
      complete: true,
      written: VALUES.length,
      removed: 0,
      problems: [],
    })
    const { records, fields } = await must(server, undefined, 'datastore_search', {
      resource_id: id,
      sort: '_id',
      records_format: 'lists',
    })
    expect(records.map((row: unknown[]) => row.slice(1))).toEqual(VALUES)
    expect(fields.slice(1).map((one: { info: { label: string } }) => one.info.label)).toEqual(
      ALL.map(({ header }) => header),
    )
    expect(await verifyTable(api(), id, table, quiet)).toEqual([])
    const again = counting()
    expect(await sync(again.api, id, table)).toMatchObject({ complete: true, written: 0, removed: 0 })
    expect(again.seen.every(([action]) => /info|search/.test(action))).toBe(true)
  })

  test('the dump in CSV and JSON has the same values', async () => {
    const id = await fresh()
    await sync(
      api(),
      id,
      tableOf(
        ALL.slice(0, 5),
        ['番号'],
        VALUES.slice(0, 3).map((row) => row.slice(0, 5)),
      ),
    )
    const get = async (format: string) => {
      const url = `${server.url}/datastore/dump/${id}?format=${format}`
      const got = await sendHttp({ method: 'GET', url, headers: {}, answerWithin: 9000, silenceWithin: 9000 })
      if (!('answer' in got)) throw new Error(got.detail)
      const chunks: Uint8Array[] = []
      for await (const chunk of got.answer.body) chunks.push(chunk)
      return Buffer.concat(chunks).toString()
    }
    expect((await get('csv')).replaceAll('\r', '')).toBe(
      '_id,番号,整数,小数,可否,年月日\n1,001,9007199254740991,0.1,t,2024-04-01\n2,1,-5,0.0000001,f,0001-01-01\n3,1.0,0,123456789012345680,,9999-12-31\n',
    )
    expect(JSON.parse(await get('json')).records).toEqual(
      VALUES.slice(0, 3).map((row, i) => [i + 1, ...row.slice(0, 5)]),
    )
  })

  test('two headers of 99 bytes with the same beginning, and headers that break CKAN’s SQL', async () => {
    const long = '名'.repeat(32)
    const headers = [
      `${long}一`,
      `${long}二`,
      'No#',
      ' :x',
      '$or',
      '_id',
      'ctid',
      "a\\'b",
      'A',
      'a',
      'a,b',
      '%(a)s',
      "it's",
      '{}',
      '?',
      '1',
      'select',
      'a\u200bb',
    ]
    const columns = headers.map((header) => ({
      ...column(header),
      description: { ja: `https://a.example/ :b "c" \\ ' % ${header}`, en: '' },
    }))
    const row = headers.map((header) => `値 ${header}`)
    const id = await fresh()
    const table = tableOf(columns, headers.slice(0, 3), [row, row.map((value) => `${value}2`)])
    expect(await sync(api(), id, table)).toMatchObject({ complete: true, problems: [], written: 2 })
    expect(await verifyTable(api(), id, table, quiet)).toEqual([])
    const { result } = await call(server, undefined, 'datastore_info', { id })
    expect(
      result.fields.map((one: { info: { label: string; notes: string } }) => [
        one.info.label,
        one.info.notes,
      ]),
    ).toEqual(columns.map((one) => [one.header, one.description.ja]))
    // the data dictionary is found unchanged, a changed row goes up by its key, a row that is gone goes
    const next = tableOf(columns, headers.slice(0, 3), [row.map((value, i) => (i > 5 ? `${value}3` : value))])
    const { api: at, seen } = counting()
    expect(await sync(at, id, next)).toMatchObject({ complete: true, written: 1, removed: 1 })
    expect(seen.map(([action]) => action)).toEqual(['info', 'search', 'upsert', 'delete', 'info'])
    expect(await verifyTable(api(), id, next, quiet)).toEqual([])
  })

  test('20,000 rows; one changed is one written; the dictionary alone; another type: made anew', async () => {
    const columns = [column('番号'), column('名称'), column('数', 'integer'), column('年月日', 'date')]
    const rows = Array.from(
      { length: 20_000 },
      (_, i): OfferRow => [`K${i}`, `施設${i % 91}`, i, '2024-04-01'],
    )
    const id = await fresh()
    const first = counting()
    expect(await sync(first.api, id, tableOf(columns, ['番号'], rows))).toMatchObject({
      complete: true,
      written: 20_000,
    })
    expect(first.seen.filter(([action]) => action === 'upsert').length).toBe(9)
    // in the order of the file
    const { records } = await must(server, undefined, 'datastore_search', {
      resource_id: id,
      sort: '_id',
      offset: 19_990,
      limit: 100,
    })
    expect(records.map((row: Record<string, unknown>) => row['数'])).toEqual(
      rows.slice(19_990).map((row) => row[2]),
    )

    const compared = (some: readonly OfferRow[]) =>
      planTable(api(), id, tableOf(columns, ['番号'], some), { compare: true })
    expect(await compared(rows)).toEqual({ changes: [], problems: [], whole: true })
    const changed = rows.map((row, i): OfferRow => (i === 12_345 ? ['K12345', '改称', 1, null] : row))
    expect((await compared(changed)).changes).toEqual([{ what: 'datastore.rows.changed', after: '1' }])
    const second = counting()
    expect(await sync(second.api, id, tableOf(columns, ['番号'], changed))).toMatchObject({
      complete: true,
      written: 1,
      removed: 0,
    })
    expect(second.seen.filter(([, many]) => many > 0)).toEqual([['upsert', 1]])
    expect(await verifyTable(api(), id, tableOf(columns, ['番号'], changed), quiet)).toEqual([])

    const told = columns.map((one) => ({ ...one, description: { ja: '新しい説明: "x"', en: 'new' } }))
    const third = counting()
    expect(await sync(third.api, id, tableOf(told, ['番号'], changed))).toMatchObject({
      complete: true,
      written: 0,
    })
    expect(third.seen.filter(([action]) => !/info|search/.test(action))).toEqual([['create', 0]])
    const { result } = await call(server, undefined, 'datastore_info', { id })
    expect(result.fields[1].info).toMatchObject({ label: '名称', notes: '新しい説明: "x"', notes_en: 'new' })

    const typed = told.map((one) => (one.header === '数' ? { ...one, type: 'number' as const } : one))
    const few = tableOf(typed, ['番号'], changed.slice(0, 10))
    expect((await planTable(api(), id, few)).changes).toEqual([
      { what: 'datastore.columns.数', before: 'int8', after: 'numeric' },
      { what: 'datastore.rows', before: '20000', after: '10' },
    ])
    expect(await sync(api(), id, few)).toMatchObject({ complete: true, written: 10 })
    expect(await verifyTable(api(), id, few, quiet)).toEqual([])
  })

  test('a bad row is named by its key, the others are there', async () => {
    const columns = [column('番号'), column('年月日', 'date')]
    for (const key of [['番号'], []]) {
      const id = await fresh()
      const rows: OfferRow[] = Array.from({ length: 30 }, (_, i) => [
        `K${i}`,
        i === 17 ? '2024-02-30' : '2024-02-28',
      ])
      const { complete, problems } = await sync(api(), id, tableOf(columns, key, rows))
      expect(complete).toBe(false)
      expect(problems.map(({ code, where, actual }) => [code, where.record, actual])).toEqual([
        ['publish/table-row-refused', key.length > 0 ? 'K17' : '18', expect.stringContaining('2024-02-30')],
      ])
      expect((await must(server, undefined, 'datastore_search', { resource_id: id })).total).toBe(29)
    }
  })

  test('a gap in the key', async () => {
    const id = await fresh()
    const columns = [column('番号'), column('名称')]
    const table = tableOf(
      columns,
      ['番号'],
      [
        ['a', 'x'],
        [null, 'y'],
        [null, 'y'],
        [null, 'z'],
      ],
    )
    await sync(api(), id, table)
    expect(await sync(api(), id, table)).toMatchObject({ complete: true, written: 0, removed: 0 })
    expect(await verifyTable(api(), id, table, quiet)).toEqual([])
  })

  test('a table that a loader of the portal made of the file is told, and made anew', async () => {
    const id = await fresh()
    const table = tableOf([column('番号'), column('数', 'integer')], ['番号'], [['a', 1]])
    await sync(api(), id, table)
    // as XLoader does it: the data dictionary stays with the names, types and key do not
    const { fields: before } = await must(server, org.token, 'datastore_info', { id })
    const texts = before.map((one: { id: string; info: unknown }) => ({
      ...one,
      type: 'text',
      schema: undefined,
    }))
    const as = { resource_id: id, force: true }
    await must(server, org.token, 'datastore_delete', as)
    await must(server, org.token, 'datastore_create', {
      ...as,
      fields: texts,
      records: [{ 番号: 'a', 数: '1' }],
    })
    const codes = (problems: readonly { code: string }[]) => problems.map(({ code }) => code)
    expect(codes((await planTable(api(), id, table, { compare: true })).problems)).toEqual([
      'publish/table-reloaded',
    ])
    expect(codes(await verifyTable(api(), id, table, quiet))).toEqual([
      'publish/table-reloaded',
      'publish/table-columns-differ',
    ])
    const { complete, problems } = await sync(api(), id, table)
    expect([complete, codes(problems)]).toEqual([true, ['publish/table-reloaded']])
    expect(await verifyTable(api(), id, table, quiet)).toEqual([])
  })

  test('a token that may not, a resource that is not there', async () => {
    const table = tableOf([column('a')], [], [['x']])
    const id = await fresh()
    const nobody = await syncTable(apiAt(server.url, 'no-such-token'), id, table, quiet, hasty)
    expect(nobody).toMatchObject({ complete: false, written: 0 })
    expect(nobody.problems.map(({ code }) => code)).toEqual(['publish/not-allowed'])
    const nowhere = await sync(api(), '00000000-0000-4000-8000-000000000000', table)
    expect(nowhere).toMatchObject({ complete: false, written: 0 })
    expect(nowhere.problems).toHaveLength(1)
  })
})
