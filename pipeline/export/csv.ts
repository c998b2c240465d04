/**
 * CSV as Excel and the portals of Japanese cities expect it: UTF-8 with BOM, CRLF, Japanese headers (RFC 4180).
 * Our own: csv-stringify 6.9 calls Node's Buffer when it is loaded, so it does not run in a browser, and it took
 * several times as long; it is the oracle in the test, byte for byte.
 */
import { plainDecimal } from '../lib/decimal.ts'
import type { Batches, Column, Json } from '../lib/model.ts'

const BOM = '\ufeff'
const CRLF = '\r\n'

/** A bare CR or LF splits the row for some readers, so it is quoted like CRLF. */
const NEEDS_QUOTES = /[",\r\n]/

/** One chunk for the header, one per batch. */
export async function* writeCsv(columns: readonly Column[], batches: Batches): AsyncGenerator<string> {
  const keys = columns.map((column) => column.key)
  yield csvHeader(columns)
  for await (const batch of batches) {
    let chunk = ''
    for (const record of batch) {
      let row = ''
      for (const key of keys) row += `,${csvCell(cellText(record[key] ?? null))}`
      chunk += row.slice(1) + CRLF
    }
    if (chunk !== '') yield chunk
  }
}

/** The first row, after the mark that tells Excel of UTF-8. */
export function csvHeader(columns: readonly Column[]): string {
  return BOM + columns.map((column) => csvCell(column.header)).join(',') + CRLF
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

/** A cell as it stands between the commas. */
export function csvCell(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
