/** オープンデータ一覧 in its old layout, read back by a second CSV reader. */
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { type Categories, oldLayoutList } from '../../pipeline/catalog/index.ts'
import type { DataRecord, Dataset } from '../../pipeline/lib/model.ts'
import { isObject } from '../../pipeline/lib/object.ts'
import { parseYaml } from '../../pipeline/lib/yaml.ts'
import { readTable } from '../../pipeline/validate/index.ts'
import { ratings } from '../export/fixture.ts'
import { sharedIsHere, sharedText } from './shared.ts'

const schemas = new URL('../../schemas/', import.meta.url)
const text = (name: string) => readFileSync(new URL(name, schemas), 'utf8')
const schema: unknown = JSON.parse(text('published/old-layout.schema.json'))
const passes = new Ajv2020({ strict: false }).compile(isObject(schema) ? schema : false)

/** The table as the run reads it, whose gate it has passed. */
function isCategories(value: unknown): value is Categories {
  return isObject(value) && Object.values(value).every((words) => Array.isArray(words))
}
const { value: TABLE } = parseYaml(text('categories.yaml'))
if (!isCategories(TABLE)) throw new Error('schemas/categories.yaml')
const CATEGORIES: Categories = TABLE

const FILE: DataRecord = {
  datasetId: '019992_aed',
  localGovernmentCode: '019992',
  localGovernmentName: '北海道見本市',
  datasetTitle: 'AED設置箇所一覧',
  datasetDescription: '一行目,\n"二行目"',
  datasetCategory: '観光',
  datasetFrequency: '1年に1回',
  datasetUrl: null,
  datasetIssued: '2026-04-01',
  datasetModified: '2026-11-01',
  datasetNote: null,
  fileHasApi: null,
  fileFormat: 'CSV',
  fileLicence: 'CC BY 4.0',
}

function listOf(...records: readonly DataRecord[]): Dataset {
  return { ...ratings, id: '019992_open_data_list', records, recordCount: records.length }
}

function rowsOf(list: Dataset): readonly string[][] {
  return parse(oldLayoutList(list, CATEGORIES).text, { bom: true, record_delimiter: '\r\n' })
}

/** Cells of the one row, by header. */
function rowOf(...records: readonly DataRecord[]): Readonly<Record<string, string>> {
  const [header = [], row = []] = rowsOf(listOf(...records))
  return Object.fromEntries(header.map((name, n) => [name, row[n] ?? '']))
}

test('a dataset is a row, whatever number of files it has, and what is not known is blank', () => {
  expect(rowOf(FILE, { ...FILE, fileFormat: 'CSV' }, { ...FILE, fileFormat: 'JSON' })).toEqual({
    都道府県コード又は市区町村コード: '019992',
    NO: '019992_aed',
    都道府県名: '北海道',
    市区町村名: '見本市',
    データ名称: 'AED設置箇所一覧',
    データ概要: '一行目,\n"二行目"',
    データ形式: 'CSV;JSON',
    分類: '運輸・観光',
    更新頻度: '1年に1回',
    URL: '',
    API対応有無: '',
    ライセンス: 'CC BY 4.0',
    登録日: '2026-04-01',
    最終更新日: '2026-11-01',
    備考: '',
  })
})

test('the datasets stand in the order of the list, each once', () => {
  const other = { ...FILE, datasetId: '019992_toilet' }
  const rows = rowsOf(listOf(FILE, other, { ...FILE, fileFormat: 'JSON' }))
  expect(rows.slice(1).map((row) => row[1])).toEqual(['019992_aed', '019992_toilet'])
})

test.each([
  ['行財政', '行財政'],
  ['人口', '人口・世帯'],
  ['教育・文化・スポーツ・生活', '教育・文化・スポーツ・生活'],
  ['防災', ''],
  ['constructor', ''],
  [null, ''],
])('category %s is 分類 %s', (datasetCategory, expected) => {
  expect(rowOf({ ...FILE, datasetCategory })['分類']).toBe(expected)
})

test.each([
  ['142140', '神奈川県伊勢原市', '神奈川県', '伊勢原市'],
  ['142140', '伊勢原市', '神奈川県', '伊勢原市'],
  ['140007', '神奈川県', '神奈川県', ''],
  ['472093', '沖縄県名護市', '沖縄県', '名護市'],
])('%s %s is %s and %s', (localGovernmentCode, localGovernmentName, prefecture, municipality) => {
  const row = rowOf({ ...FILE, localGovernmentCode, localGovernmentName })
  expect([row['都道府県名'], row['市区町村名']]).toEqual([prefecture, municipality])
})

test('it passes its schema as the run reads it back, and a list without datasets is one too', () => {
  const good = oldLayoutList(listOf(FILE), CATEGORIES).text
  expect(passes(readTable(good)), JSON.stringify(passes.errors)).toBe(true)
  expect(rowsOf(listOf())).toHaveLength(1)
})

test.each([
  ['a cell too few', (one: string) => one.replace(/,\r\n$/, '\r\n')],
  ['a cell too many', (one: string) => one.replace(/\r\n$/, ',x\r\n')],
  ['a code without its zero', (one: string) => one.replace('019992,', '19992,')],
  ['another header', (one: string) => one.replace('データ名称', '名称')],
])('it does not pass with %s', (_, spoil) => {
  const good = oldLayoutList(listOf(FILE), CATEGORIES).text
  expect(spoil(good)).not.toBe(good)
  expect(passes(readTable(spoil(good)))).toBe(false)
})

test.runIf(sharedIsHere)('header and 分類 are those of the sheet, in its order', () => {
  const sheet: { layout: string; columns: { name: string; enum?: string[] }[] }[] = JSON.parse(
    sharedText('../standard/open_data_list.json'),
  ).editions
  const columns = sheet.find(({ layout }) => layout === 'old')?.columns ?? []
  expect(rowsOf(listOf())[0]).toEqual(columns.map(({ name }) => name))
  expect(Object.keys(CATEGORIES)).toEqual(columns.find(({ name }) => name === '分類')?.enum)
})
