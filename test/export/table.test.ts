/** The one-pass writer of bytes gives what the writers of records give, whatever the cells hold. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { batchesOf } from '../../pipeline/export/batches.ts'
import { writeCsv } from '../../pipeline/export/csv.ts'
import { writeGeoJson } from '../../pipeline/export/geojson.ts'
import { coordinatesOf, createTableWriter, type TableFormat } from '../../pipeline/export/index.ts'
import { writeJson } from '../../pipeline/export/json.ts'
import { writeJsonLd } from '../../pipeline/export/jsonld.ts'
import type { DataRecord, Dataset, Json } from '../../pipeline/lib/model.ts'
import { initiatives, licence, placed, ratings, units } from './fixture.ts'

const vocabulary = { licence: licence(), units, siblings: [ratings] }
const FORMATS = ['csv', 'json', 'jsonld'] as const
const MAPPED = [...FORMATS, 'geojson'] as const

async function joined(chunks: AsyncIterable<string>): Promise<string> {
  const pieces: string[] = []
  for await (const chunk of chunks) pieces.push(chunk)
  // half of a pair becomes U+FFFD, as it does in a file
  return Buffer.from(pieces.join('')).toString()
}

async function expected(dataset: Dataset): Promise<Partial<Record<TableFormat, string>>> {
  const { columns, records } = dataset
  const place = coordinatesOf(dataset)
  return {
    csv: await joined(writeCsv(columns, batchesOf(records))),
    json: await joined(writeJson(columns, batchesOf(records))),
    jsonld: await joined(writeJsonLd(dataset, batchesOf(records), vocabulary)),
    ...(place === undefined
      ? {}
      : { geojson: await joined(writeGeoJson(dataset, place, batchesOf(records))) }),
  }
}

/** The files as whoever writes them puts them together, from batches of `size`. */
function written(dataset: Dataset, formats: readonly TableFormat[], size: number): Record<string, string> {
  const writer = createTableWriter(dataset, formats, vocabulary)
  const chunks = new Map<TableFormat, Uint8Array[]>(formats.map((format) => [format, []]))
  const rows = dataset.records.map((record) => dataset.columns.map(({ key }) => record[key] ?? null))
  for (let at = 0; at < rows.length; at += size) {
    const bytes = writer.write(rows.slice(at, at + size))
    for (const format of formats) chunks.get(format)?.push((bytes[format] ?? new Uint8Array()).slice())
  }
  return Object.fromEntries(
    formats.map((format) => {
      const frame = writer.frames[format]
      const body = Buffer.concat(chunks.get(format) ?? []).subarray(frame?.glue)
      return [format, `${frame?.open}${body.toString()}${rows.length > 0 ? frame?.close : frame?.closeEmpty}`]
    }),
  )
}

describe('the same bytes as the writers of records', () => {
  test.each([
    ['everything that a cell can hold', initiatives],
    ['a list of codes', ratings],
    ['no records', { ...initiatives, records: [] }],
    ['no key', { ...initiatives, primaryKey: [] }],
    ['a key of two columns', { ...initiatives, primaryKey: ['identifier', 'title'] }],
    ['all blank', { ...ratings, primaryKey: [], codeList: undefined, records: [{}, {}] }],
  ] satisfies [string, Dataset][])('%s', async (_, dataset) => {
    const wanted = await expected(dataset)
    for (const size of [1, 3, 1000]) expect(written(dataset, FORMATS, size)).toEqual(wanted)
    for (const format of FORMATS) {
      expect(written(dataset, [format], 2)).toEqual({ [format]: wanted[format] })
    }
  })

  test.each([
    ['with coordinates', placed],
    ['with coordinates, no records', { ...placed, records: [] }],
    ['with coordinates, no key', { ...placed, primaryKey: [] }],
  ] satisfies [string, Dataset][])('%s', async (_, dataset) => {
    const wanted = await expected(dataset)
    expect(wanted.geojson).toContain('FeatureCollection')
    for (const size of [1, 3, 1000]) expect(written(dataset, MAPPED, size)).toEqual(wanted)
    expect(written(dataset, ['geojson'], 2)).toEqual({ geojson: wanted.geojson })
  })

  test('without coordinates there is no GeoJSON', () => {
    expect(createTableWriter(initiatives, MAPPED, vocabulary).frames.geojson).toBeUndefined()
  })

  test('any text, any number', async () => {
    const text = fc.string({
      unit: fc.oneof(
        fc.constantFrom(
          '"',
          ',',
          '\n',
          '\r',
          '\\',
          '\u0001',
          'é',
          '漢',
          '𠮷',
          '\ud842',
          '\udfb7',
          '\u2028',
          '.',
          '%',
        ),
        fc.string({ minLength: 1, maxLength: 1 }),
      ),
      maxLength: 12,
    })
    const value: fc.Arbitrary<Json> = fc.oneof(
      text,
      fc.constant(null),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
      fc.boolean(),
    )
    // encodeURIComponent refuses half of a pair, so keys have none
    const key = fc.string({ unit: fc.constantFrom('a', '-', '.', '/', '漢', '%', '𠮷'), maxLength: 4 })
    const columns = placed.columns.filter(({ type }) => type !== 'json')
    const record: fc.Arbitrary<DataRecord> = fc.record({
      ...Object.fromEntries(columns.map((column) => [column.key, value])),
      identifier: key,
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { maxLength: 6 }),
        fc.integer({ min: 1, max: 4 }),
        async (records, size) => {
          const dataset = { ...placed, columns, records }
          expect(written(dataset, MAPPED, size)).toEqual(await expected(dataset))
        },
      ),
      { numRuns: 300 },
    )
  })

  test('a row that is larger than the buffer', async () => {
    const title = '長い"文章"\n'.repeat(20_000)
    const dataset = {
      ...initiatives,
      records: [
        { identifier: '1', title },
        { identifier: '2', title: 'a' },
      ],
    }
    expect(written(dataset, FORMATS, 1)).toEqual(await expected(dataset))
  })
})
