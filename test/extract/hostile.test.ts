/** Files that are broken, or are made to break us: each ends with a message, within time and memory. */
import { utils, write } from '@e965/xlsx'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readerOf } from '../../pipeline/extract/index.ts'
import type { Problem } from '../../pipeline/problem.ts'
import { cases } from '../helpers/cases.ts'
import {
  bytesOf,
  dbfOf,
  docx,
  docxOf,
  geojsonOf,
  htmlOf,
  kmlOf,
  PRJ,
  shapefileOf,
  shpOf,
  zip,
} from '../helpers/formats.ts'
import { data, xlsx } from './spreadsheet/workbook.ts'

const ROWS = [
  ['名称', '緯度', '経度'],
  ['公民館', '34.34', '134.05'],
  ['小学校', '34.35', '134.06'],
]
const ods = (content: string, more: object = {}): Uint8Array =>
  zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': content, ...more })
const ODS_TEXT =
  '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="a"><table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>'
const sheet = (inner: string): Uint8Array =>
  xlsx({ sheets: { a: '' }, files: { 'xl/worksheets/sheet1.xml': inner } })
const xls = (): Uint8Array => {
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(ROWS.map((row) => [...row])), 'a')
  return new Uint8Array(write(book, { type: 'array', bookType: 'biff8' }))
}

const GOOD: Readonly<Record<string, () => Uint8Array>> = {
  xlsx: () => xlsx({ sheets: { a: data('<row><c><v>1</v></c></row>') } }),
  ods: () => ods(ODS_TEXT),
  xls,
  html: () => bytesOf(htmlOf(ROWS)),
  docx: () => docxOf(ROWS),
  geojson: () => bytesOf(geojsonOf(ROWS)),
  kml: () => bytesOf(kmlOf(ROWS)),
  shapefile: () => shapefileOf(ROWS),
  zip: () => zip({ 'a.csv': 'a,b\n1,2\n', 'b.kml': kmlOf(ROWS) }),
}
const FORMATS = Object.keys(GOOD)

interface Outcome {
  readonly codes: readonly string[]
  readonly worksheets: number
}

async function outcome(format: string, bytes: Uint8Array, limits = {}): Promise<Outcome> {
  const read = await readerOf(format)
  if (read === undefined) throw new Error(`no reader of ${format}`)
  const result = await read(bytes, { file: 'a', limits })
  const problems: readonly Problem[] = 'problem' in result ? [result.problem] : result.problems
  for (const { message, remedy, code } of problems)
    for (const text of [message.ja, message.en, remedy.ja, remedy.en]) {
      expect(text, code).not.toBe('')
      expect(text, code).not.toMatch(/\{\w+\}/)
    }
  return {
    codes: problems.map(({ code }) => code.replace('extract/', '')),
    worksheets: 'problem' in result ? 0 : result.workbook.worksheets.length,
  }
}

test.each(FORMATS)('%s: the good one is read', async (format) => {
  expect((await outcome(format, GOOD[format]?.() ?? new Uint8Array())).worksheets).toBeGreaterThan(0)
})

const DOCTYPE =
  '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
const withDoctype = (xml: string, at: RegExp): string => xml.replace(at, (found) => `${DOCTYPE}${found}`)
const WORD =
  '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'
const many = (count: number, text: string): string => text.repeat(count)
const bomb = (name: string, text: string): Uint8Array => zip({ [name]: text })
/** Of a bomb: 3 MB of 3 KB, where no more than 1 MB is let out below the ratio. */
const BIG = '<a></a>'.repeat(450_000)

describe('what is made to break us', () => {
  test.each<readonly [string, string, () => Uint8Array, string]>([
    // nothing, and what is something else
    ...FORMATS.map((format) => ['nothing', format, () => new Uint8Array(), 'empty'] as const),
    ['text', 'docx', () => bytesOf('a,b\n'), 'not-a-workbook'],
    ['text', 'kml', () => bytesOf('a,b\n'), 'spreadsheet-damaged'],
    ['other XML', 'kml', () => bytesOf('<a/>'), 'not-a-workbook'],
    ['text', 'shapefile', () => bytesOf('a,b\n'), 'not-a-workbook'],
    ['text', 'zip', () => bytesOf('a,b\n'), 'spreadsheet-damaged'],
    ['text', 'geojson', () => bytesOf('a,b\n'), 'not-geojson'],
    ['text', 'html', () => bytesOf('a,b\n'), 'no-tables-on-page'],
    // entities of their own, and files of others
    ['entities', 'xlsx', () => sheet(withDoctype('<worksheet/>', /^/)), 'spreadsheet-doctype'],
    [
      'entities',
      'xls',
      () => bytesOf(`${DOCTYPE}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>`),
      'spreadsheet-doctype',
    ],
    ['entities', 'ods', () => ods(withDoctype(ODS_TEXT, /^/)), 'spreadsheet-doctype'],
    [
      'entities',
      'docx',
      () => docx('', { 'word/document.xml': withDoctype(WORD, /^/) }),
      'spreadsheet-doctype',
    ],
    [
      'entities in the styles',
      'docx',
      () => docx('', { 'word/styles.xml': withDoctype(WORD, /^/) }),
      'spreadsheet-doctype',
    ],
    ['entities', 'kml', () => bytesOf(withDoctype(kmlOf(ROWS), /<kml/)), 'spreadsheet-doctype'],
    [
      'entities in a KMZ',
      'kml',
      () => zip({ 'doc.kml': withDoctype(kmlOf(ROWS), /<kml/) }),
      'spreadsheet-doctype',
    ],
    [
      'entities in an entry',
      'zip',
      () => zip({ 'a.kml': withDoctype(kmlOf(ROWS), /<kml/) }),
      'zip-entry-unread',
    ],
    // a page knows no entities but those of HTML: they stay what they are
    // bombs
    ['a bomb', 'xlsx', () => sheet(`<worksheet>${BIG}</worksheet>`), 'spreadsheet-too-large'],
    ['a bomb', 'ods', () => ods(ODS_TEXT.replace('x<', `x${BIG}<`)), 'spreadsheet-too-large'],
    ['a bomb', 'docx', () => docx(BIG), 'spreadsheet-too-large'],
    [
      'a bomb among the pictures',
      'docx',
      () =>
        docx('<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>', {
          'word/media/a.png': BIG,
        }),
      'spreadsheet-too-large',
    ],
    ['a bomb', 'kml', () => bomb('doc.kml', `<kml>${BIG}</kml>`), 'spreadsheet-too-large'],
    ['a bomb', 'shapefile', () => bomb('a.shp', BIG), 'spreadsheet-too-large'],
    ['a bomb', 'zip', () => bomb('a.csv', BIG), 'zip-entry-unread'],
    ['a bomb in a zip', 'zip', () => zip({ 'a.zip': bomb('a.csv', BIG) }), 'zip-entry-unread'],
    // depth and breadth
    ['tags nested deeply', 'html', () => bytesOf(many(200_000, '<div>')), 'spreadsheet-too-large'],
    ['tables nested deeply', 'html', () => bytesOf(many(50_000, '<table><tr><td>')), 'spreadsheet-too-large'],
    [
      'attributes without end',
      'html',
      () => bytesOf(`<table ${Array.from({ length: 300_000 }, (_, i) => `a${i}`).join(' ')}>`),
      'spreadsheet-too-large',
    ],
    ['tags without end', 'html', () => bytesOf(`<table>${many(1_600_000, '<br>')}`), 'spreadsheet-too-large'],
    [
      'spans over spans',
      'html',
      () => bytesOf(`<table>${many(30_000, '<tr><td colspan=1000 rowspan=65534>a')}`),
      'spreadsheet-too-large',
    ],
    [
      'a cell of many lines',
      'html',
      () => bytesOf(`<table><tr><td>${many(100_000, '<p>a</p>')}${many(100_000, '<i>a</i>')}`),
      '',
    ],
    [
      'a cell of many tables',
      'html',
      () => bytesOf(`<table><tr><td>${many(150_000, '<table></table>')}`),
      'no-tables-on-page',
    ],
    [
      'a cell of many paragraphs',
      'docx',
      () =>
        docx(
          `<w:tbl><w:tr><w:tc>${many(20_000, '<w:p><w:r><w:t>a</w:t></w:r></w:p>')}</w:tc></w:tr></w:tbl>`,
        ),
      '',
    ],
    [
      'tables of one name',
      'docx',
      () => docx(many(10_000, '<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>')),
      'spreadsheet-too-large',
    ],
    [
      'spaces without end',
      'kml',
      () =>
        bytesOf(
          `<kml><Placemark><name>a</name><Point><coordinates>${many(3_000_000, ' ')}</coordinates></Point></Placemark></kml>`,
        ),
      'geometry-left-out',
    ],
    [
      'attributes of a description',
      'kml',
      () =>
        bytesOf(
          `<kml><Placemark><description><![CDATA[<table><tr>${many(100_000, '<td>a')}]]></description></Placemark></kml>`,
        ),
      '',
    ],
    ['lists nested deeply', 'geojson', () => bytesOf(many(3_000_000, '[')), 'not-geojson'],
    [
      'values nested deeply',
      'geojson',
      () =>
        bytesOf(
          `{"type":"Feature","geometry":null,"properties":{"a":${many(200_000, '[')}${many(200_000, ']')}}}`,
        ),
      '',
    ],
    [
      'properties without end',
      'geojson',
      () =>
        bytesOf(
          `{"type":"Feature","geometry":null,"properties":{${Array.from({ length: 20_000 }, (_, i) => `"a${i}":1`).join()}}}`,
        ),
      'spreadsheet-too-large',
    ],
    [
      'elements nested deeply',
      'kml',
      () => bytesOf(`<kml>${many(300_000, '<Folder>')}`),
      'spreadsheet-damaged',
    ],
    [
      'geometries nested deeply',
      'kml',
      () =>
        bytesOf(
          `<kml><Placemark><name>a</name>${many(50_000, '<MultiGeometry>')}${many(50_000, '</MultiGeometry>')}</Placemark></kml>`,
        ),
      'geometry-left-out',
    ],
    [
      'tables nested deeply',
      'docx',
      () => docx(many(100_000, '<w:tbl><w:tr><w:tc>')),
      'spreadsheet-too-large',
    ],
    [
      'a span beyond all columns',
      'docx',
      () =>
        docx(
          `<w:tbl>${many(3, '<w:tr>')}${many(3, '<w:tc><w:tcPr><w:gridSpan w:val="16384"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>')}${many(3, '</w:tr>')}</w:tbl>`,
        ),
      'outside-worksheet',
    ],
    // lengths that lie
    [
      'more records than bytes',
      'shapefile',
      () => zip({ 'a.shp': shpOf([null]), 'a.dbf': lying(4, 4_000_000_000), 'a.prj': PRJ.jgd2011 }),
      'spreadsheet-damaged',
    ],
    [
      'more points than bytes',
      'shapefile',
      () => zip({ 'a.shp': manyPoints(), 'a.prj': PRJ.jgd2011 }),
      'spreadsheet-damaged',
    ],
    [
      'records without length',
      'shapefile',
      () => zip({ 'a.shp': shpOf([null, null]).fill(0, 100, 112), 'a.prj': PRJ.jgd2011 }),
      'spreadsheet-damaged',
    ],
    ['more entries than there are', 'zip', () => lyingZip(9), 'spreadsheet-damaged'],
    ['more entries than may be', 'zip', () => lyingZip(0xfff0), 'spreadsheet-too-large'],
    // passwords
    ['a password', 'docx', () => locked(docxOf(ROWS)), 'spreadsheet-encrypted'],
    ['a password', 'kml', () => locked(zip({ 'doc.kml': kmlOf(ROWS) })), 'spreadsheet-encrypted'],
    ['a password', 'shapefile', () => locked(shapefileOf(ROWS)), 'spreadsheet-encrypted'],
    ['a password', 'zip', () => locked(zip({ 'a.csv': 'a,b' })), 'zip-entry-unread'],
  ])(
    '%s (%s)',
    async (_, format, make, code) => {
      const bytes = make()
      const before = process.memoryUsage().rss
      const start = performance.now()
      const { codes } = await outcome(format, bytes, { small: 1_000_000 })
      expect(codes).toEqual(code === '' ? [] : [code])
      // generous: CI has slow machines; without the limits these take minutes or gigabytes
      expect(performance.now() - start).toBeLessThan(20_000)
      expect(process.memoryUsage().rss - before).toBeLessThan(1_500_000_000)
    },
    60_000,
  )

  test('one entry of a zip may not take what all may', async () => {
    const file = zip({ 'a.csv': 'a,b\n'.repeat(1000), 'b.csv': 'a,b\n'.repeat(1000) })
    expect(await outcome('zip', file, { unpacked: 5_000 })).toEqual({
      codes: ['spreadsheet-too-large'],
      worksheets: 0,
    })
  })
})

function lying(at: number, value: number): Uint8Array {
  const bytes = dbfOf([{ name: 'a', length: 5 }], [['x']])
  new DataView(bytes.buffer).setUint32(at, value, true)
  return bytes
}

function manyPoints(): Uint8Array {
  const bytes = shpOf([
    {
      type: 8,
      points: [
        [1, 2],
        [3, 4],
      ],
    },
  ])
  new DataView(bytes.buffer).setInt32(108 + 36, 2_000_000_000, true)
  return bytes
}

function lyingZip(count: number): Uint8Array {
  const bytes = zip({ 'a.csv': 'a,b' })
  const view = new DataView(bytes.buffer)
  view.setUint16(bytes.length - 12, count, true)
  return bytes
}

function locked(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer)
  for (let at = 0; at + 10 < bytes.length; at += 1)
    if (view.getUint32(at, true) === 0x02014b50)
      view.setUint16(at + 8, view.getUint16(at + 8, true) | 1, true)
  return bytes
}

describe('never throws', () => {
  const formats = FORMATS.filter((format) => !['xlsx', 'xls', 'ods'].includes(format))
  test('random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom(...FORMATS),
        async (bytes, format) => {
          const { codes, worksheets } = await outcome(format, bytes)
          expect(codes.length + worksheets).toBeGreaterThan(0)
        },
      ),
      { numRuns: cases(200) },
    )
  })
  test.each(formats)('%s with bytes changed and cut', async (format) => {
    const bytes = GOOD[format]?.() ?? new Uint8Array()
    const change = fc.tuple(
      fc.nat(bytes.length - 1),
      fc.oneof(fc.nat(255), fc.constantFrom(...bytesOf('<>/"\'=&![-? {}[],:'))),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 5 }),
        fc.oneof(fc.constant(bytes.length), fc.nat(bytes.length)),
        async (changes, end) => {
          const changed = Uint8Array.from(bytes)
          for (const [at, value] of changes) changed[at] = value
          const { codes, worksheets } = await outcome(format, changed.subarray(0, end))
          expect(codes.length + worksheets).toBeGreaterThan(0)
        },
      ),
      { numRuns: cases(80) },
    )
  })
  test('the parts of a Shapefile with bytes changed and cut', async () => {
    const shp = shpOf([
      {
        type: 5,
        parts: [
          [
            [134, 34],
            [134, 35],
            [135, 35],
            [134, 34],
          ],
          [
            [134.1, 34.2],
            [134.2, 34.2],
            [134.1, 34.3],
            [134.1, 34.2],
          ],
        ],
      },
      null,
    ])
    const parts: Readonly<Record<string, Uint8Array>> = {
      'a.shp': shp,
      'a.dbf': dbfOf(
        [
          { name: '名称', length: 10 },
          { name: 'n', type: 'N', length: 5 },
        ],
        [
          ['a', '1'],
          ['b', '2'],
        ],
      ),
      'a.prj': bytesOf(PRJ.zone9),
      'a.cpg': bytesOf('UTF-8'),
    }
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(parts)),
        fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 4 }),
        fc.option(fc.nat(400)),
        async (name, changes, end) => {
          const changed = Uint8Array.from(parts[name] ?? [])
          for (const [at, value] of changes) changed[at % changed.length] = value
          await outcome('shapefile', zip({ ...parts, [name]: changed.subarray(0, end ?? changed.length) }))
        },
      ),
      { numRuns: cases(100) },
    )
  })
})
