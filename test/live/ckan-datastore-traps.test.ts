/** Facts of CKAN's DataStore on which publishing rests, as an editor meets them; see ckan-traps.test.ts. */
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { call, describeLive, must } from '../helpers/ckan.ts'
import { fields, useTable } from '../helpers/ckan-table.ts'

describeLive('what CKAN does with rows of tables', (server) => {
  const old = server.version.startsWith('2.11')
  const table = useTable(server)
  const { as, does, make, search, rows, shown } = table

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
      await must(server, table.org.token, 'resource_create', {
        package_id: table.dataset,
        id: other,
        url: 'http://a.example/1',
      })
      await make({ records: [{ k: '1' }] })
      await does('datastore_create', { resource_id: other, fields: fields(['a', 'text']) })
      await must(server, table.org.token, 'resource_delete', { id: other })
      await must(server, table.org.token, 'package_revise', {
        match: { id: table.dataset },
        filter: [`-resources__${table.id}`],
      })
      const left = { filters: { name: [table.id, other] }, resource_id: '_table_metadata' }
      const { records } = await must(server, server.sysadminToken, 'datastore_search', left)
      expect(records.map((one: { name: string }) => one.name)).toEqual([table.id])
      const again = await must(server, table.org.token, 'resource_create', {
        package_id: table.dataset,
        id: table.id,
        url: 'http://a.example/1',
      })
      expect(again.datastore_active).toBe(false)
      expect(await rows()).toHaveLength(1)
      await does('datastore_delete')
    })
    test('a deleted dataset leaves its tables: the public is refused, an editor still takes the table away', async () => {
      const gone = await must(server, table.org.token, 'package_create', {
        ...{ name: `${table.org.name}-gone`, owner_org: table.org.id },
        resources: [{ url: 'http://a.example/1' }],
      })
      const left = { resource_id: gone.resources[0].id }
      await make({ ...left, records: [{ k: '1' }] })
      await must(server, table.org.token, 'package_delete', { id: gone.id })
      expect((await call(server, undefined, 'datastore_search', left)).status).toBe(403)
      expect((await as('datastore_delete', left)).status).toBe(200)
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
        field: `update__resources__${table.id.slice(0, 8)}__upload`,
        fileName: 'a.csv',
        bytes: 'a\n22\n',
      }
      await must(server, table.org.token, 'package_revise', { match: { id: table.dataset } }, [upload])
      expect((await shown()).resource).toMatchObject({ datastore_active: true, size: 5 })
      expect(await rows()).toHaveLength(1)
    })
    test('datastore_active is taken from us as it is, table or not', async () => {
      await must(server, table.org.token, 'resource_patch', { id: table.id, datastore_active: true })
      expect((await shown()).resource.datastore_active).toBe(true)
      expect(
        (await call(server, table.org.token, 'datastore_search', { resource_id: table.id })).status,
      ).toBe(404)
    })
  })
})
