import { type CellObject, utils, type WorkSheet, write } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { factsAt, first, read } from './workbook.ts'

function xls(
  sheets: Readonly<Record<string, WorkSheet>>,
  more: {
    readonly date1904?: boolean
    readonly hidden?: readonly (0 | 1 | 2)[]
    readonly author?: string
  } = {},
  bookType: 'biff8' | 'biff5' = 'biff8',
): Uint8Array {
  const book = utils.book_new()
  for (const [name, sheet] of Object.entries(sheets)) utils.book_append_sheet(book, sheet, name)
  book.Workbook = {
    WBProps: { date1904: more.date1904 ?? false },
    Sheets: Object.keys(sheets).map((name, i) => ({ name, Hidden: more.hidden?.[i] ?? 0 })),
  }
  if (more.author !== undefined) book.Props = { Author: more.author, Title: 'list' }
  return new Uint8Array(write(book, { type: 'array', bookType }))
}

function sheetOf(
  cells: Readonly<Record<string, CellObject>>,
  range: string,
  more: Partial<WorkSheet> = {},
): WorkSheet {
  return { ...cells, '!ref': range, ...more }
}

describe('XLS', () => {
  test('values by type and number format', () => {
    const worksheet = first(
      xls({
        表: sheetOf(
          {
            A1: { t: 's', v: '0463' },
            B1: { t: 'n', v: 45383, z: '[$-411]ggge"年"m"月"d"日"' },
            C1: { t: 'n', v: 463, z: '000000' },
            D1: { t: 'n', v: 0.5, z: 'h:mm' },
            E1: { t: 'n', v: 1, z: '[h]:mm' },
            F1: { t: 'b', v: true },
            G1: { t: 'e', v: 42 },
            H1: { t: 'n', v: 0.1 + 0.2 },
            A3: { t: 's', v: 'a\r\n髙㈱' },
          },
          'A1:H3',
        ),
      }),
      'xls',
    )
    expect(worksheet.name).toBe('表')
    expect(worksheet.rows).toEqual([
      ['0463', '2024-04-01', '000463', '12:00', '24:00', 'TRUE', '#N/A', '0.3'],
      [],
      ['a\n髙㈱'],
    ])
    expect(factsAt(worksheet, 1, 1)).toBeUndefined()
    expect(factsAt(worksheet, 1, 2)).toEqual({
      type: 'date',
      raw: '45383',
      format: '[$-411]ggge"年"m"月"d"日"',
    })
    expect(factsAt(worksheet, 1, 7)?.type).toBe('error')
    expect(factsAt(worksheet, 1, 8)).toEqual({ type: 'number', raw: '0.30000000000000004' })
  })
  test('merges, hidden columns and worksheets', () => {
    const { worksheets } = read(
      xls(
        {
          a: sheetOf({ A1: { t: 'n', v: 1 }, C3: { t: 'n', v: 2 } }, 'A1:C3', {
            '!merges': [{ s: { r: 0, c: 0 }, e: { r: 1, c: 1 } }],
            '!cols': [{ wch: 8 }, { hidden: true }],
          }),
          b: sheetOf({ A1: { t: 'n', v: 1 } }, 'A1'),
          c: sheetOf({ A1: { t: 'n', v: 1 } }, 'A1'),
        },
        { hidden: [0, 1, 2] },
      ),
      'xls',
    ).workbook
    expect(worksheets.map(({ hidden }) => hidden)).toEqual([false, true, true])
    expect(worksheets[0]?.merges).toEqual([{ top: 1, left: 1, bottom: 2, right: 2 }])
    expect([...(worksheets[0]?.hiddenColumns ?? [])]).toEqual([2])
  })
  test('from 1904', () => {
    const bytes = xls({ a: sheetOf({ A1: { t: 'n', v: 43921, z: 'yyyy/m/d' } }, 'A1') }, { date1904: true })
    expect(read(bytes, 'xls').workbook.date1904).toBe(true)
    expect(first(bytes, 'xls').rows).toEqual([['2024-04-01']])
  })
  test('one file leaves nothing behind for the next', () => {
    const dated = xls({ a: sheetOf({ A1: { t: 'n', v: 45383, z: 'yyyy"年"' } }, 'A1') })
    const plain = xls({ a: sheetOf({ A1: { t: 'n', v: 45383, z: '0"円"' } }, 'A1') })
    const before = first(plain, 'xls').cells
    expect(first(dated, 'xls').rows).toEqual([['2024-04-01']])
    expect(first(plain, 'xls').cells).toEqual(before)
  })
  test('of Excel 95', () => {
    const bytes = xls(
      { a: sheetOf({ A1: { t: 's', v: 'abc' }, B1: { t: 'n', v: 1.5 } }, 'A1:B1') },
      {},
      'biff5',
    )
    expect(first(bytes, 'xls').rows).toEqual([['abc', '1.5']])
  })
  test('properties', () => {
    const { properties } = read(
      xls({ a: sheetOf({ A1: { t: 'n', v: 1 } }, 'A1') }, { author: 'Yamaguchi' }),
      'xls',
    ).workbook
    expect(properties['Author']).toBe('Yamaguchi')
    expect(properties['Title']).toBe('list')
  })
})
