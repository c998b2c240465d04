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

  const as = (action: string, body: Readonly<Record<string, unknown>>, uploads?: Parameters<typeof call>[4]) =>
    call(server, org.token, action, body, uploads)
  const does = (action: string, body: Readonly<Record<string, unknown>>, uploads?: Parameters<typeof call>[4]) =>
    must(server, org.token, action, body, uploads)
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
      const { status } = await as('package_create', { id: randomUUID(), name: nameOf(), owner_org: org.id })
      expect(status).toBe(old ? 403 : 403)
    })
    test('an editor may not publish in another organization, nor see its drafts', async () => {
      const other = await freshOrganization(server, 'a-other')
      const refused = await as('package_create', { name: nameOf(), owner_org: other.id })
      expect([refused.status, refused.error.__type]).toEqual([403, 'Authorization Error'])
    })
    test('an organization that is not there: refused as 409 or 403, not 404', async () => {
      const { status } = await as('package_create', { name: nameOf(), owner_org: 'no-such-organization' })
      expect(status).toBe(409)
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
    test('2.12 names what an action changed, 2.11 does not', async () => {
      const { text } = await as('package_create', { name: nameOf(), owner_org: org.id })
      expect('changed_entities' in JSON.parse(text)).toBe(!old)
    })
  })

  describe('package_update', () => {
    test('without `resources`: 2.11 deletes them all, 2.12 keeps them', async () => {
      const { id, name } = await create({ resources: [{ url: 'http://a.example/1' }, { url: 'http://a.example/2' }] })
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
      const { status, error } = await as('package_revise', { match: { id, notes: 'ちがう' }, update: { notes: '後' } })
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
      const { match, update, ...extend } = body
      expect((await as('package_revise', body)).status).toBe(200)
      const again = await as('package_revise', body)
      expect([again.status, Object.keys(again.error)]).toEqual([409, expect.arrayContaining(['match'])])
      expect((await show(id)).resources).toHaveLength(1)
      expect([match, update, extend]).toHaveLength(3)
    })
    test('several resources and their files in one multipart request; match works there too', async () => {
      const { id, metadata_modified } = await create({ state: 'draft' })
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
      expect(shown.state).toBe('draft')
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
    test('a resource id that the dataset has already, in extend', async () => {
      const taken = randomUUID()
      const { id } = await create({ resources: [{ id: taken, url: 'http://a.example/1', name: '前' }] })
      const twice = await as('package_revise', {
        match: { id },
        update__resources__extend: [{ id: taken, url: 'http://a.example/2', name: '後' }],
      })
      console.log(server.version, 'extend same id', twice.status, JSON.stringify(twice.error), JSON.stringify((await show(id)).resources.map((r: any) => [r.id, r.name, r.url])))
    })
    test('an editor publishes a draft by it', async () => {
      const { id } = await create({ state: 'draft' })
      await does('package_revise', { match: { id, state: 'draft' }, update: { state: 'active' } })
      expect((await show(id)).state).toBe('active')
    })
  })

  describe('drafts', () => {
    test('an editor finds drafts of his own in package_search, and by name', async () => {
      const { id, name } = await create({ state: 'draft', extras: [{ key: 'identifier', value: 'i' }] })
      expect((await show(name)).id).toBe(id)
      const search = async (token: string | undefined, more = {}) =>
        (
          await must(server, token, 'package_search', {
            fq: `owner_org:${org.id} +name:${name}`,
            include_private: true,
            include_drafts: true,
            ...more,
          })
        ).results
      const [found] = await search(org.token)
      expect(found).toMatchObject({ id, state: 'draft', extras: [{ key: 'identifier', value: 'i' }] })
      expect(await search(undefined)).toEqual([])
    })
    test('what of another editor of the same organization?', async () => {
      const { id, name } = await create({ state: 'draft' })
      const user = `${org.user}-2`
      await must(server, server.sysadminToken, 'user_create', { name: user, email: `${user}@example.com`, password: randomUUID() })
      await must(server, server.sysadminToken, 'organization_member_create', { id: org.id, username: user, role: 'editor' })
      const { token } = await must(server, server.sysadminToken, 'api_token_create', { user, name: 'x' })
      const found = await must(server, token, 'package_search', { fq: `owner_org:${org.id} +name:${name}`, include_private: true, include_drafts: true })
      const shown = await call(server, token, 'package_show', { id })
      const patched = await call(server, token, 'package_patch', { id, notes: 'x' })
      const again = await call(server, token, 'package_create', { name, owner_org: org.id })
      console.log(server.version, 'other editor', found.count, shown.status, patched.status, again.status, JSON.stringify(again.error))
      await must(server, server.sysadminToken, 'user_delete', { id: user })
    })
  })

  describe('names, tags, fields', () => {
    test.each(['税', '子育て・教育', '防災（地震）', 'a'.repeat(101), 'a/b', 'a,b'])('tag %s is refused', async (tag) => {
      const { status, error } = await as('package_create', { name: nameOf(), owner_org: org.id, tags: [{ name: tag }] })
      expect(status).toBe(409)
      // a flat list, which does not say which one it was
      expect(error.tags).toEqual([expect.any(String)])
    })
    test.each(['防災', '人口 統計', 'GTFS-JP', 'a.b', 'ひ_ら', '１２', '々々', 'ー一'])('tag %s is taken', async (tag) => {
      const { tags } = await create({ tags: [{ name: tag }] })
      expect(tags.map((one: { name: string }) => one.name)).toEqual([tag])
    })
    test('the same tag twice', async () => {
      const { status, result, error } = await as('package_create', { name: nameOf(), owner_org: org.id, tags: [{ name: '防災' }, { name: '防災' }] })
      console.log(server.version, 'tag twice', status, JSON.stringify(error), JSON.stringify(result?.tags?.map((t: any) => t.name)))
    })
    test.each(['避難所', 'A', 'a b', 'a'.repeat(101), 'a', 'new', 'edit', 'search'])('name %s is refused', async (name) => {
      const { status, error } = await as('package_create', { name, owner_org: org.id })
      expect(status).toBe(409)
      expect(error.name).toBeDefined()
    })
    test('a name that is taken is refused, also by a draft', async () => {
      const { name } = await create({ state: 'draft' })
      const { status, error } = await as('package_create', { name, owner_org: org.id })
      expect([status, Object.keys(error)]).toEqual([409, expect.arrayContaining(['name'])])
    })
    test('the name of a deleted dataset is free; the new one has another id', async () => {
      const { id, name } = await create()
      await does('package_delete', { id })
      const gone = await as('package_show', { id: name })
      const again = await as('package_create', { name, title: '再', owner_org: org.id })
      console.log(server.version, 'deleted', gone.status, gone.result?.state, again.status, again.result?.id === id, JSON.stringify(again.error))
    })
    test('unknown keys of a dataset are dropped in silence, those of a resource stay', async () => {
      const { id } = await create({ hiraku: 'x', resources: [{ url: 'http://a.example/1', hiraku_datastore: 'y' }] })
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
    test('an extra without a value', async () => {
      const { status, result, error } = await as('package_create', { name: nameOf(), owner_org: org.id, extras: [{ key: 'a', value: '' }] })
      console.log(server.version, 'blank extra', status, JSON.stringify(error), JSON.stringify(result?.extras))
    })
    test('an unknown licence is taken as it is', async () => {
      expect(await create({ license_id: 'no-such-licence' })).toMatchObject({ license_id: 'no-such-licence' })
    })
    test('white space at the ends, line ends, width and emoji of a text come back as they were sent', async () => {
      const notes = ' 一行目\r\n二行目\n　全角　①㈱～－ 𠮟る🏠 '
      const shown = await create({ notes, title: ' 題　' })
      console.log(server.version, 'notes', JSON.stringify([shown.notes === notes, shown.notes, shown.title]))
    })
    test('package_search shows at once what was created', async () => {
      const { name } = await create()
      expect((await does('package_search', { fq: `name:${name}` })).count).toBe(1)
    })
    test('rows: not more than 1000, and none is lost from page to page', async () => {
      const all = await does('package_search', { fq: `owner_org:${org.id}`, rows: 5000, include_private: true, include_drafts: true, sort: 'id asc' })
      const paged: string[] = []
      for (let start = 0; start < all.count; start += 7) {
        const page = await does('package_search', { fq: `owner_org:${org.id}`, rows: 7, start, include_private: true, include_drafts: true, sort: 'id asc' })
        paged.push(...page.results.map((one: { id: string }) => one.id))
      }
      expect(new Set(paged).size).toBe(all.count)
    })
  })

  describe('resources', () => {
    test('resource_create with an id of the same dataset clobbers it', async () => {
      const { id } = await create()
      const taken = randomUUID()
      await does('resource_create', { package_id: id, id: taken, name: '前' }, [file()])
      const again = await as('resource_create', { package_id: id, id: taken, name: '後' })
      const { resources } = await show(id)
      console.log(server.version, 'clobber', again.status, JSON.stringify(again.error), JSON.stringify(resources.map((r: any) => [r.id === taken, r.name, r.url])))
    })
    test('an id of another dataset\'s resource', async () => {
      const first = await create({ resources: [{ id: randomUUID(), url: 'http://a.example/1' }] })
      const second = await create()
      const taken = first.resources[0].id
      const { status, error } = await as('resource_create', { package_id: second.id, id: taken, url: 'http://a.example/2' })
      console.log(server.version, 'other dataset id', status, JSON.stringify(error), (await show(first.id)).resources.length, (await show(second.id)).resources.length)
    })
    test('the id of a resource that was deleted, or whose dataset was', async () => {
      const taken = randomUUID()
      const { id } = await create({ resources: [{ id: taken, url: 'http://a.example/1' }] })
      await does('resource_delete', { id: taken })
      const again = await as('resource_create', { package_id: id, id: taken, url: 'http://a.example/2' })
      console.log(server.version, 'deleted resource id', again.status, JSON.stringify(again.error), (await show(id)).resources.length)
      const viaRevise = await create()
      const other = randomUUID()
      await does('package_revise', { match: { id: viaRevise.id }, update__resources__extend: [{ id: other, url: 'http://a.example/1' }] })
      await does('package_revise', { match: { id: viaRevise.id }, filter: [`-resources__${other}`] })
      const back = await as('package_revise', { match: { id: viaRevise.id }, update__resources__extend: [{ id: other, url: 'http://a.example/2' }] })
      console.log(server.version, 'revise deleted resource id', back.status, JSON.stringify(back.error), JSON.stringify((await show(viaRevise.id)).resources.map((r: any) => [r.id === other, r.state])))
      const third = randomUUID()
      const gone = await create({ resources: [{ id: third, url: 'http://a.example/1' }] })
      await does('package_delete', { id: gone.id })
      const next = await create()
      const reuse = await as('package_revise', { match: { id: next.id }, update__resources__extend: [{ id: third, url: 'http://a.example/2' }] })
      console.log(server.version, 'deleted dataset resource id', reuse.status, JSON.stringify(reuse.error), (await call(server, server.sysadminToken, 'package_show', { id: gone.id })).result?.resources?.length, (await show(next.id)).resources.length)
    })
    test.each([
      ['計画評価.csv', 'csv'],
      ['令和6年度 事業評価.xlsx', '6-.xlsx'],
      ['table-1.csv', 'table-1.csv'],
      ['Table_ONE.csv', 'table_one.csv'],
    ])('an upload named %s is served as …/%s', async (fileName, served) => {
      const { id } = await create()
      const { url } = await does('resource_create', { package_id: id, name: '表' }, [file('upload', fileName)])
      console.log(server.version, fileName, url.split('/').at(-1), served)
    })
    test('format is guessed without an id of ours, not with one; hash is never made', async () => {
      const { id } = await create()
      const guessed = await does('resource_create', { package_id: id, name: '表' }, [file()])
      const given = await does('resource_create', { package_id: id, id: randomUUID(), name: '表' }, [file()])
      expect([guessed.format, given.format]).toEqual(['CSV', ''])
      expect([guessed.hash, given.hash]).toEqual(['', ''])
      expect([guessed.size, given.size]).toEqual([CSV.length, CSV.length])
    })
    test('a blank file', async () => {
      const { id } = await create()
      const { status, error, result } = await as('resource_create', { package_id: id, name: '表', format: 'CSV' }, [file('upload', 'a.csv', '')])
      console.log(server.version, 'blank file', status, JSON.stringify(error), result?.size)
    })
    test('what an upload says of size and mimetype', async () => {
      const { id } = await create()
      const made = await does('resource_create', { package_id: id, name: '表', format: 'GeoJSON', mimetype: 'application/geo+json', size: '999', hash: 'x' }, [file('upload', 'a.geojson', '{}')])
      console.log(server.version, 'mimetype/size', made.mimetype, made.size, made.format, made.hash)
      const csv = await does('resource_create', { package_id: id, name: '表', format: 'csv' }, [file('upload', 'a.csv')])
      console.log(server.version, 'format csv ->', csv.format)
      await does('resource_patch', { id: made.id, hash: 'y' })
      const shown = (await show(id)).resources[0]
      console.log(server.version, 'after patch', shown.mimetype, shown.size, shown.hash, shown.url)
    })
    test('a patch of other fields keeps the file', async () => {
      const { id } = await create()
      const made = await does('resource_create', { package_id: id, name: '前', format: 'CSV' }, [file()])
      await does('resource_patch', { id: made.id, name: '後' })
      const [shown] = (await show(id)).resources
      expect(shown).toMatchObject({ name: '後', url: made.url, url_type: 'upload' })
      expect((await download(server, shown.url)).toString()).toBe(CSV)
    })
    test('a file over the limit', async () => {
      const { id } = await create()
      const { status, error, text } = await as('resource_create', { package_id: id, name: '大' }, [file('upload', 'a.csv', 'x'.repeat(11 * 1024 * 1024))])
      console.log(server.version, 'large', status, JSON.stringify(error), text.slice(0, 100))
    })
    test('order: package_resource_reorder, and by revise', async () => {
      const { id, resources } = await create({ resources: ['1', '2', '3'].map((name) => ({ name, url: `http://a.example/${name}` })) })
      const ids = resources.map((one: { id: string }) => one.id)
      await does('package_resource_reorder', { id, order: [ids[2], ids[0]] })
      expect((await show(id)).resources.map((one: { name: string }) => one.name)).toEqual(['3', '1', '2'])
    })
    test('eight at once lose none', async () => {
      const { id } = await create()
      const all = await Promise.all(
        Array.from({ length: 8 }, (_, at) => as('resource_create', { package_id: id, name: `${at}`, url: 'http://a.example/1' })),
      )
      expect(all.map((one) => one.status)).toEqual(all.map(() => 200))
      expect((await show(id)).resources).toHaveLength(8)
    })
  })
})
