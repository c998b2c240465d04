/** `package_revise` as an editor meets it; see ckan-traps.test.ts. */
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { describeLive, download } from '../helpers/ckan.ts'
import { CSV, file, useEditor } from '../helpers/ckan-editor.ts'

describeLive('what CKAN does with a revision', (server) => {
  const editor = useEditor(server, 'a-traps')
  const { as, does, create, show } = editor

  describe('package_revise', () => {
    test('a match that does not hold is 409 and changes nothing', async () => {
      const { id } = await create({ notes: '前' })
      const { status, error } = await as('package_revise', {
        match: { id, notes: 'ちがう' },
        update: { notes: '後' },
      })
      expect([status, error.__type]).toEqual([409, 'Validation Error'])
      expect(error.match).toBeDefined()
      expect((await show(id)).notes).toBe('前')
    })
    test('with metadata_modified in match a duplicate delivery is refused', async () => {
      const { id, metadata_modified } = await create()
      const body = {
        match: { id, metadata_modified },
        update: { notes: 'once' },
        update__resources__extend: [{ name: '表', url: 'http://a.example/1' }],
      }
      expect((await as('package_revise', body)).status).toBe(200)
      const again = await as('package_revise', body)
      expect([again.status, Object.keys(again.error)]).toEqual([409, expect.arrayContaining(['match'])])
      expect((await show(id)).resources).toHaveLength(1)
    })
    test('several resources and their files in one multipart request; match works there too', async () => {
      const { id, metadata_modified } = await create({ private: true })
      const ids = [randomUUID(), randomUUID()]
      const body = {
        match: { id, metadata_modified },
        update__resources__extend: [
          { id: ids[0], name: '表', format: 'CSV', mimetype: 'text/csv', hash: 'h0', hiraku: 'x' },
          { id: ids[1], name: '同', format: 'JSON', mimetype: 'application/json', hash: 'h1' },
        ],
      }
      const files = [
        file('update__resources__0__upload', 'table.csv'),
        file('update__resources__1__upload', 'table.json', '[]'),
      ]
      await does('package_revise', body, files)
      const shown = await show(id)
      expect(shown.private).toBe(true)
      expect(shown.resources.map((one: { id: string }) => one.id)).toEqual(ids)
      expect(shown.resources[0]).toMatchObject({
        hash: 'h0',
        format: 'CSV',
        mimetype: 'text/csv',
        size: CSV.length,
        hiraku: 'x',
        url_type: 'upload',
      })
      expect((await download(server, shown.resources[0].url)).toString()).toBe(CSV)
      expect((await download(server, shown.resources[1].url)).toString()).toBe('[]')
      expect((await as('package_revise', body, files)).status).toBe(409)
      expect((await show(id)).resources).toHaveLength(2)
    })
    test('a new file for one resource, by the beginning of its id; the others stay', async () => {
      const ids = [randomUUID(), randomUUID()]
      const { id } = await create()
      await does(
        'package_revise',
        { match: { id }, update__resources__extend: ids.map((one) => ({ id: one, name: one })) },
        [file('update__resources__0__upload', 'a.csv'), file('update__resources__1__upload', 'b.csv')],
      )
      const field = `update__resources__${(ids[1] ?? '').slice(0, 8)}`
      await does('package_revise', { match: { id }, [field]: { hash: 'new' } }, [
        file(`${field}__upload`, 'b.csv', 'a,b\n3,4\n'),
      ])
      const { resources } = await show(id)
      expect((await download(server, resources[0].url)).toString()).toBe(CSV)
      expect((await download(server, resources[1].url)).toString()).toBe('a,b\n3,4\n')
      expect(resources.map((one: { hash: string }) => one.hash)).toEqual(['', 'new'])
    })
    test('one resource is taken out by its id, the others stay', async () => {
      const ids = [randomUUID(), randomUUID()]
      const { id } = await create({ resources: ids.map((one) => ({ id: one, url: 'http://a.example/1' })) })
      await does('package_revise', { match: { id }, filter: [`-resources__${ids[0]}`] })
      expect((await show(id)).resources.map((one: { id: string }) => one.id)).toEqual([ids[1]])
    })
    test('a resource id that the dataset has already, in extend: replaced whole, not doubled', async () => {
      const id = randomUUID()
      const dataset = await create()
      const extend = (more: Readonly<Record<string, unknown>>) => ({
        match: { id: dataset.id },
        update__resources__extend: [{ id, ...more }],
      })
      await does('package_revise', extend({ name: '前', description: '説明' }), [
        file('update__resources__0__upload'),
      ])
      await does('package_revise', extend({ name: '後', url: 'http://a.example/2' }))
      const { resources } = await show(dataset.id)
      expect(resources).toHaveLength(1)
      expect(resources[0]).toMatchObject({ id, name: '後', url_type: 'upload' })
      // the file is gone, and the address is of nothing
      expect(resources[0].url).toMatch(/\/download\/2__$/)
      expect(resources[0].description).not.toBe('説明')
    })
    test('extras are replaced whole, and only where they are first taken out', async () => {
      const { id } = await create({ extras: [{ key: 'a', value: '1' }] })
      await does('package_revise', {
        match: { id },
        filter: ['-extras'],
        update: { extras: [{ key: 'b', value: '2' }] },
      })
      expect((await show(id)).extras).toEqual([{ key: 'b', value: '2' }])
    })
  })
})
