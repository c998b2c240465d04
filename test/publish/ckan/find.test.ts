/** Whose a dataset of the portal is: what is ours is found whatever people have done with it, and all else is left. */
import { describe, expect, test } from 'vitest'
import type { CkanApi } from '../../../pipeline/publish/ckan/api.ts'
import { createCkanTarget } from '../../../pipeline/publish/ckan/target.ts'
import { type FakeCkan, fakeCkan, refusalOf } from './fake.ts'
import { datasetOf, givenOf, offerOf, planOf, publishAll, type Setting } from './offers.ts'

const SEARCH = 'package_search'
const SHOW = 'package_show'
const REVISE = 'package_revise'

const A = offerOf('142140_aa')
const B = offerOf('142140_bb')
const targetOf = (portal: Pick<FakeCkan, 'api'>, setting: Setting = {}) =>
  createCkanTarget(givenOf(portal.api, setting))

async function published(portal = fakeCkan(), offers = [A], setting: Setting = {}): Promise<FakeCkan> {
  const { applied } = await publishAll(targetOf(portal, setting), offers)
  expect(applied.map(({ outcome }) => outcome)).toEqual(offers.map(() => 'done'))
  portal.calls.length = 0
  portal.bodies.length = 0
  return portal
}

/** What others have under a name, in an organization. */
async function others(portal: FakeCkan, name: string, more: object = {}, organization = 'city') {
  const body = { name, title: '他人', owner_org: organization, private: false, tags: [], extras: [], ...more }
  await portal.api.call('package_create', body)
  portal.calls.length = 0
  return portal.datasets.at(-1)
}

/** Plan and apply, which refuses and leaves everything as it is. */
async function refusedBy(portal: FakeCkan, setting: Setting = {}) {
  const before = structuredClone(portal.datasets)
  const { items, applied } = await publishAll(targetOf(portal, setting), [A])
  expect(applied).toMatchObject([{ outcome: 'failed' }])
  expect(portal.datasets).toEqual(before)
  const [problem] = items[0]?.problems ?? []
  expect(items[0]?.problems).toHaveLength(1)
  expect(problem).toMatchObject({ severity: 'error', where: { dataset: A.id } })
  for (const text of [problem?.message, problem?.remedy])
    expect(JSON.stringify(text)).not.toMatch(/[^ ]\{\w+\}/)
  return problem
}

describe('found by its address', () => {
  test('the dataset says which it is by `uri`, as ckanext-dcat reads it', async () => {
    const { datasets } = await published()
    expect(datasets[0].extras).toContainEqual({ key: 'uri', value: A.iri })
  })

  test.each([
    ['renamed', (one: { name: string }) => Object.assign(one, { name: 'by-hand' })],
    ['renamed, and made private', (one: object) => Object.assign(one, { name: 'by-hand', private: true })],
  ])('%s by a person, behind the first page of a portal that gives few at once', async (_, by) => {
    const offers = Array.from({ length: 25 }, (_, i) => offerOf(`142140_${String(i).padStart(2, '0')}`))
    const portal = await published(fakeCkan({ rowsMax: 10 }), offers)
    by(portal.datasets[20])
    const { items } = await publishAll(targetOf(portal), offers)
    expect(items.filter(({ action }) => action !== 'unchanged')).toMatchObject([
      {
        id: '142140_20',
        action: 'change',
        changes: [{ what: 'name', before: 'by-hand', after: '142140_20' }],
      },
    ])
    expect(portal.datasets).toHaveLength(25)
    portal.calls.length = 0
    await planOf(targetOf(portal), offers)
    expect(portal.calls).toEqual([SEARCH, SEARCH, SEARCH])
  })

  test.each(['city', 'id-city'])('the organization is said as %s', async (organization) => {
    const portal = await published(fakeCkan(), [A], { organization })
    expect(await planOf(targetOf(portal, { organization }), [A])).toMatchObject([{ action: 'unchanged' }])
    expect(portal.calls).toEqual([SEARCH])
  })

  test('renamed, and not yet among those of the organization: one search more before it is made', async () => {
    const portal = await published()
    portal.datasets[0].name = 'by-hand'
    const api: CkanApi = {
      ...portal.api,
      call: async (action, body, options) =>
        JSON.stringify(body).includes('owner_org:')
          ? { result: { count: 0, results: [] } }
          : portal.api.call(action, body, options),
    }
    const { items, applied } = await publishAll(targetOf({ api }), [A])
    expect(items).toMatchObject([{ action: 'change', changes: [{ what: 'name' }] }])
    expect(applied).toMatchObject([{ outcome: 'done' }])
    expect(portal.datasets).toMatchObject([{ name: A.id }])
  })

  test.each([A.id, 'moved'])(
    'moved to another organization, named %s: told, and never made twice under its name',
    async (name) => {
      const portal = await published()
      const there = { name, owner_org: 'id-other', organization: { name: 'other', id: 'id-other' } }
      Object.assign(portal.datasets[0], there)
      if (name === A.id) {
        const problem = await refusedBy(portal)
        expect(problem?.code).toBe('publish/elsewhere')
        expect(problem?.remedy.ja).toContain('「other」')
      } else
        expect(await planOf(targetOf(portal), [A])).toMatchObject([
          { action: 'create', problems: [{ code: 'publish/also-elsewhere', where: { dataset: A.id } }] },
        ])
    },
  )

  test('a portal without extras: the ids of its resources tell, and a run that was broken off goes on', async () => {
    const portal = await published(fakeCkan({ plain: true }))
    portal.datasets[0].title = '手'
    expect(await planOf(targetOf(portal), [A])).toMatchObject([{ action: 'change', problems: [] }])
    Object.assign(portal.datasets[0], { title: '題名142140_aa', private: true, resources: [] })
    const [blank] = await planOf(targetOf(portal), [A])
    expect(blank?.problems.map(({ code }) => code)).toEqual(['publish/taken-over', 'publish/private'])
    Object.assign(portal.datasets[0], { private: false })
    expect((await refusedBy(portal))?.code).toBe('publish/others-dataset')
  })

  test('a portal without extras: another dataset of ours is another', async () => {
    const portal = await published(fakeCkan({ plain: true }), [B])
    const { items } = await publishAll(targetOf(portal), [A, B])
    expect(items[0]).toMatchObject({ action: 'create', problems: [] })
    expect(portal.datasets.map(({ name }) => name)).toEqual([B.id, A.id])
  })

  test('of two with its address it is the one with its name', async () => {
    const portal = await published()
    portal.datasets.unshift({ ...structuredClone(portal.datasets[0]), id: 'copy', name: 'copy', title: '手' })
    expect(await planOf(targetOf(portal), [A])).toMatchObject([{ action: 'unchanged' }])
  })

  test('a portal with a field `uri` takes no extra of that name', async () => {
    const fields = { title: '題名', notes: 'x', license_id: 'cc-by', uri: A.iri }
    const setting: Setting = {
      dataset: (offer) => ({ dataset: datasetOf(offer, { fields, extras: {} }), problems: [] }),
    }
    const portal = await published(fakeCkan(), [A], setting)
    expect(portal.datasets).toMatchObject([{ uri: A.iri, extras: [] }])
    portal.datasets[0].name = 'by-hand'
    expect(await planOf(targetOf(portal, setting), [A])).toMatchObject([
      { action: 'change', changes: [{ what: 'name' }], problems: [] },
    ])
  })
})

describe('what is not ours', () => {
  const theirs = { extras: [{ key: 'uri', value: 'https://elsewhere.example/x' }] }
  test.each([{}, theirs, { private: true }])(
    'under our name: refused, unless the file names it %o',
    async (more) => {
      const portal = fakeCkan()
      await others(portal, A.id, more)
      const problem = await refusedBy(portal)
      expect(problem?.code).toBe('publish/others-dataset')
      expect(problem?.remedy.ja).toContain(`names: { ${A.id}: ${A.id} }`)
      // another name in the file is no consent
      const elsewhere = {
        names: { [A.id]: 'another' },
        dataset: () => ({ dataset: datasetOf(A, { name: 'another' }), problems: [] }),
      }
      expect(await planOf(targetOf(portal, elsewhere), [A])).toMatchObject([
        { action: 'create', problems: [] },
      ])
      const consent = { names: { [A.id]: A.id } }
      const { items, applied } = await publishAll(targetOf(portal, consent), [A])
      expect(items[0]?.problems.map(({ code }) => code)).toContain('publish/taken-over')
      expect(applied).toMatchObject([{ outcome: 'done' }])
      expect(portal.datasets).toMatchObject([{ title: A.title.ja }])
      // by now it is ours, whatever the file says
      portal.calls.length = 0
      expect(await planOf(targetOf(portal), [A])).toMatchObject([{ action: 'unchanged' }])
      expect(portal.calls).toEqual([SEARCH])
    },
  )

  test.each(['guid', 'harvest_source_id'])(
    'a harvester’s copy, told by %s, is the harvester’s',
    async (key) => {
      const portal = fakeCkan()
      const extras = [
        { key: 'uri', value: A.iri },
        { key, value: 'x' },
      ]
      await others(portal, 'list-of-aa', { extras })
      const before = structuredClone(portal.datasets[0])
      const { items } = await publishAll(targetOf(portal), [A])
      expect(items).toMatchObject([{ action: 'create', problems: [] }])
      expect(portal.datasets).toMatchObject([before, { name: A.id }])
      // nor is it retired
      expect((await planOf(targetOf(portal), [])).map(({ name }) => name)).toEqual([A.id])
      const same = fakeCkan()
      await others(same, A.id, { extras })
      expect((await refusedBy(same))?.code).toBe('publish/others-dataset')
    },
  )

  test('ours was renamed, and another has its name now: neither is changed', async () => {
    const portal = await published()
    portal.datasets[0].name = 'by-hand'
    await others(portal, A.id, theirs)
    const problem = await refusedBy(portal)
    expect(problem?.code).toBe('publish/name-of-other')
    expect(problem?.remedy.ja).toContain(`names: { ${A.id}: by-hand }`)
    // as the message says
    const kept = {
      names: { [A.id]: 'by-hand' },
      dataset: () => ({ dataset: datasetOf(A, { name: 'by-hand' }), problems: [] }),
    }
    expect(await planOf(targetOf(portal, kept), [A])).toMatchObject([{ action: 'unchanged' }])
  })

  test('it comes between plan and apply', async () => {
    const portal = fakeCkan()
    const target = targetOf(portal)
    const [item] = await planOf(target, [A])
    if (item === undefined) throw new Error('no item')
    const before = structuredClone(await others(portal, A.id))
    const applied = await target.apply(item, A, () => {})
    expect(applied).toMatchObject({ outcome: 'failed', problems: [{ code: 'publish/others-dataset' }] })
    expect(portal.datasets).toEqual([before])
  })

  test('the name in another organization', async () => {
    const portal = fakeCkan()
    await others(portal, A.id, theirs, 'other')
    expect((await refusedBy(portal))?.code).toBe('publish/name-taken')
  })
})

describe('taken down by a person', () => {
  test.each(['deleted', 'draft'])(
    '%s: refused, and published again when it is put back there',
    async (state) => {
      const portal = await published()
      portal.datasets[0].state = state
      const problem = await refusedBy(portal)
      expect(problem?.code).toBe('publish/taken-down')
      expect(problem?.remedy.ja).toContain(`http://portal.invalid/dataset/edit/${A.id}`)
      expect((await targetOf(portal).verify(A, () => {})).map(({ code }) => code)).toEqual([
        'publish/taken-down',
      ])
      Object.assign(portal.datasets[0], { state: 'active', title: '手' })
      const { applied } = await publishAll(targetOf(portal), [A])
      expect(applied).toMatchObject([{ outcome: 'done', problems: [] }])
    },
  )

  test('between plan and apply', async () => {
    const portal = await published()
    const other = offerOf(A.id, { csv: 'ID\r\n2\r\n' })
    const target = targetOf(portal)
    const [item] = await planOf(target, [other])
    if (item === undefined) throw new Error('no item')
    portal.datasets[0].state = 'deleted'
    expect(await target.apply(item, other, () => {})).toMatchObject({
      outcome: 'failed',
      problems: [{ code: 'publish/taken-down' }],
    })
    expect(portal.datasets).toMatchObject([{ state: 'deleted' }])
  })
})

describe('what the token does not see', () => {
  const blind = (portal: FakeCkan, more: Partial<CkanApi> = {}): CkanApi => ({
    ...portal.api,
    ...more,
    call: async (action, body, options) => {
      if (action === SHOW) return refusalOf('not-allowed')
      if (action === SEARCH) return { result: { count: 0, results: [] } }
      // CKAN takes a wrong token for none
      if (action === 'user_show' && more.isSigned === undefined) return refusalOf('not-found')
      return portal.api.call(action, body, options)
    },
  })
  const codes = async (api: CkanApi) =>
    (await planOf(targetOf({ api }), [A])).flatMap(({ problems }) => problems.map(({ code }) => code))

  test('no token, a wrong one, one of the organization', async () => {
    const portal = await published()
    portal.datasets[0].private = true
    expect(await codes(blind(portal, { isSigned: false }))).toEqual(['publish/hidden'])
    expect(await codes(blind(await published(), { isSigned: true }))).toEqual(['publish/name-taken'])
    const wrong = fakeCkan({ organizations: [] })
    expect(await codes(blind(wrong))).toEqual(['publish/token-wrong'])
  })
})

describe('the index is behind', () => {
  const OTHER = offerOf(A.id, { csv: 'ID\r\n9\r\n', json: '[]' })
  /** Solr is down for some requests: CKAN writes, and answers 500 (`Search Index Error`). */
  function failing(portal: FakeCkan, times: number): CkanApi {
    let index = structuredClone(portal.datasets)
    let left = times
    return {
      ...portal.api,
      call: async (action, body, options) => {
        if (action === SEARCH) {
          const live = portal.datasets.splice(0, portal.datasets.length, ...index)
          const found = await portal.api.call(action, body, options)
          portal.datasets.splice(0, portal.datasets.length, ...live)
          return found
        }
        const outcome = await portal.api.call(action, body, options)
        if (action !== REVISE && action !== 'package_create') return outcome
        left -= 1
        if (left >= 0) return refusalOf('portal-error')
        index = structuredClone(portal.datasets)
        return outcome
      },
    }
  }

  test('it is made to index again, so that what is published back is not taken for unchanged', async () => {
    const portal = await published()
    const api = failing(portal, 1)
    const { applied } = await publishAll(targetOf({ api }), [OTHER])
    expect(applied).toMatchObject([{ outcome: 'done', problems: [] }])
    expect(await planOf(targetOf({ api }), [OTHER])).toMatchObject([{ action: 'unchanged', problems: [] }])
    const back = await publishAll(targetOf({ api }), [A])
    expect(back.items).toMatchObject([{ action: 'change' }])
    expect(portal.datasets[0].resources[0].hash).toBe(A.files[0]?.sha256)
    expect(portal.datasets[0].resources[0].hiraku_said).toBe('tags: 避難所, 防災; extras: frequency')
  })

  test('it stays behind: told by the run and by the next plan, and asked for no more', async () => {
    const portal = await published()
    const stale = structuredClone(portal.datasets)
    let first = true
    const api: CkanApi = {
      ...portal.api,
      call: async (action, body, options) => {
        if (action === SEARCH) return { result: { count: 1, results: structuredClone(stale) } }
        const outcome = await portal.api.call(action, body, options)
        const fails = first && action === REVISE
        if (fails) first = false
        return fails ? refusalOf('portal-error') : outcome
      },
    }
    const { applied } = await publishAll(targetOf({ api }), [OTHER])
    expect(applied).toMatchObject([{ outcome: 'done', problems: [{ code: 'publish/index-behind' }] }])
    expect(portal.calls.length).toBeLessThan(20)
    expect(await planOf(targetOf({ api }), [OTHER])).toMatchObject([
      { action: 'unchanged', problems: [{ code: 'publish/index-behind' }] },
    ])
  })

  test('nothing unclear, no request more', async () => {
    const portal = await published()
    await publishAll(targetOf(portal), [OTHER])
    expect(portal.calls.filter((action) => action === SEARCH)).toHaveLength(1)
  })
})
