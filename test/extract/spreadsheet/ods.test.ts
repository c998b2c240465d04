import { utils, write } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { readSpreadsheet } from '../../../pipeline/extract/spreadsheet/index.ts'
import { factsAt, first, read, zip } from './workbook.ts'

const NAMESPACES = ['office', 'table', 'text', 'style', 'meta']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .concat(
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"',
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"',
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"',
  )
  .join(' ')

function ods(tables: string, styles = '', files: Readonly<Record<string, string>> = {}): Uint8Array {
  return zip({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'content.xml': `<office:document-content ${NAMESPACES}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
    ...files,
  })
}

const table = (rows: string, name = 'a'): string => `<table:table table:name="${name}">${rows}</table:table>`
const row = (cells: string, more = ''): string => `<table:table-row ${more}>${cells}</table:table-row>`
const text = (value: string, more = ''): string =>
  `<table:table-cell office:value-type="string" ${more}><text:p>${value}</text:p></table:table-cell>`

describe('ODS', () => {
  test('what is repeated is read as often, blanks to the end cost nothing', () => {
    const worksheet = first(
      ods(
        table(
          `<table:table-column table:number-columns-repeated="16384"/>
          ${row(`${text('x', 'table:number-columns-repeated="3"')}<table:table-cell table:number-columns-repeated="16381"/>`)}
          ${row('<table:table-cell table:number-columns-repeated="16384"/>', 'table:number-rows-repeated="2"')}
          ${row(text('y'), 'table:number-rows-repeated="2"')}
          ${row('<table:table-cell table:number-columns-repeated="16384"/>', 'table:number-rows-repeated="1048571"')}`,
        ),
      ),
      'ods',
    )
    expect(worksheet.rows).toEqual([['x', 'x', 'x'], [], [], ['y'], ['y']])
  })
  test('values by their type', () => {
    const styles = `
      <number:date-style style:name="N1"><number:era number:calendar="gengou" number:style="long"/><number:year number:calendar="gengou"/><number:text>年</number:text><number:month/><number:text>月</number:text><number:day/><number:text>日</number:text></number:date-style>
      <number:number-style style:name="N2"><number:number number:decimal-places="0" number:min-integer-digits="6"/></number:number-style>
      <number:number-style style:name="N3"><number:number number:min-integer-digits="7"><number:embedded-text number:position="4">-</number:embedded-text></number:number></number:number-style>
      <number:time-style style:name="N4" number:truncate-on-overflow="false"><number:hours number:style="long"/><number:text>:</number:text><number:minutes number:style="long"/></number:time-style>
      <number:date-style style:name="N5"><number:year number:style="long"/><number:text>/</number:text><number:month/><number:text> </number:text><number:hours/><number:text>:</number:text><number:minutes number:style="long"/></number:date-style>
      ${[1, 2, 3, 4, 5].map((i) => `<style:style style:name="ce${i}" style:family="table-cell" style:data-style-name="N${i}"/>`).join('')}`
    const cell = (type: string, value: string, style = '', shown = ''): string =>
      `<table:table-cell office:value-type="${type}" ${value} ${style === '' ? '' : `table:style-name="${style}"`}><text:p>${shown}</text:p></table:table-cell>`
    const worksheet = first(
      ods(
        table(
          row(
            cell('date', 'office:date-value="2024-04-01"', 'ce1', '令和6年4月1日') +
              cell('float', 'office:value="463"', 'ce2', '000463') +
              cell('float', 'office:value="4630017"', 'ce3', '463-0017') +
              cell('time', 'office:time-value="PT24H00M00S"', 'ce4', '24:00') +
              cell('time', 'office:time-value="PT17H30M00S"') +
              cell('date', 'office:date-value="2024-04-01T09:30:00"', 'ce5') +
              cell('percentage', 'office:value="0.125"', '', '12.5%') +
              cell('currency', 'office:currency="JPY" office:value="1200"', '', '¥1,200') +
              cell('boolean', 'office:boolean-value="true"', '', 'TRUE') +
              cell('string', 'office:string-value="" calcext:value-type="error"', '', '#N/A') +
              cell('float', 'office:value="0.30000000000000004"', '', '0.3'),
          ),
        ),
        styles,
      ),
      'ods',
    )
    expect(worksheet.rows).toEqual([
      [
        '2024-04-01',
        '000463',
        '0463-0017'.slice(1),
        '24:00',
        '17:30',
        '2024-04-01T09:30:00',
        '0.125',
        '1200',
        'TRUE',
        '#N/A',
        '0.3',
      ],
    ])
    expect(factsAt(worksheet, 1, 1)).toEqual({ type: 'date', format: 'ggge"年"m"月"d"日"' })
    expect(factsAt(worksheet, 1, 4)).toMatchObject({
      type: 'duration',
      format: '[hh]:mm',
      raw: 'PT24H00M00S',
    })
    expect([5, 6, 7, 9, 10].map((column) => factsAt(worksheet, 1, column)?.type)).toEqual([
      'time',
      'datetime',
      'number',
      'boolean',
      'error',
    ])
  })
  test('text: paragraphs, spaces, furigana, comments, drawings', () => {
    const worksheet = first(
      ods(
        table(
          `${row(
            `<table:table-cell office:value-type="string"><office:annotation><dc:creator>山口</dc:creator><dc:date>2024</dc:date><text:p>確認</text:p><text:p>中</text:p></office:annotation><text:p>a<text:s text:c="2"/>b
              c</text:p><text:p><text:ruby><text:ruby-base>高松</text:ruby-base><text:ruby-text>タカマツ</text:ruby-text></text:ruby><text:span>市</text:span></text:p><draw:frame><draw:text-box><text:p>絵</text:p></draw:text-box></draw:frame></table:table-cell>`,
          )}<table:shapes><draw:frame><text:p>図</text:p></draw:frame></table:shapes>`,
        ),
      ),
      'ods',
    )
    expect(worksheet.rows).toEqual([['a  b c\n高松市']])
    expect(factsAt(worksheet, 1, 1)).toEqual({ type: 'text', comment: '確認\n中' })
  })
  test('merges and covered cells, hidden rows, columns and tables, formulas, default styles', () => {
    const styles = `<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>
      <style:style style:name="p" style:family="table-cell"><style:table-cell-properties fo:background-color="#ffff00"/></style:style>
      <style:style style:name="ce1" style:family="table-cell" style:parent-style-name="p"><style:text-properties style:text-line-through-style="solid"/></style:style>`
    const { workbook, problems } = read(
      ods(
        `${table(
          `<table:table-column/><table:table-column table:visibility="collapse" table:default-cell-style-name="ce1"/>
          ${row(`${text('m', 'table:number-columns-spanned="2" table:number-rows-spanned="2"')}<table:covered-table-cell office:value-type="string"><text:p>unter</text:p></table:covered-table-cell>${text('c')}`)}
          ${row(`<table:covered-table-cell table:number-columns-repeated="2"/>${text('d')}`, 'table:visibility="filter"')}
          ${row(`<table:table-cell table:formula="of:=SUM([.A1:.B2])" office:value-type="float" office:value="3"/>${text('s')}<table:table-cell table:formula="of:=NOW()"/>`)}`,
        )}<table:table table:name="b" table:style-name="ta1">${row(text('x'))}</table:table>`,
        styles,
      ),
      'ods',
    )
    const [worksheet, other] = workbook.worksheets
    if (worksheet === undefined) throw new Error()
    expect(worksheet.rows).toEqual([
      ['m', '', 'c'],
      ['', '', 'd'],
      ['3', 's'],
    ])
    expect(worksheet.merges).toEqual([{ top: 1, left: 1, bottom: 2, right: 2 }])
    expect([[...worksheet.hiddenRows], [...worksheet.hiddenColumns]]).toEqual([[2], [2]])
    expect(factsAt(worksheet, 3, 1)).toEqual({ type: 'number', formula: 'SUM([.A1:.B2])' })
    expect(factsAt(worksheet, 3, 2)).toEqual({ type: 'text', style: 'fill=FFFF00 strike' })
    expect([other?.name, other?.hidden]).toEqual(['b', true])
    expect(problems.map(({ code, where }) => [code, where.cell])).toEqual([
      ['extract/formula-without-value', 'C3'],
      ['extract/value-under-merge', 'B1'],
    ])
  })
  test('deleted cells, linked tables and tables within cells are none of the worksheet', () => {
    const bytes = ods(
      `<table:tracked-changes><table:deletion>${text('gone')}</table:deletion></table:tracked-changes>${table(row(text('x')))}<table:dde-links><table:dde-link>${table(row(text('y')), 'z')}</table:dde-link></table:dde-links>`,
    )
    expect(read(bytes, 'ods').workbook.worksheets.map(({ rows }) => rows)).toEqual([[['x']]])
  })
  test('text repeated without end is refused', () => {
    const bytes = ods(
      table(row(text('x', 'table:number-columns-repeated="16384"'), 'table:number-rows-repeated="1048576"')),
    )
    const result = readSpreadsheet(bytes, 'ods', { limits: { cells: 100_000 } })
    expect('problem' in result && result.problem.code).toBe('extract/spreadsheet-too-large')
  })
  test('a text document is no spreadsheet', () => {
    const bytes = zip({
      'content.xml': `<office:document-content ${NAMESPACES}><office:body><office:text/></office:body></office:document-content>`,
    })
    expect(() => read(bytes, 'ods')).toThrow('extract/not-a-workbook')
  })
  test('properties', () => {
    const meta = `<office:document-meta ${NAMESPACES}><office:meta><dc:title>一覧</dc:title><meta:initial-creator>山口</meta:initial-creator><dc:date>2024-04-01T00:00:00</dc:date><meta:user-defined meta:name="作成者">山田</meta:user-defined></office:meta></office:document-meta>`
    const { properties } = read(ods(table(row(text('x'))), '', { 'meta.xml': meta }), 'ods').workbook
    expect({ ...properties }).toEqual({
      title: '一覧',
      'initial-creator': '山口',
      date: '2024-04-01T00:00:00',
      作成者: '山田',
    })
  })
  test('written by another program', () => {
    const book = utils.book_new()
    const sheet = utils.aoa_to_sheet([
      ['名称', '電話'],
      ['高松 市役所', '0878392011'],
      [12.5, true],
    ])
    sheet['!merges'] = [{ s: { r: 2, c: 2 }, e: { r: 3, c: 3 } }]
    utils.book_append_sheet(book, sheet, '一覧')
    const bytes = new Uint8Array(write(book, { type: 'array', bookType: 'ods' }))
    expect(first(bytes, 'ods').rows).toEqual([
      ['名称', '電話'],
      ['高松 市役所', '0878392011'],
      ['12.5', 'TRUE'],
    ])
  })
})
