/** A new workbook for what is not patched: the rows as text, marked, and the findings before them. */
import { describe, expect, test } from 'vitest'
import { batchesOfRows } from '../../../pipeline/job/table/grids.ts'
import type { Row } from '../../../pipeline/lib/grid.ts'
import { writeXlsx } from '../../../pipeline/lib/xlsx/write.ts'
import { findingsOf } from '../../../pipeline/report/findings.ts'
import type { FileFound } from '../../../pipeline/report/index.ts'
import { markedBook } from '../../../pipeline/report/marked/book.ts'
import { openParts } from '../../../pipeline/report/marked/parts.ts'
import { read } from '../../extract/spreadsheet/workbook.ts'
import { FOUND } from '../found.ts'

const ROWS: readonly Row[] = [
  ['一覧'],
  [],
  [],
  ['施設名', '電話', '設置日', 'HP'],
  ['=1+1', '00123', '2024-04-01', ''],
  ['　市役所 ', '', '不明', 'x'.repeat(99)],
  ['b', '', '春ごろ'],
]

interface Grid {
  readonly worksheet: string | null
  readonly rows: readonly Row[]
}

function made(grids: readonly Grid[], found: FileFound = FOUND): Uint8Array {
  const opened = grids.map(({ worksheet, rows }) => ({ worksheet, batches: () => batchesOfRows(rows) }))
  return writeXlsx(markedBook({ found, findings: findingsOf(found), lang: 'ja', grids: opened }))
}

const CSV = [{ worksheet: null, rows: ROWS }]

test('the findings come first, then the rows as they are written, as text', () => {
  const { worksheets } = read(made(CSV)).workbook
  expect(worksheets.map(({ name }) => name)).toEqual(['Hiraku確認結果', 'データ'])
  const rows = worksheets[1]?.rows.slice(0, ROWS.length).map((row) => row.join('|').replace(/\|+$/, ''))
  expect(rows).toEqual(ROWS.map((row) => row.join('|').replace(/\|+$/, '')))
  expect(openParts(made(CSV)).text('xl/worksheets/sheet2.xml')).not.toContain('<f>')
})

test('cells are marked and commented, blank ones and those below the rows too', () => {
  const worksheet = read(made(CSV)).workbook.worksheets[1]
  const comments = [...(worksheet?.cells.values() ?? [])].flatMap(({ comment }) => comment ?? [])
  // what was mended has a ground of its own and no comment
  expect(comments.length).toBe(9)
  expect(comments.join('\n')).toContain(
    '【エラー】 確認結果の番号 7\n「不明」は読めません。\n直し方: 書き直してください。',
  )
  const xml = openParts(made(CSV)).text('xl/worksheets/sheet2.xml') ?? ''
  const styleOf = (cell: string) => new RegExp(`<c r="${cell}" s="(\\d+)"`).exec(xml)?.[1]
  // of the same severity the same, of another another
  expect(styleOf('C6')).toBe(styleOf('B7'))
  expect(new Set([styleOf('A6'), styleOf('C6'), styleOf('D9'), styleOf('A5')]).size).toBe(4)
})

test('a finding has a link to its cell', () => {
  const xml = openParts(made(CSV)).text('xl/worksheets/sheet1.xml') ?? ''
  expect(xml).toContain(`location="'データ'!C6"`)
})

test('the same bytes twice', () => {
  expect(made(CSV)).toEqual(made(CSV))
})

test('names of worksheets that Excel does not take, or that are taken', () => {
  const names = ['4/1', 'A', 'a', 'HIRAKU確認結果', 'x'.repeat(40), 'x'.repeat(41)]
  const { worksheets } = read(made(names.map((worksheet) => ({ worksheet, rows: ROWS })))).workbook
  const given = worksheets.map(({ name }) => name)
  expect(given.slice(0, 5)).toEqual(['Hiraku確認結果', '4_1', 'A', 'a 2', 'HIRAKU確認結果 2'])
  expect(new Set(given.map((name) => name.toLowerCase())).size).toBe(names.length + 1)
  for (const name of given) expect(name.length).toBeLessThanOrEqual(31)
})

describe('where the rows are not there', () => {
  const first = (bytes: Uint8Array): string =>
    read(bytes).workbook.worksheets[0]?.rows.slice(0, 6).flat().join('\n') ?? ''
  test('a file that can not be read gives the findings alone', () => {
    const bytes = made([])
    expect(read(bytes).workbook.worksheets.length).toBe(1)
    expect(first(bytes)).toContain('元のファイルを読めなかった')
  })
  test('a file that is too large too, and says so', () => {
    const wide = Array.from({ length: 2000 }, () => 'x')
    const rows = Array.from({ length: 1001 }, () => wide)
    const bytes = made([{ worksheet: null, rows }])
    expect(read(bytes).workbook.worksheets.length).toBe(1)
    expect(first(bytes)).toContain('元のファイルが大きい')
    expect(openParts(bytes).text('xl/worksheets/sheet1.xml')).not.toContain('<hyperlink ')
  })
})
