/**
 * What ckanext-dcat 2.4 makes of the catalogue, rule by rule as it was observed on live servers and stands in its source;
 * a live CKAN takes the same file in in test/live/.
 */
import { Parser, Store } from 'n3'
import { describe, expect, test } from 'vitest'
import { licence, publisher } from '../export/fixture.ts'
import { fileOf, formsOf } from './catalog.ts'
import { entryOf, HASH } from './entries.ts'

const TITLE = 'http://purl.org/dc/terms/title'
const LABEL = 'http://www.w3.org/2000/01/rdf-schema#label'
const TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'
const DCAT = 'http://www.w3.org/ns/dcat#'

const FORMATS = ['csv', 'csv-sjis', 'json', 'jsonld', 'geojson', 'parquet'] as const

const shelter = entryOf({
  id: '019992_shelter',
  title: { ja: '避難所一覧', en: '' },
  keywords: ['防災（地震）', '税', '子育て・教育', '防災'],
  files: FORMATS.map((format) => ({ format, name: `019992_shelter.${format}`, bytes: 1, sha256: HASH })),
})
const aed = entryOf()
const texts = await formsOf([shelter, aed])
const store = (name: string) => new Store(new Parser().parse(fileOf(texts, name)))
const iri = (id: string) => `https://mihon.example/datasets/${id}/`

/** The title in the language of the portal, else the first (profiles/base.py, _object_value). */
function titleIn(locale: string, file: string, id: string): string {
  const titles = store(file).getObjects(iri(id), TITLE, null)
  const own = titles.find((title) => title.termType === 'Literal' && title.language === locale)
  return (own ?? titles[0])?.value ?? ''
}

/** ckan/lib/munge.py, munge_title_to_name. */
function nameOf(title: string): string {
  const name = title
    .replace(/[ .:/]/g, '-')
    .replace(/[^a-zA-Z0-9_-]/g, '')
    .toLowerCase()
    .replace(/-+/g, '-')
    .replace(/^-+|-+$/g, '')
  return name.padEnd(2, '_').slice(0, 100)
}

describe('the name of a harvested dataset', () => {
  test.each([
    ['ja', 'harvest.ttl', '019992_shelter', '019992_shelter'],
    ['en', 'harvest.ttl', '019992_shelter', '019992_shelter'],
    ['ja', 'harvest.ttl', '019992_aed', 'aed-019992_aed'],
    ['en', 'harvest.ttl', '019992_aed', 'aed-locations'],
    // which is why there is a file for harvesters
    ['ja', 'catalog.ttl', '019992_shelter', '__'],
    ['ja', 'catalog.ttl', '019992_aed', 'aed'],
    ['en', 'catalog.ttl', '019992_aed', 'aed-locations'],
  ])('in a portal in %s, from %s: %s is %s', (locale, file, id, name) => {
    expect(nameOf(titleIn(locale, file, id))).toBe(name)
  })

  test('only titles, of datasets and licences, tell the two files apart', () => {
    const lines = (name: string) => new Set(fileOf(texts, name).split('\n'))
    const [ours, theirs] = [lines('catalog.ttl'), lines('harvest.ttl')]
    expect([...theirs].filter((line) => !ours.has(line))).toEqual([
      '    dcterms:title "避難所一覧 [019992_shelter]"@ja;',
      '    dcterms:title "クリエイティブ・コモンズ 表示"@ja, "Creative Commons Attribution"@en;',
      '    dcterms:title "AED設置箇所一覧 [019992_aed]"@ja, "AED locations"@en;',
    ])
  })
})

/** ckan/model/license.py, CKAN 2.11.6 and 2.12.0: a licence arrives where its title is one of these. */
test.each([
  ['CC-BY-4.0', 'Creative Commons Attribution'],
  ['CC-BY-2.1-JP', 'Creative Commons Attribution'],
  ['CC-BY-SA-4.0', 'Creative Commons Attribution Share-Alike'],
  ['CC0-1.0', 'Creative Commons CCZero'],
  ['ODC-By-1.0', 'Open Data Commons Attribution License'],
  ['ODbL-1.0', 'Open Data Commons Open Database License (ODbL)'],
  ['PDDL-1.0', 'Open Data Commons Public Domain Dedication and License (PDDL)'],
  ['NOASSERTION', 'License not specified'],
])('the licence %s is known to a harvesting CKAN, and keeps its address', async (id, title) => {
  const { iri, title: ours } = licence(id)
  const one = entryOf({ licence: { id, iri, title: ours } })
  const titles = (text: string) =>
    new Store(new Parser().parse(text)).getObjects(iri, TITLE, null).map(({ value }) => value)
  const made = await formsOf([one])
  expect(titles(fileOf(made, 'harvest.ttl'))).toContain(title)
  expect(titles(fileOf(made, 'catalog.ttl'))).toEqual([ours.ja, ours.en])
})

describe.each(['catalog.ttl', 'harvest.ttl'])('%s', (file) => {
  test('has no keyword that CKAN refuses, and keeps the words as they are beside', () => {
    const words = (term: string) => store(file).getObjects(iri('019992_shelter'), term, null)
    const tags = words(`${DCAT}keyword`).map(({ value }) => value)
    expect(tags).toEqual(['防災', '地震', '子育て', '教育'])
    for (const tag of tags) expect(tag).toMatch(/^[\p{L}\p{N}_ .-]{2,100}$/u)
    expect(words('https://schema.org/keywords').map(({ value }) => value)).toEqual([
      '防災（地震）',
      '税',
      '子育て・教育',
    ])
  })

  test('has a format and a media type that a portal can show, not their addresses', () => {
    // in the order of the file: the store has one of its own
    const quads = new Parser().parse(fileOf(texts, file))
    const graph = new Store(quads)
    // profiles/base.py, _distribution_format: the label of dcat:mediaType; that of dct:format if its first type is dct:IMT
    const seen = FORMATS.map((format) => {
      const file = `${iri('019992_shelter')}#${format}`
      const [media] = graph.getObjects(file, `${DCAT}mediaType`, null)
      const [type] = graph.getObjects(file, 'http://purl.org/dc/terms/format', null)
      if (media === undefined || type === undefined) throw new Error(`no format of ${format}`)
      const first = quads.find(({ subject, predicate }) => subject.equals(type) && predicate.value === TYPE)
      expect(first?.object.value).toBe('http://purl.org/dc/terms/IMT')
      return [media, type].map((node) => graph.getObjects(node, LABEL, null).map(({ value }) => value))
    })
    expect(seen).toEqual([
      [['text/csv'], ['CSV']],
      [['text/csv'], ['CSV']],
      [['application/json'], ['JSON']],
      [['application/ld+json'], ['JSON-LD']],
      [['application/geo+json'], ['GeoJSON']],
      [['application/vnd.apache.parquet'], ['Parquet']],
    ])
  })

  test('has one label of the place, in Japanese: of several the last is shown', () => {
    const labels = store(file).getObjects('http://data.e-stat.go.jp/lod/sac/C01999', LABEL, null)
    expect(labels.map((label) => label.termType === 'Literal' && `${label.value}@${label.language}`)).toEqual(
      [`${publisher.name.ja}@ja`],
    )
  })
})
