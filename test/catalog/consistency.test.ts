/**
 * What no checker of others sees: that every file of a dataset says the same. Licence, columns and their order, zeros at
 * the front, the width of rows, the form of dates: each in every form that there is, read by readers of others.
 */
import { parse } from 'csv-parse/sync'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { describe, expect, test } from 'vitest'
import { openDataList } from '../../pipeline/catalog/index.ts'
import type { Dataset } from '../../pipeline/lib/model.ts'
import { isObject, listOf } from '../../pipeline/lib/object.ts'
import { licences, placed, publisher, ratings } from '../export/fixture.ts'
import { formsOf } from './catalog.ts'
import { type Staged, stage } from './fixture.ts'

/** A code of a municipality of 北海道 (014214: a zero in front), an id, a text and a list, each with zeros in front. */
const ZEROS = { localGovernmentCode: '014214', identifier: '001', title: '0123', codes: ['01', '002'] }

const dataset: Dataset = {
  ...placed,
  publisher: { ...publisher, code: '014214', csvShiftJis: true },
  release: { version: '1.0.0', issued: '2026-04-01', modified: '2026-11-01' },
  records: placed.records.map((record, n) => (n === 0 ? { ...record, ...ZEROS } : record)),
}
const staged = await stage(dataset)

const nameOf = (suffix: string) =>
  `datasets/${dataset.id}/${suffix.startsWith('.') ? dataset.id : ''}${suffix}`

function textOf(suffix: string, from: Staged = staged): string {
  const text = from.texts.get(nameOf(suffix))
  if (text === undefined) throw new Error(`no ${suffix}`)
  return text
}

const jsonOf = (suffix: string, from: Staged = staged): unknown => JSON.parse(textOf(suffix, from))

function bytesOf(suffix: string): Uint8Array {
  const bytes = staged.bytes.get(nameOf(suffix))
  if (bytes === undefined) throw new Error(`no ${suffix}`)
  return bytes
}

function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let found = value
  for (const step of path)
    found = isObject(found) || Array.isArray(found) ? Reflect.get(found, step) : undefined
  return found
}

const each = (value: unknown, key: string) => listOf(value).map((one) => at(one, key))

/** Every cell as it stands; a row with a cell too many or too few is an error. */
function rowsOf(text: string): readonly string[][] {
  return parse(text, { bom: true, record_delimiter: '\r\n' })
}

const shiftJis = new TextDecoder('shift_jis')
const csv = rowsOf(textOf('.csv'))
const parquet = Uint8Array.from(bytesOf('.parquet')).buffer

describe('columns', () => {
  const keys = dataset.columns.map(({ key }) => key)
  const headers = dataset.columns.map(({ header }) => header)
  const graph = listOf(at(jsonOf('.geojson'), 'features'))

  test.each<readonly [string, readonly unknown[], readonly string[]]>([
    ['CSV', csv[0] ?? [], headers],
    ['CSV in Shift_JIS', rowsOf(shiftJis.decode(bytesOf('.sjis.csv')))[0] ?? [], headers],
    ['CSVW, titles', each(at(jsonOf('.csv-metadata.json'), 'tableSchema', 'columns'), 'titles'), headers],
    ['CSVW, names', each(at(jsonOf('.csv-metadata.json'), 'tableSchema', 'columns'), 'name'), keys],
    [
      'Table Schema',
      each(at(jsonOf('datapackage.json'), 'resources', 0, 'schema', 'fields'), 'name'),
      headers,
    ],
    ['JSON', Object.keys(Object(listOf(jsonOf('.json'))[0])), keys],
    // the sample's schema has no coordinates
    ['JSON Schema', Object.keys(Object(at(jsonOf('.schema.json'), 'properties'))), keys.slice(0, -2)],
    ['GeoJSON', Object.keys(Object(at(graph[0], 'properties'))), keys],
    ['Croissant, names', each(at(jsonOf('croissant.json'), 'recordSet', 0, 'field'), 'name'), keys],
    [
      'Croissant, columns',
      listOf(at(jsonOf('croissant.json'), 'recordSet', 0, 'field')).map((one) =>
        at(one, 'source', 'extract', 'column'),
      ),
      keys,
    ],
    ['schema.org', each(at(jsonOf('schema-org.jsonld'), 'variableMeasured'), 'name'), headers],
    [
      'Parquet',
      parquetMetadata(parquet)
        .schema.slice(1)
        .map(({ name }) => name),
      keys,
    ],
    [
      'README',
      [...textOf('README.md').matchAll(/^\| .+ \| `(\w+)` \|/gm)].map(([, key]) => key).slice(0, keys.length),
      keys,
    ],
  ])('%s: the same, in the same order', (_, found, wanted) => {
    expect(found).toEqual(wanted)
  })

  test('a row of the CSV is as wide as CSVW and Table Schema say: csvw does not look', () => {
    const columns = listOf(at(jsonOf('.csv-metadata.json'), 'tableSchema', 'columns')).length
    const fields = listOf(at(jsonOf('datapackage.json'), 'resources', 0, 'schema', 'fields')).length
    expect(csv).toHaveLength(dataset.records.length + 1)
    for (const row of csv) expect([row.length, row.length]).toEqual([columns, fields])
    // and the reader that this goes by does look
    expect(() => rowsOf(textOf('.csv').replace(/,([^,]*)\r\n$/, '\r\n'))).toThrow()
  })
})

describe('zeros at the front', () => {
  const said = [ZEROS.localGovernmentCode, ZEROS.identifier, ZEROS.title]
  const first = (keys: readonly string[], value: unknown) => keys.map((key) => at(value, key))
  const three = ['localGovernmentCode', 'identifier', 'title']

  test('in CSV, UTF-8 and Shift_JIS', () => {
    expect(csv[1]?.slice(0, 3)).toEqual(said)
    expect(rowsOf(shiftJis.decode(bytesOf('.sjis.csv')))[1]?.slice(0, 3)).toEqual(said)
    expect(csv[1]).toContain('["01","002"]')
  })

  test('in JSON, JSON-LD and GeoJSON', () => {
    expect(first(three, listOf(jsonOf('.json'))[0])).toEqual(said)
    expect(at(listOf(jsonOf('.json'))[0], 'codes')).toEqual(ZEROS.codes)
    expect(first(three, at(listOf(at(jsonOf('.geojson'), 'features'))[0], 'properties'))).toEqual(said)
    for (const zero of said) expect(textOf('.jsonld')).toContain(`"${zero}"`)
  })

  test('in Parquet, which Croissant reads too', async () => {
    const [row] = await parquetReadObjects({ file: parquet })
    expect(first(three, row)).toEqual(said)
    expect(at(row, 'codes')).toBe('["01","002"]')
  })

  test('a column of codes is said to be text wherever types are said', () => {
    const code = <T>(list: T) => (at(listOf(list)[0], 'name') === undefined ? undefined : listOf(list)[0])
    expect(at(code(at(jsonOf('.csv-metadata.json'), 'tableSchema', 'columns')), 'datatype')).toEqual({
      base: 'string',
      format: '^[0-9]{6}$',
    })
    expect(at(code(at(jsonOf('datapackage.json'), 'resources', 0, 'schema', 'fields')), 'type')).toBe(
      'string',
    )
    expect(at(code(at(jsonOf('croissant.json'), 'recordSet', 0, 'field')), 'dataType')).toBe('sc:Text')
  })

  test('the code of the publisher, wherever it is said', () => {
    for (const file of [
      'datapackage.json',
      'ckan.json',
      'schema-org.jsonld',
      'croissant.json',
      'ro-crate-metadata.json',
    ])
      expect(textOf(file), file).toContain('"014214"')
  })
})

describe('dates', () => {
  const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
  const DATED =
    /^(created|issued|modified|date(Published|Modified)|dcterms:(issued|modified)|dc:(issued|modified))$/

  /** Every text under a key that is a date's, in a JSON; CKAN has keys as values. */
  function* dated(value: unknown): Generator<string> {
    if (Array.isArray(value)) for (const one of value) yield* dated(one)
    if (!isObject(value) || Array.isArray(value)) return
    if (typeof value['key'] === 'string' && DATED.test(value['key'])) yield String(value['value'])
    for (const [key, one] of Object.entries(value)) {
      if (!DATED.test(key)) yield* dated(one)
      else if (typeof one === 'string') yield one
      else if (isObject(one) && typeof one['@value'] === 'string') yield one['@value']
    }
  }

  /** The day is Japan's; where the standard wants a time too, it is its first moment. */
  const faults = (value: unknown) =>
    [...dated(value)].filter((text) => !DAY.test(text.replace(/T00:00:00\+09:00$/, '')))

  test.each([
    ['datapackage.json', 3],
    ['ckan.json', 2],
    ['schema-org.jsonld', 2],
    ['croissant.json', 2],
    ['ro-crate-metadata.json', 2],
    ['.csv-metadata.json', 2],
    ['.jsonld', 2],
  ])('in %s there are %i, and each is a day', (file, many) => {
    const value = jsonOf(file)
    expect([...dated(value)]).toHaveLength(many)
    expect(faults(value)).toEqual([])
    expect(new Set([...dated(value)].map((text) => text.slice(0, 10)))).toEqual(
      new Set(['2026-04-01', '2026-11-01']),
    )
  })

  test('in the catalogue too', async () => {
    for (const [name, text] of await formsOf([staged.entry])) {
      if (!name.endsWith('.jsonld')) continue
      const value: unknown = JSON.parse(text)
      expect([...dated(value)].length, name).toBeGreaterThan(3)
      expect(faults(value), name).toEqual([])
    }
  })

  test('one in the Japanese calendar, or of no month, would be seen', () => {
    expect(
      faults({ a: [{ datePublished: '令和8年11月1日' }, { key: 'issued', value: '2026-13-45' }] }),
    ).toHaveLength(2)
    expect(faults({ 'dcterms:issued': { '@value': '2026/11/1' } })).toHaveLength(1)
  })
})

/** NOASSERTION is of a vocabulary that has a prefix. */
const inTurtle = (iri: string) => iri.replace('http://spdx.org/rdf/terms#', 'spdx:')

describe.each(Object.entries(licences))('licence %s', (id, { iri, ckan, standard }) => {
  const licensed: Dataset = { ...dataset, publisher: { ...dataset.publisher, licence: id } }

  test('is the same in every file', async () => {
    const one = await stage(licensed, [], id)
    const bytes = Uint8Array.from(one.bytes.get(nameOf('.parquet')) ?? []).buffer
    const told = parquetMetadata(bytes).key_value_metadata ?? []
    const crate = listOf(at(jsonOf('ro-crate-metadata.json', one), '@graph'))
    const catalog = await formsOf([one.entry])
    const shape = {
      title: ratings.title,
      description: ratings.description,
      keywords: [],
      columns: [],
      primaryKey: [],
    }
    const list = openDataList(licensed.publisher, [one.entry], licences, {
      ...shape,
      release: null,
      recordSchema: {},
    })
    expect({
      dataPackage: at(jsonOf('datapackage.json', one), 'licenses', 0, 'name'),
      dataPackagePath: at(jsonOf('datapackage.json', one), 'licenses', 0, 'path'),
      csvw: at(jsonOf('.csv-metadata.json', one), 'dc:license', '@id'),
      jsonLd: at(jsonOf('.jsonld', one), 'dcterms:license', '@id'),
      schemaOrg: at(jsonOf('schema-org.jsonld', one), 'license'),
      croissant: at(jsonOf('croissant.json', one), 'license'),
      crate: at(
        crate.find((entity) => at(entity, '@id') === './'),
        'license',
        '@id',
      ),
      crateName: at(
        crate.find((entity) => at(entity, '@id') === iri),
        'identifier',
      ),
      parquet: told.find(({ key }) => key === 'dcterms:license')?.value,
      ckan: at(jsonOf('ckan.json', one), 'license_id'),
      list: list.records[0]?.['fileLicence'],
      readme: textOf('README.md', one).includes(`](${iri})（${id}）`),
      // each file of the catalogue names it, and no other licence
      catalog: [...catalog.values()].map((text) =>
        Object.values(licences)
          .map((other) => other.iri)
          .filter((other) => text.includes(other) || text.includes(inTurtle(other))),
      ),
    }).toEqual({
      dataPackage: id,
      dataPackagePath: iri,
      csvw: iri,
      jsonLd: iri,
      schemaOrg: iri,
      croissant: iri,
      crate: iri,
      crateName: id,
      parquet: iri,
      ckan,
      list: standard,
      readme: true,
      catalog: [...catalog.keys()].map(() => [iri]),
    })
  })
})
