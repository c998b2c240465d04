/**
 * schemas/layouts/: former and foreign layouts of the sheets. Every target is a column of its sheet, and, where the
 * standard is at hand, nothing of a former layout or of a header that was seen is forgotten.
 */
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { isObject, listOf, textOf } from '../../pipeline/lib/object.ts'
import { parseYaml } from '../../pipeline/lib/yaml.ts'
import { createGates } from '../../pipeline/validate/ajv.ts'
import { readRecordType } from '../../pipeline/validate/columns.ts'
import { PACKAGE } from '../helpers/job.ts'

type Entry = { readonly [key: string]: unknown }

const SCHEMAS = path.join(PACKAGE, 'schemas')
const STANDARD = path.join(PACKAGE, '../shared/standard')
const standardIsHere = fs.existsSync(STANDARD)
if (!standardIsHere && process.env.CI === 'true')
  throw new Error('../shared/standard is absent, and CI must not skip it')

interface Layout {
  readonly sheet: string
  readonly id: string
  readonly complete: boolean
  readonly columns: readonly Entry[]
}

const json = (file: string): unknown => JSON.parse(fs.readFileSync(file, 'utf8'))
const FILES = fs.readdirSync(path.join(SCHEMAS, 'layouts'))
const LAYOUTS = FILES.flatMap((file): readonly Layout[] =>
  listOf(load(file).layouts).flatMap((layout) =>
    isObject(layout)
      ? [
          {
            sheet: file.replace('.yaml', ''),
            id: textOf(layout.id) ?? '',
            complete: layout.complete === true,
            columns: listOf(layout.columns).filter(isObject),
          },
        ]
      : [],
  ),
)

function load(file: string): Entry {
  const { value, faults } = parseYaml(fs.readFileSync(path.join(SCHEMAS, 'layouts', file), 'utf8'))
  expect(faults).toEqual([])
  return isObject(value) ? value : {}
}

function headersOf(sheet: string): ReadonlySet<string> {
  const type = readRecordType(json(path.join(SCHEMAS, 'records', `${sheet}.schema.json`)))
  return new Set((type?.columns ?? []).map(({ header }) => header))
}

function targets(column: Entry): readonly string[] {
  const { to } = column
  return typeof to === 'string' ? [to] : listOf(to).filter((one) => typeof one === 'string')
}

const gates = createGates((name) => json(path.join(SCHEMAS, name)))

test.each(FILES)('%s passes its schema and is of a record type', (file) => {
  expect(gates('layouts.schema.json')?.(load(file))).toEqual([])
  expect(load(file).sheet).toBe(file.replace('.yaml', ''))
  if (file !== 'any.yaml')
    expect(fs.existsSync(path.join(SCHEMAS, 'records', file.replace('.yaml', '.schema.json')))).toBe(true)
})

describe.each(LAYOUTS)('$sheet $id', ({ sheet, id, columns }) => {
  const records = fs.readdirSync(path.join(SCHEMAS, 'records'))
  const sheets = sheet === 'any' ? records.map((file) => file.replace('.schema.json', '')) : [sheet]
  const known = new Set(sheets.flatMap((one) => [...headersOf(one)]))

  test('goes to columns of its sheet', () => {
    expect(columns.flatMap(targets).filter((header) => !known.has(header))).toEqual([])
  })

  test('has each header once', () => {
    expect(new Set(columns.map(({ header }) => header)).size).toBe(columns.length)
  })

  test.runIf(sheet !== 'any')('what is joined is the name of a place', () => {
    const all = columns.flatMap(targets)
    const joined = [...new Set(all.filter((header, i) => all.indexOf(header) < i))]
    expect(joined.filter((header) => !['地方公共団体名'].includes(header))).toEqual([])
  })

  test('has an id of its own', () => {
    expect(LAYOUTS.filter((one) => one.sheet === sheet && one.id === id)).toHaveLength(1)
  })
})

describe.runIf(standardIsHere)('the standard', () => {
  const files = fs.readdirSync(STANDARD).filter((file) => file.endsWith('.json'))
  const standard = files.flatMap((file) => {
    const value = json(path.join(STANDARD, file))
    const sheet = file.replace('.json', '').replace(/^_/, '')
    return isObject(value) && listOf(value.editions).length > 0 ? [{ sheet, value }] : []
  })
  const names = (edition: unknown) =>
    listOf(isObject(edition) ? edition.columns : undefined).map((one) => isObject(one) && one.name)
  const old = standard.flatMap(({ sheet, value }) =>
    listOf(value.editions).flatMap((one) =>
      isObject(one) && one.layout === 'old' ? [{ sheet, headers: names(one) }] : [],
    ),
  )

  test.each(old)('nothing of the former layout of $sheet is forgotten', ({ sheet, headers }) => {
    const here = LAYOUTS.filter((one) => one.sheet === sheet)
    const same = here.filter((one) => one.columns.every(({ header }, i) => header === headers[i]))
    expect(same.map(({ columns }) => columns.length)).toEqual([headers.length])
  })

  test.each(standard)('every header that was seen for $sheet has its place', ({ sheet, value }) => {
    const known = new Set([
      ...headersOf(sheet),
      ...LAYOUTS.filter((one) => [sheet, 'any'].includes(one.sheet)).flatMap(({ columns }) =>
        columns.map(({ header }) => textOf(header) ?? ''),
      ),
    ])
    const seen = listOf(value.headers_seen).flatMap((one) => listOf(isObject(one) ? one.header : undefined))
    const also = listOf(value.editions).flatMap((one) =>
      listOf(isObject(one) ? one.also_seen : undefined).map((entry) => isObject(entry) && entry.name),
    )
    const lost = [...seen, ...also].filter((one) => typeof one === 'string' && one !== '' && !known.has(one))
    expect([...new Set(lost)]).toEqual([])
  })

  test('every wording of common_rules.json is known', () => {
    const rules = json(path.join(STANDARD, 'common_rules.json'))
    const variants = isObject(rules) && isObject(rules.header_variants_seen) ? rules.header_variants_seen : {}
    const any = LAYOUTS.find(({ sheet }) => sheet === 'any')
    const known = new Set(any?.columns.map((column) => `${String(column.header)} → ${targets(column)[0]}`))
    const wanted = Object.entries(variants).flatMap(([to, list]) =>
      // what stands in brackets after a space says where the wording was met
      listOf(list).map((one) => `${(textOf(one) ?? '').replace(/ \(.*$/, '')} → ${to}`),
    )
    expect(wanted.filter((one) => !known.has(one))).toEqual([])
  })
})
