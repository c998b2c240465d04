/** What lies on worksheets: told by kind, place and text; what can not be read of it leaves the cells as they are. */
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readSpreadsheet } from '../../../pipeline/extract/spreadsheet/index.ts'
import { data, first, type Parts, read, xlsx } from './workbook.ts'

const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const rels = (...list: readonly (readonly [kind: string, target: string])[]): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
    .map(([kind, target], i) => `<Relationship Id="r${i}" Type="${TYPE}/${kind}" Target="${target}"/>`)
    .join('')}</Relationships>`
const drawing = (body: string): string =>
  `<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">${body}</xdr:wsDr>`
const at = (row: number, column: number, body: string): string =>
  `<xdr:twoCellAnchor><xdr:from><xdr:col>${column}</xdr:col><xdr:colOff>9</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>9</xdr:rowOff></xdr:from><xdr:to><xdr:col>9</xdr:col><xdr:row>9</xdr:row></xdr:to>${body}<xdr:clientData/></xdr:twoCellAnchor>`

const withParts = (files: Parts['files']): Uint8Array =>
  xlsx({
    sheets: { a: data('<row r="1"><c r="A1"><v>1</v></c></row>') },
    ...(files === undefined ? {} : { files }),
  })
const drawn = (body: string): Uint8Array =>
  withParts({
    'xl/worksheets/_rels/sheet1.xml.rels': rels(['drawing', '../drawings/d.xml']),
    'xl/drawings/d.xml': drawing(body),
  })

describe('XLSX', () => {
  test.each([
    ['none', '', []],
    ['a picture', at(1, 1, '<xdr:pic><xdr:blipFill/></xdr:pic>'), [{ kind: 'picture', cell: 'B2' }]],
    [
      'a shape with words',
      at(
        0,
        2,
        '<xdr:sp><xdr:txBody><a:p><a:r><a:t>締切</a:t></a:r><a:r><a:t>間近</a:t></a:r></a:p><a:p><a:r><a:t>注意</a:t></a:r></a:p></xdr:txBody></xdr:sp>',
      ),
      [{ kind: 'shape', cell: 'C1', text: '締切間近\n注意' }],
    ],
    [
      'a text box',
      at(0, 0, '<xdr:sp><xdr:nvSpPr><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr></xdr:sp>'),
      [{ kind: 'text-box', cell: 'A1' }],
    ],
    [
      'a chart',
      at(
        0,
        0,
        '<xdr:graphicFrame><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/></a:graphic></xdr:graphicFrame>',
      ),
      [{ kind: 'chart', cell: 'A1' }],
    ],
    [
      'those of a group, one by one',
      at(3, 0, '<xdr:grpSp><xdr:sp/><xdr:cxnSp/></xdr:grpSp>'),
      [
        { kind: 'shape', cell: 'A4' },
        { kind: 'shape', cell: 'A4' },
      ],
    ],
    [
      'what is shown instead of another is no second object',
      `<mc:AlternateContent><mc:Choice Requires="cx1">${at(0, 0, '<xdr:pic/>')}</mc:Choice><mc:Fallback>${at(0, 0, '<xdr:sp/>')}</mc:Fallback></mc:AlternateContent>`,
      [{ kind: 'picture', cell: 'A1' }],
    ],
    [
      'one that hangs on no cell',
      '<xdr:absoluteAnchor><xdr:pic/></xdr:absoluteAnchor>',
      [{ kind: 'picture' }],
    ],
  ])('%s', (_, body, objects) => {
    expect(first(drawn(body)).objects).toEqual(objects)
  })

  test('controls of VML, which is no XML; comments are none', () => {
    const client = (type: string, anchor: string): string =>
      `<v:shape><div><br></div><x:ClientData ObjectType="${type}"><x:Anchor>\n ${anchor}</x:Anchor></x:ClientData></v:shape>`
    const bytes = withParts({
      'xl/worksheets/_rels/sheet1.xml.rels': rels(['vmlDrawing', '../drawings/v.vml']),
      'xl/drawings/v.vml': `<xml>${client('Note', '1, 15, 0, 2, 3, 31, 4, 1')}${client('Checkbox', '1, 15, 4, 2, 3, 31, 4, 1')}</xml>`,
    })
    expect(first(bytes).objects).toEqual([{ kind: 'control', cell: 'B5' }])
  })

  test.each([
    ['broken off', '<xdr:wsDr'],
    ['with a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a/>'],
  ])('a drawing %s: nothing is known of objects, the cells are read', (_, text) => {
    const worksheet = first(
      withParts({
        'xl/worksheets/_rels/sheet1.xml.rels': rels(['drawing', '../drawings/d.xml']),
        'xl/drawings/d.xml': text,
      }),
    )
    expect(worksheet.objects).toBeUndefined()
    expect(worksheet.rows).toEqual([['1']])
  })

  test('a drawing that is not there', () => {
    const bytes = withParts({
      'xl/worksheets/_rels/sheet1.xml.rels': rels(['drawing', '../drawings/no.xml']),
    })
    expect(first(bytes).objects).toEqual([])
  })

  test('pictures with their bytes; what is none is left', () => {
    const bytes = withParts({
      'xl/media/image1.JPEG': Uint8Array.of(0xff, 0xd8, 1, 2),
      'xl/media/image2.emf': Uint8Array.of(1),
      'docProps/thumbnail.jpeg': Uint8Array.of(2),
    })
    expect(read(bytes).workbook.pictures).toEqual([
      { name: 'xl/media/image1.jpeg', bytes: Uint8Array.of(0xff, 0xd8, 1, 2) },
    ])
    expect(read(withParts({})).workbook.pictures).toBeUndefined()
  })

  test('a picture that unpacks beyond every limit is left out, the cells are read', () => {
    const result = readSpreadsheet(withParts({ 'xl/media/a.png': new Uint8Array(400_000) }), 'xlsx', {
      limits: { small: 100_000, ratio: 2 },
    })
    expect('workbook' in result && result.workbook.pictures).toBe(undefined)
    expect('workbook' in result && result.workbook.worksheets[0]?.rows).toEqual([['1']])
  })
})

describe('ODS', () => {
  const NS =
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
  const ods = (content: string, files: Readonly<Record<string, Uint8Array>> = {}): Uint8Array =>
    zipSync({
      'content.xml': strToU8(
        `<office:document-content ${NS}><office:body><office:spreadsheet><table:table table:name="a">${content}</table:table></office:spreadsheet></office:body></office:document-content>`,
      ),
      ...files,
    })
  const row = (cell: string): string =>
    `<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell><table:table-cell>${cell}</table:table-cell></table:table-row>`
  test.each([
    ['none', row(''), []],
    [
      'a picture in a cell',
      row('<draw:frame><draw:image><text:p/></draw:image></draw:frame>'),
      [{ kind: 'picture', cell: 'B1' }],
    ],
    [
      'a chart, which has a picture of itself',
      row('<draw:frame><draw:object draw:notify-on-update-of-ranges="a.A1"/><draw:image/></draw:frame>'),
      [{ kind: 'chart', cell: 'B1' }],
    ],
    [
      'a text box',
      row(
        '<draw:frame><draw:text-box><text:p>締切</text:p><text:p>注意</text:p></draw:text-box></draw:frame>',
      ),
      [{ kind: 'text-box', cell: 'B1', text: '締切\n注意' }],
    ],
    [
      'shapes of the page',
      `<table:shapes><draw:line/><draw:custom-shape><text:p>注</text:p></draw:custom-shape></table:shapes>${row('')}`,
      [{ kind: 'shape' }, { kind: 'shape', text: '注' }],
    ],
    ['a control', row('<draw:control/>'), [{ kind: 'control', cell: 'B1' }]],
  ])('%s', (_, content, objects) => {
    const worksheet = first(ods(content), 'ods')
    expect(worksheet.objects).toEqual(objects)
    // what stands in objects is in no cell
    expect(worksheet.rows).toEqual([['x']])
  })

  test('pictures', () => {
    const bytes = ods(row(''), {
      'Pictures/1.png': Uint8Array.of(0x89, 0x50),
      'Thumbnails/t.png': Uint8Array.of(1),
    })
    expect(read(bytes, 'ods').workbook.pictures).toEqual([
      { name: 'pictures/1.png', bytes: Uint8Array.of(0x89, 0x50) },
    ])
  })
})
