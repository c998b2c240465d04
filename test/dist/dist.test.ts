/** The committed dist/, as bytes: what the public gets is what is checked, not what somebody's memory held. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import jsonld from 'jsonld'
import { Parser, type Quad, Store } from 'n3'
import Papa from 'papaparse'
import SHACLValidator from 'rdf-validate-shacl'
import { describe, expect, it } from 'vitest'
import { isProvenance, provenanceOf } from '../../pipeline/lib/provenance.ts'
import { recordName } from '../../pipeline/lib/record-id.ts'
import { sharedIsHere, sharedText } from '../catalog/shared.ts'

const root = path.resolve(import.meta.dirname, '../..')
const dist = path.join(root, 'dist')
const ids = fs.readdirSync(path.join(dist, 'datasets')).sort()
const text = (...names: string[]): string => fs.readFileSync(path.join(dist, ...names), 'utf8')
const json = (...names: string[]): unknown => JSON.parse(text(...names))
type Values = Record<string, unknown>
const isValues = (value: unknown): value is Values => typeof value === 'object' && value !== null

function records(id: string): readonly Values[] {
  const list = json('datasets', id, `${id}.json`)
  if (!Array.isArray(list)) throw new Error(`${id}.json is no list`)
  return list.filter(isValues)
}

const COUNTS: Readonly<Record<string, number>> = {
  ict_plan_policies: 3,
  ict_plan_measures: 6,
  ict_plan_initiatives: 34,
  ict_plan_indicators: 40,
  ict_plan_observations: 120,
  ict_plan_ratings: 4,
  ict_plan_rating_totals: 12,
  ict_plan_rating_changes: 3,
  ict_plan_map_layers: 11,
  ict_plan_sections: 5,
  open_data_list: 40,
}

describe('dist/', () => {
  it('holds the datasets, with as many records as the document has', () => {
    const counts = Object.fromEntries(ids.map((id) => [id.slice('142140_'.length), records(id).length]))
    expect(counts).toEqual(COUNTS)
  })

  it('has the same bytes as SHA256SUMS says, of every other file', () => {
    const sums = text('SHA256SUMS').trimEnd().split('\n')
    const listed = new Map(sums.map((line) => [line.slice(66), line.slice(0, 64)]))
    const files = fs
      .readdirSync(dist, { recursive: true, encoding: 'utf8' })
      .filter((name) => fs.statSync(path.join(dist, name)).isFile() && name !== 'SHA256SUMS')
    expect([...listed.keys()].sort()).toEqual(files.sort())
    for (const [name, hash] of listed) {
      expect(
        createHash('sha256')
          .update(fs.readFileSync(path.join(dist, name)))
          .digest('hex'),
        name,
      ).toBe(hash)
    }
  })

  it('accounts for each of the 617 lines', () => {
    const report = json('report.json')
    const [source] = isValues(report) && Array.isArray(report.sources) ? report.sources : []
    expect(source.unaccounted).toEqual([])
    expect(source.lines.total).toBe(617)
    expect(source.lines.used + source.lines.structure).toBe(617)
    const account = json('sources', '142140', 'ict_plan_evaluation_r4.lines.json')
    const lines = isValues(account) && Array.isArray(account.lines) ? account.lines : []
    expect(lines.map((line) => line.line)).toEqual(Array.from({ length: 617 }, (_, i) => i + 1))
    for (const line of lines) {
      expect(line.use, `line ${line.line}`).toBe(line.parts.length > 0 ? 'used' : 'structure')
      for (const part of line.parts)
        expect(part.cites.length, `line ${line.line} ${part.name}`).toBeGreaterThan(0)
    }
  })
})

describe.each(ids)('%s', (id) => {
  const csv = text('datasets', id, `${id}.csv`)
  const schema = json('datasets', id, `${id}.schema.json`)
  const columns = isValues(schema) && isValues(schema.properties) ? Object.entries(schema.properties) : []

  it('JSON passes its schema', () => {
    const ajv = new Ajv2020({ allErrors: true, strict: false })
    const validate = ajv.compile(isValues(schema) ? schema : {})
    for (const record of records(id)) expect(validate(record), JSON.stringify(validate.errors)).toBe(true)
    expect(validate({})).toBe(false)
  })

  it('CSV says what JSON says, cell by cell, with BOM and CRLF', () => {
    expect(csv.startsWith('\ufeff')).toBe(true)
    expect(csv.replaceAll('\r\n', '').includes('\r')).toBe(false)
    const { data, errors } = Papa.parse<string[]>(csv.slice(1), { skipEmptyLines: true })
    expect(errors).toEqual([])
    const [header = [], ...rows] = data
    expect(header).toEqual(columns.map(([, property]) => (isValues(property) ? property.title : '')))
    const list = records(id)
    expect(rows.length).toBe(list.length)
    for (const [i, record] of list.entries()) {
      expect(Object.keys(record)).toEqual(columns.map(([key]) => key))
      const cells = Object.values(record).map((value) =>
        value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value),
      )
      expect(rows[i]).toEqual(cells)
    }
  })

  it('every cell can be traced', () => {
    const provenance = json('datasets', id, `${id}.provenance.json`)
    if (!isProvenance(provenance)) throw new Error(`${id}.provenance.json is no provenance`)
    const keys = isValues(schema) && Array.isArray(schema['x-primaryKey']) ? schema['x-primaryKey'] : []
    for (const record of records(id)) {
      const name = recordName(record, keys)
      for (const [key, value] of Object.entries(record)) {
        const known = provenanceOf(provenance, name, key) !== undefined
        expect(known || value === null, `${id} ${name} ${key}`).toBe(true)
      }
    }
  })

  it('JSON-LD expands, offline, and drops no key', async () => {
    const options: jsonld.Options.ToRdf & { safe: boolean } = {
      format: 'application/n-quads',
      safe: true,
      documentLoader: (url: string) => Promise.reject(new Error(`the context must be embedded: ${url}`)),
    }
    const quads = await jsonld.toRDF(JSON.parse(text('datasets', id, `${id}.jsonld`)), options)
    expect(String(quads).split('\n').length).toBeGreaterThan(records(id).length * 2)
  })

  it.runIf(sharedIsHere)('datapackage.json fits the profile of Data Package v2', () => {
    const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false })
    const profile: unknown = JSON.parse(sharedText('datapackage-2.0/datapackage.json'))
    if (!isValues(profile)) throw new Error('no profile')
    const { $schema: _draft, ...rest } = profile
    const validate = ajv.compile(rest)
    expect(validate(json('datasets', id, 'datapackage.json')), JSON.stringify(validate.errors)).toBe(true)
    expect(validate(JSON.parse(sharedText('examples/datapackage/bad-metadata.json')))).toBe(false)
  })
})

describe('the catalog', () => {
  const turtle = new Parser().parse(text('catalog', 'catalog.ttl'))

  it('lists every dataset', () => {
    const datasets = turtle.filter((quad) => quad.predicate.value === 'http://www.w3.org/ns/dcat#dataset')
    expect(datasets.map((quad) => quad.object.value.split('/').at(-2)).sort()).toEqual(ids)
  })

  it.runIf(sharedIsHere)('conforms to the shapes of DCAT-AP 3, which refuse the bad example', async () => {
    const parse = (source: string): Quad[] => new Parser().parse(source)
    const shapes = new Store(parse(sharedText('dcat-ap-3.0.1/dcat-ap-SHACL.ttl')))
    const validator = new SHACLValidator(shapes)
    const good = await validator.validate(new Store(turtle))
    expect(good.results.map((result) => `${result.path?.value} ${result.focusNode?.value}`)).toEqual([])
    const bad = await validator.validate(new Store(parse(sharedText('examples/dcat/bad.ttl'))))
    expect(bad.results.length).toBe(11)
  })
})

describe('オープンデータ一覧', () => {
  const standard = new URL('../../../shared/standard/open_data_list.json', import.meta.url)
  it.runIf(fs.existsSync(standard))('has the 45 columns of the standard, in its order', () => {
    const sheet = JSON.parse(fs.readFileSync(standard, 'utf8'))
    const names = sheet.editions[0].columns.map((column: { name: string }) => column.name)
    const [header] = Papa.parse<string[]>(
      text('datasets', '142140_open_data_list', '142140_open_data_list.csv').slice(1),
    ).data
    expect(header).toEqual(names)
  })
  it('lists the CSV, JSON, JSON-LD and Parquet of every other dataset, with size', () => {
    const list = records('142140_open_data_list')
    const wanted = ids
      .filter((id) => !id.endsWith('open_data_list'))
      .flatMap((id) => ['csv', 'json', 'jsonld', 'parquet'].map((ext) => `${id}.${ext}`))
    expect(list.map((record) => record.fileId).sort()).toEqual(wanted.sort())
    for (const record of list) {
      const file = path.join(dist, 'datasets', String(record.datasetId), String(record.fileId))
      expect(fs.statSync(file).size).toBe(record.fileSize)
    }
  })
})
