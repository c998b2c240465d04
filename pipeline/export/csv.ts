/** CSV as Excel and the portals of Japanese cities expect it: UTF-8 with BOM, CRLF, Japanese headers (RFC 4180). */
import { stringify } from 'csv-stringify/sync'
import { plainDecimal } from '../lib/decimal.ts'
import type { Batches, Column, Json } from '../lib/model.ts'

const BOM = '\ufeff'

const OPTIONS = {
  record_delimiter: '\r\n',
  // csv-stringify quotes a cell for its own record delimiter only: a bare LF or CR inside a cell would split the row.
  quoted_match: /[\r\n]/,
} as const

/** One chunk for the header, one per batch. */
export async function* writeCsv(columns: readonly Column[], batches: Batches): AsyncGenerator<string> {
  const keys = columns.map((column) => column.key)
  yield BOM + stringify([columns.map((column) => column.header)], OPTIONS)
  for await (const batch of batches) {
    const rows = batch.map((record) => keys.map((key) => cellText(record[key] ?? null)))
    if (rows.length > 0) yield stringify(rows, OPTIONS)
  }
}

/** Blank is unknown; a list or an object is JSON in one cell; a text is never altered for a spreadsheet's sake. */
export function cellText(value: Json): string {
  if (value === null) return ''
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
      return plainDecimal(value)
    case 'boolean':
      return value ? 'true' : 'false'
    default:
      return JSON.stringify(value)
  }
}
