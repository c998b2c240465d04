/** Facts of CKAN's DataStore on which publishing rests, as an editor meets them; see ckan-traps.test.ts. */
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { call, describeLive, freshOrganization, must, type Organization } from '../helpers/ckan.ts'
import { tableOf } from '../helpers/ckan-state.ts'

/** 26 characters, 78 bytes. */
const LONG = '避難所として使うことができる施設の名前（かな）と住所'

describeLive('what CKAN does with tables', (server) => {
  const old = server.version.startsWith('2.11')
  let org: Organization
  let dataset: string
  let id: string
  beforeAll(async () => {
    org = await freshOrganization(server, 'a-tables')
    dataset = (await must(server, org.token, 'package_create', { name: org.name, owner_org: org.id })).id
  })
  // each test has a resource of its own, with a file: as ours are
  beforeEach(async () => {
    id = randomUUID()
    const upload = { field: 'upload', fileName: 'a.csv', bytes: 'a\n1\n' }
    await must(server, org.token, 'resource_create', { package_id: dataset, id, format: 'CSV' }, [upload])
  })

  const as = (action: string, body: Readonly<Record<string, unknown>> = {}) =>
    call(server, org.token, action, { resource_id: id, force: true, ...body })
  const does = (action: string, body: Readonly<Record<string, unknown>> = {}) =>
    must(server, org.token, action, { resource_id: id, force: true, ...body })
  const fields = (...of: readonly [string, string][]) => of.map(([one, type]) => ({ id: one, type }))
  const make = (more: Readonly<Record<string, unknown>> = {}) =>
    does('datastore_create', { fields: fields(['k', 'text'], ['n', 'int']), primary_key: ['k'], ...more })
  const search = (more: Readonly<Record<string, unknown>>) =>
    must(server, org.token, 'datastore_search', { resource_id: id, ...more })
  const rows = async () => (await tableOf(server, id)).rows.map((one) => JSON.parse(one))
  // biome-ignore lint/suspicious/noExplicitAny: what a portal says is looked into freely by tests
  const columns = async (): Promise<any[]> => (await must(server, org.token, 'datastore_info', { id })).fields
  const shown = async () => {
    const all = await must(server, org.token, 'package_show', { id: dataset })
    return {
      modified: all.metadata_modified,
      resource: all.resources.find((one: { id: string }) => one.id === id),
    }
  }

  describe('columns', () => {
    test('without force a table on a file is read-only', async () => {
      const { status, error } = await as('datastore_create', { force: false, fields: fields(['a', 'text']) })
      expect([status, Object.keys(error)]).toEqual([409, expect.arrayContaining(['read-only'])])
    })
    test('a name of more than 63 bytes: 409 with an odd reason; two with one beginning: 500', async () => {
      const one = await as('datastore_create', { fields: fields([LONG, 'text']), records: [{ [LONG]: 'x' }] })
      expect([one.status, one.error.records[0]]).toEqual([409, expect.stringContaining('has extra keys')])
      const two = await as('datastore_create', {
        fields: fields([`${LONG}あ`, 'text'], [`${LONG}い`, 'text']),
      })
      expect(two.status).toBe(500)
    })
    test('63 bytes are taken, and info comes back with all its keys', async () => {
      const name = 'あ'.repeat(21)
      const info = { label: LONG, notes: 'n', own: 1 }
      await make({
        fields: [{ id: name, type: 'text', info }],
        primary_key: [name],
        records: [{ [name]: 'x' }],
      })
      expect(await columns()).toMatchObject([{ id: name, info }])
    })
    test.each(['_a', 'a"b', ' a', 'a ', '　a', '', 'A'.repeat(64)])(
      'the name "%s" is refused',
      async (name) => {
        expect((await as('datastore_create', { fields: fields([name, 'text']) })).status).toBe(409)
      },
    )
    test('a control character in a name: 2.11 takes it, 2.12 does not', async () => {
      expect((await as('datastore_create', { fields: fields(['a\nb', 'text']) })).status).toBe(
        old ? 200 : 409,
      )
    })
    test('the same name twice is refused', async () => {
      expect((await as('datastore_create', { fields: fields(['a', 'text'], ['a', 'text']) })).status).toBe(
        409,
      )
    })
    test.each(['a%b', 'a(b', 'a:b', 'a.b', "a'b", '施設名 （かな）'])(
      'the name "%s" is taken, as a key too',
      async (name) => {
        await make({ fields: fields([name, 'text']), primary_key: [name] })
        for (const value of ['x', 'y', 'x']) await does('datastore_upsert', { records: [{ [name]: value }] })
        const found = await search({ filters: { [name]: 'x' } })
        expect([(await rows()).length, found.total]).toEqual([2, 1])
      },
    )
    test.each([
      ['text', 'text'],
      ['int', 'int4'],
      ['int8', 'int8'],
      ['numeric', 'numeric'],
      ['float8', 'float8'],
      ['bool', 'bool'],
      ['date', 'date'],
      ['timestamp', 'timestamp'],
      ['json', 'nested'],
      ['text[]', '_text'],
    ])('type %s is told as %s', async (type, told) => {
      await make({ fields: fields(['a', type]), primary_key: undefined })
      expect((await columns())[0].type).toBe(told)
    })
    test('type string is refused', async () => {
      expect((await as('datastore_create', { fields: fields(['a', 'string']) })).status).toBe(409)
    })
    test('the key is told by the index its columns share', async () => {
      await make({ fields: fields(['k', 'text'], ['l', 'text'], ['m', 'text']), primary_key: ['k', 'l'] })
      const [k, l, m] = await columns()
      expect([k.schema.is_index, l.schema.is_index, m.schema.is_index]).toEqual([true, true, false])
      expect(k.schema.index_name).toBe(l.schema.index_name)
      expect(k.schema.uniquekey).toBe(false)
    })
  })

  describe('datastore_create on a table that is there', () => {
    test('another type: 200, and nothing changes', async () => {
      await make()
      await make({ fields: fields(['k', 'text'], ['n', 'text']) })
      expect((await columns()).map((one) => one.type)).toEqual(['text', 'int4'])
    })
    test('a column left out stays, and goes with delete_fields', async () => {
      await make()
      await make({ fields: fields(['k', 'text']) })
      expect(await columns()).toHaveLength(2)
      await make({ fields: fields(['k', 'text']), delete_fields: true })
      expect(await columns()).toHaveLength(1)
    })
    test('new info is taken; info and key that are left out stay', async () => {
      await make()
      await make({ fields: [{ id: 'k', type: 'text', info: { label: '鍵' } }] })
      await make({ primary_key: undefined })
      expect((await columns())[0].info).toEqual({ label: '鍵' })
      await does('datastore_upsert', { records: [{ k: '1' }, { k: '1' }] })
      expect(await rows()).toHaveLength(1)
    })
    test('on a resource made by it, a failure leaves an orphan resource', async () => {
      const before = (await must(server, org.token, 'package_show', { id: dataset })).resources.length
      const body = { resource: { package_id: dataset }, fields: fields(['a', 'string']) }
      expect((await call(server, org.token, 'datastore_create', body)).status).toBe(409)
      expect((await must(server, org.token, 'package_show', { id: dataset })).resources).toHaveLength(
        before + 1,
      )
    })
  })

  describe('rows', () => {
    test('a NULL in the key: every upsert inserts again; a blank text does not', async () => {
      await make({ fields: fields(['k', 'text'], ['l', 'text']), primary_key: ['k', 'l'] })
      for (const l of [null, null, '', '']) await does('datastore_upsert', { records: [{ k: '1', l }] })
      expect(await rows()).toEqual([
        { k: '1', l: '' },
        { k: '1', l: null },
        { k: '1', l: null },
      ])
    })
    test('the same key twice in a batch: the last wins; a column left out keeps its value', async () => {
      await make()
      await does('datastore_upsert', { records: [{ k: '1', n: 1 }, { k: '1', n: 2 }, { k: '1' }] })
      expect(await rows()).toEqual([{ k: '1', n: 2 }])
    })
    test('which row is bad: upsert says it, insert says the last of the batch', async () => {
      await make()
      const records = [
        { k: '1', n: 'x' },
        { k: '2', n: 2 },
        { k: '3', n: 3 },
      ]
      const answers = [
        await as('datastore_upsert', { records }),
        await as('datastore_upsert', { records, method: 'insert' }),
      ]
      expect(answers.map((one) => [one.status, one.error.records_row])).toEqual([
        [409, 0],
        [409, 2],
      ])
      // one transaction: nothing of it is there
      expect(await rows()).toEqual([])
    })
    test.each([
      ['a column that is not there', { k: '1', other: 1 }, 409],
      ['a key that is missing', { n: 1 }, 409],
      ['a NUL', { k: '\u0000' }, 500],
    ])('%s: refused', async (_, record, status) => {
      await make()
      expect((await as('datastore_upsert', { records: [record] })).status).toBe(status)
    })
    test('insert on a key that is there is refused; upsert without a key too', async () => {
      await make({ records: [{ k: '1' }] })
      expect((await as('datastore_upsert', { records: [{ k: '1' }], method: 'insert' })).status).toBe(409)
      await does('datastore_delete')
      await make({ primary_key: undefined })
      expect((await as('datastore_upsert', { records: [{ k: '1' }] })).error.table).toBeDefined()
    })
    test('what comes back of what was sent', async () => {
      const types = ['text', 'int', 'int8', 'numeric', 'date', 'timestamp', 'bool', 'float8']
      await make({ fields: types.map((type) => ({ id: type, type })), primary_key: undefined })
      const sent = [
        {
          text: '00123',
          int: 5,
          int8: '9007199254740993',
          numeric: '1.10',
          date: '2024-02-29',
          bool: true,
          float8: 1.5,
        },
        { text: '', int: '', numeric: null, date: '', timestamp: '2024-02-29T01:02:03+09:00' },
        { text: ' x\n%s', timestamp: '2024-02-29T01:02:03.5' },
      ]
      await does('datastore_upsert', { records: sent, method: 'insert' })
      const { records } = await search({ sort: '_id' })
      expect(records).toMatchObject([
        { text: '00123', int: 5, numeric: 1.1, date: '2024-02-29', bool: true, float8: 1.5 },
        // blank is NULL but in a text; an offset is dropped in silence
        {
          text: '',
          int: null,
          numeric: null,
          date: null,
          timestamp: `2024-02-29T01:02:03${old ? '' : '.000'}`,
        },
        { text: ' x\n%s', timestamp: `2024-02-29T01:02:03${old ? '' : '.500'}` },
      ])
      // CSV tells numbers to their last digit, and NULL (nothing) from a blank text ("")
      const csv = (await search({ sort: '_id', records_format: 'csv' })).records.split('\n')
      expect(csv[0]).toBe('1,00123,5,9007199254740993,1.10,2024-02-29,,t,1.5')
      expect(csv[1]).toMatch(/^2,"",,,,,2024-02-29T01:02:03/)
    })
    test('not more than 32000 rows in one answer', async () => {
      await make()
      expect((await search({ limit: 100_000 })).limit).toBe(32_000)
    })
  })

  describe('taking away', () => {
    test('by key, by a list of one column, all, and the table', async () => {
      await make({ records: ['1', '2', '3', '4'].map((k) => ({ k })) })
      const left = async (filters: unknown) => {
        await does('datastore_delete', { filters })
        return (await rows()).map((one) => one.k)
      }
      expect(await left({ k: '1' })).toEqual(['2', '3', '4'])
      expect(await left({ k: ['2', '3', '9'] })).toEqual(['4'])
      expect(await left({})).toEqual([])
      expect((await shown()).resource.datastore_active).toBe(true)
      await does('datastore_delete')
      expect((await shown()).resource.datastore_active).toBe(false)
      expect((await as('datastore_delete')).status).toBe(404)
    })
    test('resource_delete takes the table with it; revise leaves it, and a new resource of that id gets it', async () => {
      const other = randomUUID()
      await must(server, org.token, 'resource_create', {
        package_id: dataset,
        id: other,
        url: 'http://a.example/1',
      })
      await make({ records: [{ k: '1' }] })
      await does('datastore_create', { resource_id: other, fields: fields(['a', 'text']) })
      await must(server, org.token, 'resource_delete', { id: other })
      await must(server, org.token, 'package_revise', {
        match: { id: dataset },
        filter: [`-resources__${id}`],
      })
      const left = { filters: { name: [id, other] }, resource_id: '_table_metadata' }
      const { records } = await must(server, server.sysadminToken, 'datastore_search', left)
      expect(records.map((one: { name: string }) => one.name)).toEqual([id])
      const again = await must(server, org.token, 'resource_create', {
        package_id: dataset,
        id,
        url: 'http://a.example/1',
      })
      expect(again.datastore_active).toBe(false)
      expect(await rows()).toHaveLength(1)
      await does('datastore_delete')
    })
    test('a deleted dataset leaves its tables: the public is refused, an editor still takes the table away', async () => {
      const gone = await must(server, org.token, 'package_create', {
        ...{ name: `${org.name}-gone`, owner_org: org.id },
        resources: [{ url: 'http://a.example/1' }],
      })
      id = gone.resources[0].id
      await make({ records: [{ k: '1' }] })
      await must(server, org.token, 'package_delete', { id: gone.id })
      expect((await call(server, undefined, 'datastore_search', { resource_id: id })).status).toBe(403)
      expect((await as('datastore_delete')).status).toBe(200)
    })
  })

  describe('what else moves', () => {
    test('a new table moves metadata_modified in 2.12 only, its rows in neither', async () => {
      const before = await shown()
      await make()
      const made = await shown()
      await does('datastore_upsert', { records: [{ k: '1' }] })
      const filled = await shown()
      expect(before.resource.datastore_active).toBe(false)
      expect(made.resource.datastore_active).toBe(true)
      expect([made.modified !== before.modified, filled.modified !== made.modified]).toEqual([!old, false])
    })
    test('a new file leaves the table as it is', async () => {
      await make({ records: [{ k: '1' }] })
      const upload = {
        field: `update__resources__${id.slice(0, 8)}__upload`,
        fileName: 'a.csv',
        bytes: 'a\n22\n',
      }
      await must(server, org.token, 'package_revise', { match: { id: dataset } }, [upload])
      expect((await shown()).resource).toMatchObject({ datastore_active: true, size: 5 })
      expect(await rows()).toHaveLength(1)
    })
    test('datastore_active is taken from us as it is, table or not', async () => {
      await must(server, org.token, 'resource_patch', { id, datastore_active: true })
      expect((await shown()).resource.datastore_active).toBe(true)
      expect((await call(server, org.token, 'datastore_search', { resource_id: id })).status).toBe(404)
    })
  })
})
