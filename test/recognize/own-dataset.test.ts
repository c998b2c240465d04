/** A table that is no sheet: names, kinds, units, key and record type of a dataset of its own. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { isObject } from '../../pipeline/lib/object.ts'
import { type Recognized, recognizeTable } from '../../pipeline/recognize/index.ts'
import { KNOWLEDGE, recognize, tableOf } from './knowledge.ts'

function properties({ schema }: Recognized): Readonly<Record<string, unknown>> {
  return isObject(schema) && isObject(schema.properties) ? schema.properties : {}
}

function kinds(said: Recognized): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(properties(said)).map(([key, one]) => [key, isObject(one) ? one['x-kind'] : undefined]),
  )
}

const PARKS = recognize(
  '999999_park_info.csv',
  'ID,公園名,住所（番地まで）,緯度,経度,面積（㎡）,供用開始年,備考',
  '1|中央公園|架空市本町1-2|35.683|139.559|32,500|1961|',
  '2|東公園|架空市東町3|35.684|139.551|1,176|1965|',
)

test('a dataset is named by its file; a name without letters is made, and asked for', () => {
  const of = (fileName: string, worksheet: string | null = null): Recognized =>
    recognizeTable(tableOf(['あ', 'い']), { fileName, worksheet }, KNOWLEDGE)
  expect(PARKS.declaration.dataset).toBe('park_info')
  expect(of('222127 Nouen-2024.csv').declaration.dataset).toBe('nouen_2024')
  expect(of('data/children_club/data.xlsx').declaration.dataset).toBe('children_club')
  const made = of('公園一覧.csv')
  expect(made.declaration.dataset).toMatch(/^dataset_[0-9a-z]+$/)
  expect(of('公園一覧.csv')).toEqual(made)
  expect(of('道路一覧.csv').declaration.dataset).not.toBe(made.declaration.dataset)
  expect(made.questions[0]?.ja).toContain(made.declaration.dataset)
})

test('columns keep their headers; keys are those of the dictionary, then English, then made and asked for', () => {
  expect(Object.keys(properties(PARKS))).toEqual([
    'identifier',
    expect.anything(),
    'fullAddress',
    'latitude',
    'longitude',
    expect.anything(),
    expect.anything(),
    'remarks',
  ])
  expect(PARKS.declaration.columns.map(({ to }) => to)).toEqual([
    'ID',
    '公園名',
    '住所（番地まで）',
    '緯度',
    '経度',
    '面積',
    '供用開始年',
    '備考',
  ])
  const english = recognize('x.csv', 'Opening Date,school-name,HID', '2024/4/1|A|1')
  expect(Object.keys(properties(english))).toEqual(['openingDate', 'schoolName', 'hid'])
  const { questions } = recognize('x.csv', '諸元,緯度', 'A|35.1')
  expect(questions.some(({ ja }) => ja.includes('諸元（column1）'))).toBe(true)
})

test('units go out of the header', () => {
  const area = Object.values(properties(PARKS)).find((one) => isObject(one) && one.title === '面積')
  expect(area).toMatchObject({ 'x-unit': '㎡', 'x-kind': 'integer', type: ['integer', 'null'] })
})

test('the key is a column that is filled and different in every row', () => {
  expect(PARKS.declaration.key).toEqual(['ID'])
  const none = recognize('x.csv', '区分,値', 'A|1', 'A|1')
  expect(none.declaration.key).toEqual([])
  expect(none.questions.at(-1)?.en).toContain('No column identifies a record')
})

describe('kinds', () => {
  const rows = Array.from({ length: 20 }, (_, i) => [
    `00${i}`,
    `${i + 1}`,
    `${i}.5`,
    '2024/4/1',
    i % 2 === 0 ? '有' : '無',
    ['東地区', '西地区', '南地区'][i % 3] ?? '',
    `https://a.example/${i}`,
    `0422-45-11${10 + i}`,
    `181-00${10 + i}`,
    '35.68',
    `文章その${i}、長い文章`,
    i === 3 ? '' : '1,200',
  ])
  const header = [
    '整理記号',
    '順',
    '率',
    '更新した日',
    '屋根',
    '地区別',
    '詳しく',
    '代表',
    '郵便',
    'きたへ',
    '紹介',
    '面',
  ]
  const said = recognizeTable(tableOf(header, rows), { fileName: 'x.csv', worksheet: null }, KNOWLEDGE)
  const found = Object.values(kinds(said))
  test.each([
    ['zeros kept', 0, 'identifier'],
    ['whole numbers', 1, 'integer'],
    ['numbers', 2, 'number'],
    ['dates', 3, 'date'],
    ['有 or 無', 4, 'presence'],
    ['a few words', 5, 'choice'],
    ['addresses of pages', 6, 'url'],
    ['phones', 7, 'phone'],
    ['postal codes', 8, 'postalCode'],
    ['a number that is called nothing else', 9, 'number'],
    ['prose', 10, 'text'],
    ['numbers with a comma', 11, 'integer'],
  ])('%s', (_, at, kind) => {
    expect(found[at]).toBe(kind)
  })
  test('a kind is given only where every cell is of it: no row suffers from a guess', () => {
    const many = (cell: (i: number) => string): unknown => {
      const lines = Array.from({ length: 40 }, (_, i) => [`あ${i}`, cell(i)])
      const table = tableOf(['項', '定員'], lines)
      return Object.values(kinds(recognizeTable(table, { fileName: 'x.csv', worksheet: null }, KNOWLEDGE)))[1]
    }
    expect(many((i) => `${i},000`.replace(/^0,/, '1,'))).toBe('integer')
    expect(many((i) => `${i + 1}人`)).toBe('integer')
    expect(many((i) => (i === 39 ? '50人ぐらい' : `${i + 1}人`))).toBe('text')
    expect(many((i) => (i === 39 ? '若干名' : `${i + 1}`))).toBe('text')
    expect(many((i) => `1234567890123456${10 + i}`)).toBe('text')
    const rough = (header: string, most: string, other: string): unknown => {
      const lines = Array.from({ length: 20 }, (_, i) => [`あ${i}`, i < 3 ? `${other}${i}` : most])
      const table = tableOf(['項', header], lines)
      return Object.values(kinds(recognizeTable(table, { fileName: 'x.csv', worksheet: null }, KNOWLEDGE)))[1]
    }
    expect(rough('電話番号', '0422-45-1151', 'なし、窓口へ')).not.toBe('phone')
    expect(rough('URL', 'https://a.example', '準備中')).not.toBe('url')
    expect(rough('利用可能曜日', '月火水', '要相談')).not.toBe('weekdays')
  })
  test('a few words are suggested, in the order of their code units', () => {
    const words = Object.values(properties(said))[5]
    expect(words).toMatchObject({ 'x-suggest': ['南地区', '東地区', '西地区'] })
  })
})

test('blank headers are columns by their place; a column with neither header nor value is left', () => {
  const { declaration, questions } = recognize('x.csv', '項,,', 'A|B|', 'C|D|')
  expect(declaration.columns).toEqual([
    { header: '項', to: '項' },
    { header: '', to: '列2' },
    { header: '', nth: 2, leave: '見出しも値もない列です。' },
  ])
  expect(questions.some(({ column }) => column === 2)).toBe(true)
})

test('a cross table goes into the long form', () => {
  const table = tableOf(
    ['地区', '令和4年', '令和5年', '令和6年'],
    [
      ['本町', '10', '11', '12'],
      ['東町', '20', '21', '22'],
    ],
    { headerRows: 1, skip: [], melt: { type: 'year' } },
  )
  const { declaration, sheet, schema } = recognizeTable(
    table,
    { fileName: 'x.csv', worksheet: null },
    KNOWLEDGE,
  )
  expect(sheet).toBeNull()
  expect(declaration.columns).toEqual([{ header: '地区', to: '地区' }])
  expect(declaration.melt).toEqual({ type: 'year', name: '年', value: '値' })
  expect(
    isObject(schema) && isObject(schema.properties)
      ? Object.values(schema.properties).map((one) => isObject(one) && one.title)
      : [],
  ).toEqual(['地区', '年', '値'])
})

test('the record type is a schema that says its own name', () => {
  const ajv = new Ajv2020({ strict: false })
  const { schema } = PARKS
  expect(ajv.validateSchema(isObject(schema) ? { ...schema } : false)).toBe(true)
  expect(schema).toMatchObject({
    $id: 'hiraku:records/park_info',
    title: 'park_info',
    additionalProperties: false,
    'x-inferred': true,
    'x-primaryKey': ['identifier'],
    'x-spatial': expect.arrayContaining(['latitude', 'longitude']),
  })
})
