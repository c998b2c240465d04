/** Names, tags and fields of datasets as an editor meets them; see ckan-traps.test.ts. */
import { describe, expect, test } from 'vitest'
import { call, describeLive } from '../helpers/ckan.ts'
import { useEditor } from '../helpers/ckan-editor.ts'

describeLive('what CKAN does with fields', (server) => {
  const editor = useEditor(server, 'a-traps')
  const { as, does, create, show, nameOf } = editor

  describe('names, tags, fields', () => {
    test.each(['税', '子育て・教育', '防災（地震）', 'a'.repeat(101), 'a/b', 'a,b'])(
      'tag %s is refused',
      async (tag) => {
        const { status, error } = await as('package_create', {
          name: nameOf(),
          owner_org: editor.org.id,
          tags: [{ name: tag }],
        })
        expect(status).toBe(409)
        // a flat list, which does not say which one it was
        expect(error.tags).toEqual([expect.any(String)])
      },
    )
    test.each(['防災', '人口 統計', 'GTFS-JP', 'a.b', 'ひ_ら', '１２', '々々', 'ー一'])(
      'tag %s is taken',
      async (tag) => {
        const { tags } = await create({ tags: [{ name: tag }] })
        expect(tags.map((one: { name: string }) => one.name)).toEqual([tag])
      },
    )
    test('the same tag twice is one tag', async () => {
      const { tags } = await create({ tags: [{ name: '防災' }, { name: '防災' }] })
      expect(tags).toHaveLength(1)
    })
    test.each(['避難所', 'A', 'a b', 'a'.repeat(101), 'a', 'new', 'edit', 'search'])(
      'name %s is refused',
      async (name) => {
        const { status, error } = await as('package_create', { name, owner_org: editor.org.id })
        expect(status).toBe(409)
        expect(error.name).toBeDefined()
      },
    )
    test('a name that is taken is refused, also by one that is not public', async () => {
      const { name } = await create({ private: true })
      const { status, error } = await as('package_create', { name, owner_org: editor.org.id })
      expect([status, Object.keys(error)]).toEqual([409, expect.arrayContaining(['name'])])
    })
    test('a deleted dataset: its editors are still shown it, nobody finds it, its name is free', async () => {
      const { id, name } = await create({ resources: [{ url: 'http://a.example/1' }] })
      await does('package_delete', { id })
      expect(await show(name)).toMatchObject({ id, state: 'deleted' })
      expect((await call(server, undefined, 'package_show', { id: name })).status).not.toBe(200)
      const all = { fq: `name:${name}`, include_private: true, include_drafts: true }
      expect((await does('package_search', all)).count).toBe(0)
      const again = await does('package_create', { name, owner_org: editor.org.id })
      expect(again.id).not.toBe(id)
      expect((await show(name)).id).toBe(again.id)
      // the old one is called by its id now
      expect(await show(id)).toMatchObject({ name: id, state: 'deleted' })
    })
    test('a deleted dataset comes back whole by patching its state', async () => {
      const { id, name } = await create({ resources: [{ url: 'http://a.example/1' }] })
      await does('package_delete', { id })
      const back = await does('package_patch', { id, state: 'active' })
      expect([back.name, back.resources.length]).toEqual([name, 1])
    })
    test('unknown keys of a dataset are dropped in silence, those of a resource stay', async () => {
      const { id } = await create({
        hiraku: 'x',
        resources: [{ url: 'http://a.example/1', hiraku_datastore: 'y' }],
      })
      const shown = await show(id)
      expect(shown['hiraku']).toBeUndefined()
      expect(shown.resources[0]['hiraku_datastore']).toBe('y')
      const { results } = await does('package_search', { fq: `id:${id}`, include_private: true })
      // the index has them too: what is equal needs no further request
      expect(results[0].resources[0]['hiraku_datastore']).toBe('y')
      expect(results[0].metadata_modified).toBe(shown.metadata_modified)
    })
    test('the same extras key twice is refused', async () => {
      const extras = [
        { key: 'a', value: '1' },
        { key: 'a', value: '2' },
      ]
      expect((await as('package_create', { name: nameOf(), owner_org: editor.org.id, extras })).status).toBe(
        409,
      )
    })
    test.each([
      ['an extra without a key', { extras: [{ key: '', value: '1' }] }],
      ['an address that is none', { maintainer_email: '防災課' }],
      ['a version of more than 100 characters', { version: 'v'.repeat(101) }],
    ])('%s is refused', async (_, fields) => {
      expect(
        (await as('package_create', { name: nameOf(), owner_org: editor.org.id, ...fields })).status,
      ).toBe(409)
    })
    test('an extra without a value stays; a number becomes a text', async () => {
      const extras = [
        { key: 'a', value: '' },
        { key: 'b', value: 3 },
      ]
      expect((await create({ extras })).extras.map((one: { value: unknown }) => one.value)).toEqual(['', '3'])
    })
    test('what is blanked is blank afterwards; what was never set is null', async () => {
      const { id } = await create({ notes: '前', tags: [{ name: '防災' }] })
      const shown = await does('package_patch', { id, notes: '', tags: [] })
      expect([shown.notes, shown.url, shown.tags]).toEqual(['', null, []])
    })
    test('an unknown licence is taken as it is', async () => {
      expect(await create({ license_id: 'no-such-licence' })).toMatchObject({ license_id: 'no-such-licence' })
    })
    test('only title and addresses lose white space at their ends; all else comes back as sent', async () => {
      const notes = ' 一行目\r\n二行目\n　全角　①㈱～－ 𠮟る🏠 '
      const shown = await create({
        ...{
          notes,
          title: ' 題　',
          author: ' a ',
          maintainer_email: ' m@a.example ',
          tags: [{ name: ' 防災 ' }],
        },
        extras: [{ key: ' k ', value: ' v ' }],
      })
      expect(shown).toMatchObject({
        ...{ notes, title: '題', author: ' a ', maintainer_email: 'm@a.example', tags: [{ name: ' 防災 ' }] },
        extras: [{ key: ' k ', value: ' v ' }],
      })
    })
    test('package_search shows at once what was created', async () => {
      const { name } = await create()
      expect((await does('package_search', { fq: `name:${name}` })).count).toBe(1)
    })
    test('rows: not more than 1000, and none is lost from page to page', async () => {
      const all = await does('package_search', {
        fq: `owner_org:${editor.org.id}`,
        rows: 5000,
        include_private: true,
        include_drafts: true,
        sort: 'id asc',
      })
      const paged: string[] = []
      for (let start = 0; start < all.count; start += 7) {
        const page = await does('package_search', {
          fq: `owner_org:${editor.org.id}`,
          rows: 7,
          start,
          include_private: true,
          include_drafts: true,
          sort: 'id asc',
        })
        paged.push(...page.results.map((one: { id: string }) => one.id))
      }
      expect(new Set(paged).size).toBe(all.count)
    })
  })
})
