/**
 * Facts of CKAN itself on which publishing rests, as an editor meets them. None of our code runs here: where a new
 * CKAN behaves otherwise, it is seen here and not in a city.
 */
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { call, describeLive, download, freshOrganization, must, type Organization } from '../helpers/ckan.ts'

const CSV = 'a,b\n1,2\n'

describeLive('what CKAN does with datasets', (server) => {
  const old = server.version.startsWith('2.11')
  let org: Organization
  let count = 0
  beforeAll(async () => {
    org = await freshOrganization(server, 'a-traps')
  })

  const as = (
    action: string,
    body: Readonly<Record<string, unknown>>,
    uploads?: Parameters<typeof call>[4],
  ) => call(server, org.token, action, body, uploads)
  const does = (
    action: string,
    body: Readonly<Record<string, unknown>>,
    uploads?: Parameters<typeof call>[4],
  ) => must(server, org.token, action, body, uploads)
  const nameOf = (): string => `${org.name}-${count++}`
  const create = (more: Readonly<Record<string, unknown>> = {}) =>
    does('package_create', { name: nameOf(), title: '試験', owner_org: org.id, ...more })
  const show = (id: string) => does('package_show', { id })
  const file = (field = 'upload', fileName = 'table.csv', bytes = CSV) => ({ field, fileName, bytes })

  describe('the token', () => {
    test.each([
      ['a wrong one', () => 'nonsense'],
      ['one with Bearer before it', () => `Bearer ${org.token}`],
      ['none', () => undefined],
    ])('%s: 403, never 401', async (_, token) => {
      const { status, error } = await call(server, token(), 'package_create', {
        name: nameOf(),
        owner_org: org.id,
      })
      expect(status).toBe(403)
      expect(error.__type).toBe('Authorization Error')
    })
    test('an editor may not set the id of a dataset', async () => {
      const { status, error } = await as('package_create', {
        id: randomUUID(),
        name: nameOf(),
        owner_org: org.id,
      })
      expect([status, error.id]).toEqual([409, ['The input field id was not expected.']])
    })
    test('an editor may not publish in another organization', async () => {
      const other = await freshOrganization(server, 'a-other')
      const refused = await as('package_create', { name: nameOf(), owner_org: other.id })
      expect([refused.status, refused.error.__type]).toEqual([403, 'Authorization Error'])
    })
    test('an organization that is not there: 403, as if it were another one', async () => {
      const { status } = await as('package_create', { name: nameOf(), owner_org: 'no-such-organization' })
      expect(status).toBe(403)
    })
    test('a group of which the editor is no member: 403 for the whole dataset; an unknown one: 404', async () => {
      const group = await must(server, server.sysadminToken, 'group_create', { name: `${org.name}-group` })
      const refused = await as('package_create', {
        name: nameOf(),
        owner_org: org.id,
        groups: [{ name: group.name }],
      })
      const unknown = await as('package_create', {
        name: nameOf(),
        owner_org: org.id,
        groups: [{ name: 'no-such' }],
      })
      expect([refused.status, unknown.status]).toEqual([403, 404])
      await must(server, server.sysadminToken, 'group_purge', { id: group.id })
    })
    test('an editor deletes, twice if need be, but does not purge', async () => {
      const { id } = await create()
      const answers = [
        await as('package_delete', { id }),
        await as('package_delete', { id }),
        await as('dataset_purge', { id }),
      ]
      expect(answers.map((one) => one.status)).toEqual([200, 200, 403])
    })
  })

  describe('the envelope', () => {
    test('400 is a JSON text, not an object', async () => {
      const { status, text } = await as('no_such_action', {})
      expect(status).toBe(400)
      expect(typeof JSON.parse(text)).toBe('string')
    })
    test('404 for what is not there', async () => {
      const { status, error } = await as('package_show', { id: 'no-such-dataset' })
      expect([status, error.__type]).toEqual([404, 'Not Found Error'])
    })
    test('a NUL in a text: 500', async () => {
      const { status } = await as('package_create', { name: nameOf(), owner_org: org.id, notes: 'a\u0000b' })
      expect(status).toBe(500)
    })
  })

  describe('package_update', () => {
    test('without `resources`: 2.11 deletes them all, 2.12 keeps them', async () => {
      const { id, name } = await create({
        resources: [{ url: 'http://a.example/1' }, { url: 'http://a.example/2' }],
      })
      await does('package_update', { id, name, title: 'ほか', owner_org: org.id })
      expect((await show(id)).resources).toHaveLength(old ? 0 : 2)
    })
    test('with nothing changed: 2.11 moves metadata_modified, 2.12 does not', async () => {
      const before = await create({ resources: [{ url: 'http://a.example/1' }] })
      const shown = await show(before.id)
      await does('package_update', shown)
      const after = await show(before.id)
      expect(after.metadata_modified === shown.metadata_modified).toBe(!old)
    })
    test.each(['package_patch', 'package_revise'])('%s with nothing changed: likewise', async (action) => {
      const { id } = await create({ tags: [{ name: '防災' }] })
      const before = await show(id)
      const same = { title: before.title }
      await does(action, action === 'package_patch' ? { id, ...same } : { match: { id }, update: same })
      expect((await show(id)).metadata_modified === before.metadata_modified).toBe(!old)
    })
  })

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

  describe('what is not yet public', () => {
    const publicSees = async (id: string) => [
      (await call(server, undefined, 'package_show', { id })).status,
      (await must(server, undefined, 'package_search', { fq: `id:${id}` })).count,
    ]
    const editorFinds = (id: string, token = org.token, more = {}) =>
      must(server, token, 'package_search', {
        fq: `id:${id}`,
        include_private: true,
        include_drafts: true,
        ...more,
      })

    test('state draft on create is not heard when an editor says it: it is active at once', async () => {
      const { id, state } = await create({ state: 'draft' })
      expect(state).toBe('active')
      expect(await publicSees(id)).toEqual([200, 1])
    })
    test('an editor may patch it to draft afterwards, and back', async () => {
      const { id } = await create()
      expect((await does('package_patch', { id, state: 'draft' })).state).toBe('draft')
      expect(await publicSees(id)).toEqual([403, 0])
      expect((await editorFinds(id)).results[0].state).toBe('draft')
      expect((await editorFinds(id, org.token, { include_drafts: false })).count).toBe(0)
      await does('package_revise', { match: { id, state: 'draft' }, update: { state: 'active' } })
      expect(await publicSees(id)).toEqual([200, 1])
    })
    test('created private, filled, made public last: nobody sees it before', async () => {
      const { id } = await create({ private: true, extras: [{ key: 'identifier', value: 'i' }] })
      await does('package_revise', { match: { id }, update__resources__extend: [{ name: '表' }] }, [
        file('update__resources__0__upload'),
      ])
      expect(await publicSees(id)).toEqual([403, 0])
      expect((await editorFinds(id)).results[0].extras).toEqual([{ key: 'identifier', value: 'i' }])
      await does('package_revise', { match: { id }, update: { private: false } })
      expect(await publicSees(id)).toEqual([200, 1])
    })
    test('another editor of the organization finds and changes it', async () => {
      const { id } = await create({ private: true })
      const user = `${org.user}-2`
      const admin = server.sysadminToken
      await must(server, admin, 'user_create', {
        name: user,
        email: `${user}@example.com`,
        password: randomUUID(),
      })
      await must(server, admin, 'organization_member_create', { id: org.id, username: user, role: 'editor' })
      const { token } = await must(server, admin, 'api_token_create', { user, name: 'tests' })
      expect((await editorFinds(id, token)).count).toBe(1)
      expect((await call(server, token, 'package_patch', { id, notes: 'x' })).status).toBe(200)
      await must(server, admin, 'user_delete', { id: user })
    })
  })

  describe('names, tags, fields', () => {
    test.each(['税', '子育て・教育', '防災（地震）', 'a'.repeat(101), 'a/b', 'a,b'])(
      'tag %s is refused',
      async (tag) => {
        const { status, error } = await as('package_create', {
          name: nameOf(),
          owner_org: org.id,
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
        const { status, error } = await as('package_create', { name, owner_org: org.id })
        expect(status).toBe(409)
        expect(error.name).toBeDefined()
      },
    )
    test('a name that is taken is refused, also by one that is not public', async () => {
      const { name } = await create({ private: true })
      const { status, error } = await as('package_create', { name, owner_org: org.id })
      expect([status, Object.keys(error)]).toEqual([409, expect.arrayContaining(['name'])])
    })
    test('a deleted dataset: its editors are still shown it, nobody finds it, its name is free', async () => {
      const { id, name } = await create({ resources: [{ url: 'http://a.example/1' }] })
      await does('package_delete', { id })
      expect(await show(name)).toMatchObject({ id, state: 'deleted' })
      expect((await call(server, undefined, 'package_show', { id: name })).status).not.toBe(200)
      const all = { fq: `name:${name}`, include_private: true, include_drafts: true }
      expect((await does('package_search', all)).count).toBe(0)
      const again = await does('package_create', { name, owner_org: org.id })
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
      expect((await as('package_create', { name: nameOf(), owner_org: org.id, extras })).status).toBe(409)
    })
    test.each([
      ['an extra without a key', { extras: [{ key: '', value: '1' }] }],
      ['an address that is none', { maintainer_email: '防災課' }],
      ['a version of more than 100 characters', { version: 'v'.repeat(101) }],
    ])('%s is refused', async (_, fields) => {
      expect((await as('package_create', { name: nameOf(), owner_org: org.id, ...fields })).status).toBe(409)
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
        fq: `owner_org:${org.id}`,
        rows: 5000,
        include_private: true,
        include_drafts: true,
        sort: 'id asc',
      })
      const paged: string[] = []
      for (let start = 0; start < all.count; start += 7) {
        const page = await does('package_search', {
          fq: `owner_org:${org.id}`,
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
