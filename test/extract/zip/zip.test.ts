import { describe, expect, test } from 'vitest'
import {
  docx,
  docxOf,
  geojsonOf,
  htmlOf,
  kmlOf,
  p,
  shapefileOf,
  tbl,
  tc,
  tr,
  zip,
  zipCp932,
} from '../../helpers/formats.ts'
import { encodeAs } from '../../helpers/japanese.ts'
import { data, xlsx } from '../spreadsheet/workbook.ts'
import { readFile } from '../tables.ts'

const ROWS = [
  ['名称', '緯度', '経度'],
  ['公民館', '34.34', '134.05'],
]
const csv = ROWS.map((row) => row.join()).join('\r\n')

function locked(bytes: Uint8Array, name: string): Uint8Array {
  const view = new DataView(bytes.buffer)
  const names = Buffer.from(bytes)
  for (let at = names.indexOf(name); at >= 0; at = names.indexOf(name, at + 1)) {
    if (at >= 46 && view.getUint32(at - 46, true) === 0x02014b50) view.setUint16(at - 46 + 8, 1, true)
    if (at >= 30 && view.getUint32(at - 30, true) === 0x04034b50) view.setUint16(at - 30 + 6, 1, true)
  }
  return bytes
}

describe('worksheets of all entries', () => {
  test('of each format, in the order of names', async () => {
    const { format, worksheets, codes } = await readFile(
      zip({
        'a.csv': encodeAs('shift_jis', csv),
        'b.html': htmlOf(ROWS),
        'c.geojson': geojsonOf(ROWS),
        'd.kml': kmlOf(ROWS),
        'e.docx': docxOf(ROWS),
        'f.xlsx': xlsx({
          sheets: { 一: data('<row><c><v>1</v></c></row>'), 二: data('<row><c><v>2</v></c></row>') },
        }),
        'g/h.zip': shapefileOf(ROWS, '避難所'),
        'i.zip': zip({ 'j.csv': csv }),
      }),
    )
    expect([format, codes]).toEqual(['zip', ['crs']])
    expect(worksheets.map(({ name, rows }) => [name, rows.length])).toEqual([
      ['a.csv', 2],
      ['b.html', 2],
      ['c.geojson', 2],
      ['d.kml', 2],
      ['e.docx', 2],
      ['f.xlsx/一', 1],
      ['f.xlsx/二', 1],
      ['g/h.zip', 2],
      ['i.zip/j.csv', 2],
    ])
    expect(worksheets[0]?.rows).toEqual(ROWS)
  })
  test('names of Windows; what is written nowhere harms nobody', async () => {
    const { worksheets } = await readFile(
      zipCp932({
        '避難所\\一覧.csv': csv,
        '../../etc/passwd': csv,
        'C:\\a.csv': csv,
        '/b.csv': csv,
        'c*.csv': csv,
      }),
    )
    expect(worksheets.map(({ name }) => name).sort()).toEqual([
      'C:/a.csv',
      'b.csv',
      'c＊.csv',
      'etc/passwd',
      '避難所/一覧.csv',
    ])
  })
  test('rows that can not be read are held, problems name their worksheet', async () => {
    const bytes = encodeAs(
      'utf-8',
      `a,b\n${'高松市役所,高松市番町一丁目\n'.repeat(99)}丸亀市役所,丸亀市大手町二丁目\n`,
    )
    bytes[bytes.length - 10] = 0xff
    const { worksheets, problems } = await readFile(
      zip({ 'a.csv': bytes, 'b.html': htmlOf([['<i hidden>x</i>a']]) }),
    )
    expect([...(worksheets[0]?.bad?.keys() ?? [])]).toEqual([101])
    expect(problems.map(({ code, where }) => [code, where.worksheet])).toContainEqual([
      'extract/undecodable',
      'a.csv',
    ])
  })
  test('who made each file is told with its name', async () => {
    const core =
      '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>山田</dc:creator></cp:coreProperties>'
    const page = docx(tbl(tr(tc(p('a')))), { 'docProps/core.xml': core })
    const { workbook } = await readFile(zip({ 'a.csv': csv, 'b.docx': page }))
    expect(workbook?.properties).toEqual({ 'b.docx: creator': '山田' })
  })
  test('pictures are handed on', async () => {
    const { workbook } = await readFile(
      zip({ 'a.csv': csv, 'b.jpg': Uint8Array.of(0xff, 0xd8, 0xff, 0), 'c.docx': docxOf(ROWS) }),
    )
    expect(workbook?.pictures?.map(({ name }) => name)).toEqual(['b.jpg'])
  })
})

describe('what is not read', () => {
  test('is told by its name, rubbish of systems too', async () => {
    const { problems, worksheets } = await readFile(
      zip({
        'a.csv': csv,
        '__MACOSX/._a.csv': 'x',
        '.DS_Store': 'y',
        'image.png': Uint8Array.of(0x89, 0x50, 0x4e, 0x47),
        'empty.csv': '',
        'x.json': '{"a":1}',
        'y.html': '<html><p>説明</p></html>',
        'folder/': '',
      }),
    )
    expect(worksheets.map(({ name }) => name)).toEqual(['a.csv'])
    expect(problems.map(({ code, actual }) => [code, actual])).toEqual([
      ['extract/zip-entry-left-out', '.DS_Store、__MACOSX/._a.csv、empty.csv、image.png、x.json、y.html'],
    ])
  })
  test.each([
    ['an entry under a password', () => locked(zip({ 'a.csv': csv, 'b.csv': csv }), 'b.csv'), 'パスワード'],
    [
      'a damaged entry',
      () => zip({ 'a.csv': csv, 'b.csv': zip({ 'x.csv': csv }).subarray(0, -20) }),
      '壊れている',
    ],
    [
      'a zip in a zip in a zip',
      () => zip({ 'a.csv': csv, 'b.csv': zip({ 'c.zip': zip({ 'd.csv': csv }) }) }),
      '表のファイルではありません',
    ],
    [
      'a part of a Shapefile',
      () =>
        zip({
          'a.csv': csv,
          'b.dbf': Uint8Array.of(3, 1, 1, 1, 0, 0, 0, 0, 97, 0, ...Array.from({ length: 86 }, () => 0), 0x0d),
        }),
      'シェープファイル',
    ],
    [
      'an entity',
      () => zip({ 'a.csv': csv, 'b.kml': '<?xml version="1.0"?><!DOCTYPE kml><kml/>' }),
      'DOCTYPE',
    ],
  ])('%s: an error with its name, the others are read', async (_, file, reason) => {
    const { worksheets, problems } = await readFile(file())
    expect(worksheets.map(({ name }) => name)).toEqual(['a.csv'])
    expect(problems.map(({ code }) => code)).toEqual(['extract/zip-entry-unread'])
    expect(problems[0]?.message.ja).toMatch(new RegExp(`「b\\.(?:csv|dbf|kml).*${reason}`))
    expect(problems[0]?.remedy.ja).not.toContain('{')
  })
  test.each([
    ['all under a password', () => locked(zip({ 'a.csv': csv }), 'a.csv'), 'zip-entry-unread'],
    ['no table at all', () => zip({ 'a.png': Uint8Array.of(0x89, 0x50, 0x4e, 0x47) }), 'no-tables'],
    ['empty', () => zip({}), 'no-tables'],
    ['cut short', () => zip({ 'a.csv': csv }).subarray(0, -30), 'spreadsheet-damaged'],
  ])('%s: told', async (_, file, code) => {
    expect((await readFile(file())).codes).toEqual([code])
  })
})
