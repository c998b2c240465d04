/** Publishing to a CKAN that runs, with the token of an organization's editor: what is sent, and what is there after. */
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { sendHttp } from '../../pipeline/effects-http.ts'
import type { CkanDataset } from '../../pipeline/lib/ckan.ts'
import { createHttpClient } from '../../pipeline/lib/http/client.ts'
import type { Offer } from '../../pipeline/lib/offer.ts'
import type { CkanApi } from '../../pipeline/publish/ckan/api.ts'
import { createCkanApi } from '../../pipeline/publish/ckan/call.ts'
import { createCkanTarget } from '../../pipeline/publish/ckan/target.ts'
import { resourceId } from '../../pipeline/publish/ckan/wanted.ts'
import {
  call,
  datasetsOf,
  describeLive,
  download,
  freshOrganization,
  must,
  type Organization,
} from '../helpers/ckan.ts'
import { stateOf, tableOf as tableThere } from '../helpers/ckan-state.ts'
import { type Fault, faulty, Killed } from '../publish/ckan/fake.ts'
import {
  datasetOf,
  givenOf,
  offerOf as offerWith,
  planOf,
  portalOf,
  publishAll,
  sha256Of,
  tableOf,
} from '../publish/ckan/offers.ts'

describeLive('publish to CKAN', (server) => {
  const url = `${server.url}/`

  /** of the newest organization: what another one of this file has under the same address would be told */
  let base = ''
  const fresh = async (): Promise<Organization> => {
    const organization = await freshOrganization(server, 'd')
    base = `https://data.city.example.jp/${organization.name}/`
    return organization
  }

  const apiOf = (organization: Organization, waits = true): CkanApi =>
    createCkanApi(
      portalOf({ url }),
      organization.token,
      createHttpClient(
        {
          send: sendHttp,
          pause: (ms) => new Promise((resolve) => setTimeout(resolve, waits ? ms : 0)),
          now: () => new Date(),
          chance: (count) => randomBytes(count),
        },
        portalOf().limits,
      ),
    )

  const settingOf = (organization: Organization, more: Partial<CkanDataset> = {}) => ({
    organization: organization.name,
    // names are the portal's, not the organization's
    dataset: (offer: Offer) => ({
      dataset: datasetOf(offer, { name: `${organization.name}-${offer.id}`, ...more }),
      problems: [],
    }),
  })

  const givenFor = (
    organization: Organization,
    more: Partial<CkanDataset> = {},
    api = apiOf(organization),
  ) => ({
    ...givenOf(api, settingOf(organization, more)),
    publishers: [{ code: '142140', organization: organization.name, base }],
  })

  const targetOf = (organization: Organization, more: Partial<CkanDataset> = {}, api = apiOf(organization)) =>
    createCkanTarget(givenFor(organization, more, api))

  const AED = '142140_aed'
  const ROWS = [
    ['1', '避難所'],
    ['2', '公園'],
  ] as const
  const offerOf = (id: string, rows: readonly (readonly [string, string])[] = ROWS): Offer => ({
    ...offerWith(
      id,
      { csv: `ID,名称\r\n${rows.map((row) => row.join(',')).join('\r\n')}\r\n`, json: '[]', geojson: '{}' },
      tableOf(rows),
    ),
    iri: `${base}datasets/${id}/`,
  })

  test('a whole life: first, again, changed, by hand, retired, offered again', async () => {
    const organization = await fresh()
    const aed = offerOf(AED)
    const first = await publishAll(targetOf(organization), [aed])
    expect(first.items).toMatchObject([{ action: 'create', problems: [] }])
    expect(first.applied).toMatchObject([{ outcome: 'done', problems: [], rows: { written: 2, removed: 0 } }])
    const [dataset] = await datasetsOf(server, organization)
    const csv = resourceId(dataset.id, 'csv')
    expect(dataset).toMatchObject({
      title: '題名142140_aed',
      notes: '避難所の一覧です。\n更新: 毎年',
      license_id: 'cc-by',
      private: false,
      state: 'active',
    })
    expect(dataset.tags.map(({ name }: { name: string }) => name).sort()).toEqual(['避難所', '防災'])
    expect(dataset.resources).toMatchObject([
      {
        id: csv,
        name: '題名142140_aed csv',
        format: 'CSV',
        mimetype: 'text/csv',
        hash: aed.files[0]?.sha256,
        size: aed.files[0]?.bytes,
        datastore_active: true,
      },
      { id: resourceId(dataset.id, 'json'), format: 'JSON', mimetype: 'application/json' },
      // said GEOJSON
      { id: resourceId(dataset.id, 'geojson'), format: 'GeoJSON' },
    ])
    expect(dataset.resources[0].url).toMatch(/\/download\/142140_aed\.csv$/)
    expect((await tableThere(server, csv)).rows).toHaveLength(2)
    // as anybody sees it
    await must(server, undefined, 'package_show', { id: dataset.name })

    const again = targetOf(organization)
    expect((await publishAll(again, [aed])).items).toMatchObject([{ action: 'unchanged', changes: [] }])
    expect(again.requests()).toBe(1)
    expect(await datasetsOf(server, organization)).toEqual([dataset])
    expect(await again.verify(aed, () => {})).toEqual([])

    const titled = { fields: { title: '新しい題名', notes: 'x', license_id: 'cc-by' } }
    const sent: string[] = []
    const api = apiOf(organization)
    const watched: CkanApi = {
      ...api,
      call: (action, body, options) => {
        sent.push(action)
        return api.call(action, body, options)
      },
    }
    const changed = await publishAll(targetOf(organization, titled, watched), [aed])
    expect(changed.items[0]?.changes).toEqual([
      { what: 'title', before: '題名142140_aed', after: '新しい題名' },
      { what: 'notes', before: '避難所の一覧です。\n更新: 毎年', after: 'x' },
    ])
    expect(sent.filter((action) => !/_show|_search|_for_user/.test(action))).toEqual(['package_revise'])

    const row = offerOf(AED, [ROWS[0], ['2', '公民館']])
    const rowed = await publishAll(targetOf(organization, titled), [row])
    expect(rowed.applied).toMatchObject([{ outcome: 'done', problems: [], rows: { written: 1, removed: 0 } }])
    expect((await tableThere(server, csv)).rows.join()).toContain('公民館')
    const served = await download(server, (await datasetsOf(server, organization))[0].resources[0].url)
    expect(sha256Of(served)).toBe(row.files[0]?.sha256)

    await must(server, server.sysadminToken, 'package_patch', { id: dataset.id, title: '手で変えた' })
    await must(server, server.sysadminToken, 'resource_create', {
      package_id: dataset.id,
      name: '他人のPDF',
      url: 'https://example.com/x.pdf',
    })
    const mended = await publishAll(targetOf(organization, titled), [row])
    expect(mended.items).toMatchObject([
      {
        changes: [{ what: 'title', before: '手で変えた', after: '新しい題名' }],
        problems: [{ code: 'publish/foreign-resource' }],
      },
    ])
    const without = { ...row, files: row.files.filter(({ key }) => key === 'csv') }
    await publishAll(targetOf(organization, titled), [without])
    const [left] = await datasetsOf(server, organization)
    expect(left.title).toBe('新しい題名')
    expect(left.resources.map(({ name }: { name: string }) => name)).toEqual([
      '題名142140_aed csv',
      '他人のPDF',
    ])

    // another's file would be deleted with it
    const kept = await publishAll(targetOf(organization), [], true)
    expect(kept.applied).toMatchObject([{ outcome: 'failed' }])
    await must(server, server.sysadminToken, 'resource_delete', { id: left.resources[1].id })
    const retired = await publishAll(targetOf(organization), [], true)
    expect(retired.items).toMatchObject([{ action: 'retire', id: AED }])
    expect(retired.applied).toMatchObject([{ outcome: 'done' }])
    expect(await datasetsOf(server, organization)).toEqual([])
    const back = await publishAll(targetOf(organization), [aed])
    expect(back.applied).toMatchObject([{ outcome: 'done', problems: [] }])
    const [revived] = await datasetsOf(server, organization)
    expect(revived.id).toBe(dataset.id)
    expect(await targetOf(organization).verify(aed, () => {})).toEqual([])
  })

  test('said otherwise: what was said goes, what people added stays, and no visitor of the dataset sees how', async () => {
    const organization = await fresh()
    const aed = offerOf(AED)
    await publishAll(targetOf(organization, { extras: { frequency: '年次', theme: '防災' } }), [aed])
    const [{ id, extras, tags }] = await datasetsOf(server, organization)
    await must(server, server.sysadminToken, 'package_patch', {
      id,
      extras: [...extras, { key: 'note', value: '手' }, { key: 'hiraku_said', value: '{"tags":[]}' }],
      tags: [...tags, { name: '手で' }],
    })
    const after = { tags: ['防災'], extras: { theme: '防災' } }
    // its first file goes, with the table and with what is kept there
    const without = { ...aed, table: null, files: aed.files.filter(({ key }) => key !== 'csv') }
    const { applied } = await publishAll(targetOf(organization, after), [without])
    expect(applied).toMatchObject([{ outcome: 'done', problems: [] }])
    const shown = await must(server, undefined, 'package_show', { id })
    expect(shown.extras.map(({ key }: { key: string }) => key).sort()).toEqual(['note', 'theme', 'uri'])
    expect(new Set(shown.tags.map(({ name }: { name: string }) => name))).toEqual(new Set(['手で', '防災']))
    expect(shown.resources).toMatchObject([
      { hiraku_said: 'tags: 防災; extras: theme' },
      { format: 'GeoJSON' },
    ])
    const again = targetOf(organization, after)
    expect(await planOf(again, [without])).toMatchObject([{ action: 'unchanged' }])
    expect(again.requests()).toBe(1)
  })

  test('a file replaced, and a row changed, behind our back are found by verify', async () => {
    const organization = await fresh()
    const target = targetOf(organization)
    const aed = offerOf(AED)
    await publishAll(target, [aed])
    const [{ id, name }] = await datasetsOf(server, organization)
    const csv = resourceId(id, 'csv')
    await must(server, server.sysadminToken, 'datastore_upsert', {
      resource_id: csv,
      force: true,
      method: 'upsert',
      records: [{ ID: '2', 名称: '手' }],
    })
    expect(await target.verify(aed, () => {})).not.toEqual([])
    const hash = aed.files[0]?.sha256
    await must(server, server.sysadminToken, 'resource_patch', { id: csv, hash }, [
      { field: 'upload', fileName: '142140_aed.csv', bytes: 'ID,名称\r\n1,他人\r\n' },
    ])
    expect((await target.verify(aed, () => {})).map(({ code }) => code)).toContain('publish/verify-file')
    // its size tells, without a download
    await publishAll(targetOf(organization), [aed])
    expect((await target.verify(aed, () => {})).map(({ code }) => code)).not.toContain('publish/verify-file')
    expect(name).toBe(`${organization.name}-${AED}`)
  })

  test('whose it is: a name of another organization, seen or not; a group of others', async () => {
    const organization = await fresh()
    const other = await fresh()
    const name = `${other.name}-taken`
    const { id } = await must(server, other.token, 'package_create', { name, owner_org: other.id })
    for (const hidden of [false, true]) {
      await must(server, other.token, 'package_patch', { id, private: hidden })
      const before = await must(server, server.sysadminToken, 'package_show', { id })
      const { items, applied } = await publishAll(targetOf(organization, { name }), [offerOf(AED)])
      expect(items).toMatchObject([{ problems: [{ code: 'publish/name-taken' }] }])
      expect(applied).toMatchObject([{ outcome: 'failed' }])
      expect(await must(server, server.sysadminToken, 'package_show', { id })).toEqual(before)
    }
    const group = await must(server, server.sysadminToken, 'group_create', {
      name: `${organization.name}-group`,
    })
    try {
      await publishAll(targetOf(organization), [offerOf(AED)])
      const [{ id: mine }] = await datasetsOf(server, organization)
      const groups = [{ name: group.name }]
      await must(server, server.sysadminToken, 'package_patch', { id: mine, groups, title: '手' })
      const { applied } = await publishAll(targetOf(organization), [offerOf(AED)])
      expect(applied).toMatchObject([{ outcome: 'done', problems: [] }])
      const [mended] = await datasetsOf(server, organization)
      expect(mended).toMatchObject({ title: '題名142140_aed', groups })
      const wished = targetOf(organization, { groups: [group.name, 'nowhere'] })
      const { items } = await publishAll(wished, [offerOf(AED)])
      expect(items).toMatchObject([{ problems: [{ code: 'publish/groups-refused', actual: 'nowhere' }] }])
    } finally {
      await must(server, server.sysadminToken, 'group_purge', { id: group.id })
    }
  })

  // each fault at each request from each state is a table of converge.test.ts; here the portal is a real one
  test.each<{ fault: Fault; from: 'nothing' | 'an old one' }>([
    { fault: 'killed after', from: 'nothing' },
    { fault: 'answer lost', from: 'nothing' },
    { fault: 'killed after', from: 'an old one' },
    { fault: 'delivered twice', from: 'an old one' },
  ])(
    'from $from: $fault, at each request that changes something; the next run ends in the same state',
    async ({ fault, from }) => {
      const organization = await fresh()
      const old = offerOf(AED, [['1', '古い']])
      const now = offerOf(AED)
      const begin = async (): Promise<void> => {
        if (from === 'an old one') await publishAll(targetOf(organization), [old])
        else
          for (const { id } of await datasetsOf(server, organization))
            await must(server, server.sysadminToken, 'dataset_purge', { id })
      }
      await begin()
      await publishAll(targetOf(organization), [now])
      const expected = await stateOf(server, organization)
      expect(expected[0]?.resources[0]?.table?.rows).toHaveLength(2)
      for (let at = 1, reached = 1; at <= reached; at += 1) {
        await begin()
        reached = 0
        const changes = (action: string): boolean => {
          const does = !/_show$|_search|_for_user$|_info$|_authz$/.test(action)
          if (does) reached += 1
          return does
        }
        try {
          const broken = createCkanTarget({
            ...givenFor(organization, {}, faulty(apiOf(organization), at, fault, changes)),
            pause: async () => {},
          })
          const { applied } = await publishAll(broken, [now])
          expect(applied, `request ${at}`).toMatchObject([{ outcome: 'done' }])
        } catch (error) {
          if (!(error instanceof Killed)) throw error
          // how many more there would have been is not known
          reached = at + 1
        }
        const next = await publishAll(targetOf(organization), [now])
        expect(next.applied.flatMap(({ problems }) => problems)).toEqual([])
        expect(await stateOf(server, organization), `request ${at}`).toEqual(expected)
        expect(await planOf(targetOf(organization), [now])).toMatchObject([{ action: 'unchanged' }])
      }
    },
    240_000,
  )

  test('several at once, of which one is new for each worker: no mix', async () => {
    const organization = await fresh()
    const offers = ['142140_1', '142140_2', '142140_3', '142140_4', '142140_5', '142140_6'].map((id) =>
      offerOf(id, [[id, id]]),
    )
    const target = targetOf(organization)
    const items = await planOf(target, offers)
    const applied = await Promise.all(items.map((item, i) => target.apply(item, offers[i], () => {})))
    expect(applied.map(({ outcome }) => outcome)).toEqual(offers.map(() => 'done'))
    for (const offer of offers) expect(await target.verify(offer, () => {})).toEqual([])
    const again = targetOf(organization)
    expect(new Set((await planOf(again, offers)).map(({ action }) => action))).toEqual(new Set(['unchanged']))
    expect(again.requests()).toBe(1)
  })

  /** The portal as if its schema (ckanext-scheming) kept none of these. */
  const without = (api: CkanApi, drops: (name: string) => boolean): CkanApi => ({
    ...api,
    call: (action, body, options) => {
      const said = JSON.stringify(body, (key, value) =>
        drops(key) ? undefined : Array.isArray(value) ? value.filter((one) => !drops(String(one))) : value,
      )
      return api.call(action, JSON.parse(said), options)
    },
  })

  test('a portal that drops our marks: unchanged is unchanged, a row changed behind our back is seen', async () => {
    const organization = await fresh()
    const aed = offerOf(AED)
    const target = () =>
      targetOf(
        organization,
        {},
        without(apiOf(organization), (key) => key.startsWith('hiraku_')),
      )
    expect((await publishAll(target(), [aed])).applied).toMatchObject([{ outcome: 'done', problems: [] }])
    expect(await planOf(target(), [aed])).toMatchObject([{ action: 'unchanged', changes: [], problems: [] }])
    const [dataset] = await datasetsOf(server, organization)
    expect(JSON.stringify(dataset)).not.toContain('hiraku_')
    await must(server, server.sysadminToken, 'datastore_upsert', {
      resource_id: resourceId(dataset.id, 'csv'),
      force: true,
      method: 'upsert',
      records: [{ ID: '2', 名称: '手' }],
    })
    expect(await planOf(target(), [aed])).toMatchObject([
      { action: 'change', changes: [{ what: 'datastore.rows.changed', after: '1' }] },
    ])
    expect((await publishAll(target(), [aed])).applied).toMatchObject([{ rows: { written: 1, removed: 0 } }])
  })

  test('a table that is no longer offered goes, and comes back when it is offered again', async () => {
    const organization = await fresh()
    const aed = offerOf(AED)
    const plain = { ...aed, table: null }
    await publishAll(targetOf(organization), [aed])
    expect((await publishAll(targetOf(organization), [plain])).applied).toMatchObject([
      { outcome: 'done', problems: [] },
    ])
    const [{ id, resources }] = await datasetsOf(server, organization)
    expect(resources[0]).toMatchObject({ datastore_active: false, hiraku_datastore: '' })
    const search = { resource_id: resourceId(id, 'csv') }
    expect((await call(server, server.sysadminToken, 'datastore_search', search)).status).toBe(404)
    expect(await planOf(targetOf(organization), [plain])).toMatchObject([{ action: 'unchanged' }])
    expect((await publishAll(targetOf(organization), [aed])).applied).toMatchObject([
      { outcome: 'done', problems: [], rows: { written: 2 } },
    ])
    expect(await targetOf(organization).verify(aed, () => {})).toEqual([])
  })

  test('a portal without extras: what is made is opened', async () => {
    const organization = await fresh()
    const api = without(apiOf(organization), (name) => /^-?extras$/.test(name))
    const aed = offerOf(AED)
    const { applied } = await publishAll(targetOf(organization, {}, api), [aed])
    expect(applied).toMatchObject([{ outcome: 'done', problems: [{ code: 'publish/not-kept' }] }])
    const [{ id }] = await datasetsOf(server, organization)
    expect(await must(server, undefined, 'package_show', { id })).toMatchObject({
      private: false,
      extras: [],
    })
  })

  test('two publishers at once: file and table are of the one that ends last', async () => {
    const organization = await fresh()
    const [former, mine, others] = ['former', 'mine', 'others'].map((name) => offerOf(AED, [['1', name]]))
    if (former === undefined || mine === undefined || others === undefined) throw new Error('three')
    const changes = (action: string): boolean => !/_show$|_search|_for_user$|_info$|_authz$/.test(action)
    for (let at = 1, reached = 1; at <= reached; at += 1) {
      await publishAll(targetOf(organization), [former])
      reached = 0
      const api = apiOf(organization, false)
      const met: CkanApi = {
        ...api,
        call: async (action, body, options) => {
          if (changes(action)) reached += 1
          if (changes(action) && reached === at) {
            const { applied } = await publishAll(targetOf(organization), [others])
            expect(applied).toMatchObject([{ outcome: 'done' }])
          }
          return api.call(action, body, options)
        },
      }
      const target = createCkanTarget({ ...givenFor(organization, {}, met), pause: async () => {} })
      expect((await publishAll(target, [mine])).applied, `request ${at}`).toMatchObject([{ outcome: 'done' }])
      expect(await targetOf(organization).verify(mine, () => {}), `request ${at}`).toEqual([])
      expect(await planOf(targetOf(organization), [mine])).toMatchObject([{ action: 'unchanged' }])
    }
  }, 120_000)

  test('a repair: bytes and rows changed behind our back, where all marks stand', async () => {
    const organization = await fresh()
    const aed = offerOf(AED)
    const [item] = (await publishAll(targetOf(organization), [aed])).items
    const [{ id }] = await datasetsOf(server, organization)
    const csv = resourceId(id, 'csv')
    await must(server, server.sysadminToken, 'datastore_upsert', {
      resource_id: csv,
      force: true,
      method: 'upsert',
      records: [{ ID: '2', 名称: '手' }],
    })
    // as many bytes as ours
    await must(server, server.sysadminToken, 'resource_patch', { id: csv }, [
      { field: 'upload', fileName: '142140_aed.csv', bytes: '?'.repeat(aed.files[0]?.bytes ?? 0) },
    ])
    const target = targetOf(organization)
    expect((await target.verify(aed, () => {})).length).toBeGreaterThan(1)
    expect(await planOf(target, [aed])).toMatchObject([{ action: 'unchanged' }])
    const applied = item && (await target.apply(item, aed, () => {}, true))
    expect(applied).toMatchObject({ outcome: 'done', problems: [], rows: { written: 1, removed: 0 } })
    expect(await targetOf(organization).verify(aed, () => {})).toEqual([])
    expect(await planOf(targetOf(organization), [aed])).toMatchObject([{ action: 'unchanged' }])
  })

  test('a token that may not, an organization that is not there: nothing is changed', async () => {
    const organization = await fresh()
    for (const wrong of [
      { ...organization, token: 'not-a-token-of-anybody' },
      { ...organization, name: 'nowhere-at-all' },
    ]) {
      const { applied } = await publishAll(targetOf(wrong), [offerOf(AED)])
      expect(applied).toMatchObject([{ outcome: 'failed', rows: { written: 0 }, bytes: 0 }])
      expect(JSON.stringify(applied)).not.toContain(wrong.token)
    }
    expect(await datasetsOf(server, organization)).toEqual([])
  })
})
