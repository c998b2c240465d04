/** Plan and apply against a portal in memory: what is sent, what is left alone, and where it may be broken off. */
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { CkanDataset } from '../../../pipeline/lib/ckan.ts'
import type { Offer } from '../../../pipeline/lib/offer.ts'
import type { CkanApi } from '../../../pipeline/publish/ckan/api.ts'
import { createCkanTarget } from '../../../pipeline/publish/ckan/target.ts'
import { resourceId } from '../../../pipeline/publish/ckan/wanted.ts'
import { type FakeCkan, type Fault, fakeCkan, faulty, Killed, refusalOf } from './fake.ts'
import {
  datasetOf,
  fileOf,
  givenOf,
  offerOf,
  planOf,
  publishAll,
  type Setting,
  sha256Of,
  tableOf,
} from './offers.ts'

/** Tables have tests of their own; here it only matters when they are written and what is said of them after. */
const tables = vi.hoisted(() => new Map<string, string>())
vi.mock('../../../pipeline/publish/ckan/datastore/sync.ts', () => ({
  syncTable: async (api: CkanApi, id: string, table: { sha256: string; count: number }) => {
    await api.call('datastore_upsert', { id }, { tries: 'again' })
    const changed = tables.get(id) !== table.sha256
    tables.set(id, table.sha256)
    return { complete: true, written: changed ? table.count : 0, removed: 0, problems: [] }
  },
}))
vi.mock('../../../pipeline/publish/ckan/datastore/plan.ts', () => ({
  planTable: async (api: CkanApi, id: string, table: { sha256: string }) => {
    await api.call('datastore_search', { id }, { tries: 'again' })
    const whole = tables.get(id) === table.sha256
    return { changes: whole ? [] : [{ what: 'datastore.rows' }], problems: [], whole }
  },
}))
vi.mock('../../../pipeline/publish/ckan/datastore/verify.ts', () => ({ verifyTable: async () => [] }))

const SEARCH = 'package_search'
const SHOW = 'package_show'
const REVISE = 'package_revise'
const ACCESS = 'organization_list_for_user'
const FIRST = [SEARCH, SHOW, SEARCH, ACCESS, 'package_create', REVISE]

const CSV = fileOf('aa', 'csv', 'ID,名称\r\n1,避難所\r\n')
const A = offerOf('aa')
const withTable = (rows: readonly (readonly [string, string])[]): Offer =>
  offerOf(
    'aa',
    { csv: `ID,名称\r\n${rows.map((row) => row.join(',')).join('\r\n')}\r\n`, json: '[]' },
    tableOf(rows),
  )

beforeEach(() => {
  tables.clear()
})

function targetOf(portal: Pick<FakeCkan, 'api'>, setting: Setting = {}) {
  return createCkanTarget(givenOf(portal.api, setting))
}

const saying = (more: Partial<CkanDataset>): Setting => ({
  dataset: (offer) => ({ dataset: datasetOf(offer, more), problems: [] }),
})

/** What a visitor gets: no times. */
function stateOf({ datasets, files }: FakeCkan): unknown {
  return datasets.map(({ metadata_modified, ...dataset }) => ({
    ...dataset,
    tags: dataset.tags.map(({ name }: { name: string }) => name).sort(),
    resources: dataset.resources.map((resource: { id: string }) => ({
      ...resource,
      sha256: sha256Of(files.get(resource.id) ?? ''),
      table: tables.get(resource.id),
    })),
  }))
}

/** Published once, whole. */
async function published(offers: readonly Offer[] = [A], setting: Setting = {}, portal = fakeCkan()) {
  const { applied } = await publishAll(targetOf(portal, setting), offers)
  expect(applied.flatMap(({ problems }) => problems)).toEqual([])
  expect(applied.map(({ outcome }) => outcome)).toEqual(offers.map(() => 'done'))
  portal.calls.length = 0
  portal.bodies.length = 0
  return portal
}

describe('first time and again', () => {
  test('a dataset is made private and without files, and opened when all is there', async () => {
    const portal = fakeCkan()
    const { items, applied } = await publishAll(targetOf(portal), [A])
    expect(items.map(({ action }) => action)).toEqual(['create'])
    expect(items[0]?.changes.map(({ what }) => what)).toEqual([
      ...['title', 'notes', 'license_id', 'tags', 'extras.frequency', 'extras.uri'],
      ...['file datasets/aa/aa.csv', 'file datasets/aa/aa.json'],
    ])
    expect(applied).toMatchObject([{ outcome: 'done', problems: [], bytes: items[0]?.bytes }])
    expect(portal.calls).toEqual(FIRST)
    expect(portal.bodies[4]).toMatchObject({ private: true, owner_org: 'city' })
    expect(portal.bodies[4]).not.toHaveProperty('resources')
    const [dataset] = portal.datasets
    expect(dataset).toMatchObject({ name: 'aa', title: '題名aa', private: false, state: 'active' })
    expect(dataset.resources).toMatchObject([
      {
        id: resourceId(dataset.id, 'csv'),
        name: '題名aa csv',
        format: 'CSV',
        mimetype: 'text/csv',
        hash: CSV.sha256,
        size: CSV.bytes,
      },
      { id: resourceId(dataset.id, 'json'), format: 'JSON', mimetype: 'application/json' },
    ])
    expect(dataset.resources[0].url).toMatch(/\/download\/aa\.csv$/)
  })

  test.each([1, 40, 250])('%i unchanged datasets cost one request for each hundred', async (count) => {
    const offers = Array.from({ length: count }, (_, i) => offerOf(`d${String(i).padStart(3, '0')}`))
    const portal = await published(offers)
    const before = structuredClone(portal.datasets)
    const { items, applied } = await publishAll(targetOf(portal), offers)
    expect(portal.calls).toEqual(Array.from({ length: Math.ceil(count / 100) }, () => SEARCH))
    expect(new Set(items.map(({ action }) => action))).toEqual(new Set(['unchanged']))
    expect(new Set(applied.map(({ outcome }) => outcome))).toEqual(new Set(['same']))
    expect(portal.datasets).toEqual(before)
  })

  test('the table is written between the files and the last step, and once', async () => {
    const offer = withTable([['1', '避難所']])
    const portal = fakeCkan()
    const { applied } = await publishAll(targetOf(portal), [offer])
    expect(applied).toMatchObject([{ outcome: 'done', rows: { written: 1, removed: 0 } }])
    expect(portal.calls).toEqual([...FIRST, 'datastore_upsert', SHOW, REVISE])
    expect(portal.bodies[FIRST.length - 1]).not.toHaveProperty('update')
    expect(portal.bodies.at(-1)).toMatchObject({ update: { private: false } })
    portal.calls.length = 0
    await publishAll(targetOf(portal), [offer])
    expect(portal.calls).toEqual([SEARCH])
    expect((await publishAll(targetOf(portal, { datastore: false }), [offer])).items[0]?.action).toBe(
      'unchanged',
    )
  })
})

describe('what changed, and only that', () => {
  const json = offerOf('aa', { json: '[{"id":1}]' })
  test.each<{
    name: string
    offer?: Offer
    setting?: Setting
    by?: (portal: FakeCkan) => void
    changes: readonly unknown[]
    body: unknown
    uploads?: number
  }>([
    {
      name: 'a field',
      setting: saying({
        fields: { title: '新しい題名', notes: '避難所の一覧です。\n更新: 毎年', license_id: 'cc-by' },
      }),
      changes: [{ what: 'title', before: '題名aa', after: '新しい題名' }],
      body: { update: { title: '新しい題名' } },
    },
    {
      name: 'a field that is no longer said',
      setting: saying({ fields: { title: '題名aa', license_id: 'cc-by' } }),
      changes: [{ what: 'notes', before: '避難所の一覧です。\n更新: 毎年' }],
      body: { update: { notes: '' } },
    },
    {
      name: 'the title by hand at the portal',
      by: ({ datasets: [dataset] }) => {
        dataset.title = '手で変えた'
      },
      changes: [{ what: 'title', before: '手で変えた', after: '題名aa' }],
      body: { update: { title: '題名aa' } },
    },
    {
      name: 'a tag and an extra, beside those of others',
      setting: saying({ tags: ['地震', '防災'], extras: { spatial: '伊勢原市' } }),
      by: ({ datasets: [dataset] }) => {
        dataset.tags.push({ name: '他人の' })
        dataset.extras.push({ key: 'other', value: '1' })
      },
      changes: [
        { what: 'tags', before: '避難所, 防災, 他人の', after: '他人の, 地震, 防災' },
        { what: 'extras.spatial', after: '伊勢原市' },
        { what: 'extras.frequency', before: '年次' },
      ],
      body: {
        filter: ['-tags', '-extras'],
        update: { tags: [{ name: '他人の' }, { name: '地震' }, { name: '防災' }] },
      },
    },
    {
      name: 'what is said of a file',
      setting: {
        dataset: (offer) => {
          const dataset = datasetOf(offer)
          const [csv, ...rest] = dataset.resources
          const named = csv === undefined ? [] : [{ ...csv, fields: { ...csv.fields, name: '別の名' } }]
          return { dataset: { ...dataset, resources: [...named, ...rest] }, problems: [] }
        },
      },
      changes: [{ what: 'resources.csv.name', before: '題名aa csv', after: '別の名' }],
      body: {},
    },
    {
      name: 'a file',
      offer: offerOf('aa', { csv: 'ID,名称\r\n2,公園\r\n', json: '[{"id":1}]' }),
      changes: [expect.objectContaining({ what: 'file datasets/aa/aa.csv' })],
      body: {},
      uploads: 1,
    },
    {
      name: 'a file that is no longer offered',
      offer: json,
      changes: [expect.objectContaining({ what: 'file aa.csv', before: expect.any(String) })],
      body: { filter: [expect.stringMatching(/^-resources__/)] },
    },
    {
      name: 'a file replaced by hand at the portal',
      by: ({ datasets: [dataset] }) => {
        // the web form sends what it knows: our own hash and marks are gone then
        Object.assign(dataset.resources[1], { hash: '', hiraku_key: undefined })
      },
      changes: [expect.objectContaining({ what: 'file datasets/aa/aa.json' })],
      body: {},
      uploads: 1,
    },
    {
      name: 'a file that a person made a link',
      by: ({ datasets: [dataset] }) => {
        dataset.resources[1].url_type = ''
      },
      changes: [expect.objectContaining({ what: 'file datasets/aa/aa.json' })],
      body: {},
      uploads: 1,
    },
    {
      name: 'a file under another name',
      by: ({ datasets: [dataset] }) => {
        dataset.resources[1].url = 'http://fake/other.json'
      },
      changes: [expect.objectContaining({ what: 'file datasets/aa/aa.json' })],
      body: {},
      uploads: 1,
    },
    {
      name: 'the name at the portal',
      by: ({ datasets: [dataset] }) => {
        dataset.name = 'renamed'
      },
      changes: [{ what: 'name', before: 'renamed', after: 'aa' }],
      body: { update: { name: 'aa' } },
    },
  ])('$name', async ({ offer = A, setting = {}, by, changes, body, uploads = 0 }) => {
    const portal = await published()
    by?.(portal)
    const files = portal.files.size
    const sent: number[] = []
    const api: CkanApi = {
      ...portal.api,
      call: (action, data, options) => {
        if (action === REVISE) sent.push(options?.uploads?.length ?? 0)
        return portal.api.call(action, data, options)
      },
    }
    const { items, applied } = await publishAll(targetOf({ api }, setting), [offer])
    expect(items).toMatchObject([{ action: 'change' }])
    expect(items[0]?.changes).toEqual(changes)
    expect(applied).toMatchObject([{ outcome: 'done', problems: [] }])
    expect(portal.calls.filter((call) => call !== SHOW)).toEqual([SEARCH, ACCESS, REVISE])
    expect(portal.bodies.at(-1)).toMatchObject({ match: { id: portal.datasets[0].id }, ...Object(body) })
    expect(sent).toEqual([uploads])
    expect(portal.files.size).toBe(files)
    portal.calls.length = 0
    expect(await planOf(targetOf(portal, setting), [offer])).toMatchObject([{ action: 'unchanged' }])
    expect(portal.calls).toEqual([SEARCH])
  })

  test('a file between others asks for the order, and others stay where they are', async () => {
    const portal = await published([offerOf('aa', { csv: '1', json: '2' })])
    portal.datasets[0].resources.splice(1, 0, { id: 'x', name: '他人のPDF', url: 'http://x/y.pdf' })
    const offer = offerOf('aa', { csv: '1', geojson: '3', json: '2' })
    const { items } = await publishAll(targetOf(portal), [offer])
    expect(items[0]?.problems.map(({ code }) => code)).toEqual(['publish/foreign-resource'])
    const { id, resources } = portal.datasets[0]
    const ids = ['csv', 'geojson', 'json'].map((key) => resourceId(id, key))
    expect(resources.map((one: { id: string }) => one.id)).toEqual([ids[0], 'x', ids[1], ids[2]])
    // the portal writes GEOJSON its own way
    expect(await planOf(targetOf(portal), [offer])).toMatchObject([{ action: 'unchanged' }])
  })

  test('the mark of the table is off while rows are written, and on again when they are', async () => {
    const before = withTable([['1', '避難所']])
    const after = withTable([['2', '公園']])
    const portal = await published([before])
    const { applied } = await publishAll(targetOf(portal), [after])
    expect(applied).toMatchObject([{ outcome: 'done', rows: { written: 1 } }])
    const revisions = portal.bodies.filter((_, i) => portal.calls[i] === REVISE)
    const id = resourceId(portal.datasets[0].id, 'csv')
    expect(revisions).toMatchObject([
      { [`update__resources__${id}`]: { hiraku_datastore: expect.stringMatching(/^writing-[0-9a-f]{16}$/) } },
      { [`update__resources__${id}`]: { hiraku_datastore: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    ])
  })

  test('a resource with a table goes by itself, so that the table goes with it', async () => {
    const portal = await published([withTable([['1', '避難所']])])
    const [csv] = portal.datasets[0].resources
    csv.datastore_active = true
    await publishAll(targetOf(portal), [offerOf('aa', { json: '[]' })])
    expect(portal.calls).toContain('resource_delete')
    expect(JSON.stringify(portal.bodies)).not.toContain('-resources__')
    expect(portal.datasets[0].resources).toHaveLength(1)
  })

  test('a portal that drops our marks is compared, and nothing is loaded again', async () => {
    const offer = withTable([['1', '避難所']])
    const portal = await published([offer], {}, fakeCkan({ drops: true }))
    const { items, applied } = await publishAll(targetOf(portal), [offer])
    expect(items).toMatchObject([{ action: 'unchanged', changes: [] }])
    expect(applied).toMatchObject([{ outcome: 'same' }])
    expect(portal.calls).toEqual([SEARCH, SHOW, 'datastore_search'])
  })

  test('a field that the portal does not keep is told once and not asked for again', async () => {
    const portal = fakeCkan()
    const api: CkanApi = {
      ...portal.api,
      call: async (action, body, options) => {
        const outcome = await portal.api.call(action, body, options)
        for (const dataset of portal.datasets) dataset.license_id = 'other'
        return action.startsWith('package_') && action !== SEARCH
          ? {
              ...outcome,
              ...(outcome.refusal === undefined && { result: structuredClone(portal.datasets[0]) }),
            }
          : outcome
      },
    }
    const target = createCkanTarget(givenOf(api))
    const [applied] = [await target.apply({ ...EMPTY, action: 'create' }, A, () => {})]
    expect(applied.outcome).toBe('done')
    expect(applied.problems.map(({ code, actual }) => [code, actual])).toEqual([
      ['publish/not-kept', 'license_id'],
    ])
  })
})

const EMPTY = { id: 'aa', name: 'aa', title: '', changes: [], problems: [], bytes: 0 }

describe('whose it is', () => {
  test('another organization has the name', async () => {
    const portal = fakeCkan()
    await publishAll(targetOf(portal, { organization: 'other' }), [A])
    const before = structuredClone(portal.datasets)
    const { items, applied } = await publishAll(targetOf(portal), [A])
    expect(items[0]?.problems.map(({ code }) => code)).toEqual(['publish/elsewhere'])
    expect(applied).toMatchObject([{ outcome: 'failed', problems: [{ code: 'publish/elsewhere' }] }])
    expect(portal.datasets).toEqual(before)
  })

  test('what another organization has and does not show', async () => {
    const portal = fakeCkan()
    const api: CkanApi = {
      ...portal.api,
      call: async (action, body, options) =>
        action === SHOW ? refusalOf('not-allowed') : portal.api.call(action, body, options),
    }
    expect((await planOf(targetOf({ api }), [A]))[0]?.problems.map(({ code }) => code)).toEqual([
      'publish/name-taken',
    ])
  })

  test('one that is not ours and is named in the file is taken over with a warning, and keeps what it has', async () => {
    const portal = await published()
    const [dataset] = portal.datasets
    dataset.extras = [{ key: 'note', value: 'by hand' }]
    dataset.tags = [{ name: '古い' }]
    dataset.resources = [{ id: 'x', name: '他人', url: 'http://x/y.pdf' }]
    const { items, applied } = await publishAll(targetOf(portal, { names: { aa: 'aa' } }), [A])
    expect(items[0]?.problems.map(({ code }) => code)).toEqual([
      'publish/taken-over',
      'publish/foreign-resource',
    ])
    expect(applied).toMatchObject([{ outcome: 'done' }])
    expect(portal.datasets[0].extras.map(({ key }: { key: string }) => key)).toEqual([
      ...['frequency', 'note', 'uri'],
    ])
    expect(portal.datasets[0].tags).toHaveLength(3)
    expect(portal.datasets[0].resources).toHaveLength(3)
  })

  test('a private one stays private, and is kept up to date', async () => {
    const portal = await published()
    Object.assign(portal.datasets[0], { private: true, title: '手' })
    const { items } = await publishAll(targetOf(portal), [A])
    expect(items[0]?.problems.map(({ code }) => code)).toEqual(['publish/private'])
    expect(portal.datasets[0]).toMatchObject({ private: true, title: '題名aa' })
    portal.calls.length = 0
    expect(await planOf(targetOf(portal), [A])).toMatchObject([{ action: 'unchanged' }])
    expect(portal.calls).toEqual([SEARCH])
  })

  test('retired, and offered again: the same dataset', async () => {
    const b = offerOf('142140_bb')
    const portal = await published([A, b])
    portal.datasets.push({
      ...structuredClone(portal.datasets[0]),
      id: 'z',
      name: 'z',
      extras: [{ key: 'uri', value: 'https://elsewhere.example/datasets/z/' }],
    })
    expect(await planOf(targetOf(portal), [A], [b.id])).toMatchObject([{ action: 'unchanged' }])
    const { items, applied } = await publishAll(targetOf(portal), [A], true)
    expect(items.map(({ action, id }) => [action, id])).toEqual([
      ['unchanged', 'aa'],
      ['retire', b.id],
    ])
    expect(applied[1]).toMatchObject({ outcome: 'done' })
    expect(portal.datasets.map(({ state }) => state)).toEqual(['active', 'deleted', 'active'])
    const retired = portal.datasets[1].id
    expect((await publishAll(targetOf(portal), [A, b], true)).items[1]).toMatchObject({ action: 'create' })
    expect(portal.datasets.filter(({ state }) => state === 'active').map(({ id }) => id)).toContain(retired)
    expect(portal.datasets).toHaveLength(3)
  })

  test('what another had under the name and deleted is left where it is', async () => {
    const portal = await published()
    Object.assign(portal.datasets[0], { state: 'deleted', extras: [], resources: [] })
    const before = structuredClone(portal.datasets[0])
    const { applied } = await publishAll(targetOf(portal), [A])
    expect(applied).toMatchObject([{ outcome: 'done' }])
    expect(portal.datasets).toHaveLength(2)
    expect(portal.datasets[0]).toEqual(before)
  })

  test('a token that may not: nothing is changed', async () => {
    const portal = fakeCkan({ organizations: [] })
    const { applied } = await publishAll(targetOf(portal), [A])
    expect(applied).toMatchObject([{ outcome: 'failed', problems: [{ severity: 'error' }] }])
    expect(portal.datasets).toEqual([])
  })

  test('nothing is retired for one dataset alone', async () => {
    const portal = await published([A, offerOf('bb')])
    const items = []
    const all = { datasets: async function* () { yield A }, whole: [], withheld: [] } // biome-ignore format: short
    for await (const item of targetOf(portal).plan(all, { only: 'aa' })) items.push(item.action)
    expect(items).toEqual(['unchanged'])
  })

  test('groups: those that the token may not manage are told, others’ stay, and the rest is sent', async () => {
    const portal = fakeCkan({ groups: ['mine'] })
    const setting = saying({ groups: ['mine', 'theirs'] })
    const { applied } = await publishAll(targetOf(portal, setting), [A])
    expect(applied[0]?.problems.map(({ code }) => code)).toEqual(['publish/groups-refused'])
    expect(portal.datasets[0]).toMatchObject({ groups: [{ name: 'mine' }], private: false })
    portal.calls.length = 0
    expect(await planOf(targetOf(portal, setting), [A])).toMatchObject([
      { action: 'unchanged', problems: [{ code: 'publish/groups-refused' }] },
    ])
    expect(portal.calls).toEqual([SEARCH, 'group_list_authz'])
    // put into a group by another, its title can still be changed
    portal.datasets[0].groups.push({ name: 'others' })
    portal.datasets[0].title = '手'
    await publishAll(targetOf(portal, setting), [A])
    expect(portal.datasets[0]).toMatchObject({
      title: '題名aa',
      groups: [{ name: 'mine' }, { name: 'others' }],
    })
  })
})

describe('refused before anything is sent', () => {
  test.each([
    ['a path', '../x'],
    ['a path', 'x/y'],
    ['too long', 'x'.repeat(101)],
    ['too short', 'x'],
    ['Japanese', '避難所'],
    ['capitals', 'AED'],
  ])('%s in the name: %s', async (_, name) => {
    const portal = fakeCkan()
    const { items, applied } = await publishAll(targetOf(portal, saying({ name })), [A])
    expect(items).toMatchObject([{ problems: [{ code: 'publish/bad-name' }] }])
    expect(applied).toMatchObject([{ outcome: 'failed', problems: [{ code: 'publish/bad-name' }] }])
    // what is no longer offered is looked for all the same
    expect(portal.calls).toEqual([SEARCH])
  })

  test('two of one name', async () => {
    const portal = fakeCkan()
    const { items } = await publishAll(targetOf(portal, saying({ name: 'one' })), [A, offerOf('bb')])
    expect(items.map(({ problems }) => problems.map(({ code }) => code))).toEqual([[], ['publish/same-name']])
    expect(portal.datasets).toHaveLength(1)
  })

  test.each([
    ['other bytes', 'ID,名称\r\n9,避難所\r\n'],
    ['more bytes', 'ID,名称\r\n1,避難所\r\nmore'],
    ['fewer bytes', 'ID'],
    ['a large file with other bytes', new Uint8Array(3 << 20).fill(65)],
  ])('a file changed by hand: %s', async (_, text) => {
    const said = typeof text === 'string' ? CSV.sha256 : sha256Of('')
    const bytes = typeof text === 'string' ? CSV.bytes : text.length
    const offer = { ...A, files: [fileOf('aa', 'csv', text, { sha256: said, bytes })] }
    const portal = fakeCkan()
    const { applied } = await publishAll(targetOf(portal), [offer])
    expect(applied).toMatchObject([{ outcome: 'failed', problems: [{ code: 'publish/file-changed' }] }])
    expect(portal.datasets).toEqual([])
  })

  test.each([100, 3 << 20])('a file of %i bytes that changes while it is read again', async (bytes) => {
    const portal = await published()
    const before = structuredClone(portal.datasets)
    const good = Buffer.alloc(bytes, 'a')
    let reads = 0
    const file = fileOf('aa', 'csv', good, {
      *read() {
        reads += 1
        yield reads === 1 ? good : Buffer.alloc(bytes, 'b')
      },
    })
    const { applied } = await publishAll(targetOf(portal), [{ ...A, files: [file, ...A.files.slice(1)] }])
    expect(applied).toMatchObject([{ outcome: 'failed', problems: [{ code: 'publish/file-changed' }] }])
    expect(portal.datasets).toEqual(before)
    expect(sha256Of(portal.files.get(resourceId(before[0].id, 'csv')) ?? '')).toBe(CSV.sha256)
  })
})

describe('broken off anywhere', () => {
  const offer = withTable([
    ['1', '避難所'],
    ['2', '公園'],
  ])
  const old = offerOf(
    'aa',
    { csv: 'ID,名称\r\n1,古い\r\n', geojson: '{}', json: '[]' },
    tableOf([['1', '古い']]),
  )
  const large = offerOf('aa', { csv: new Uint8Array(2 << 20), json: '[]' }, tableOf([['1', 'x']]))
  const starts: readonly [string, readonly Offer[], Offer][] = [
    ['nothing', [], offer],
    ['an old one', [old], offer],
    ['a large one', [old], large],
  ]
  const faults: readonly Fault[] = ['killed before', 'killed after', 'answer lost', 'delivered twice']
  test.each(starts.flatMap(([name, first, then]) => faults.map((fault) => ({ name, first, then, fault }))))(
    'from $name: $fault, at each request',
    async ({ first, then, fault }) => {
      const whole = await published(first)
      await publishAll(targetOf(whole), [then])
      const expected = stateOf(whole)
      const requests = whole.calls.length
      expect(requests).toBeGreaterThan(4)
      for (let at = 1; at <= requests; at += 1) {
        tables.clear()
        const portal = await published(first)
        try {
          const { applied } = await publishAll(targetOf({ api: faulty(portal.api, at, fault) }), [then])
          expect(applied.map(({ outcome }) => outcome)).toEqual(['done'])
        } catch (error) {
          if (!(error instanceof Killed)) throw error
        }
        await publishAll(targetOf(portal), [then])
        expect(stateOf(portal), `request ${at}`).toEqual(expected)
        portal.calls.length = 0
        expect(await planOf(targetOf(portal), [then])).toMatchObject([{ action: 'unchanged' }])
        expect(portal.calls).toEqual([SEARCH])
      }
    },
  )

  test('broken off in the middle of the rows, and published again as it was before', async () => {
    const portal = await published([old])
    // search, show, datastore_search, access, show, revise, datastore_upsert
    const api = faulty(portal.api, 7, 'killed after')
    await expect(publishAll(targetOf({ api }), [offer])).rejects.toThrow(Killed)
    expect(portal.calls.at(-1)).toBe('datastore_upsert')
    tables.set(resourceId(portal.datasets[0].id, 'csv'), 'half')
    const { applied } = await publishAll(targetOf(portal), [old])
    expect(applied).toMatchObject([{ outcome: 'done', rows: { written: 1 } }])
  })

  test('nothing but unclear answers ends, with growing pauses and a word', async () => {
    const portal = fakeCkan()
    const pauses: number[] = []
    const api: CkanApi = {
      ...portal.api,
      call: async (action, body, options) =>
        action === 'package_create' ? refusalOf('unclear') : portal.api.call(action, body, options),
    }
    const target = createCkanTarget({ ...givenOf(api), pause: async (ms) => void pauses.push(ms) })
    const { applied } = await publishAll(target, [A])
    expect(applied[0]).toMatchObject({ outcome: 'failed' })
    expect(applied[0]?.problems.map(({ code }) => code)).toContain('publish/unsettled')
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16000])
  })

  test('a portal that says yes and does nothing is not asked for ever', async () => {
    const portal = await published([withTable([['1', '避難所']])])
    portal.datasets[0].resources[0].datastore_active = true
    const api: CkanApi = {
      ...portal.api,
      call: async (action, body, options) =>
        action === 'resource_delete' ? { result: null } : portal.api.call(action, body, options),
    }
    const { applied } = await publishAll(targetOf({ api }), [offerOf('aa', { json: '[]' })])
    expect(applied).toMatchObject([{ outcome: 'failed', problems: [{ code: 'publish/unsettled' }] }])
    expect(portal.calls.length).toBeLessThan(100)
  })

  test('of several small files one is too large: it is named, and nobody sees what is not whole', async () => {
    const portal = fakeCkan({ limit: 100 })
    const offer = offerOf('aa', { csv: 'x'.repeat(200), json: '[]' })
    const { applied } = await publishAll(targetOf(portal), [offer])
    expect(applied).toMatchObject([
      { outcome: 'failed', problems: [{ where: { dataset: 'aa', field: 'datasets/aa/aa.csv' } }] },
    ])
    expect(portal.datasets).toMatchObject([{ private: true }])
  })
})

describe('verify', () => {
  test('all as offered, a file of others, a changed field, nothing there', async () => {
    const portal = await published()
    const target = targetOf(portal)
    const verify = async () => (await target.verify(A, () => {})).map(({ code }) => code)
    expect(await verify()).toEqual([])
    const id = resourceId(portal.datasets[0].id, 'csv')
    const bytes = portal.files.get(id)
    portal.files.set(id, Buffer.from('others'))
    expect(await verify()).toEqual(['publish/verify-file'])
    portal.files.set(id, bytes ?? Buffer.from(''))
    portal.datasets[0].title = '手'
    expect(await verify()).toEqual(['publish/verify-differs'])
    portal.datasets[0].title = '題名aa'
    portal.datasets[0].resources.pop()
    expect(await verify()).toEqual(['publish/verify-missing'])
    portal.datasets[0].state = 'deleted'
    expect(await verify()).toEqual(['publish/taken-down'])
  })
})
