import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { batchesOf } from '../../pipeline/export/batches.ts'
import { cellText, writeCsv } from '../../pipeline/export/csv.ts'
import type { Column, DataRecord } from '../../pipeline/lib/model.ts'
import { initiatives, textOf } from './fixture.ts'

const csvOf = (columns: readonly Column[], records: readonly DataRecord[]) =>
  textOf({ path: '', chunks: writeCsv(columns, batchesOf(records)) })

/** A second reader; the delimiter and the line end are given, because it would guess them. */
function read(text: string): string[][] {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), {
    delimiter: ',',
    newline: '\r\n',
  })
  expect(errors).toEqual([])
  expect(data.at(-1)).toEqual([''])
  return data.slice(0, -1)
}

/** A second writer; it quotes for its own line end only, so the bare ones are named. */
function oracle(rows: readonly (readonly string[])[]): string {
  return `\ufeff${stringify(
    rows.map((row) => [...row]),
    { record_delimiter: '\r\n', quoted_match: /[\r\n]/ },
  )}`
}

test('BOM, CRLF, Japanese headers', async () => {
  const text = await csvOf(initiatives.columns, initiatives.records)
  expect(text.startsWith('\ufeff全国地方公共団体コード,ID,取組名,評価,')).toBe(true)
  expect(text.endsWith('\r\n')).toBe(true)
})

test('every cell reads back', async () => {
  const [header, ...rows] = read(await csvOf(initiatives.columns, initiatives.records))
  expect(header).toEqual(initiatives.columns.map((column) => column.header))
  expect(rows).toEqual(
    initiatives.records.map((record) =>
      initiatives.columns.map((column) => cellText(record[column.key] ?? null)),
    ),
  )
  const cell = (row: number, key: string) => rows[row]?.[initiatives.columns.findIndex((c) => c.key === key)]
  expect(cell(0, 'value')).toBe('0.0000001')
  expect(cell(2, 'value')).toBe('1000000000000000000000')
  expect(cell(0, 'done')).toBe('true')
  expect(cell(0, 'parts')).toBe('[{"label":"小学校","value":186,"unit":"台"}]')
  expect(cell(1, 'identifier')).toBe('01')
  expect(cell(1, 'count')).toBe('')
})

test('what is written is what is read, for any text', async () => {
  const columns = initiatives.columns
    .slice(0, 3)
    .map((column, n) => ({ ...column, key: `k${n}`, header: `列${n}` }))
  const awkward = fc.constantFrom(
    '"',
    ',',
    '\n',
    '\r',
    '\r\n',
    '\ufeff',
    '01',
    '007',
    '=1+1',
    '\t',
    "'",
    '""',
    ' ',
  )
  const text = fc.array(fc.oneof(awkward, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 6 })
  const cell = text.map((parts) => parts.join(''))
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 }), async (rows) => {
      const records = rows.map(([k0, k1, k2]) => ({ k0, k1, k2 }))
      const text = await csvOf(columns, records)
      expect(read(text).slice(1)).toEqual(rows)
      expect(text).toBe(oracle([columns.map(({ header }) => header), ...rows]))
    }),
    { numRuns: 500 },
  )
})

test('many batches give the bytes of one', async () => {
  const records = Array.from({ length: 2500 }, (_, n) => ({ ...initiatives.records[0], identifier: `r${n}` }))
  const text = await csvOf(initiatives.columns, records)
  expect(read(text)).toHaveLength(2501)
  expect(text.split('\ufeff')).toHaveLength(2)
})

test('no records give a header and nothing else', async () => {
  expect(read(await csvOf(initiatives.columns, []))).toHaveLength(1)
})
