/** The same table, written by another program in three formats, is the same table. */
import { utils, write } from '@e965/xlsx'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainNumber } from '../../../pipeline/extract/spreadsheet/number-text.ts'
import { first } from './workbook.ts'

const text = fc.string({
  unit: fc.constantFrom(...'0123-.高松髙㈱ｱあ𠮷<>&"\'_x;,'),
  minLength: 1,
  maxLength: 8,
})
// the smallest of doubles are not what a spreadsheet holds, and the writer of XLS errs on them
const number = fc.oneof(
  fc.integer(),
  fc
    .double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 })
    .map((value) => (Math.abs(value) < 1e-9 ? 0 : value)),
)
const cell = fc.oneof(text, number, fc.boolean(), fc.constant(null))
const table = fc.array(fc.array(cell, { maxLength: 6 }), { minLength: 1, maxLength: 8 })

function expectedOf(rows: readonly (readonly (string | number | boolean | null)[])[]): string[][] {
  const texts = rows.map((row) =>
    row.map((value) => {
      if (value === null) return ''
      return typeof value === 'number'
        ? plainNumber(value)
        : typeof value === 'boolean'
          ? String(value).toUpperCase()
          : value
    }),
  )
  for (const row of texts) while (row.length > 0 && row[row.length - 1] === '') row.pop()
  while (texts.length > 0 && texts[texts.length - 1]?.length === 0) texts.pop()
  return texts
}

test.each([
  ['xlsx', 'xlsx'],
  ['xls', 'biff8'],
  ['ods', 'ods'],
] as const)('%s', (format, bookType) => {
  fc.assert(
    fc.property(table, (rows) => {
      const book = utils.book_new()
      utils.book_append_sheet(book, utils.aoa_to_sheet(rows), '一覧')
      const bytes = new Uint8Array(write(book, { type: 'array', bookType, bookSST: true }))
      expect(first(bytes, format).rows).toEqual(expectedOf(rows))
    }),
    { numRuns: 60 },
  )
})
