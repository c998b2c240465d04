/** Resources and their files as an editor meets them; see ckan-traps.test.ts. */
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { describeLive, download } from '../helpers/ckan.ts'
import { CSV, file, useEditor } from '../helpers/ckan-editor.ts'

describeLive('what CKAN does with files', (server) => {
  const old = server.version.startsWith('2.11')
  const editor = useEditor(server, 'a-traps')
  const { as, does, create, show } = editor

  describe('resources', () => {
    test('resource_create with an id of the same dataset clobbers it: name, address and file', async () => {
      const { id } = await create()
      const taken = randomUUID()
      await does('resource_create', { package_id: id, id: taken, name: '前' }, [file()])
      await does('resource_create', { package_id: id, id: taken, name: '後' })
      const { resources } = await show(id)
      expect(resources).toHaveLength(1)
      expect(resources[0]).toMatchObject({ id: taken, name: '後' })
      expect(resources[0].url).not.toContain('table.csv')
    })
    test('an id that another dataset has, or had when it was deleted, is refused', async () => {
      const id = randomUUID()
      const first = await create({ resources: [{ id, url: 'http://a.example/1' }] })
      const second = await create()
      const extend = {
        match: { id: second.id },
        update__resources__extend: [{ id, url: 'http://a.example/2' }],
      }
      const alone = await as('resource_create', { package_id: second.id, id, url: 'http://a.example/2' })
      const revised = await as('package_revise', extend)
      await does('package_delete', { id: first.id })
      const after = await as('package_revise', extend)
      expect([alone, revised, after].map((one) => one.status)).toEqual([409, 409, 409])
      expect(alone.error.id).toEqual(['Resource id already exists.'])
      expect(revised.error.resources).toEqual([{ id: ['Resource id already exists.'] }])
    })
    test('the id of a resource that was taken out of the same dataset may be used anew', async () => {
      const id = randomUUID()
      const dataset = await create({ resources: [{ id, url: 'http://a.example/1' }] })
      await does('resource_delete', { id })
      await does('resource_create', { package_id: dataset.id, id, url: 'http://a.example/2' })
      await does('package_revise', { match: { id: dataset.id }, filter: [`-resources__${id}`] })
      await does('package_revise', {
        match: { id: dataset.id },
        update__resources__extend: [{ id, url: 'http://a.example/3' }],
      })
      expect((await show(dataset.id)).resources).toMatchObject([
        { id, url: 'http://a.example/3', state: 'active' },
      ])
    })
    test.each([
      ['計画評価.csv', '.csv'],
      ['令和6年度 事業評価.xlsx', '6-.xlsx'],
      ['table-1.csv', 'table-1.csv'],
      ['Table_ONE.csv', 'table_one.csv'],
    ])('an upload named %s is served as …/%s', async (fileName, served) => {
      const { id } = await create()
      const { url } = await does('resource_create', { package_id: id, name: '表' }, [
        file('upload', fileName),
      ])
      expect(url.split('/').at(-1)).toBe(served)
    })
    test('format is guessed without an id of ours, not with one; hash is never made', async () => {
      const { id } = await create()
      const guessed = await does('resource_create', { package_id: id, name: '表' }, [file()])
      const given = await does('resource_create', { package_id: id, id: randomUUID(), name: '表' }, [file()])
      expect([guessed.format, given.format]).toEqual(['CSV', ''])
      expect([guessed.hash, given.hash]).toEqual(['', ''])
      expect([guessed.size, given.size]).toEqual([CSV.length, CSV.length])
    })
    test('an empty file is taken', async () => {
      const { id } = await create()
      const { size } = await does('resource_create', { package_id: id, name: '空' }, [
        file('upload', 'a.csv', ''),
      ])
      expect(size).toBe(0)
    })
    test('mimetype and hash stay as sent, format in its usual form; size as sent in 2.11, as it is in 2.12', async () => {
      const { id } = await create()
      const fields = {
        name: '図',
        format: 'geojson',
        mimetype: 'application/geo+json',
        size: '999',
        hash: 'x',
      }
      const made = await does('resource_create', { package_id: id, ...fields }, [
        file('upload', 'a.geojson', '{}'),
      ])
      expect(made).toMatchObject({
        format: 'GeoJSON',
        mimetype: fields.mimetype,
        size: old ? 999 : 2,
        hash: 'x',
      })
    })
    test('custom fields come back with the type they were sent with', async () => {
      const { resources } = await create({
        resources: [{ url: 'http://a.example/1', own: 3, more: { a: 1 } }],
      })
      expect(resources[0]).toMatchObject({ own: 3, more: { a: 1 } })
    })
    test('a patch of other fields keeps the file', async () => {
      const { id } = await create()
      const made = await does('resource_create', { package_id: id, name: '前', format: 'CSV' }, [file()])
      await does('resource_patch', { id: made.id, name: '後' })
      const [shown] = (await show(id)).resources
      expect(shown).toMatchObject({ name: '後', url: made.url, url_type: 'upload' })
      expect((await download(server, shown.url)).toString()).toBe(CSV)
    })
    test('a file over ckan.max_resource_size (10 MB): 409, not 413', async () => {
      const { id } = await create()
      const large = file('upload', 'a.csv', 'x'.repeat(11 * 1024 * 1024))
      const { status, error } = await as('resource_create', { package_id: id, name: '大' }, [large])
      expect([status, error.upload]).toEqual([409, ['File upload too large']])
      expect((await show(id)).resources).toEqual([])
    })
    test('package_resource_reorder: those not named follow in their order', async () => {
      const { id, resources } = await create({
        resources: ['1', '2', '3'].map((name) => ({ name, url: `http://a.example/${name}` })),
      })
      const ids = resources.map((one: { id: string }) => one.id)
      await does('package_resource_reorder', { id, order: [ids[2], ids[0]] })
      expect((await show(id)).resources.map((one: { name: string }) => one.name)).toEqual(['3', '1', '2'])
    })
    test('eight at once lose none', async () => {
      const { id } = await create()
      const all = await Promise.all(
        Array.from({ length: 8 }, (_, at) =>
          as('resource_create', { package_id: id, name: `${at}`, url: 'http://a.example/1' }),
        ),
      )
      expect(all.map((one) => one.status)).toEqual(all.map(() => 200))
      expect((await show(id)).resources).toHaveLength(8)
    })
  })
})
