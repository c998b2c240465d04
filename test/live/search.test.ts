/**
 * A live CKAN, as it comes, finds our datasets by the Japanese words that people type; by the titles alone it does not.
 * What test/catalog/ckan-search.ts believes of its search is held against it.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { ckanDatasetOf } from '../../pipeline/catalog/ckan.ts'
import type { CatalogEntry } from '../../pipeline/catalog/index.ts'
import type { CkanDataset } from '../../pipeline/lib/ckan.ts'
import { finds, indexOf } from '../catalog/ckan-search.ts'
import { preset, words } from '../catalog/conventions.ts'
import { entryOf, sheetEntry } from '../catalog/entries.ts'
import { licences } from '../export/fixture.ts'
import { describeLive, freshOrganization, must, type Organization } from '../helpers/ckan.ts'

function own(slug: string, ja: string): CatalogEntry {
  const { conformsTo: _, ...entry } = entryOf({ id: `019992_${slug}`, slug, title: { ja, en: '' } })
  return { ...entry, description: { ja: '見本です。', en: '' }, files: [] }
}

const ENTRIES: readonly CatalogEntry[] = [
  ...['evacuation_space', 'aed', 'preschool', 'garbage_separation', 'public_wireless_lan', 'population'].map(
    sheetEntry,
  ),
  own('parks', '都市公園一覧'),
  own('visitors', '令和6年度 見本市観光客数調査結果'),
  { ...own('taxes', '市の収入'), keywords: ['税', '子育て・教育', '防災（地震）', '長'.repeat(101)] },
]

/** What is typed, and the slugs of what it finds. */
const QUERIES: readonly (readonly [string, readonly string[]])[] = [
  ['避難所', ['evacuation_space']],
  ['避難場所', ['evacuation_space']],
  ['指定緊急避難場所', ['evacuation_space']],
  ['指定緊急避難場所一覧', ['evacuation_space']],
  ['見本 避難所', ['evacuation_space']],
  ['避難所 一覧', ['evacuation_space']],
  ['AED', ['aed']],
  ['aed', ['aed']],
  ['ＡＥＤ', ['aed']],
  ['AED 一覧', ['aed']],
  ['自動体外式除細動器', ['aed']],
  ['設置箇所', ['aed']],
  ['保育園', ['preschool']],
  ['認定こども園', ['preschool']],
  ['ごみ', ['garbage_separation']],
  ['ゴミ', ['garbage_separation']],
  ['ごみ 分別', ['garbage_separation']],
  ['Wi-Fi', ['public_wireless_lan']],
  ['wifi', ['public_wireless_lan']],
  ['WiFi', ['public_wireless_lan']],
  ['無線LAN', ['public_wireless_lan']],
  ['人口', ['population']],
  ['公園', ['parks']],
  ['遊び場', ['parks']],
  ['観光', ['visitors']],
  ['令和6年度', ['visitors']],
  ['税', ['taxes']],
  ['教育', ['taxes']],
  ['地震', ['evacuation_space', 'taxes']],
  ['防災', ['evacuation_space', 'taxes']],
  ['避難所 保育園', []],
  ['図書館', []],
]

function toldBy(entry: CatalogEntry): CkanDataset {
  const { dataset, problems } = ckanDatasetOf(entry, preset('ckan'), licences, words)
  if (dataset === undefined) throw new Error(JSON.stringify(problems))
  return dataset
}

const DATASETS = ENTRIES.map((entry) => ({ slug: entry.slug, dataset: toldBy(entry) }))

test.each(QUERIES)('by what we know of its search, %s finds %j', (query, slugs) => {
  const found = DATASETS.filter(({ dataset }) => finds(indexOf(dataset), query)).map(({ slug }) => slug)
  expect(found.sort()).toEqual([...slugs].sort())
})

describeLive('search', (server) => {
  let told: Organization
  let bare: Organization
  /** a name may stand once in a portal, and other tests have theirs */
  const nameIn = (organization: Organization, slug: string): string => `${organization.name}-${slug}`

  const create = (organization: Organization, slug: string, body: object): Promise<unknown> =>
    must(server, organization.token, 'package_create', {
      ...body,
      name: nameIn(organization, slug),
      owner_org: organization.id,
    })

  beforeAll(async () => {
    told = await freshOrganization(server, 'c-words')
    bare = await freshOrganization(server, 'c-bare')
    for (const { slug, dataset } of DATASETS) {
      const { fields, tags, extras, resources } = dataset
      await create(told, slug, {
        ...fields,
        tags: tags.map((name) => ({ name })),
        extras: Object.entries(extras).map(([key, value]) => ({ key, value })),
        resources: resources.map((one) => ({
          ...one.fields,
          url: `https://mihon.example/${slug}.${one.key}`,
        })),
      })
      await create(bare, slug, { title: fields['title'] })
    }
  }, 300_000)

  async function found(organization: Organization, q: string): Promise<readonly string[]> {
    const { results } = await must(server, organization.token, 'package_search', {
      q,
      fq: `owner_org:${organization.id}`,
      rows: 100,
    })
    const names: readonly { name: string }[] = results
    return names.map(({ name }) => name.slice(organization.name.length + 1)).sort()
  }

  test.each(QUERIES)('%s finds %j', async (query, slugs) => {
    const all = await found(told, query)
    // AED is cut to `a` as an English verb would be, which stands in many an organization's random name: c-words-1a2b
    const expected = /\bAED\b/i.test(query) ? all.filter((slug) => slugs.includes(slug)) : all
    expect(expected).toEqual([...slugs].sort())
  })

  describe('without our words', () => {
    test.each(['避難所', '自動体外式除細動器', '保育園', 'ごみ', 'Wi-Fi', '公園', '観光', '人口'])(
      '%s finds nothing',
      async (query) => {
        expect(await found(bare, query)).toEqual([])
      },
    )
    test('the whole title does find it', async () => {
      expect(await found(bare, '指定緊急避難場所一覧')).toEqual(['evacuation_space'])
    })
  })

  test('every tag, extra and field is there as it was told', async () => {
    for (const { slug, dataset } of DATASETS) {
      const shown = await must(server, told.token, 'package_show', { id: nameIn(told, slug) })
      const tags: readonly { name: string }[] = shown.tags
      const extras: readonly { key: string; value: string }[] = shown.extras
      expect(tags.map(({ name }) => name).sort()).toEqual(dataset.tags)
      expect(Object.fromEntries(extras.map(({ key, value }) => [key, value]))).toEqual(dataset.extras)
      expect(shown).toMatchObject(dataset.fields)
    }
  }, 120_000)

  test.each([
    '税',
    '子育て・教育',
    '防災（地震）',
    '長'.repeat(101),
    '防\u200b災',
    '葛\u{e0100}城市',
    '㈱見本',
  ])('it refuses the tag %s as it is', async (name) => {
    const refused = must(server, told.token, 'package_create', {
      name: nameIn(told, 'refused'),
      owner_org: told.id,
      title: '見本',
      tags: [{ name }],
    })
    await expect(refused).rejects.toThrow(/409 .*tags/)
  })
})
