import jsonld from 'jsonld'
import { describe, expect, test } from 'vitest'
import { exportDataset } from '../../pipeline/export/index.ts'
import type { Dataset } from '../../pipeline/lib/model.ts'
import {
  initiatives,
  licence,
  placed,
  publisher,
  ratings,
  SHA256,
  suffixed,
  textsOf,
  units,
} from './fixture.ts'

const vocabulary = { licence: licence(), units, siblings: [ratings, initiatives] }
const exported = (dataset: Dataset) => textsOf(exportDataset(dataset, vocabulary))

const offline = async (url: string) => {
  throw new Error(`the context must be embedded: ${url}`)
}

async function quadsOf(text: string): Promise<readonly string[]> {
  const options = { format: 'application/n-quads', safe: true, documentLoader: offline } as const
  const quads = await jsonld.toRDF(JSON.parse(text), options)
  return String(quads).trim().split('\n')
}

const base = `${publisher.baseIri}datasets/`

test('the files of a dataset', async () => {
  expect([...(await exported(initiatives)).keys()]).toEqual(
    ['csv', 'json', 'jsonld', 'parquet', 'schema.json', 'provenance.json'].map(
      (suffix) => `datasets/019992_plan_initiatives/019992_plan_initiatives.${suffix}`,
    ),
  )
})

test('GeoJSON where there are coordinates, a copy in Shift_JIS where it is wanted', async () => {
  const wanted = { ...placed, publisher: { ...publisher, csvShiftJis: true } }
  expect([...(await exported(wanted)).keys()].map((path) => path.replace(/^.*_places\./, ''))).toEqual([
    'csv',
    'sjis.csv',
    'json',
    'jsonld',
    'geojson',
    'parquet',
    'schema.json',
    'provenance.json',
  ])
})

test('the same dataset gives the same bytes, whatever the order of keys in a record', async () => {
  const shuffled = initiatives.records.map((record) => Object.fromEntries(Object.entries(record).reverse()))
  const once = await exported(initiatives)
  const again = await exported({ ...initiatives, records: shuffled })
  expect([...again]).toEqual([...once])
})

test('every text file ends its lines with LF, and ends', async () => {
  for (const [path, text] of await exported(initiatives)) {
    if (path.endsWith('.csv') || path.endsWith('.parquet')) continue
    expect(text.endsWith('\n'), path).toBe(true)
    expect(text.includes('\r'), path).toBe(false)
  }
})

describe('JSON', () => {
  test('one record per line, keys in column order, the records themselves', async () => {
    const text = suffixed(await exported(initiatives), 'initiatives.json')
    expect(JSON.parse(text)).toEqual(initiatives.records)
    expect(text.trimEnd().split('\n')).toHaveLength(initiatives.records.length + 2)
    const keys = initiatives.columns.map((column) => column.key)
    for (const record of JSON.parse(text)) expect(Object.keys(record)).toEqual(keys)
  })

  test('no records', async () => {
    const texts = await exported({ ...initiatives, records: [], recordCount: 0 })
    expect(suffixed(texts, 'initiatives.json')).toBe('[\n]\n')
    expect(JSON.parse(suffixed(texts, '.jsonld'))['@graph']).toEqual([])
  })
})

describe('JSON-LD', () => {
  test('expands offline in safe mode with no key dropped', async () => {
    const text = suffixed(await exported(initiatives), '.jsonld')
    const options = { safe: true, documentLoader: offline }
    const [dataset] = await jsonld.expand(JSON.parse(text), options)
    expect(dataset?.['@id']).toBe(`${base}019992_plan_initiatives/`)
    const quads = await quadsOf(text)
    const subject = `<${base}019992_plan_initiatives/records/1-1-1>`
    const xsd = 'http://www.w3.org/2001/XMLSchema#'
    for (const expected of [
      `<http://purl.org/dc/terms/identifier> "1-1-1"`,
      `<https://schema.org/name> "\\"窓口\\"の, 改善\\n二行目"@ja`,
      `<${publisher.baseIri}def#rating> "◎"`,
      `<${publisher.baseIri}def#ratingRef> <${base}019992_plan_ratings/records/r1>`,
      `<${publisher.baseIri}def#count> "12137"^^<${xsd}integer>`,
      `<https://schema.org/value> "1.0E-7"^^<${xsd}double>`,
      `<https://schema.org/unitText> "%"`,
      `<https://schema.org/unitCode> <http://qudt.org/vocab/unit/PERCENT>`,
      `<http://purl.org/dc/terms/date> "2026-11-01"^^<${xsd}date>`,
      `<${publisher.baseIri}def#initiativeCode> "01"`,
      `<http://xmlns.com/foaf/0.1/page> <https://www.mihon.example/1>`,
      '<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/Observation>',
    ]) {
      expect(quads).toContain(`${subject} ${expected} <${base}019992_plan_initiatives/> .`)
    }
  })

  test('the graph says what it is and from which bytes it was made', async () => {
    const quads = await quadsOf(suffixed(await exported(initiatives), '.jsonld'))
    const ni = `ni:///sha-256;${Buffer.from(SHA256, 'hex').toString('base64url')}`
    const dataset = `<${base}019992_plan_initiatives/>`
    expect(quads).toContain(`${dataset} <http://www.w3.org/ns/prov#wasDerivedFrom> <${ni}> .`)
    expect(quads).toContain(`${dataset} <http://purl.org/dc/terms/license> <${licence().iri}> .`)
    expect(quads).toContain(`${dataset} <http://purl.org/dc/terms/title> "取組一覧"@ja .`)
  })

  test('a value that names no record, or more than one, stays a value', async () => {
    const twice = { ...ratings, records: ratings.records.map((record) => ({ ...record, rating: '◎' })) }
    const texts = await textsOf(exportDataset(initiatives, { ...vocabulary, siblings: [twice] }))
    expect(suffixed(texts, '.jsonld')).not.toContain('"ratingRef":"')
    const [, second] = JSON.parse(suffixed(await exported(initiatives), '.jsonld'))['@graph']
    expect(second.rating).toBe('×')
    expect(second.ratingRef).toBeUndefined()
  })

  test('a code list is a concept scheme', async () => {
    const quads = await quadsOf(suffixed(await exported(ratings), '.jsonld'))
    const scheme = `<${base}019992_plan_ratings/>`
    const concept = `<${base}019992_plan_ratings/records/r1>`
    const skos = 'http://www.w3.org/2004/02/skos/core#'
    const type = '<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>'
    expect(quads).toContain(`${scheme} ${type} <${skos}ConceptScheme> .`)
    expect(quads).toContain(`${concept} ${type} <${skos}Concept> ${scheme} .`)
    expect(quads).toContain(`${concept} <${skos}inScheme> ${scheme} ${scheme} .`)
    expect(quads).toContain(`${concept} <${skos}notation> "◎" ${scheme} .`)
    expect(quads).toContain(`${concept} <${skos}prefLabel> "目標を上回った"@ja ${scheme} .`)
  })

  test('a key with the name of a prefix takes nothing from the others', async () => {
    const rename = (key: string) => (key === 'title' ? 'dcterms' : key === 'count' ? 'xsd' : key)
    const renamed: Dataset = {
      ...initiatives,
      columns: initiatives.columns.map((column) => ({ ...column, key: rename(column.key) })),
      records: initiatives.records.map((record) =>
        Object.fromEntries(Object.entries(record).map(([key, value]) => [rename(key), value])),
      ),
    }
    const before = await quadsOf(suffixed(await exported(initiatives), '.jsonld'))
    expect(await quadsOf(suffixed(await exported(renamed), '.jsonld'))).toEqual(before)
  })
})

test('provenance: source with its hash, methods in words, one field or record per line', async () => {
  const text = suffixed(await exported(initiatives), 'provenance.json')
  const json = JSON.parse(text)
  expect(json.dataset).toBe(initiatives.id)
  expect(json.source.snapshot.sha256).toBe(SHA256)
  expect(json.fields).toEqual(initiatives.provenance.fields)
  expect(json.records).toEqual(initiatives.provenance.records)
  expect(Object.keys(json.methods)).toHaveLength(6)
  expect(text).toContain('\n"1-1-1":{"rating":{"method":"as-written","cites":[["12#3"]]}}\n')
})
