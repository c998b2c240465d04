/**
 * Facts of CKAN itself on which publishing rests, as an editor meets them: tokens, changes, what is not yet public.
 * None of our code runs here: where a new CKAN behaves otherwise, it is seen here and not in a city.
 */
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { call, describeLive, freshOrganization, must } from '../helpers/ckan.ts'
import { file, useEditor } from '../helpers/ckan-editor.ts'

describeLive('what CKAN does with datasets', (server) => {
  const old = server.version.startsWith('2.11')
  const editor = useEditor(server, 'a-traps')
  const { as, does, create, show, nameOf } = editor

  describe('the token', () => {
    test.each([
      ['a wrong one', () => 'nonsense'],
      ['one with Bearer before it', () => `Bearer ${editor.org.token}`],
      ['none', () => undefined],
    ])('%s: 403, never 401', async (_, token) => {
      const { status, error } = await call(server, token(), 'package_create', {
        name: nameOf(),
        owner_org: editor.org.id,
      })
      expect(status).toBe(403)
      expect(error.__type).toBe('Authorization Error')
    })
    test('an editor may not set the id of a dataset', async () => {
      const { status, error } = await as('package_create', {
        id: randomUUID(),
        name: nameOf(),
        owner_org: editor.org.id,
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
      const group = await must(server, server.sysadminToken, 'group_create', {
        name: `${editor.org.name}-group`,
      })
      const refused = await as('package_create', {
        name: nameOf(),
        owner_org: editor.org.id,
        groups: [{ name: group.name }],
      })
      const unknown = await as('package_create', {
        name: nameOf(),
        owner_org: editor.org.id,
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
      const { status } = await as('package_create', {
        name: nameOf(),
        owner_org: editor.org.id,
        notes: 'a\u0000b',
      })
      expect(status).toBe(500)
    })
  })

  describe('package_update', () => {
    test('without `resources`: 2.11 deletes them all, 2.12 keeps them', async () => {
      const { id, name } = await create({
        resources: [{ url: 'http://a.example/1' }, { url: 'http://a.example/2' }],
      })
      await does('package_update', { id, name, title: 'ほか', owner_org: editor.org.id })
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

  describe('what is not yet public', () => {
    const publicSees = async (id: string) => [
      (await call(server, undefined, 'package_show', { id })).status,
      (await must(server, undefined, 'package_search', { fq: `id:${id}` })).count,
    ]
    const editorFinds = (id: string, token = editor.org.token, more = {}) =>
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
      expect((await editorFinds(id, editor.org.token, { include_drafts: false })).count).toBe(0)
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
      const user = `${editor.org.user}-2`
      const admin = server.sysadminToken
      await must(server, admin, 'user_create', {
        name: user,
        email: `${user}@example.com`,
        password: randomUUID(),
      })
      await must(server, admin, 'organization_member_create', {
        id: editor.org.id,
        username: user,
        role: 'editor',
      })
      const { token } = await must(server, admin, 'api_token_create', { user, name: 'tests' })
      expect((await editorFinds(id, token)).count).toBe(1)
      expect((await call(server, token, 'package_patch', { id, notes: 'x' })).status).toBe(200)
      await must(server, admin, 'user_delete', { id: user })
    })
  })
})
