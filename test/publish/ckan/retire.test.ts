/** Retired is what is ours and no longer offered, and nothing with it; and it comes back when it is offered again. */
import { describe, expect, test } from 'vitest'
import type { CkanApi } from '../../../pipeline/publish/ckan/api.ts'
import type { CkanGiven } from '../../../pipeline/publish/ckan/given.ts'
import { createCkanTarget } from '../../../pipeline/publish/ckan/target.ts'
import { type FakeCkan, type Fault, fakeCkan, faulty, Killed, refusalOf } from './fake.ts'
import { BASE, datasetOf, givenOf, offerOf, planOf, publishAll, type Setting } from './offers.ts'

const A = offerOf('142140_aa')
const B = offerOf('142140_bb')

const targetOf = (portal: Pick<FakeCkan, 'api'>, setting: Setting = {}) =>
  createCkanTarget(givenOf(portal.api, setting))

async function published(portal = fakeCkan()): Promise<FakeCkan> {
  await publishAll(targetOf(portal), [A, B])
  portal.calls.length = 0
  return portal
}

const retire = (portal: Pick<FakeCkan, 'api'>) => publishAll(targetOf(portal), [A], true)
const statesOf = ({ datasets }: FakeCkan) => datasets.map(({ state }) => state)

describe('whose', () => {
  const ofCodes = (api: CkanApi, ...codes: readonly string[]): CkanGiven => ({
    ...givenOf(api),
    publishers: codes.map((code) => ({ code, organization: 'city', base: BASE })),
  })

  test('two projects of one base in one organization leave each other alone', async () => {
    const portal = await published()
    const other = { ...offerOf('142999_list'), code: '142999' }
    await publishAll(createCkanTarget(ofCodes(portal.api, '142999')), [other], true)
    expect(statesOf(portal)).toEqual(['active', 'active', 'active'])
    const items = await planOf(createCkanTarget(ofCodes(portal.api, '142140')), [A])
    expect(items.map(({ action, id }) => [action, id])).toEqual([
      ['unchanged', A.id],
      ['retire', B.id],
    ])
  })

  test('several publishers of one project: each dataset once, and the search once', async () => {
    const portal = await published()
    const items = await planOf(createCkanTarget(ofCodes(portal.api, '142140', '142999', '142140')), [A])
    expect(items.map(({ id }) => id)).toEqual([A.id, B.id])
    expect(portal.calls).toEqual(['package_search'])
  })

  test.each([1, 2, 10])('a portal that gives %i at once: all are seen', async (rowsMax) => {
    const portal = await published(fakeCkan({ rowsMax }))
    for (const id of ['142140_cc', '142140_dd', '142140_ee'])
      await publishAll(targetOf(portal), [offerOf(id)])
    expect((await planOf(targetOf(portal), [A])).map(({ id }) => id)).toEqual([
      A.id,
      ...['142140_bb', '142140_cc', '142140_dd', '142140_ee'],
    ])
  })
})

describe('what others have put into it', () => {
  test('stays, with the dataset, and is told in the plan and again', async () => {
    const portal = await published()
    portal.datasets[1].resources.push({ id: 'x', name: '手引き', url: 'http://x/y.pdf' })
    const before = structuredClone(portal.datasets)
    const { items, applied } = await retire(portal)
    expect(items[1]).toMatchObject({
      action: 'retire',
      problems: [
        { code: 'publish/retire-foreign', severity: 'warning', where: { dataset: B.id }, actual: '手引き' },
      ],
    })
    expect(applied[1]).toMatchObject({
      outcome: 'failed',
      problems: [{ code: 'publish/retire-refused', severity: 'error', where: { dataset: B.id } }],
    })
    expect(portal.datasets).toEqual(before)
    portal.datasets[1].resources.pop()
    expect((await retire(portal)).applied[1]).toMatchObject({ outcome: 'done', problems: [] })
  })

  test('files of ours are ours without a mark, in both encodings', async () => {
    const portal = fakeCkan({ drops: true })
    const files = B.files.slice(0, 1).map((file) => ({ ...file, key: 'csv-sjis', name: `${B.id}.sjis.csv` }))
    const resources = [{ key: 'csv-sjis', fields: { name: 'Shift_JIS', format: 'CSV' } }]
    const setting: Setting = {
      dataset: (offer) => ({ dataset: datasetOf(offer, { resources }), problems: [] }),
    }
    await publishAll(targetOf(portal, setting), [{ ...B, files }])
    expect(await planOf(targetOf(portal), [])).toMatchObject([{ action: 'retire', problems: [] }])
  })

  test('moved to another organization since the plan: left there', async () => {
    const portal = await published()
    const target = targetOf(portal)
    const [, item] = await planOf(target, [A])
    if (item === undefined) throw new Error('no item')
    const there = { owner_org: 'id-other', organization: { name: 'other', id: 'id-other' } }
    Object.assign(portal.datasets[1], there)
    expect(await target.apply(item, undefined, () => {})).toMatchObject({
      outcome: 'failed',
      problems: [{ code: 'publish/not-ours', where: { dataset: B.id } }],
    })
    expect(statesOf(portal)).toEqual(['active', 'active'])
  })
})

/** No visitor sees the mark. */
function watched({ api, datasets }: FakeCkan): CkanApi {
  return {
    ...api,
    call: async (action, body, options) => {
      const outcome = await api.call(action, body, options)
      const seen = datasets.filter(({ state, private: hidden }) => state === 'active' && !hidden)
      expect(JSON.stringify(seen.map(({ extras }) => extras))).not.toContain('hiraku')
      return outcome
    },
  }
}

describe('taken down by us', () => {
  test.each([{}, { drops: true }])('comes back as it was, with other files too %o', async (options) => {
    const portal = await published(fakeCkan(options))
    const { id } = portal.datasets[1]
    expect((await retire({ api: watched(portal) })).applied[1]).toMatchObject({
      outcome: 'done',
      problems: [],
    })
    expect(statesOf(portal)).toEqual(['active', 'deleted'])
    const other = offerOf(B.id, { geojson: '{}', csv: new Uint8Array(2 << 20) })
    const back = await publishAll(targetOf({ api: watched(portal) }), [A, other], true)
    expect(back.items[1]).toMatchObject({ action: 'create', problems: [] })
    expect(back.applied[1]).toMatchObject({ outcome: 'done', problems: [] })
    expect(portal.datasets[1]).toMatchObject({ id, state: 'active', private: false })
    expect(JSON.stringify(portal.datasets[1].extras)).not.toContain('hiraku')
    // by hand this time
    portal.datasets[1].state = 'deleted'
    expect((await planOf(targetOf(portal), [A, other]))[1]?.problems.map(({ code }) => code)).toEqual([
      'publish/taken-down',
    ])
  })

  test('one that nobody has seen yet: retired, and gone on with', async () => {
    const portal = fakeCkan()
    const broken = { api: faulty(portal.api, 1, 'killed before', (action) => action === 'package_revise') }
    await expect(publishAll(targetOf(broken), [B])).rejects.toThrow(Killed)
    expect(portal.datasets).toMatchObject([{ private: true, resources: [] }])
    await publishAll(targetOf(portal), [A], true)
    expect(statesOf(portal)).toEqual(['deleted', 'active'])
    expect((await publishAll(targetOf(portal), [A, B])).applied[1]).toMatchObject({
      outcome: 'done',
      problems: [],
    })
    expect(portal.datasets[0]).toMatchObject({ state: 'active', private: false })
  })

  // the files' order is set before it opens: a step between
  const faults: readonly Fault[] = ['killed before', 'killed after', 'answer lost', 'delivered twice']
  test.each(faults)('%s, at each request, and on the way back', async (fault) => {
    const other = offerOf(B.id, { geojson: '{}', csv: new Uint8Array(2 << 20) })
    const ways = [
      { offers: [A], states: ['active', 'deleted'] },
      { offers: [A, other], states: ['active', 'active'] },
    ]
    for (const [way, { offers, states }] of ways.entries())
      for (let at = 1, requests = 1; at <= requests; at += 1) {
        const portal = await published()
        if (way === 1) await retire(portal)
        portal.calls.length = 0
        try {
          await publishAll(targetOf({ api: faulty(portal.api, at, fault) }), offers, true)
        } catch (error) {
          if (!(error instanceof Killed)) throw error
          requests = at + 1
        }
        const next = await publishAll(targetOf(portal), offers, true)
        expect(
          next.applied.flatMap(({ problems }) => problems),
          `${way}: request ${at}`,
        ).toEqual([])
        expect(statesOf(portal), `${way}: request ${at}`).toEqual(states)
        if (way === 1) expect(JSON.stringify(portal.datasets[1].extras)).not.toContain('hiraku')
      }
  })

  test('a group that the token may not manage does not keep it', async () => {
    const portal = await published()
    portal.datasets[1].groups = [{ name: 'others' }]
    const api: CkanApi = {
      ...portal.api,
      call: async (action, body, options) =>
        action === 'package_revise' && !JSON.stringify(body).includes('-groups')
          ? refusalOf('not-allowed')
          : portal.api.call(action, body, options),
    }
    expect((await retire({ api })).applied[1]).toMatchObject({ outcome: 'done', problems: [] })
    expect(portal.datasets[1].groups).toEqual([{ name: 'others' }])
    expect((await planOf(targetOf(portal), [A, B]))[1]).toMatchObject({ action: 'create', problems: [] })
  })

  test.each(['invalid', 'not-allowed', 'unclear'] as const)('the mark is refused: %s', async (kind) => {
    const portal = await published()
    const api: CkanApi = {
      ...portal.api,
      call: async (action, body, options) =>
        action === 'package_revise' ? refusalOf(kind) : portal.api.call(action, body, options),
    }
    const { applied } = await retire({ api })
    const isDone = kind === 'invalid'
    expect(applied[1]).toMatchObject({ outcome: isDone ? 'done' : 'failed' })
    expect(statesOf(portal)).toEqual(['active', isDone ? 'deleted' : 'active'])
    expect(portal.calls.length).toBeLessThan(30)
  })
})
