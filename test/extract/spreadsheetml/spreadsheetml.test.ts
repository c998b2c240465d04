import { expect, test } from 'vitest'
import { addressKey } from '../../../pipeline/lib/grid.ts'
import { encodeAs } from '../../helpers/japanese.ts'
import { readFile } from '../tables.ts'

const book = (inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">${inner}</Workbook>`
const sheet = (table: string, more = ''): string =>
  `<Worksheet ss:Name="一覧"><Table>${table}</Table>${more}</Worksheet>`
const cell = (type: string, text: string, attributes = ''): string =>
  `<Cell${attributes}><Data ss:Type="${type}">${text}</Data></Cell>`

test('cells of every type, where they stand', async () => {
  const styles = `<Styles><Style ss:ID="Default"/><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style><Style ss:ID="t"><NumberFormat ss:Format="Short Time"/></Style><Style ss:ID="c" ss:Parent="d"><NumberFormat ss:Format="000"/><Interior ss:Color="#FFFF00" ss:Pattern="Solid"/></Style></Styles>`
  const { format, worksheets, workbook, codes } = await readFile(
    book(
      `<DocumentProperties xmlns="urn:schemas-microsoft-com:office:office"><Author>山田</Author></DocumentProperties>${styles}${sheet(
        `<Column ss:Index="2" ss:Hidden="1"/><Row>${cell('String', '名称')}${cell('String', '備考', ' ss:MergeAcross="1"')}${cell('String', '数')}</Row>
<Row ss:Index="3">${cell('String', '高松&amp;<html:B xmlns:html="http://www.w3.org/TR/REC-html40">市</html:B>')}${cell('Number', '7', ' ss:Index="3" ss:StyleID="c"')}${cell('DateTime', '2024-04-01T00:00:00.000', ' ss:StyleID="d"')}${cell('DateTime', '1899-12-31T09:30:00.000', ' ss:StyleID="t"')}</Row>
<Row ss:Hidden="1">${cell('Boolean', '1')}${cell('Error', '#N/A')}${cell('Number', '1.5E3', ' ss:Formula="=RC[-1]*2"')}<Cell><Data ss:Type="String">x</Data><Comment ss:Author="a"><Data>確認</Data></Comment></Cell></Row>`,
      )}${sheet('<Row/>', '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>').replace('一覧', '控え')}`,
    ),
  )
  expect([format, workbook?.format, codes]).toEqual(['xls', 'xls', []])
  expect(worksheets.map(({ name, hidden }) => [name, hidden])).toEqual([
    ['一覧', false],
    ['控え', true],
  ])
  const [first] = worksheets
  expect(first?.rows).toEqual([
    ['名称', '備考', '', '数'],
    [],
    ['高松&市', '', '007', '2024-04-01', '09:30'],
    ['TRUE', '#N/A', '1500', 'x'],
  ])
  expect(first?.merges).toEqual([{ top: 1, left: 2, bottom: 1, right: 3 }])
  expect([[...(first?.hiddenRows ?? [])], [...(first?.hiddenColumns ?? [])]]).toEqual([[4], [2]])
  const facts = (row: number, column: number) => first?.cells.get(addressKey(row, column))
  expect(facts(3, 3)).toMatchObject({ type: 'number', format: '000', style: 'fill=FFFF00', raw: '7' })
  expect([facts(3, 4)?.type, facts(3, 5)?.type, facts(4, 2)?.type]).toEqual(['date', 'time', 'error'])
  expect([facts(4, 3)?.formula, facts(4, 4)?.comment]).toEqual(['RC[-1]*2', '確認'])
  expect(workbook?.properties).toEqual({ Author: '山田' })
})

test('in Shift_JIS', async () => {
  const text = book(sheet(`<Row>${cell('String', '高松市役所')}</Row>`)).replace('UTF-8', 'Shift_JIS')
  expect((await readFile(encodeAs('shift_jis', text))).worksheets[0]?.rows).toEqual([['高松市役所']])
})

test.each([
  ['cut short', book(sheet('<Row/>')).slice(0, -8), 'spreadsheet-damaged'],
  ['no worksheet', book(''), 'no-tables'],
  [
    'a row beyond the last',
    book(sheet(`<Row ss:Index="1048577">${cell('String', 'a')}</Row>`)),
    'outside-worksheet',
  ],
  ['entities', book('').replace('<Workbook', '<!DOCTYPE x><Workbook'), 'spreadsheet-doctype'],
])('%s: told', async (_, text, code) => {
  expect((await readFile(text)).codes).toEqual([code])
})
