/** A large catalogue in pages: nothing is lost or said twice between them, and each stands by itself. */
import { Parser, Store } from 'n3'
import { describe, expect, test } from 'vitest'
import { PAGE_SIZE } from '../../pipeline/catalog/pages.ts'
import { textOf } from '../export/fixture.ts'
import { catalogOf, fileOf, formsOf } from './catalog.ts'
import { entryOf } from './entries.ts'
import { walk } from './fixture.ts'
import { canonical, triplesOfJsonLd } from './rdf.ts'
import { resultsOf } from './shacl.ts'
import { sharedIsHere } from './shared.ts'

const HYDRA = 'http://www.w3.org/ns/hydra/core#'
const TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'

const many = Array.from({ length: 7 }, (_, n) => entryOf({ id: `019992_d${n}`, slug: `d${n}` }))
const texts = await formsOf(many, {}, 3)
const whole = await formsOf(many)
const triples = (text: string) => canonical(new Parser().parse(text))
const linked = (line: string) => line.includes(HYDRA)

/** ckanext-dcat 2.4, processors.py, next_page. */
function nextPage(text: string): string | undefined {
  const graph = new Store(new Parser().parse(text))
  for (const kind of ['PartialCollectionView', 'PagedCollection']) {
    for (const page of graph.getSubjects(TYPE, `${HYDRA}${kind}`, null)) {
      const [next] = graph.getObjects(page, `${HYDRA}next`, null)
      if (next !== undefined) return next.value
    }
  }
  return undefined
}

test('seven datasets, three in a page', () => {
  expect([...texts.keys()]).toEqual([
    'catalog/catalog.jsonld',
    'catalog/page-2.jsonld',
    'catalog/page-3.jsonld',
    'catalog/catalog.ttl',
    'catalog/page-2.ttl',
    'catalog/page-3.ttl',
    'catalog/harvest.ttl',
    'catalog/harvest-2.ttl',
    'catalog/harvest-3.ttl',
    'catalog/dcat-us.jsonld',
  ])
})

test.each([
  [1, 3, 1],
  [3, 3, 1],
  [4, 3, 2],
  [6, 3, 2],
  [0, 3, 1],
])('%i datasets, %i in a page: %i pages', async (datasets, size, pages) => {
  const files = [...(await formsOf(many.slice(0, datasets), {}, size)).keys()]
  expect(files.filter((path) => /\/(catalog|page-\d+)\.ttl$/.test(path))).toHaveLength(pages)
})

test.each(['catalog.ttl', 'harvest.ttl'])('from %s every page is reached, and every dataset', (first) => {
  const seen: string[] = []
  for (let name: string | undefined = first; name !== undefined; ) {
    const text = fileOf(texts, name)
    const found = new Store(new Parser().parse(text)).getSubjects(
      TYPE,
      'http://www.w3.org/ns/dcat#Dataset',
      null,
    )
    seen.push(...found.map(({ value }) => value))
    name = nextPage(text)?.replace('https://data.mihon.example/catalog/', '')
  }
  expect(seen).toEqual(many.map(({ id }) => `https://mihon.example/datasets/${id}/`))
})

test('the pages together say what the whole says, and where they are', () => {
  const all = ['catalog.ttl', 'page-2.ttl', 'page-3.ttl'].flatMap((name) => triples(fileOf(texts, name)))
  expect([...new Set(all.filter((line) => !linked(line)))].sort()).toEqual(
    triples(fileOf(whole, 'catalog.ttl')),
  )
  expect(triples(fileOf(whole, 'catalog.ttl')).filter(linked)).toEqual([])
  expect(fileOf(texts, 'dcat-us.jsonld')).toBe(fileOf(whole, 'dcat-us.jsonld'))
})

test('each page says the same in both forms, but for the ending of its links', async () => {
  for (const name of ['catalog', 'page-2', 'page-3']) {
    const json = await triplesOfJsonLd(fileOf(texts, `${name}.jsonld`))
    expect(
      json.map((line) => line.replace(/(\/catalog\/[a-z0-9-]+)\.jsonld/g, '$1.ttl')).sort(),
      name,
    ).toEqual(triples(fileOf(texts, `${name}.ttl`)))
  }
})

test('the datasets are walked over once for each form, and never held', async () => {
  let walks = 0
  let taken = 0
  const counted = async function* () {
    walks += 1
    for (const one of many) {
      taken += 1
      yield one
    }
  }
  for (const file of catalogOf({ entries: counted, datasets: 7 }, 3)) await textOf(file)
  expect([walks, taken]).toEqual([4, 28])
})

test('pages that are not written in their order are our fault, and told', async () => {
  const [, second] = catalogOf({ entries: () => walk(many), datasets: 7 }, 3)
  await expect(textOf(second)).rejects.toThrow('one after another')
})

test('a count that was too small loses nothing: the last page has the rest', async () => {
  const short = await formsOf(many, { datasets: 4 }, 3)
  expect(fileOf(short, 'page-2.ttl')).toContain('019992_d6')
})

test('a page is as large as was measured', () => {
  expect(PAGE_SIZE).toBe(500)
})

describe.runIf(sharedIsHere)('DCAT-AP 3.0.1 shapes', () => {
  test.each(['catalog.ttl', 'page-2.ttl', 'page-3.ttl', 'harvest-2.ttl'])('%s conforms', async (name) => {
    expect(await resultsOf('dcat-ap-3.0.1/dcat-ap-SHACL.ttl', fileOf(texts, name))).toEqual([])
  })
})
