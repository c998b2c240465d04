/** schema.org, Croissant and RO-Crate of the sample datasets; the checkers of others are run by scripts/checkers.sh. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import jsonld from 'jsonld'
import { describe, expect, test } from 'vitest'
import { croissantOf } from '../../pipeline/catalog/croissant.ts'
import type { CatalogFile } from '../../pipeline/catalog/entry.ts'
import { FORMATS } from '../../pipeline/catalog/formats.ts'
import { crateFiles, roCrateOf } from '../../pipeline/catalog/ro-crate.ts'
import { schemaOrgOf } from '../../pipeline/catalog/schema-org.ts'
import type { Dataset, FileFacts, Json } from '../../pipeline/lib/model.ts'
import { isObject, listOf } from '../../pipeline/lib/object.ts'
import { initiatives, licence, licences, publisher, ratings, SHA256 } from '../export/fixture.ts'

const RELEASED = { ...initiatives, release: { version: '2', issued: '2026-04-01', modified: '2026-11-01' } }

function filesOf({ id }: Dataset): readonly CatalogFile[] {
  return FORMATS.filter(({ id: format }) => ['csv', 'json', 'parquet'].includes(format)).map((format) => ({
    format: format.id,
    name: `${id}.${format.suffix}`,
    bytes: 12,
    sha256: createHash('sha256').update(format.id).digest('hex'),
  }))
}

const parsed = (value: Json): unknown => JSON.parse(JSON.stringify(value))

function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let found = value
  for (const step of path)
    found = isObject(found) || Array.isArray(found) ? Reflect.get(found, step) : undefined
  return found
}

const pageSchema: unknown = JSON.parse(
  readFileSync(new URL('../../schemas/published/schema-org.schema.json', import.meta.url), 'utf8'),
)
const isPage = new Ajv2020({ strict: false }).compile(isObject(pageSchema) ? pageSchema : false)

/** The words that we use of schema.org, and no other: a key that is not among them is refused, not dropped. */
const words: unknown = JSON.parse(
  readFileSync(new URL('../../scripts/checks/contexts/schema-org.json', import.meta.url), 'utf8'),
)

async function quadsOf(document: unknown): Promise<string> {
  const options: jsonld.Options.ToRdf & { safe: boolean } = {
    format: 'application/n-quads',
    safe: true,
    // the ids of files and fields are relative to the document
    base: 'https://data.mihon.example/datasets/x/croissant.json',
    documentLoader: async (url: string) => {
      if (url !== 'https://schema.org/') throw new Error(`not to be fetched: ${url}`)
      return { documentUrl: url, document: JSON.parse(JSON.stringify(words)) }
    },
  }
  return String(await jsonld.toRDF(JSON.parse(JSON.stringify(document)), options))
}

describe('schema.org', () => {
  const page = parsed(schemaOrgOf(RELEASED, filesOf(RELEASED), licence()))

  test('passes our schema, with and without a release and a source', () => {
    for (const dataset of [RELEASED, ratings, { ...ratings, source: null }]) {
      const value = parsed(schemaOrgOf(dataset, filesOf(dataset), licence()))
      expect(isPage(value), JSON.stringify(isPage.errors)).toBe(true)
    }
  })

  test('says no date where there is no release', () => {
    const { release: _none, ...rest } = ratings
    const value = parsed(schemaOrgOf({ ...rest, release: null }, filesOf(ratings), licence()))
    for (const key of ['datePublished', 'dateModified', 'version']) expect(value).not.toHaveProperty(key)
    expect(page).toMatchObject({ datePublished: '2026-04-01', dateModified: '2026-11-01', version: '2' })
  })

  test('a short description goes on with what is known, a long one stands as it is', () => {
    expect(at(page, 'description')).toMatch(
      /^計画の取組。（公開者：見本市。件数：4。ライセンス：.*。項目：全国地方公共団体コード、ID、/,
    )
    const ja = 'あ'.repeat(60)
    const long = { ...RELEASED, description: { ja, en: '' } }
    expect(schemaOrgOf(long, [], licence())).toMatchObject({ description: ja })
  })

  test('a box is written with its south west corner first', () => {
    const boxed: Dataset = {
      ...RELEASED,
      publisher: { ...publisher, boundingBox: [139.2, 35.3, 139.4, 35.5] },
    }
    expect(at(parsed(schemaOrgOf(boxed, [], licence())), 'spatialCoverage', 'geo', 'box')).toBe(
      '35.3 139.2 35.5 139.4',
    )
  })

  test('in safe mode no key is dropped, and a word that is not of schema.org is refused', async () => {
    const quads = await quadsOf(page)
    expect(quads).toContain('<https://schema.org/license> <https://creativecommons.org/licenses/by/4.0/>')
    expect(quads).toContain('"2026-11-01"^^<https://schema.org/Date>')
    await expect(quadsOf({ ...(isObject(page) ? page : {}), dateReleased: '2026-11-01' })).rejects.toThrow()
  })
})

describe('Croissant', () => {
  const croissant = parsed(croissantOf(RELEASED, filesOf(RELEASED), licence()))

  test('a field is a column of the Parquet, in its order; each has a type', () => {
    const fields = listOf(at(croissant, 'recordSet', 0, 'field'))
    expect(fields.map((field) => at(field, 'source', 'extract', 'column'))).toEqual(
      RELEASED.columns.map(({ key }) => key),
    )
    expect(fields.map((field) => at(field, 'dataType'))).toEqual([
      ...['sc:Text', 'sc:Text', 'sc:Text', 'sc:Text', 'sc:Text', 'sc:Integer', 'sc:Float', 'sc:Text'],
      ...['sc:Boolean', 'sc:Date', 'sc:Text', 'sc:Text', 'sc:Text', 'sc:URL'],
    ])
    for (const field of fields)
      expect(at(field, 'source', 'fileObject', '@id')).toBe(`${RELEASED.id}.parquet`)
    expect(at(croissant, 'recordSet', 0, 'key')).toEqual({ '@id': 'records/identifier' })
  })

  test('without a Parquet it is a column of the CSV, by its header; without files there are no records', () => {
    const [csv] = filesOf(RELEASED)
    const value = parsed(croissantOf(RELEASED, csv === undefined ? [] : [csv], licence()))
    expect(at(value, 'recordSet', 0, 'field', 1, 'source', 'extract')).toEqual({ column: 'ID' })
    expect(croissantOf(RELEASED, [], licence())).not.toHaveProperty('recordSet')
  })

  test('several keys are a list, none is none', () => {
    const keyOf = (primaryKey: readonly string[]) =>
      at(
        parsed(croissantOf({ ...RELEASED, primaryKey }, filesOf(RELEASED), licence())),
        'recordSet',
        0,
        'key',
      )
    expect(keyOf(['title', 'day'])).toEqual([{ '@id': 'records/title' }, { '@id': 'records/day' }])
    expect(keyOf([])).toBeUndefined()
  })

  test('in safe mode, with its own context, no key is dropped', async () => {
    expect(
      (await quadsOf({ '@id': 'https://data.mihon.example/x', ...(isObject(croissant) ? croissant : {}) }))
        .length,
    ).toBeGreaterThan(1000)
  })
})

describe('RO-Crate', () => {
  const facts: readonly FileFacts[] = ['csv', 'schema.json', 'provenance.json'].map((suffix) => ({
    path: `datasets/${RELEASED.id}/${RELEASED.id}.${suffix}`,
    bytes: 3,
    sha256: SHA256,
  }))
  const files = [...crateFiles(RELEASED.id, facts), { name: 'README.md', bytes: 7 }]
  const graph = listOf(at(parsed(roCrateOf(RELEASED, files, licence())), '@graph'))
  const named = (id: string) => graph.find((one) => at(one, '@id') === id)

  test('lists every other file of the folder and not itself', () => {
    const parts = listOf(at(named('./'), 'hasPart')).map((part) => at(part, '@id'))
    expect(parts).toEqual(files.map(({ name }) => name))
    expect(parts).not.toContain('ro-crate-metadata.json')
    expect(named('README.md')).toEqual({
      '@id': 'README.md',
      '@type': 'File',
      name: 'このデータの説明書',
      encodingFormat: 'text/markdown',
      contentSize: '7',
    })
    expect(named(`${RELEASED.id}.csv`)).toMatchObject({ sha256: SHA256, encodingFormat: 'text/csv' })
  })

  test('everything that is named by an id is told, once', () => {
    const ids = graph.map((one) => at(one, '@id'))
    expect(new Set(ids).size).toBe(ids.length)
    const told = new Set(ids)
    const named: unknown[] = []
    const walk = (value: unknown): void => {
      if (Array.isArray(value)) for (const one of value) walk(one)
      else if (isObject(value)) {
        if (Object.keys(value).join() === '@id') named.push(value['@id'])
        for (const one of Object.values(value)) walk(one)
      }
    }
    for (const one of graph) walk(one)
    const outside = named.filter((id) => !told.has(id))
    expect(outside).toEqual(['https://w3id.org/ro/crate/1.2'])
  })

  test('says what went in and what came out, and of a dataset made of others nothing', () => {
    expect(named('#creation')).toMatchObject({
      object: { '@id': expect.stringMatching(/^ni:\/\/\/sha-256;/) },
      result: [{ '@id': `${RELEASED.id}.csv` }],
    })
    const own = listOf(at(parsed(roCrateOf({ ...RELEASED, source: null }, files, licence())), '@graph'))
    expect(own.map((one) => at(one, '@type'))).not.toContain('CreateAction')
  })

  test('the licence is told by its address and its SPDX id', () => {
    for (const [id, { iri }] of Object.entries(licences)) {
      const other = { ...RELEASED, publisher: { ...publisher, licence: id } }
      const graph = listOf(at(parsed(roCrateOf(other, files, licence(id))), '@graph'))
      expect(graph.find((one) => at(one, '@id') === iri)).toMatchObject({ identifier: id })
      expect(graph.find((one) => at(one, '@id') === './')).toMatchObject({ license: { '@id': iri } })
    }
  })
})
