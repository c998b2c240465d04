/** What was said formerly goes, what people have added stays, and no visitor of a dataset sees how that is known. */
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { CkanDataset } from '../../../pipeline/lib/ckan.ts'
import type { Offer } from '../../../pipeline/lib/offer.ts'
import type { CkanApi } from '../../../pipeline/publish/ckan/api.ts'
import { createCkanTarget } from '../../../pipeline/publish/ckan/target.ts'
import { type FakeCkan, fakeCkan, faulty, Killed } from './fake.ts'
import { datasetOf, givenOf, offerOf, planOf, publishAll, type Setting, tableOf } from './offers.ts'

vi.mock('../../../pipeline/publish/ckan/datastore/sync.ts', () => ({
  syncTable: async (api: CkanApi, id: string) => {
    await api.call('datastore_upsert', { id }, { tries: 'again' })
    return { complete: true, written: 1, removed: 0, problems: [] }
  },
}))
vi.mock('../../../pipeline/publish/ckan/datastore/plan.ts', () => ({
  planTable: async () => ({ changes: [{ what: 'datastore.rows' }], problems: [] }),
}))

const SAID = 'hiraku_said'
const table = (text: string) => tableOf([['1', text]])
const FORMER = offerOf('142140_aa', { csv: 'ID,名称\r\n1,古い\r\n', json: '[]' }, table('古い'))

const saying = (more: Partial<CkanDataset>, extras: Setting['extras'] = {}): Setting => ({
  dataset: (offer) => ({ dataset: datasetOf(offer, more), problems: [] }),
  extras,
})
const BEFORE = saying({
  tags: ['地震', '防災'],
  extras: { frequency: '年次', 'odd,; %key': 'x' },
  groups: ['old'],
  fields: { title: '題名142140_aa', notes: '古い', license_id: 'cc-by', author: '伊勢原市' },
})
const AFTER = saying({
  tags: ['避難所', '防災'],
  extras: { spatial: '伊勢原市' },
  fields: { title: '題名142140_aa', license_id: 'cc-by' },
})

/** Tells of every answer in which a visitor could see what is kept for us. */
const seen: string[] = []
function watched({ api, datasets }: FakeCkan): CkanApi {
  return {
    ...api,
    call: async (action, body, options) => {
      const outcome = await api.call(action, body, options)
      for (const { private: hidden, state, extras } of datasets)
        if (
          !hidden &&
          state === 'active' &&
          extras.some(({ key }: { key: string }) => key.startsWith('hiraku'))
        )
          seen.push(action)
      return outcome
    },
  }
}
beforeEach(() => {
  seen.length = 0
})

const targetOf = (portal: FakeCkan, setting: Setting, api = watched(portal)) =>
  createCkanTarget(givenOf(api, setting))

const extrasOf = ({ datasets: [dataset] }: FakeCkan): unknown =>
  Object.fromEntries(dataset.extras.map(({ key, value }: { key: string; value: string }) => [key, value]))
const tagsOf = ({ datasets: [dataset] }: FakeCkan): readonly string[] =>
  dataset.tags.map(({ name }: { name: string }) => name).sort()
const memoriesOf = ({ datasets: [dataset] }: FakeCkan): readonly unknown[] =>
  dataset.resources.map((resource: Record<string, unknown>) => resource[SAID])
const sayOtherwise = (portal: FakeCkan, offer: Offer, setting = AFTER) =>
  publishAll(targetOf(portal, setting), [offer])

/** Published as it was formerly said, with what people added since. */
async function former(portal = fakeCkan({ groups: ['old'] }), setting = BEFORE): Promise<FakeCkan> {
  await publishAll(targetOf(portal, setting), [FORMER])
  const [dataset] = portal.datasets
  expect(dataset).toMatchObject({ private: false, groups: setting === BEFORE ? [{ name: 'old' }] : [] })
  dataset.tags.push({ name: '手で' })
  dataset.extras.push({ key: 'note', value: 'by hand' }, { key: 'theme', value: 'by hand' })
  Object.assign(dataset, { maintainer: 'by hand' })
  for (const resource of dataset.resources) resource.datastore_active = resource.format === 'CSV'
  portal.calls.length = 0
  return portal
}

const IDENTIFIER = { uri: FORMER.iri }
const HANDS = { note: 'by hand', theme: 'by hand' }

describe('what is kept', () => {
  test('stands in the first resource, in words, and without what every dataset says', async () => {
    const portal = await former()
    expect(memoriesOf(portal)).toEqual([
      'tags: 地震, 防災; groups: old; extras: frequency, odd%2C%3B %25key; fields: author',
      undefined,
    ])
    expect(seen).toEqual([])
    const nothing = fakeCkan()
    await publishAll(targetOf(nothing, saying({ tags: [], extras: {} })), [FORMER])
    expect(memoriesOf(nothing)).toEqual(['nothing', undefined])
    expect(await planOf(targetOf(nothing, saying({ tags: [], extras: {} })), [FORMER])).toMatchObject([
      { action: 'unchanged' },
    ])
  })

  test('is hidden with the dataset while it is made, and says what was told so far', async () => {
    const portal = fakeCkan()
    const api = faulty(portal.api, 5, 'killed after')
    await expect(publishAll(targetOf(portal, BEFORE, api), [FORMER])).rejects.toThrow(Killed)
    expect(portal.datasets).toMatchObject([{ private: true, resources: [] }])
    expect(extrasOf(portal)).toMatchObject({ [SAID]: expect.stringMatching(/^incomplete; tags: 地震, 防災/) })
    await sayOtherwise(portal, FORMER)
    expect(portal.datasets).toMatchObject([{ private: false, notes: '', author: '' }])
    expect(extrasOf(portal)).toEqual({ ...IDENTIFIER, spatial: '伊勢原市' })
    expect(tagsOf(portal)).toEqual(['避難所', '防災'])
    expect(seen).toEqual([])
  })
})

describe('said otherwise', () => {
  const offers: readonly [string, Offer][] = [
    ['the same files', FORMER],
    ['another table', offerOf('142140_aa', { csv: 'ID\r\n2\r\n', json: '[]' }, table('公園'))],
    ['a large first file', offerOf('142140_aa', { csv: new Uint8Array(2 << 20), json: '[]' }, table('x'))],
    [
      'a first file more',
      offerOf('142140_aa', { geojson: '{}', csv: 'ID\r\n2\r\n', json: '[]' }, table('公園')),
    ],
    ['the first file, with its table, gone', offerOf('142140_aa', { json: '[]' })],
  ]
  test.each(offers)('%s: as it shall be, broken off after any request', async (_, offer) => {
    const whole = await former()
    await sayOtherwise(whole, offer)
    const requests = whole.calls.length
    expect(requests).toBeGreaterThan(3)
    for (let at = 0; at <= requests; at += 1) {
      const portal = await former()
      const broken = targetOf(portal, AFTER, faulty(watched(portal), at, 'killed after'))
      const run = publishAll(broken, [offer])
      if (at > 0) await expect(run, `request ${at}`).rejects.toThrow(Killed)
      else await run
      await sayOtherwise(portal, offer)
      const [dataset] = portal.datasets
      expect(tagsOf(portal), `request ${at}`).toEqual(['手で', '避難所', '防災'].sort())
      expect(extrasOf(portal)).toEqual({ ...IDENTIFIER, ...HANDS, spatial: '伊勢原市' })
      expect(dataset).toMatchObject({ groups: [], notes: '', author: '', maintainer: 'by hand' })
      expect(memoriesOf(portal).filter(Boolean)).toEqual(['tags: 避難所, 防災; extras: spatial'])
      expect(memoriesOf(portal)[0]).toBeTruthy()
      expect(seen).toEqual([])
      portal.calls.length = 0
      expect(await planOf(targetOf(portal, AFTER), [offer])).toMatchObject([{ action: 'unchanged' }])
      expect(portal.calls).toEqual(['package_search'])
    }
  })

  test('retired, and offered again otherwise', async () => {
    const portal = await former()
    await publishAll(targetOf(portal, BEFORE), [], true)
    expect(portal.datasets).toMatchObject([{ state: 'deleted' }])
    await sayOtherwise(portal, offers[1]?.[1] ?? FORMER)
    expect(portal.datasets).toMatchObject([{ state: 'active', groups: [] }])
    expect(extrasOf(portal)).toEqual({ ...IDENTIFIER, ...HANDS, spatial: '伊勢原市' })
    expect(tagsOf(portal)).toHaveLength(3)
  })
})

describe('where nothing tells what was said', () => {
  const makes = { frequency: '{frequency}', spatial: '{spatial}' }
  test('a portal that keeps no fields but its own: extras that we can make are ours, lists only grow', async () => {
    const portal = await former(fakeCkan({ drops: true }), saying({ tags: ['地震'] }, makes))
    const after = saying({ tags: ['避難所'], extras: { spatial: '伊勢原市' } }, makes)
    await sayOtherwise(portal, FORMER, after)
    expect(memoriesOf(portal)).toEqual([undefined, undefined])
    expect(extrasOf(portal)).toEqual({ ...IDENTIFIER, ...HANDS, spatial: '伊勢原市' })
    expect(tagsOf(portal)).toEqual(['地震', '手で', '避難所'].sort())
    const plain = { ...after, datastore: false }
    expect(await planOf(targetOf(portal, plain), [FORMER])).toMatchObject([{ action: 'unchanged' }])
  })

  test('one that is taken over keeps what we could have made', async () => {
    const portal = await former()
    Object.assign(portal.datasets[0], { extras: [{ key: 'frequency', value: 'by hand' }], resources: [] })
    const named = { ...saying({ extras: { spatial: '伊勢原市' } }, makes), names: { [FORMER.id]: FORMER.id } }
    await sayOtherwise(portal, FORMER, named)
    expect(extrasOf(portal)).toEqual({ ...IDENTIFIER, frequency: 'by hand', spatial: '伊勢原市' })
  })

  test.each([
    ['{"extras":["frequency"],"tags":["防災"]}', false],
    ['{"extras":["frequency"],"tags":["防災"]}', true],
    ['incomplete', false],
  ])('an extra that was left, %s, goes; made private by hand: %s', async (value, hidden) => {
    const portal = await former()
    const [dataset] = portal.datasets
    dataset.private = hidden
    dataset.extras.push({ key: SAID, value })
    await publishAll(targetOf(portal, BEFORE), [FORMER])
    expect(extrasOf(portal)).not.toHaveProperty(SAID)
    expect(portal.datasets).toMatchObject([{ private: hidden }])
    expect(await planOf(targetOf(portal, BEFORE), [FORMER])).toMatchObject([{ action: 'unchanged' }])
  })
})
