/** Whose a dataset is, at a CKAN that runs: renamed, moved, taken down, another's; and what is retired with it. */
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { sendHttp } from '../../pipeline/effects-http.ts'
import { createHttpClient } from '../../pipeline/lib/http/client.ts'
import type { Offer } from '../../pipeline/lib/offer.ts'
import { createCkanApi } from '../../pipeline/publish/ckan/call.ts'
import { createCkanTarget } from '../../pipeline/publish/ckan/target.ts'
import {
  call,
  datasetsOf,
  describeLive,
  freshOrganization,
  must,
  type Organization,
} from '../helpers/ckan.ts'
import { BASE, datasetOf, givenOf, offerOf, planOf, portalOf, publishAll } from '../publish/ckan/offers.ts'

describeLive('whose it is at CKAN', (server) => {
  const url = `${server.url}/`
  const admin = server.sysadminToken

  interface As {
    readonly token?: string | undefined
    readonly organization?: string
    readonly names?: Readonly<Record<string, string>>
    readonly codes?: readonly string[]
  }
  const targetOf = (of: Organization, as: As = {}) => {
    const { token = of.token, organization = of.name, names = {}, codes = ['142140'] } = as
    const api = createCkanApi(
      portalOf({ url }),
      'token' in as ? as.token : token,
      createHttpClient(
        {
          send: sendHttp,
          pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
          now: () => new Date(),
          chance: (count) => randomBytes(count),
        },
        portalOf().limits,
      ),
    )
    const nameOf = ({ id }: Offer): string => names[id] ?? `${of.name}-${id}`
    const given = givenOf(api, {
      organization,
      names,
      dataset: (offer) => ({ dataset: datasetOf(offer, { name: nameOf(offer) }), problems: [] }),
    })
    return createCkanTarget({
      ...given,
      portal: { ...given.portal, url },
      publishers: codes.map((code) => ({ code, organization, base: BASE })),
    })
  }

  /** Addresses are the portal's, as names are: each organization of these tests has its own datasets. */
  const offersOf = (of: Organization) => {
    const offer = (slug: string, files?: Readonly<Record<string, string>>): Offer => {
      const id = `142140_${slug}`
      return { ...offerOf(id, files), iri: `${BASE}datasets/${id}/${of.name}` }
    }
    return { a: offer('aa'), b: offer('bb'), again: offer('aa', { csv: 'ID\r\n9\r\n', geojson: '{}' }) }
  }
  const codesOf = async (...[target, offers]: Parameters<typeof planOf>) =>
    (await planOf(target, offers)).flatMap(({ problems }) => problems.map(({ code }) => code))
  const lookAt = (id: string) => must(server, admin, 'package_show', { id })

  test('retired by us: marked where nobody sees it, and put back as it was', async () => {
    const of = await freshOrganization(server, 'd3')
    const { a, b, again } = offersOf(of)
    await publishAll(targetOf(of), [a, b])
    const [{ id }] = await datasetsOf(server, of)
    const retired = await publishAll(targetOf(of), [b], true)
    expect(retired.applied).toMatchObject([{ outcome: 'same' }, { outcome: 'done', problems: [] }])
    const gone = await lookAt(id)
    expect(gone.state).toBe('deleted')
    expect(gone.extras).toContainEqual({ key: 'hiraku_said', value: 'retired' })
    expect((await call(server, undefined, 'package_show', { id })).status).not.toBe(200)
    expect(await datasetsOf(server, of)).toHaveLength(1)

    const back = await publishAll(targetOf(of), [again, b])
    expect(back.items).toMatchObject([{ action: 'create', problems: [] }, { action: 'unchanged' }])
    expect(back.applied).toMatchObject([{ outcome: 'done', problems: [] }, {}])
    const shown = await must(server, undefined, 'package_show', { id })
    expect(shown).toMatchObject({ state: 'active', private: false })
    expect(shown.extras.map(({ key }: { key: string }) => key).sort()).toEqual(['frequency', 'uri'])
    const third = targetOf(of)
    expect(await codesOf(third, [again, b])).toEqual([])
    expect(third.requests()).toBe(1)
  })

  test.each(['deleted', 'draft'])(
    '%s by a person: stays so, until the person puts it back',
    async (state) => {
      const of = await freshOrganization(server, 'd3')
      const { a, again } = offersOf(of)
      await publishAll(targetOf(of), [a])
      const [{ id, name }] = await datasetsOf(server, of)
      if (state === 'deleted') await must(server, of.token, 'package_delete', { id })
      else await must(server, of.token, 'package_patch', { id, state })
      const before = await lookAt(id)
      const { items, applied } = await publishAll(targetOf(of), [again])
      expect(items[0]?.problems).toMatchObject([{ code: 'publish/taken-down' }])
      expect(applied).toMatchObject([{ outcome: 'failed' }])
      expect(await lookAt(id)).toEqual(before)
      expect((await targetOf(of).verify(a, () => {})).map(({ code }) => code)).toEqual(['publish/taken-down'])
      // what the message says is there for an editor
      const [, page = ''] = /(\S+\/dataset\/edit\/\S+) を/.exec(items[0]?.problems[0]?.remedy.ja ?? '') ?? []
      expect(page).toBe(`${url}dataset/edit/${name}`)
      await must(server, of.token, 'package_patch', { id, state: 'active' })
      expect((await publishAll(targetOf(of), [again])).applied).toMatchObject([
        { outcome: 'done', problems: [] },
      ])
      expect((await datasetsOf(server, of)).map((one) => one.id)).toEqual([id])
    },
  )

  test('renamed by a person; another under its name; the organization said by its id', async () => {
    const of = await freshOrganization(server, 'd3')
    const { a } = offersOf(of)
    await publishAll(targetOf(of), [a])
    const [{ id, name }] = await datasetsOf(server, of)
    await must(server, of.token, 'package_patch', { id, name: `${name}-by-hand` })
    expect(await planOf(targetOf(of, { organization: of.id }), [a])).toMatchObject([
      { action: 'change', changes: [{ what: 'name' }], problems: [] },
    ])
    await must(server, of.token, 'package_create', { name, owner_org: of.id, title: '他人' })
    const before = await datasetsOf(server, of)
    const { items } = await publishAll(targetOf(of), [a])
    expect(items[0]?.problems).toMatchObject([{ code: 'publish/name-of-other' }])
    expect(await datasetsOf(server, of)).toEqual(before)
    // as the message says
    const kept = targetOf(of, { names: { [a.id]: `${name}-by-hand` } })
    expect(await planOf(kept, [a])).toMatchObject([{ action: 'unchanged' }])
    expect(kept.requests()).toBe(1)
  })

  test('another’s under our name is taken over only where the file names it', async () => {
    const of = await freshOrganization(server, 'd3')
    const { a } = offersOf(of)
    const name = `${of.name}-${a.id}`
    const { id } = await must(server, of.token, 'package_create', { name, owner_org: of.id, title: '他人' })
    const before = await lookAt(id)
    const { items } = await publishAll(targetOf(of), [a])
    expect(items[0]?.problems).toMatchObject([{ code: 'publish/others-dataset' }])
    expect(await lookAt(id)).toEqual(before)
    const { applied } = await publishAll(targetOf(of, { names: { [a.id]: name } }), [a])
    expect(applied).toMatchObject([{ outcome: 'done', problems: [] }])
    expect(await lookAt(id)).toMatchObject({ title: a.title.ja })
    expect(await planOf(targetOf(of), [a])).toMatchObject([{ action: 'unchanged' }])
  })

  test('moved to another organization: refused under its name, told under another', async () => {
    const of = await freshOrganization(server, 'd3')
    const other = await freshOrganization(server, 'd3')
    const { a } = offersOf(of)
    await publishAll(targetOf(of), [a])
    const [{ id, name }] = await datasetsOf(server, of)
    await must(server, admin, 'package_patch', { id, owner_org: other.id })
    expect((await publishAll(targetOf(of), [a])).applied).toMatchObject([
      { outcome: 'failed', problems: [{ code: 'publish/elsewhere' }] },
    ])
    expect(await datasetsOf(server, of)).toEqual([])
    await must(server, admin, 'package_patch', { id, name: `${name}-moved` })
    expect(await codesOf(targetOf(of), [a])).toEqual(['publish/also-elsewhere'])
  })

  test('a resource of others keeps the dataset; one of another code is not ours', async () => {
    const of = await freshOrganization(server, 'd3')
    const { a, b } = offersOf(of)
    await publishAll(targetOf(of), [a, b])
    expect(await planOf(targetOf(of, { codes: ['142999'] }), [])).toEqual([])
    const twice = await planOf(targetOf(of, { codes: ['142999', '142140', '142140'] }), [a])
    expect(twice.map(({ action, id }) => [action, id])).toEqual([
      ['unchanged', a.id],
      ['retire', b.id],
    ])
    const id = (await datasetsOf(server, of)).find(({ name }) => name.endsWith(b.id)).id
    await must(server, of.token, 'resource_create', {
      package_id: id,
      name: '手引き',
      url: 'https://example.com/x',
    })
    const before = await lookAt(id)
    const { items, applied } = await publishAll(targetOf(of), [a], true)
    expect(items[1]?.problems).toMatchObject([{ code: 'publish/retire-foreign', actual: '手引き' }])
    expect(applied[1]).toMatchObject({ outcome: 'failed', problems: [{ code: 'publish/retire-refused' }] })
    expect(await lookAt(id)).toEqual(before)
  })

  test('a private one without a token, and with a wrong one', async () => {
    const of = await freshOrganization(server, 'd3')
    const { a } = offersOf(of)
    await publishAll(targetOf(of), [a])
    const [{ id }] = await datasetsOf(server, of)
    await must(server, of.token, 'package_patch', { id, private: true })
    expect(await codesOf(targetOf(of, { token: undefined }), [a])).toEqual(['publish/hidden'])
    expect(await codesOf(targetOf(of, { token: 'not-a-token-of-anybody' }), [a])).toEqual([
      'publish/token-wrong',
    ])
    expect(await codesOf(targetOf(of), [a])).toEqual(['publish/private'])
  })

  test('a group that the token may not manage does not keep it from being retired', async () => {
    const of = await freshOrganization(server, 'd3')
    const { a } = offersOf(of)
    await publishAll(targetOf(of), [a])
    const [{ id }] = await datasetsOf(server, of)
    const group = await must(server, admin, 'group_create', { name: `${of.name}-group` })
    try {
      await must(server, admin, 'package_patch', { id, groups: [{ name: group.name }] })
      expect((await publishAll(targetOf(of), [], true)).applied).toMatchObject([
        { outcome: 'done', problems: [] },
      ])
      expect(await lookAt(id)).toMatchObject({ state: 'deleted' })
      const back = await publishAll(targetOf(of), [a])
      expect(back.applied).toMatchObject([{ outcome: 'done', problems: [] }])
    } finally {
      await must(server, admin, 'group_purge', { id: group.id })
    }
  })
})
