/**
 * The record types of the municipal standard: what each column says of itself, and, where the standard is at hand, that
 * names, order, requirement levels and examples are those of the standard.
 */
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { isKind } from '../../pipeline/lib/kinds.ts'
import { isObject, listOf, textOf } from '../../pipeline/lib/object.ts'
import { PREFECTURES } from '../../pipeline/lib/prefectures.ts'
import { parseYaml } from '../../pipeline/lib/yaml.ts'
import { createGates } from '../../pipeline/validate/ajv.ts'
import { PACKAGE } from '../helpers/job.ts'

type Entry = { readonly [key: string]: unknown }

const RECORDS = path.join(PACKAGE, 'schemas/records')
const STANDARD = path.join(PACKAGE, '../shared/standard')
const standardIsHere = fs.existsSync(STANDARD)
if (!standardIsHere && process.env.CI === 'true')
  throw new Error('../shared/standard is absent, and CI must not skip it')

function read(file: string): Entry {
  const value: unknown = JSON.parse(fs.readFileSync(file, 'utf8'))
  return isObject(value) ? value : {}
}

interface Column {
  readonly sheet: string
  readonly key: string
  readonly header: string
  readonly own: boolean
  readonly schema: Entry
}

interface Sheet {
  readonly id: string
  readonly about: Entry
  readonly schema: Entry
  readonly columns: readonly Column[]
}

const SHEETS = fs.readdirSync(RECORDS).flatMap((file): readonly Sheet[] => {
  const schema = read(path.join(RECORDS, file))
  const about = schema['x-sheet']
  if (!isObject(about) || !isObject(schema.properties)) return []
  const id = file.replace('.schema.json', '')
  const required = listOf(schema.required)
  const columns = Object.entries(schema.properties).flatMap(([key, value]) =>
    isObject(value)
      ? [{ sheet: id, key, header: textOf(value.title) ?? '', own: required.includes(key), schema: value }]
      : [],
  )
  return [{ id, about, schema, columns }]
})
const COLUMNS = SHEETS.flatMap(({ columns }) => columns)
const LETTERS = ['A', 'A-', 'B', 'C', 'D']
const COMPANION = SHEETS.find(({ id }) => id === 'facility_companion')
/** Sheets whose own forms we enforce, whatever is known of the standard: we publish this one ourselves. */
const OURS = ['open_data_list']

test('there are the sheets of the standard that have columns, and the companion', () => {
  expect(SHEETS).toHaveLength(28)
  const numbers = SHEETS.map(({ about }) => about.no).filter((no) => no !== undefined)
  expect(new Set(numbers).size).toBe(27)
})

describe.each(SHEETS)('$id', ({ id, about, schema, columns }) => {
  const type = listOf(schema.required).map(String)

  test('says which sheet it is and how sure that is', () => {
    expect(LETTERS).toContain(about.confidence)
    expect(about.columns).toBe(type.length)
    expect(about.note).toEqual({ ja: expect.stringMatching(/。$/), en: expect.stringMatching(/\.$/) })
    expect(textOf(about.edition)).toBeTruthy()
    // what is known in part only is no conformance
    const conforms = `自治体標準オープンデータセット ${String(schema.title)}`
    expect(schema['x-conformsTo']).toBe(about.confidence === 'D' ? undefined : conforms)
  })

  test('has its own columns first, all of them required, then columns of the companion', () => {
    expect(columns.slice(0, type.length).map(({ key }) => key)).toEqual(type)
    const companion = COMPANION?.columns.map(({ header }) => header) ?? []
    const rest = columns.slice(type.length).map(({ header }) => header)
    expect(rest).toEqual(companion.filter((header) => rest.includes(header)))
  })

  test('is keyed by its own columns', () => {
    for (const key of listOf(schema['x-primaryKey'])) expect(type).toContain(key)
  })

  test('no two columns have one header', () => {
    expect(new Set(columns.map(({ header }) => header)).size).toBe(columns.length)
  })

  test.each(columns)('$header', ({ schema: column, own }) => {
    const known = ['A', 'A-'].includes(textOf(column['x-confidence']) ?? '')
    const nullable = listOf(column.type).includes('null')
    expect(isKind(column['x-kind'])).toBe(true)
    expect(LETTERS).toContain(column['x-confidence'])
    for (const text of ['description', 'x-descriptionEn', 'x-titleEn'])
      expect(column[text], text).toEqual(expect.stringMatching(/^\S.*\S$/))
    expect(column['x-term']).toEqual(expect.stringMatching(/^[a-z]+:[A-Za-z0-9]+$/))
    if (OURS.includes(id)) return
    // what is inferred is not enforced
    if (!known) {
      expect(Object.keys(column)).not.toContain('pattern')
      expect(Object.keys(column)).not.toContain('enum')
    }
    const must = column['x-requirement'] === '必須' && column['x-blank'] === undefined
    expect(nullable).toBe(!(own && must))
    expect(column['x-requirement'] !== undefined).toBe(known)
    if (column['x-suggest'] !== undefined) {
      expect(new Set(listOf(column['x-suggest'])).size).toBe(listOf(column['x-suggest']).length)
      expect(column.enum).toBeUndefined()
    }
  })
})

test.each(COLUMNS.filter(({ schema }) => schema['x-example'] !== undefined))(
  '$sheet: the example of $header is as its column wants it',
  ({ schema }) => {
    const { title: _, ...rest } = schema
    const gate = createGates(() => ({ type: 'object', properties: { value: rest } }))('value')
    expect(gate?.({ value: schema['x-example'] })).toEqual([])
  },
)

test('the prefectures are those that the code knows, in the order of their codes', () => {
  const { value } = parseYaml(fs.readFileSync(path.join(PACKAGE, 'schemas/prefectures.yaml'), 'utf8'))
  const entries = Object.entries(isObject(value) ? value : {}).sort(([a], [b]) => (a < b ? -1 : 1))
  expect(entries.map(([, entry]) => isObject(entry) && entry.name)).toEqual([...PREFECTURES])
  for (const [number, entry] of entries) {
    const code = isObject(entry) ? (textOf(entry.code) ?? '') : ''
    const sum = [...code].slice(0, 5).reduce((total, digit, i) => total + Number(digit) * (6 - i), 0)
    expect(code.slice(0, 2)).toBe(number)
    expect(code.at(-1)).toBe(String((11 - (sum % 11)) % 10))
  }
})

describe.runIf(standardIsHere)('the standard', () => {
  const TEXT_ONLY = ['school_lunch'] // its present columns are not known: the items of the GIF text stand for them

  function columnsOf(id: string): readonly Entry[] {
    const file = read(path.join(STANDARD, `${id === 'facility_companion' ? `_${id}` : id}.json`))
    const layout = TEXT_ONLY.includes(id) ? 'gif-2022' : 'new'
    const edition = listOf(file.editions).find((one) => isObject(one) && one.layout === layout)
    return listOf(isObject(edition) ? edition.columns : undefined).filter(isObject)
  }

  test('every sheet that has columns is here', () => {
    const files = fs.readdirSync(STANDARD).filter((file) => file.endsWith('.json'))
    const ids = files.map((file) => file.replace('.json', '').replace(/^_/, ''))
    const have = SHEETS.map(({ id }) => id)
    expect(ids.filter((id) => columnsOf(id).length > 0 && !have.includes(id))).toEqual([])
    expect(have.filter((id) => columnsOf(id).length === 0)).toEqual([])
  })

  test.each(SHEETS)('$id has its headers in its order', ({ id, columns }) => {
    const own = columns.filter((column) => column.own)
    expect(own.map(({ header }) => header)).toEqual(columnsOf(id).map(({ name }) => name))
  })

  test.each(['evacuation_space', 'public_toilet'])('%s has its requirement levels and examples', (id) => {
    const columns = SHEETS.find((sheet) => sheet.id === id)?.columns ?? []
    const levels = columns.map(({ schema }) => schema['x-requirement'])
    expect(levels).toEqual(columnsOf(id).map(({ requirement }) => requirement))
    const examples = columns.map(({ schema }) => schema['x-example'] ?? null)
    const official = columnsOf(id).map(({ example }) => textOf(example) ?? null)
    expect(examples.map((one) => (typeof one === 'number' ? one : (one ?? null)))).toEqual(
      official.map((one, i) => (typeof examples[i] === 'number' ? Number(one) : one)),
    )
  })

  test('descriptions are our own words', () => {
    const official = new Set(SHEETS.flatMap(({ id }) => columnsOf(id).map(({ description }) => description)))
    expect(COLUMNS.filter(({ schema }) => official.has(schema.description))).toEqual([])
  })
})
