/** What a portal is told of a dataset, by its conventions; and what it can not be told. */
import { describe, expect, test } from 'vitest'
import { ckanDatasetOf } from '../../pipeline/catalog/ckan.ts'
import { ckanJsonOf } from '../../pipeline/catalog/ckan-json.ts'
import type { CatalogEntry } from '../../pipeline/catalog/index.ts'
import { PLACEHOLDERS, unknownPlaceholders } from '../../pipeline/catalog/placeholders.ts'
import { tagsOf } from '../../pipeline/catalog/tags.ts'
import type { CkanConventions, CkanDataset } from '../../pipeline/lib/ckan.ts'
import { licences } from '../export/fixture.ts'
import { plain, preset, words } from './conventions.ts'
import { entryOf, HASH } from './entries.ts'

const ckan = preset('ckan')
const bodik = preset('bodik')

function told(entry: CatalogEntry, conventions: CkanConventions = ckan): CkanDataset {
  const { dataset, problems } = ckanDatasetOf(entry, conventions, licences, words)
  if (dataset === undefined) throw new Error(JSON.stringify(problems))
  return dataset
}

function refusals(entry: CatalogEntry, conventions: CkanConventions) {
  const { dataset, problems } = ckanDatasetOf(entry, conventions, licences, words)
  expect(dataset).toBeUndefined()
  return problems
}

const whole = entryOf({
  frequency: '1年に1回',
  category: '防災',
  temporal: '2025-04-01/2026-03-31',
  publisher: { ...entryOf().publisher, contact: { name: '政策課', email: 'seisaku@mihon.example' } },
  source: { title: { ja: 'AED台帳', en: '' }, sha256: HASH, from: 'https://mihon.example/aed.xlsx' },
})

describe('without conventions', () => {
  test('says all that is known, and no field is blank', () => {
    const { name, fields, extras, groups, resources } = told(whole)
    expect(name).toBe('019992_aed')
    const { notes, ...others } = fields
    expect(notes).toMatch(/^AEDを設置した場所の一覧。\n\n検索のことば: .*見本市/)
    expect(others).toEqual({
      title: 'AED設置箇所一覧',
      license_id: 'cc-by',
      version: '1.0.0',
      author: '神奈川県見本市',
      maintainer: '政策課',
      maintainer_email: 'seisaku@mihon.example',
      url: 'https://mihon.example/aed.xlsx',
    })
    expect(extras).toEqual({
      uri: 'https://mihon.example/datasets/019992_aed/',
      identifier: '019992_aed',
      title_en: 'AED locations',
      description_en: 'Places with a defibrillator.',
      issued: '2026-04-01',
      modified: '2026-05-01',
      language: 'ja',
      frequency: '1年に1回',
      theme: '防災',
      temporal_start: '2025-04-01',
      temporal_end: '2026-03-31',
      conforms_to: '自治体標準オープンデータセット AED設置箇所一覧',
      publisher_name: '神奈川県見本市',
      全国地方公共団体コード: '019992',
      spdx_license: 'CC-BY-4.0',
      source_title: 'AED台帳',
      source_sha256: HASH,
    })
    expect(groups).toEqual([])
    expect(resources).toEqual([
      {
        key: 'csv',
        fields: { name: 'AED設置箇所一覧（CSV）', format: 'CSV', mimetype: 'text/csv' },
      },
      {
        key: 'json',
        fields: { name: 'AED設置箇所一覧（JSON）', format: 'JSON', mimetype: 'application/json' },
      },
    ])
  })

  test('a portal whose schema has fields for the address takes no extras of these names', () => {
    const own = { ...ckan, fields: { ...ckan.fields, uri: '{iri}', identifier: '{id}' } }
    const { fields, extras } = told(whole, own)
    expect(fields).toMatchObject({
      uri: 'https://mihon.example/datasets/019992_aed/',
      identifier: '019992_aed',
    })
    for (const key of ['uri', 'identifier']) expect(extras).not.toHaveProperty(key)
  })

  test('what nobody knows is left out', () => {
    const { conformsTo: _, ...entry } = entryOf({ release: null, title: { ja: '見本', en: '' } })
    const { fields, extras } = told(entry)
    expect(Object.keys(fields)).toEqual(['title', 'notes', 'license_id', 'author'])
    expect(Object.keys(extras)).toEqual([
      'uri',
      'identifier',
      'description_en',
      'language',
      'publisher_name',
      '全国地方公共団体コード',
      'spdx_license',
    ])
    for (const value of [...Object.values(fields), ...Object.values(extras)]) expect(value).toMatch(/\S/)
  })

  test('what CKAN would change or choke on is told as it will stand there', () => {
    const { fields } = told(
      entryOf({ title: { ja: '　見本\u0000一覧 ', en: '' }, description: { ja: ' ', en: '' } }),
    )
    expect(fields['title']).toBe('見本一覧')
    expect(fields['notes']).toMatch(/^検索のことば: /)
  })

  test('the CSV in Shift_JIS says so: a portal shows both as CSV', () => {
    const files = [{ format: 'csv-sjis', name: '019992_aed.sjis.csv', bytes: 9, sha256: HASH }] as const
    const [csv] = told(entryOf({ files })).resources
    expect(csv).toMatchObject({
      key: 'csv-sjis',
      fields: { format: 'CSV', mimetype: 'text/csv; charset=Shift_JIS' },
    })
    expect(csv?.fields['description']).toContain('Shift_JIS')
  })

  test('is what ckan.json says', () => {
    const json = ckanJsonOf(whole, 'cc-by', plain)
    const { name, fields, tags, extras } = told(whole)
    expect(json).toMatchObject({
      name,
      ...fields,
      tags: tags.map((tag) => ({ name: tag })),
      extras: Object.entries(extras).map(([key, value]) => ({ key, value })),
      resources: [
        { format: 'CSV', size: 10, hash: HASH, url: `${extras['uri']}019992_aed.csv` },
        { size: 12 },
      ],
    })
  })
})

describe('BODIK', () => {
  test('a sheet of the standard has the two tags by which BODIK knows it', () => {
    expect(told(whole, bodik).tags).toEqual(expect.arrayContaining(['自治体標準ODS', 'AED設置箇所']))
  })
  test('another dataset has neither, whatever it is called', () => {
    const { conformsTo: _, ...own } = entryOf()
    expect(told(own, bodik).tags).not.toContain('自治体標準ODS')
    const other = entryOf({ conformsTo: '別の標準 AED' })
    expect(told(other, bodik).tags).not.toContain('自治体標準ODS')
  })
  test('the four extras of its form, and who it is', () => {
    expect(told(whole, bodik).extras).toEqual({
      uri: 'https://mihon.example/datasets/019992_aed/',
      identifier: '019992_aed',
      frequency: '1年に1回',
      spatial: '神奈川県見本市',
      copyright: '神奈川県見本市',
      language: '日本語',
    })
    expect(told(entryOf(), bodik).extras).not.toHaveProperty('frequency')
  })
})

describe('Tokyo', () => {
  const tokyo = preset('tokyo')
  test('gives the names itself', () => {
    expect(refusals(whole, tokyo).map(({ code }) => code)).toEqual(['catalog/portal-name-missing'])
    const names = { '019992_aed': 't131032d0000000271' }
    const { name, extras } = told(whole, { ...tokyo, names, groups: { 防災: 'c012' } })
    expect(name).toBe('t131032d0000000271')
    expect(extras).toMatchObject({ 更新頻度: '1年に1回' })
  })
})

test('e-Gov: the frequency is a field of its own', () => {
  expect(told(whole, preset('e-gov')).fields).toMatchObject({ frequency_of_update: '1年に1回' })
})

describe('licences', () => {
  const by = (id: string) => entryOf({ licence: { ...entryOf().licence, id } })
  test.each([
    ['ckan', 'CC-BY-4.0', 'cc-by'],
    ['ckan', 'CC-BY-2.1-JP', 'cc-by'],
    ['ckan', 'CC-BY-SA-4.0', 'cc-by-sa'],
    ['ckan', 'CC0-1.0', 'cc-zero'],
    ['ckan', 'ODC-By-1.0', 'odc-by'],
    ['ckan', 'ODbL-1.0', 'odc-odbl'],
    ['ckan', 'PDDL-1.0', 'odc-pddl'],
    ['bodik', 'CC-BY-4.0', 'cc-by-40-intl'],
    ['bodik', 'CC-BY-2.1-JP', 'cc-by-21-jp'],
    ['e-gov', 'CC-BY-4.0', 'cc-by'],
  ])('%s: %s is %s', (portal, id, expected) => {
    expect(told(by(id), preset(portal)).fields['license_id']).toBe(expected)
  })

  test('one that the portal has not is a problem that names those it has', () => {
    const [problem] = refusals(by('CC0-1.0'), bodik)
    expect(problem).toMatchObject({ code: 'catalog/portal-licence', where: { dataset: '019992_aed' } })
    for (const id of ['cc-by-40-intl', 'cc-by-21-jp', 'japanese-20', 'japanese-10'])
      expect(problem?.message.ja).toContain(id)
    expect(problem?.remedy.ja).toContain('CC0-1.0')
  })

  test.each(['CC-BY-9.0', 'constructor'])('%s, which nobody knows, is a problem too', (id) => {
    expect(refusals(by(id), ckan).map(({ code }) => code)).toEqual(['catalog/portal-licence'])
  })

  test.each(['ckan', 'bodik', 'e-gov'])('%s: not decided yet: publishing waits', (portal) => {
    expect(refusals(by('NOASSERTION'), preset(portal)).map(({ code }) => code)).toEqual([
      'catalog/licence-undecided',
    ])
  })
})

describe('names', () => {
  test.each([
    ['019992_aed', '019992_aed'],
    ['019992_AED', '019992_aed'],
    ['a.b', 'a-b'],
  ])('%s is called %s', (id, name) => expect(told(entryOf({ id })).name).toBe(name))
  test('too short, or too long', () => {
    for (const id of ['a', 'a'.repeat(101)])
      expect(refusals(entryOf({ id }), ckan).map(({ code }) => code)).toEqual(['catalog/portal-name'])
  })
  test('a portal may want another form', () => {
    expect(told(entryOf(), { ...ckan, name: '{code}-{slug}' }).name).toBe('019992-aed')
  })
})

describe('groups', () => {
  test('by the 分類; another one is in none, and no word is taken for a member of all objects', () => {
    const groups = { 防災: 'g-bousai' }
    expect(told(whole, { ...ckan, groups }).groups).toEqual(['g-bousai'])
    for (const category of ['観光', 'constructor'])
      expect(told(entryOf({ category }), { ...ckan, groups }).groups).toEqual([])
  })
})

describe('lines with {…}', () => {
  const extra = (line: string, entry = whole) => told(entry, { ...ckan, extras: { x: line } }).extras['x']
  test.each([
    ['{title}/{code}', 'AED設置箇所一覧/019992'],
    ['毎年{?frequency}', '毎年'],
    ['{sheet}', 'AED設置箇所'],
    ['{licence} {licenceTitle}', 'CC-BY-4.0 表示 4.0 国際'],
    ['{count}件', '3件'],
    ['{}', undefined],
    ['{constructor}', undefined],
    ['plain', 'plain'],
  ])('%s is %s', (line, expected) => expect(extra(line)).toBe(expected))
  test('one unknown value leaves the whole line out', () => {
    expect(extra('更新: {frequency}', entryOf())).toBeUndefined()
    expect(extra('毎年{?frequency}', entryOf())).toBeUndefined()
    expect(extra('{title} {tel}')).toBeUndefined()
  })
  test('a value that holds braces is no line', () => {
    expect(extra('{title}', entryOf({ title: { ja: '{code}', en: '' } }))).toBe('{code}')
  })
  test('every name that may stand there is known, and no other', () => {
    expect(unknownPlaceholders(PLACEHOLDERS.map((name) => `{${name}}{?${name}}`).join(''))).toEqual([])
    expect(unknownPlaceholders('{titel} {?title} {constructor} {}')).toEqual(['titel', 'constructor', ''])
  })
})

describe('tags that CKAN refuses with the whole dataset', () => {
  test.each([
    ['a single character', ['税'], []],
    ['a middle dot', ['子育て・教育'], ['子育て', '教育']],
    ['brackets', ['防災（地震）', '計画(案)'], ['防災', '地震', '計画']],
    ['a comma, a slash, a colon', ['a1,b2、c3/d4：e5'], ['a1', 'b2', 'c3', 'd4', 'e5']],
    ['a full-width blank, a line break', ['子育て　教育', '防災\n災害'], ['子育て', '教育', '防災', '災害']],
    ['101 characters', ['長'.repeat(101)], []],
    ['100 characters are taken', ['長'.repeat(100)], ['長'.repeat(100)]],
    ['two characters outside the first plane', ['𠮷𠮷'], ['𠮷𠮷']],
    ['one character outside the first plane', ['𠮷'], []],
    ['blanks outside, which it cuts off', [' 防災 '], ['防災']],
    ['a blank inside is taken', ['open data'], ['open data']],
    ['what is cut is there already', ['防災', '防災（地震）', '防災・地震'], ['防災', '地震']],
    ['a kana in two pieces', ['ガイド'.normalize('NFD')], ['ガイド']],
    ['a kana that has no single form', ['か゚行'], ['か行']],
    ['a variant of a kanji', ['葛\u{e0100}城市'], ['葛城市']],
    ['a sign that nobody sees', ['防\u200b災'], ['防災']],
    ['full-width letters are letters', ['ＡＥＤ', 'AED'], ['ＡＥＤ', 'AED']],
    ['㈱ is no letter', ['㈱見本'], ['見本']],
    ['nothing', ['', '・', '（）'], []],
  ])('%s', (_, keywords, tags) => expect(tagsOf(keywords)).toEqual(tags))

  test('those of the conventions too; all of them sorted, each once, whatever their order', () => {
    const conventions = { ...ckan, tags: ['子育て・教育', '{category}', 'AED'] }
    const one = told(entryOf({ category: '税' }), conventions)
    expect(one.tags).toEqual(expect.arrayContaining(['AED', '子育て', '教育']))
    expect(one.tags).toEqual([...new Set(one.tags)].sort())
    const turned = told(entryOf({ category: '税' }), {
      ...conventions,
      tags: [...conventions.tags].reverse(),
    })
    expect(turned.tags).toEqual(one.tags)
  })
})
