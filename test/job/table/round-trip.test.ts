/** CSV that is written is CSV that is read: by our reader, by csv-parse and by Papa Parse; csv-stringify says what writing is. */
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { createTableWriter } from '../../../pipeline/export/index.ts'
import { readCsv } from '../../../pipeline/extract/index.ts'
import type { Scalar } from '../../../pipeline/lib/model.ts'
import { infoOf } from '../../../pipeline/run/file/info.ts'
import { cases } from '../../helpers/cases.ts'
import { runLine } from '../../helpers/line.ts'
import { FILES } from './fixtures.ts'

const VOCABULARY = { units: {} }

/** The CSV of each table of a file, with the values that it was written from. */
async function csvsOf(bytes: Uint8Array, name: string) {
  const { look, records } = await runLine(bytes, name)
  return look.tables.map((table, i) => {
    const info = infoOf(table, 'x', undefined)
    const rows = (records.get(i) ?? []).map(({ values }) => values)
    return { headers: info.columns.map(({ header }) => header), rows, text: written(info, rows) }
  })
}

function written(info: ReturnType<typeof infoOf>, rows: readonly (readonly Scalar[])[]): string {
  const writer = createTableWriter(info, ['csv'], VOCABULARY)
  const frame = writer.frames.csv
  if (frame === undefined) throw new Error('no CSV')
  const body = rows.length === 0 ? undefined : writer.write(rows).csv
  const text =
    body === undefined ? '' : new TextDecoder('utf-8', { ignoreBOM: true }).decode(body.subarray(frame.glue))
  return `${frame.open}${text}${rows.length === 0 ? frame.closeEmpty : frame.close}`
}

const cellOf = (value: Scalar): string => (value === null ? '' : String(value))

/** What is guessed of a file of a few odd cells is another matter: `known` says how it was written. */
function readBack(text: string, known: Parameters<typeof readCsv>[1] = {}): readonly (readonly string[])[] {
  const { batches } = readCsv(new TextEncoder().encode(text), known)
  const rows: (readonly string[])[] = []
  for (const batch of batches) rows.push(...batch.rows)
  return rows
}

test.each(FILES)('what comes out of $name is read again as it was', async ({ name, bytes }) => {
  for (const { headers, rows, text } of await csvsOf(bytes, name)) {
    const cells = [headers, ...rows.map((row) => row.map(cellOf))]
    expect(Papa.parse(text.replace(/^\ufeff/, ''), { skipEmptyLines: true }).data).toEqual(cells)
    expect(readBack(text)).toEqual(cells)
    expect(parse(text, { bom: true })).toEqual(cells)
    expect(text).toBe(stringify(cells, { bom: true, record_delimiter: '\r\n', quoted_match: /[\r\n]/ }))
  }
})

test('whatever the texts are', async () => {
  const [table] = (await runLine(new TextEncoder().encode('甲,乙\nあ,い\nう,え\n'), 'x.csv')).look.tables
  if (table === undefined) throw new Error('no table')
  const info = infoOf(table, 'x', undefined)
  const value = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'あ', ',', '"', '\n', '\r', ' ', ';', '\t', '𠮷', '1') }),
    fc.integer().map((one) => one / 1000),
    fc.constant(null),
  )
  const rows = fc.array(fc.tuple(...info.columns.map(() => value)), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(rows, (all) => {
      const cells = [info.columns.map(({ header }) => header), ...all.map((row) => row.map(cellOf))]
      const text = written(info, all)
      expect(
        Papa.parse(text.replace(/^\ufeff/, ''), { delimiter: ',', newline: '\r\n' }).data.slice(
          0,
          cells.length,
        ),
      ).toEqual(cells)
      expect(readBack(text, { encoding: 'utf-8', delimiter: ',' })).toEqual(cells)
      expect(parse(text, { bom: true, record_delimiter: '\r\n' })).toEqual(cells)
    }),
    { numRuns: cases(200) },
  )
})
