import { createHash } from 'node:crypto'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { CATALOG_PROBLEMS, entryFromDataPackage } from '../../pipeline/catalog/index.ts'
import { tagsOf } from '../../pipeline/catalog/tags.ts'
import { findLicence } from '../../pipeline/lib/licences.ts'
import type { Dataset } from '../../pipeline/lib/model.ts'
import { initiatives, licences, placed, publisher, ratings, SHA256, suffixed } from '../export/fixture.ts'
import { stage } from './fixture.ts'
import { sharedIsHere, sharedText } from './shared.ts'

const staged = await stage(initiatives, [ratings, initiatives])
const inShiftJis: Dataset = { ...initiatives, publisher: { ...publisher, csvShiftJis: true } }
const json = (suffix: string) => JSON.parse(suffixed(staged.texts, suffix))

describe('Data Package', () => {
  const pack = json('datapackage.json')

  test('each resource is the file that was written', () => {
    const resources: { path: string; bytes: number; hash: string }[] = pack.resources
    expect(resources.map(({ path }) => path.split('.')[1])).toEqual(['csv', 'json', 'jsonld', 'parquet'])
    for (const { path, bytes, hash } of resources) {
      const file = staged.bytes.get(`datasets/${initiatives.id}/${path}`) ?? new Uint8Array()
      expect(bytes).toBe(file.length)
      expect(hash).toBe(`sha256:${createHash('sha256').update(file).digest('hex')}`)
    }
  })

  test('what is no text has no encoding; what has coordinates is on the map too', async () => {
    const { texts } = await stage(placed)
    const pack = JSON.parse(suffixed(texts, 'datapackage.json'))
    const facts = pack.resources.map(
      ({ name, format, mediatype, encoding, type }: Record<string, string>) => [
        name,
        format,
        mediatype,
        encoding,
        type,
      ],
    )
    expect(facts.slice(3)).toEqual([
      ['019992_plan_places-geojson', 'geojson', 'application/geo+json', 'utf-8', undefined],
      ['019992_plan_places-parquet', 'parquet', 'application/vnd.apache.parquet', undefined, undefined],
    ])
  })

  test('the CSV in Shift_JIS is a table of the same fields, and its charset is said', async () => {
    const { texts, entry } = await stage(inShiftJis)
    const [csv, copy] = JSON.parse(suffixed(texts, 'datapackage.json')).resources
    expect(copy).toMatchObject({
      name: '019992_plan_initiatives-csv-sjis',
      path: '019992_plan_initiatives.sjis.csv',
      type: 'table',
      format: 'csv',
      mediatype: 'text/csv; charset=Shift_JIS',
      encoding: 'shift_jis',
    })
    expect(copy.schema).toEqual(csv.schema)
    expect(entry.files.map(({ format }) => format)).toEqual(['csv', 'csv-sjis', 'json', 'jsonld', 'parquet'])
    expect(suffixed(texts, 'README.md')).toContain('正しい値は UTF-8 の CSV にあります')
    const { resources } = JSON.parse(suffixed(texts, 'ckan.json'))
    expect(resources[1]).toMatchObject({ format: 'CSV', mimetype: 'text/csv; charset=Shift_JIS' })
  })

  test('fields have the headers of the CSV, and may be blank where the record may be null', () => {
    const { fields, primaryKey } = pack.resources[0].schema
    expect(fields.map(({ name }: { name: string }) => name)).toEqual(
      initiatives.columns.map(({ header }) => header),
    )
    expect(primaryKey).toEqual(['ID'])
    expect(fields[1].constraints).toEqual({ required: true, unique: true })
    expect(fields[3].constraints).toBeUndefined()
    expect(pack.resources[0].schema).not.toHaveProperty('fieldsMatch')
    const day = fields.find(({ name }: { name: string }) => name === '日付')
    expect(day.constraints, 'frictionless refuses a pattern on a date').toBeUndefined()
  })

  test('a date is there only where a release is known', async () => {
    expect(pack.version).toBe('2')
    expect(pack.created).toBe('2026-04-01T00:00:00+09:00')
    const { texts } = await stage(ratings)
    expect(JSON.parse(suffixed(texts, 'datapackage.json'))).not.toHaveProperty('created')
  })

  test.runIf(sharedIsHere)('the profile of version 2 takes ours and refuses the bad one', () => {
    const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(
      JSON.parse(sharedText('datapackage-2.0/datapackage.json')),
    )
    expect(validate(pack), JSON.stringify(validate.errors)).toBe(true)
    expect(validate(JSON.parse(sharedText('examples/datapackage/bad-metadata.json')))).toBe(false)
    expect(validate({ ...pack, version: 5 })).toBe(false)
    expect(validate({ ...pack, resources: undefined })).toBe(false)
  })
})

describe('an entry of the catalogue, read back from datapackage.json', () => {
  test('holds what the dataset said', () => {
    const { entry } = staged
    expect(entry.title).toEqual(initiatives.title)
    expect(entry.publisher.contact).toEqual(publisher.contact)
    expect(entry.release).toEqual(initiatives.release)
    expect(entry.source?.sha256).toBe(SHA256)
    expect(entry.files.map(({ format }) => format)).toEqual(['csv', 'json', 'jsonld', 'parquet'])
    expect(entry.recordCount).toBe(4)
  })

  test.each([
    ['nothing', null, 'name'],
    ['a text', 'datapackage', 'name'],
    ['no publisher', { ...json('datapackage.json'), hiraku: {} }, 'hiraku.publisher.baseIri'],
    ['a size that is no number', withResource({ bytes: '12' }), 'resources.0.bytes'],
    ['a hash that is none', withResource({ hash: 'md5:00' }), 'resources.0.hash'],
    ['a format that we do not write', withResource({ format: 'pdf' }), 'resources.0.format'],
  ])('%s is a problem that names the place', (_, value, place) => {
    const { entry, problems } = entryFromDataPackage(value, { file: 'dist/x/datapackage.json' })
    expect(entry).toBeUndefined()
    expect(problems.map(({ code }) => code)).toEqual(['catalog/unreadable-entry'])
    expect(problems[0]?.message.en).toContain(place)
    expect(problems[0]?.where.file).toBe('dist/x/datapackage.json')
  })

  function withResource(change: object) {
    const pack = json('datapackage.json')
    return { ...pack, resources: [{ ...pack.resources[0], ...change }] }
  }
})

describe('CKAN', () => {
  const ckan = json('ckan.json')

  test('is what package_create would take', () => {
    expect(ckan.name).toMatch(/^[a-z0-9_-]{2,100}$/)
    expect(ckan.license_id).toBe('cc-by')
    expect(ckan.maintainer_email).toBe('seisaku@mihon.example')
    expect(ckan).not.toHaveProperty('owner_org')
    const keys = ckan.extras.map(({ key }: { key: string }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    for (const { value } of ckan.extras) expect(value).toMatch(/./)
    for (const resource of ckan.resources) {
      expect(resource.url).toMatch(/^https:\/\/[!-~]+\/[a-z0-9_]+\.[a-z]+$/)
      expect(resource.name).toMatch(/^取組一覧（/)
      expect(resource.hash).toMatch(/^[0-9a-f]{64}$/)
    }
  })

  test('a contact that nobody declared is left out', async () => {
    const { contact: _, ...silent } = publisher
    const { texts } = await stage({ ...initiatives, publisher: silent })
    const text = suffixed(texts, 'ckan.json')
    expect(text).not.toContain('maintainer')
    expect(suffixed(texts, 'datapackage.json')).not.toContain('email')
  })

  test.each([
    [['税'], []],
    [['子育て・教育'], ['子育て', '教育']],
    [['計画（令和4年度）'], ['計画', '令和4年度']],
    [['ICT', 'ICT'], ['ICT']],
    [
      ['A/B testing', 'ver. 1.0_b-2'],
      ['B testing', 'ver. 1.0_b-2'],
    ],
    [['ガイド'.normalize('NFD')], ['ガイド']],
    [['長'.repeat(101)], []],
    [[''], []],
  ])('tags of %j are %j', (keywords, tags) => expect(tagsOf(keywords)).toEqual(tags))
})

describe('CSVW', () => {
  const csvw = json('csv-metadata.json')

  test('columns in order, plain titles, what must not be blank', () => {
    expect(csvw['@context']).toEqual(['http://www.w3.org/ns/csvw', { '@language': 'ja' }])
    expect(csvw.url).toBe('019992_plan_initiatives.csv')
    expect(csvw.tableSchema.primaryKey).toEqual(['identifier'])
    const columns: { name: string; titles: string; required: boolean; datatype: unknown; null: string }[] =
      csvw.tableSchema.columns
    expect(columns.map(({ titles }) => titles)).toEqual(initiatives.columns.map(({ header }) => header))
    expect(columns.filter(({ required }) => required).map(({ name }) => name)).toEqual([
      'localGovernmentCode',
      'identifier',
      'title',
    ])
    const types = Object.fromEntries(columns.map(({ name, datatype }) => [name, datatype]))
    expect(types).toMatchObject({
      localGovernmentCode: { base: 'string', format: '^[0-9]{6}$' },
      method: { base: 'string', format: 'stated|inferred' },
      count: 'integer',
      value: 'decimal',
      day: { base: 'date', format: 'yyyy-MM-dd' },
      parts: 'json',
      page: 'anyURI',
    })
  })
})

describe('README', () => {
  const readme = suffixed(staged.texts, 'README.md')

  test('Japanese first, then English, and every column in both', () => {
    expect(readme.indexOf('# 取組一覧')).toBe(0)
    expect(readme.indexOf('## 項目')).toBeLessThan(readme.indexOf('# Initiatives'))
    for (const { key } of initiatives.columns) expect(readme.split(`| \`${key}\` |`)).toHaveLength(3)
    for (const method of ['as-written', 'corrected', 'inferred']) expect(readme).toContain(`\`${method}\``)
    expect(readme).toContain(SHA256)
  })

  test('a mark in a text breaks no table', async () => {
    const [first, ...others] = initiatives.columns
    if (first === undefined) throw new Error('no column')
    const text = { ja: '縦線|と\n改行と`記号`', en: 'bar|' }
    const dataset: Dataset = { ...initiatives, columns: [{ ...first, description: text }, ...others] }
    const rows = suffixed((await stage(dataset)).texts, 'README.md').split('\n')
    const row = rows.find((line) => line.startsWith('| 全国'))
    expect(row?.replaceAll('\\|', '').split('|')).toHaveLength(7)
  })

  test('where it was got is told only when it is an address', async () => {
    const source = {
      ...initiatives.source,
      snapshot: { ...initiatives.source?.snapshot, from: '/home/a/plan.txt' },
    }
    const { texts } = await stage({ ...initiatives, source: source as Dataset['source'] })
    for (const suffix of ['README.md', 'datapackage.json', 'ckan.json']) {
      expect(suffixed(texts, suffix)).not.toContain('/home/a')
    }
  })
})

test('an unknown licence is a problem that lists the known ones', () => {
  const { problem } = findLicence('CC-BY-5.0', licences, { file: 'publisher.yaml', key: 'licence' })
  expect(problem).toMatchObject({ code: 'catalog/unknown-licence', severity: 'error', actual: 'CC-BY-5.0' })
  expect(problem?.remedy.en).toContain('CC-BY-4.0')
  expect(findLicence('constructor', licences, {}).problem).toBeDefined()
  expect(findLicence('CC-BY-4.0', licences, {}).licence?.ckan).toBe('cc-by')
})

test('every problem of the room says what is wrong and what to do, in both languages', () => {
  for (const kind of Object.values(CATALOG_PROBLEMS)) {
    for (const text of [kind.ja, kind.en, kind.fixJa, kind.fixEn]) expect(text).toMatch(/./)
  }
})
