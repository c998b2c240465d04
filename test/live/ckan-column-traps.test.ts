/** Columns and their types in the DataStore; see ckan-traps.test.ts. */
import { describe, expect, test } from 'vitest'
import { call, describeLive, must } from '../helpers/ckan.ts'
import { fields, useTable } from '../helpers/ckan-table.ts'

/** 26 characters, 78 bytes. */
const LONG = '避難所として使うことができる施設の名前（かな）と住所'

describeLive('what CKAN does with columns of tables', (server) => {
  const old = server.version.startsWith('2.11')
  const table = useTable(server)
  const { as, does, make, search, rows, columns } = table

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
      const before = (await must(server, table.org.token, 'package_show', { id: table.dataset })).resources
        .length
      const body = { resource: { package_id: table.dataset }, fields: fields(['a', 'string']) }
      expect((await call(server, table.org.token, 'datastore_create', body)).status).toBe(409)
      expect(
        (await must(server, table.org.token, 'package_show', { id: table.dataset })).resources,
      ).toHaveLength(before + 1)
    })
  })
})
