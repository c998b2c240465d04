/** Words → published IRIs with their labels; what has none gets none. */
import { Parser, Store } from 'n3'
import { describe, expect, test } from 'vitest'
import { FORMATS } from '../../pipeline/catalog/formats.ts'
import { codesOf, foldWord, type VocabularyName } from '../../pipeline/lib/vocabularies.ts'
import { licences } from '../export/fixture.ts'
import { fileOf, formsOf, vocabularies } from './catalog.ts'
import { entryOf } from './entries.ts'

const NAMES: readonly VocabularyName[] = [
  'frequency',
  'language',
  'fileType',
  'theme',
  'publisherType',
  'licenceType',
]
const EU = 'http://publications.europa.eu/resource/authority'
const code = (name: VocabularyName, word: string) => codesOf(vocabularies[name]).get(foldWord(word))

test.each(NAMES)('each word of %s stands once', (name) => {
  const words = Object.values(vocabularies[name].concepts).flatMap(({ words = [] }) => words.map(foldWord))
  expect(words.length).toBe(new Set(words).size)
})

test('every licence has its type, and every form its file type', () => {
  for (const id of Object.keys(licences)) expect(code('licenceType', id), id).toBeDefined()
  for (const { fileType } of FORMATS) expect(Object.keys(vocabularies.fileType.concepts)).toContain(fileType)
})

/** The 17 分類 of the standard's オープンデータ一覧: either all of one lies in a theme, or it has none. */
test.each([
  ['国土・気象', undefined],
  ['人口・世帯', 'SOCI'],
  ['労働・賃金', 'ECON'],
  ['農林水産業', 'AGRI'],
  ['鉱工業', 'ECON'],
  ['商業・サービス業', 'ECON'],
  ['企業・家計・経済', 'ECON'],
  ['住宅・土地・建設', 'REGI'],
  ['エネルギー・水', undefined],
  ['運輸・観光', undefined],
  ['情報通信・科学技術', 'TECH'],
  ['教育・文化・スポーツ・生活', 'EDUC'],
  ['行財政', 'GOVE'],
  ['司法・安全・環境', undefined],
  ['社会保障・衛生', undefined],
  ['国際', 'INTR'],
  ['その他', undefined],
])('%s is %s', (word, theme) => {
  expect(code('theme', word)).toBe(theme)
})

test.each([
  ['1年に1回', 'ANNUAL'],
  ['１年に１回', 'ANNUAL'],
  ['1 年に 1 回', 'ANNUAL'],
  ['3ヶ月に1回', 'QUARTERLY'],
  ['随時', 'AS_NEEDED'],
  ['不定期', 'IRREG'],
  ['そのうち', undefined],
  ['constructor', undefined],
])('%s is %s', (word, frequency) => {
  expect(code('frequency', word)).toBe(frequency)
})

describe('in the catalogue', () => {
  const graphOf = async (change: Parameters<typeof entryOf>[0]) =>
    new Store(new Parser().parse(fileOf(await formsOf([entryOf(change)]), 'catalog.ttl')))
  const SKOS = 'http://www.w3.org/2004/02/skos/core#'
  const dataset = 'https://mihon.example/datasets/019992_aed/'

  test.each([
    ['http://www.w3.org/ns/dcat#theme', `${EU}/data-theme/HEAL`, ['健康@ja', 'Health@en']],
    ['http://purl.org/dc/terms/accrualPeriodicity', `${EU}/frequency/ANNUAL`, ['年1回@ja', 'annual@en']],
    ['http://purl.org/dc/terms/language', `${EU}/language/JPN`, ['日本語@ja', 'Japanese@en']],
    [
      'http://purl.org/dc/terms/spatial',
      'http://data.e-stat.go.jp/lod/sac/C01999',
      ['見本市@ja', 'Mihon City@en'],
    ],
  ])('%s is %s, with its labels', async (term, iri, labels) => {
    const graph = await graphOf({ category: '健康・医療', frequency: '毎年' })
    expect(graph.getObjects(dataset, term, null).map(({ value }) => value)).toEqual([iri])
    const said = graph.getObjects(iri, `${SKOS}prefLabel`, null)
    expect(said.map((label) => label.termType === 'Literal' && `${label.value}@${label.language}`)).toEqual(
      labels,
    )
  })

  test('words that we do not know are left out', async () => {
    const graph = await graphOf({ category: 'その他', frequency: 'そのうち' })
    expect(graph.getObjects(dataset, 'http://www.w3.org/ns/dcat#theme', null)).toEqual([])
    expect(graph.getObjects(dataset, 'http://purl.org/dc/terms/accrualPeriodicity', null)).toEqual([])
  })

  test.each([
    ['019992', 'LocalAuthority'],
    ['130001', 'RegionalAuthority'],
    ['kenkyukai', undefined],
  ])('a publisher of the code %s is %s', async (code, type) => {
    const one = entryOf()
    const graph = await graphOf({ publisher: { ...one.publisher, code } })
    const said = graph.getObjects('https://mihon.example/#publisher', 'http://purl.org/dc/terms/type', null)
    expect(said.map(({ value }) => value.split('/').at(-1))).toEqual(type === undefined ? [] : [type])
    expect(graph.getObjects(dataset, 'http://purl.org/dc/terms/spatial', null).length).toBe(
      type === undefined ? 0 : 1,
    )
  })
})
