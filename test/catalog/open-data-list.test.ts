import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { type ListShape, openDataList } from '../../pipeline/catalog/index.ts'
import { exportDataset } from '../../pipeline/export/index.ts'
import type { Column } from '../../pipeline/lib/model.ts'
import {
  initiatives,
  licence,
  licences,
  publisher,
  ratings,
  suffixed,
  textsOf,
  units,
} from '../export/fixture.ts'
import { stage } from './fixture.ts'
import { sharedIsHere, sharedText } from './shared.ts'

const schemaUrl = new URL('../../schemas/records/open_data_list.schema.json', import.meta.url)
const recordSchema = JSON.parse(readFileSync(schemaUrl, 'utf8'))

const columns: Column[] = Object.entries<Record<string, string>>(recordSchema.properties).map(
  ([key, property]) => ({
    key,
    header: property['title'] ?? '',
    title: { ja: property['title'] ?? '', en: property['x-titleEn'] ?? '' },
    description: { ja: property['description'] ?? '', en: property['x-descriptionEn'] ?? '' },
    type:
      property['type'] === 'integer'
        ? 'integer'
        : property['x-type'] === 'date'
          ? 'date'
          : property['x-type'] === 'iri'
            ? 'iri'
            : 'string',
    required: property['type'] === 'string',
    term: property['x-term'] ?? '',
  }),
)

const shape: ListShape = {
  title: { ja: 'オープンデータ一覧', en: 'List of open data' },
  description: { ja: '公開しているデータセットとファイルの一覧。', en: 'What is published.' },
  keywords: [],
  columns,
  primaryKey: ['fileId'],
  release: null,
  recordSchema,
}

const first = await stage(initiatives)
const second = await stage(ratings)
const list = openDataList(publisher, [first.entry, second.entry], licences, shape)

test('one record per file of CSV, JSON, JSON-LD and Parquet, in the order given', () => {
  expect(list.id).toBe('019992_open_data_list')
  expect(list.recordCount).toBe(8)
  expect(list.records.map(({ fileId }) => fileId)).toEqual(
    ['plan_initiatives', 'plan_ratings'].flatMap((slug) =>
      ['csv', 'json', 'jsonld', 'parquet'].map((suffix) => `019992_${slug}.${suffix}`),
    ),
  )
})

test('every record has the columns of the sheet, in its order, and passes its schema', () => {
  const validate = new Ajv2020({ allErrors: true, strict: false }).compile(recordSchema)
  for (const record of list.records) {
    expect(validate(record), JSON.stringify(validate.errors)).toBe(true)
    expect(Object.keys(record)).toEqual(columns.map(({ key }) => key))
  }
})

test('what is not known is null', () => {
  const unknown = [
    'datasetSubtitle',
    'datasetUniversalMenu',
    'datasetCreator',
    'datasetNote',
    'fileStatus',
    'fileHasApi',
    'fileCopyright',
  ]
  for (const key of unknown) expect(list.records[0]?.[key]).toBeNull()
  expect(list.records[0]).toMatchObject({
    datasetIssued: '2026-04-01',
    fileLicence: 'CC BY 4.0',
    fileFormat: 'CSV',
  })
  expect(list.records[4]).toMatchObject({ datasetIssued: null, datasetVersion: null, datasetFrequency: null })
})

test('a stand-in address is not handed out', async () => {
  const stand = { ...publisher, baseIri: 'https://019992.opendata.invalid/', baseIriDeclared: false }
  const { entry } = await stage({ ...initiatives, publisher: stand })
  const [record] = openDataList(stand, [entry], licences, shape).records
  expect(JSON.stringify(record)).not.toContain('invalid')
  expect(record).toMatchObject({ datasetUrl: null, fileDownloadUrl: null })
  expect(list.records[0]?.fileDownloadUrl).toBe(
    `${publisher.baseIri}datasets/019992_plan_initiatives/019992_plan_initiatives.csv`,
  )
})

test('every value that is not null has a rule that says where it is from', () => {
  for (const record of list.records) {
    for (const [key, value] of Object.entries(record)) {
      if (value !== null) expect(list.provenance.fields, key).toHaveProperty(key)
    }
  }
  expect(list.provenance.fields['datasetContactEmail']).toEqual({
    method: 'declared',
    file: 'sources/019992/publisher.yaml',
    key: 'contact.email',
  })
})

test('it goes out like any other dataset, and does not list itself', async () => {
  const texts = await textsOf(exportDataset(list, { licence: licence(), units }))
  expect(JSON.parse(suffixed(texts, 'open_data_list.json'))).toEqual(list.records)
  const { entry } = await stage(list)
  expect(openDataList(publisher, [first.entry, second.entry, entry], licences, shape).records).toEqual(
    list.records,
  )
})

test.runIf(sharedIsHere)('the header is that of the sheet', () => {
  const sheet = JSON.parse(sharedText('../standard/open_data_list.json'))
  expect(list.columns.map(({ header }) => header)).toEqual(
    sheet.editions[0].columns.map(({ name }: { name: string }) => name),
  )
})
