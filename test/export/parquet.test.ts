/** Parquet as another's reader has it: each value, each type, what is said of the columns; the same bytes however it comes. */
import fc from 'fast-check'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { describe, expect, test } from 'vitest'
import { createParquetFile } from '../../pipeline/export/parquet.ts'
import { dayOf } from '../../pipeline/export/parquet-values.ts'
import { crcOf, crcTable } from '../../pipeline/lib/crc32.ts'
import type { Column, DataRecord, Dataset, Json } from '../../pipeline/lib/model.ts'
import { initiatives, licence, placed } from './fixture.ts'

const rowsOf = ({ columns, records }: Dataset): readonly (readonly Json[])[] =>
  records.map((record) => columns.map(({ key }) => record[key] ?? null))

/** Small pages and groups, so that few rows make several. */
function fileOf(dataset: Dataset, batch = 1000, size = { page: 4, pages: 2 }): Uint8Array {
  const file = createParquetFile(dataset, licence(), size)
  const rows = rowsOf(dataset)
  const pieces: Uint8Array[] = []
  for (let at = 0; at < rows.length; at += batch) pieces.push(file.write(rows.slice(at, at + batch)))
  return Buffer.concat([...pieces, file.end()])
}

function buffer(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length)
  new Uint8Array(copy).set(bytes)
  return copy
}

const readBack = (bytes: Uint8Array): Promise<Record<string, unknown>[]> =>
  parquetReadObjects({ file: buffer(bytes) })

/** What a reader should find of a value. */
function expectedOf({ type }: Column, value: Json): unknown {
  if (value === null) return null
  if (type === 'date') return new Date(String(value))
  if (type === 'integer') return BigInt(Number(value))
  // this reader takes a byte order mark at the start of a text for none of it; pyarrow (scripts/readers.sh) does not
  return typeof value === 'object'
    ? JSON.stringify(value)
    : typeof value === 'string'
      ? value.replace(/^\ufeff/, '')
      : value
}

const wantedOf = ({ columns, records }: Dataset): Record<string, unknown>[] =>
  records.map((record) =>
    Object.fromEntries(columns.map((column) => [column.key, expectedOf(column, record[column.key] ?? null)])),
  )

/** Null and absent are the same. */
const plain = (records: readonly Record<string, unknown>[]): unknown =>
  records.map((record) =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [key, value ?? null])),
  )

describe('values', () => {
  test('of everything that a cell can hold read back', async () => {
    expect(plain(await readBack(fileOf(placed)))).toEqual(wantedOf(placed))
  })

  test('of no records', async () => {
    const empty = { ...initiatives, records: [] }
    expect(await readBack(fileOf(empty))).toEqual([])
    expect(parquetMetadata(buffer(fileOf(empty))).num_rows).toBe(0n)
  })

  test('any, over several pages and groups, however they come', async () => {
    const few = fc.constantFrom('', '甲', '乙', '丙"', '0123')
    const text = fc.oneof(few, fc.string({ unit: 'grapheme', maxLength: 8 }))
    const day = fc
      .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10))
    const values: Readonly<Record<string, fc.Arbitrary<Json>>> = {
      integer: fc.maxSafeInteger(),
      number: fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
      boolean: fc.boolean(),
      date: day,
      json: fc.array(few, { maxLength: 2 }),
    }
    const record: fc.Arbitrary<DataRecord> = fc.record(
      Object.fromEntries(
        placed.columns.map((column) => {
          const value = values[column.type] ?? text
          return [column.key, column.required ? value : fc.oneof(fc.constant(null), value)]
        }),
      ),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        async (records, batch) => {
          const dataset: Dataset = { ...placed, records }
          const bytes = fileOf(dataset, batch)
          expect(plain(await readBack(bytes))).toEqual(wantedOf(dataset))
          expect(Buffer.compare(bytes, fileOf(dataset))).toBe(0)
          expect(parquetMetadata(buffer(bytes)).row_groups.length).toBe(Math.ceil(records.length / 8))
        },
      ),
      { numRuns: 100 },
    )
  })

  test('a text that repeats is written once a group; a column where they differ is written as it comes', async () => {
    const many: Dataset = {
      ...placed,
      records: Array.from({ length: 100 }, (_, n) => ({
        ...placed.records[0],
        identifier: `id-${n}`,
        unit: n % 3 === 0 ? '件' : '台',
      })),
    }
    const bytes = fileOf(many, 7, { page: 16, pages: 4 })
    expect(plain(await readBack(bytes))).toEqual(wantedOf(many))
    const [group] = parquetMetadata(buffer(bytes)).row_groups
    const encodings = (key: string) =>
      group?.columns.find((one) => one.meta_data?.path_in_schema[0] === key)?.meta_data?.encodings
    expect(encodings('unit')).toContain('RLE_DICTIONARY')
    expect(encodings('identifier')).not.toContain('RLE_DICTIONARY')
  })

  test('a column of two types is text', async () => {
    const recordSchema = {
      ...initiatives.recordSchema,
      properties: { count: { type: ['integer', 'string', 'null'] } },
    }
    const dataset: Dataset = {
      ...initiatives,
      recordSchema,
      columns: initiatives.columns.filter(({ key }) => key === 'count'),
      records: [{ count: 12 }, { count: '約12' }],
    }
    expect(await readBack(fileOf(dataset))).toEqual([{ count: '12' }, { count: '約12' }])
  })

  test('what a record must have is not written blank', () => {
    const dataset: Dataset = { ...initiatives, records: [{ ...initiatives.records[0], title: null }] }
    expect(() => fileOf(dataset)).toThrow('title is required')
  })
})

describe('what the file says', () => {
  const metadata = parquetMetadata(buffer(fileOf(placed)))

  test('types, and what may be blank, by the schema', () => {
    const types = metadata.schema
      .slice(1)
      .map((one) => [one.name, one.type, one.converted_type, one.repetition_type])
    expect(types).toEqual(
      expect.arrayContaining([
        ['identifier', 'BYTE_ARRAY', 'UTF8', 'REQUIRED'],
        ['rating', 'BYTE_ARRAY', 'UTF8', 'OPTIONAL'],
        ['count', 'INT64', undefined, 'OPTIONAL'],
        ['value', 'DOUBLE', undefined, 'OPTIONAL'],
        ['done', 'BOOLEAN', undefined, 'OPTIONAL'],
        ['day', 'INT32', 'DATE', 'OPTIONAL'],
        ['parts', 'BYTE_ARRAY', 'UTF8', 'OPTIONAL'],
      ]),
    )
    expect(types.map(([name]) => name)).toEqual(placed.columns.map(({ key }) => key))
  })

  test('title, licence, publisher, and of each column its Japanese header', () => {
    const said = Object.fromEntries(metadata.key_value_metadata?.map(({ key, value }) => [key, value]) ?? [])
    expect(said).toMatchObject({
      'dcterms:title': placed.title.ja,
      'dcterms:publisher': '見本市',
      'dcterms:license': licence().iri,
      'dcterms:identifier': `https://data.mihon.example/datasets/${placed.id}/`,
      'dcat:version': '2',
    })
    const { fields, primaryKey } = JSON.parse(said['tableschema'] ?? '')
    expect(primaryKey).toEqual(['identifier'])
    expect(fields.map(({ name, title }: Record<string, string>) => [name, title])).toEqual(
      placed.columns.map(({ key, header }) => [key, header]),
    )
    const beside = metadata.row_groups[0]?.columns[1]?.meta_data?.key_value_metadata
    expect(beside).toContainEqual({ key: 'title', value: 'ID' })
    expect(metadata.created_by).toBe('hiraku')
  })

  test('what is not known is left out', () => {
    const file = createParquetFile({
      ...placed,
      release: null,
      publisher: { ...placed.publisher, name: { ja: '', en: '' } },
    })
    const keys = parquetMetadata(buffer(file.end())).key_value_metadata?.map(({ key }) => key)
    expect(keys).not.toContain('dcterms:publisher')
    expect(keys).not.toContain('dcterms:license')
    expect(keys).not.toContain('dcat:version')
  })

  test('bounds and blanks of columns of numbers', () => {
    const statistics = (key: string) =>
      metadata.row_groups[0]?.columns.find((one) => one.meta_data?.path_in_schema[0] === key)?.meta_data
        ?.statistics
    expect(statistics('latitude')).toMatchObject({ min_value: 24.0000001, max_value: 43, null_count: 1n })
    expect(statistics('count')).toMatchObject({ min_value: 12137n, max_value: 12137n, null_count: 3n })
    expect(statistics('title')).toMatchObject({ null_count: 0n })
  })
})

test('each page has the checksum of its bytes', () => {
  const bytes = fileOf(placed)
  const column = parquetMetadata(buffer(bytes)).row_groups[0]?.columns[1]?.meta_data
  expect(column?.dictionary_page_offset).toBeUndefined()
  const from = Number(column?.data_page_offset)
  const whole = Buffer.from(bytes.subarray(from, from + Number(column?.total_compressed_size)))
  // the header (Thrift, compact): fields 1 to 4, each a zigzag varint after its type; then the rest up to its end
  let at = 0
  const varint = (): number => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = whole[at++] ?? 0
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return (value >>> 1) ^ -(value & 1)
    }
  }
  const fields = Array.from({ length: 4 }, () => {
    expect(whole[at++]).toBe(0x15)
    return varint()
  })
  const [, , size = 0, crc] = fields
  const data = whole.subarray(whole.length - size)
  expect(crc).toBe(~crcOf(crcTable(), -1, data))
})

test.each([
  ['1970-01-01', 0],
  ['1969-12-31', -1],
  ['2000-02-29', 11016],
  ['0001-01-01', -719162],
  ['2001-02-29', undefined],
  ['2001-13-01', undefined],
  ['2001', undefined],
])('the day of %s is %s', (text, day) => expect(dayOf(text)).toBe(day))
