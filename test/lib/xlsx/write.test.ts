import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readSpreadsheet } from '../../../pipeline/extract/spreadsheet/index.ts'
import { addressKey, type Workbook } from '../../../pipeline/lib/grid.ts'
import type { Book, Sheet } from '../../../pipeline/lib/xlsx/book.ts'
import { columnFrom, fixedRange, placeIn } from '../../../pipeline/lib/xlsx/sheet.ts'
import { MOST_TEXT, shortened } from '../../../pipeline/lib/xlsx/text.ts'
import { sheetName, writeXlsx } from '../../../pipeline/lib/xlsx/write.ts'

function read(book: Book): Workbook {
  const result = readSpreadsheet(writeXlsx(book), 'xlsx')
  if ('problem' in result) throw new Error(result.problem.message.en)
  expect(result.problems).toEqual([])
  return result.workbook
}

function xml(book: Book, name: string): string {
  const bytes = unzipSync(writeXlsx(book))[name]
  if (bytes === undefined) throw new Error(`no ${name}`)
  return strFromU8(bytes)
}

const one = (sheet: Partial<Sheet> & Pick<Sheet, 'rows'>): Book => ({
  sheets: [{ name: 'a', ...sheet }],
})

describe.each([false, true])('cells, inline: %s', (inline) => {
  test('texts come back as they are', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.constantFrom(
        '=1+1',
        '+81',
        '-',
        '@x',
        '001',
        '_x0041_',
        '_x005F_',
        ' a ',
        'a\nb',
        '<&>"\'',
        '𠮷',
        'TRUE',
      ),
    )
    fc.assert(
      fc.property(fc.array(fc.array(text, { maxLength: 4 }), { maxLength: 4 }), (rows) => {
        const kept = (value: string): string =>
          value.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
        const got = read(one({ rows, inline })).worksheets[0]?.rows ?? []
        rows.forEach((row, i) => {
          expect(row.map((_, j) => got[i]?.[j] ?? '')).toEqual(row.map(kept))
        })
      }),
      { numRuns: 100 },
    )
  })

  test('nothing is a formula, and a text that looks like a number stays a text', () => {
    const sheet = read(one({ rows: [['=A1', '001', 7]], inline })).worksheets[0]
    expect(sheet?.rows).toEqual([['=A1', '001', '7']])
    expect([1, 2, 3].map((column) => sheet?.cells.get(addressKey(1, column))?.type ?? 'text')).toEqual([
      'text',
      'text',
      'number',
    ])
    expect([...(sheet?.cells.values() ?? [])].filter(({ formula }) => formula !== undefined)).toEqual([])
  })

  test('numbers as they are; what is none is written out', () => {
    const rows = [[0, -1.5, 1e21, 0.1 + 0.2, Number.NaN]]
    expect(read(one({ rows, inline })).worksheets[0]?.rows[0]?.slice(0, 2)).toEqual(['0', '-1.5'])
    expect(xml(one({ rows, inline }), 'xl/worksheets/sheet1.xml')).toContain('<v>0.30000000000000004</v>')
    expect(read(one({ rows, inline })).worksheets[0]?.rows[0]?.[4]).toBe('NaN')
  })

  test('a text longer than a cell is cut where no character is', () => {
    const long = `${'あ'.repeat(MOST_TEXT - 2)}𠮷𠮷`
    const text = read(one({ rows: [[long]], inline })).worksheets[0]?.rows[0]?.[0] ?? ''
    expect(text.length).toBe(MOST_TEXT - 1)
    expect(text.endsWith('あ…')).toBe(true)
  })

  test('half a character is none', () => {
    expect(read(one({ rows: [['a\ud800b']], inline })).worksheets[0]?.rows).toEqual([['a\ufffdb']])
  })
})

test('a date is its serial and its format', () => {
  const sheet = read(
    one({
      rows: [
        [
          { value: 45383, style: { format: 'yyyy"-"mm"-"dd' } },
          { value: 'x', style: { format: '@' } },
        ],
      ],
    }),
  ).worksheets[0]
  expect(sheet?.rows).toEqual([['2024-04-01', 'x']])
  expect(sheet?.cells.get(addressKey(1, 1))).toMatchObject({ type: 'date', raw: '45383' })
})

test('styles that are the same are written once', () => {
  const style = { bold: true, fill: 'FFEECC', border: true, wrap: true }
  const styles = xml(
    one({ rows: [[{ value: 'a', style }, { value: 'b', style: { ...style } }, { style }]] }),
    'xl/styles.xml',
  )
  expect(styles).toContain('<cellXfs count="2">')
  expect(styles).toContain('<fills count="3">')
})

test('the parts of a worksheet stand in the order that the standard wants', () => {
  const sheet = xml(
    one({
      rows: [[{ value: 'a', link: "'a'!B2" }]],
      columns: [undefined, { width: 20, style: { format: '@' } }],
      frozen: { rows: 1, columns: 2 },
      filter: 'A1:B2',
      checks: [{ range: 'A2', rule: { kind: 'list', values: ['有', '無'] } }],
      comments: [{ row: 1, column: 1, text: 'x' }],
      print: { landscape: true, fitWidth: true, repeat: [1, 1] },
      tab: 'FF0000',
    }),
    'xl/worksheets/sheet1.xml',
  )
  const order =
    'sheetPr sheetViews sheetFormatPr cols sheetData autoFilter dataValidations hyperlinks pageMargins pageSetup headerFooter legacyDrawing'
  const places = order.split(' ').map((name) => sheet.indexOf(`<${name}`))
  expect(places).not.toContain(-1)
  expect(places).toEqual([...places].sort((a, b) => a - b))
  expect(sheet).toContain(
    '<pane xSplit="2" ySplit="1" topLeftCell="C2" activePane="bottomRight" state="frozen"/>',
  )
})

describe('checks', () => {
  const written = (sheet: Partial<Sheet>): string =>
    xml(one({ rows: [], ...sheet }), 'xl/worksheets/sheet1.xml')
  test.each<readonly [string, NonNullable<Sheet['checks']>[number], string]>([
    [
      'a list',
      { range: 'A2:A9', rule: { kind: 'list', values: ['有', '"無"'] } },
      'type="list" allowBlank="1" showErrorMessage="1" sqref="A2:A9"><formula1>&quot;有,&quot;&quot;無&quot;&quot;&quot;</formula1>',
    ],
    [
      'a list elsewhere',
      { range: 'A2', rule: { kind: 'list', from: "'b'!$A$2:$A$3" }, on: 'warning' },
      'type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1" sqref="A2"><formula1>\'b\'!$A$2:$A$3</formula1>',
    ],
    [
      'between',
      { range: 'A2', rule: { kind: 'decimal', least: -90, most: 90 } },
      'type="decimal" allowBlank="1" showErrorMessage="1" sqref="A2"><formula1>-90</formula1><formula2>90</formula2>',
    ],
    [
      'at least',
      { range: 'A2', rule: { kind: 'whole', least: 0 } },
      'type="whole" operator="greaterThanOrEqual" allowBlank="1" showErrorMessage="1" sqref="A2"><formula1>0</formula1>',
    ],
    [
      'at most',
      { range: 'A2', rule: { kind: 'textLength', most: 9 } },
      'type="textLength" operator="lessThanOrEqual" allowBlank="1" showErrorMessage="1" sqref="A2"><formula1>9</formula1>',
    ],
    [
      'own',
      { range: 'A2', rule: { kind: 'custom', formula: 'LEN(A2)<6' } },
      '<formula1>LEN(A2)&lt;6</formula1>',
    ],
    [
      'only told',
      { range: 'A2', prompt: { title: 'a', text: 'b\nc' } },
      '<dataValidation allowBlank="1" showInputMessage="1" promptTitle="a" prompt="b&#10;c" sqref="A2">',
    ],
  ])('%s', (_, check, expected) => {
    expect(written({ checks: [check] })).toContain(expected)
  })

  test('texts are no longer than Excel takes', () => {
    const message = { title: '題'.repeat(40), text: '文'.repeat(300) }
    const sheet = written({
      checks: [{ range: 'A2', rule: { kind: 'whole', least: 0 }, error: message, prompt: message }],
    })
    expect(
      [...sheet.matchAll(/(?:error|prompt)Title="([^"]*)"/g)].map(([, text = '']) => text.length),
    ).toEqual([32, 32])
    expect([...sheet.matchAll(/ (?:error|prompt)="([^"]*)"/g)].map(([, text = '']) => text.length)).toEqual([
      255, 255,
    ])
  })
})

test('comments have their boxes, and no two of a workbook one id', () => {
  const comments = Array.from({ length: 1_500 }, (_, i) => ({ row: 1_500 - i, column: 2, text: `${i}` }))
  const book: Book = {
    sheets: [
      { name: 'a', rows: [['x', 'y']], comments },
      { name: 'b', rows: [['x']], comments: [{ row: 1, column: 1, text: 'z' }] },
    ],
  }
  const boxes = [1, 2].map((i) => xml(book, `xl/drawings/vmlDrawing${i}.vml`))
  expect(boxes.map((one) => /data="([^"]*)"/.exec(one)?.[1])).toEqual(['1,2', '3'])
  const ids = boxes.flatMap((one) => [...one.matchAll(/id="_x0000_s(\d+)"/g)].map(([, id]) => id))
  expect(new Set(ids).size).toBe(1_501)
  expect(read(book).worksheets[0]?.cells.get(addressKey(1_500, 2))?.comment).toBe('0')
  expect(read(book).worksheets[1]?.cells.get(addressKey(1, 1))?.comment).toBe('z')
})

test('says nothing of who and when, and is the same every time', () => {
  const book = one({ rows: [['a']], comments: [{ row: 1, column: 1, text: 'x' }] })
  expect(writeXlsx(book)).toEqual(writeXlsx(book))
  expect(xml(book, 'docProps/core.xml')).not.toMatch(/creator|lastModifiedBy|created|modified/)
  const named = { ...book, properties: { title: 'A & B', language: 'ja' } }
  expect(read(named).properties).toMatchObject({ title: 'A & B' })
})

test.each([
  ['a/b:c', 'a_b_c'],
  ["'a'", 'a'],
  ['', '_'],
  ['𠮷'.repeat(20), '𠮷'.repeat(15)],
])('the name of a worksheet: %s', (text, expected) => {
  expect(sheetName(text)).toBe(expected)
  expect(sheetName(expected)).toBe(expected)
})

test('names, filters and places', () => {
  expect(fixedRange('A1:AB20')).toBe('$A$1:$AB$20')
  expect(placeIn("it's", 'A1')).toBe("'it''s'!A1")
  expect(columnFrom(28, 2)).toBe('AB2:AB1048576')
  const book = { ...one({ rows: [['a']], filter: 'A1:A1' }), names: [{ name: 'x', refers: "'a'!$A$1" }] }
  expect(xml(book, 'xl/workbook.xml')).toContain(
    '<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">\'a\'!$A$1:$A$1</definedName><definedName name="x">\'a\'!$A$1</definedName>',
  )
})

test('what is cut shows it', () => {
  expect(shortened('abcd', 4)).toBe('abcd')
  expect(shortened('abcde', 4)).toBe('abc…')
})
