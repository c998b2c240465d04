import { describe, expect, test } from 'vitest'
import { zip } from '../../helpers/formats.ts'
import { encodeAs } from '../../helpers/japanese.ts'
import { readFile, rowsOf } from '../tables.ts'

const kml = (inner: string, more = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"${more}><Document><name>施設</name>${inner}</Document></kml>`
const mark = (inner: string): string => `<Placemark>${inner}</Placemark>`

describe('what a placemark says', () => {
  test('of itself, by extended data, and where it lies', async () => {
    const { worksheets, codes } = await readFile(
      kml(`<Schema name="s"><SimpleField name="x" type="string"/></Schema>
<Folder><name>公園</name><Folder><name>北</name>${mark('<name> 中央公園 </name><description>芝生&amp;遊具</description><TimeStamp><when>2024-04-01</when></TimeStamp><ExtendedData><Data name="面積"><displayName>m2</displayName><value>1200</value></Data></ExtendedData><Point><coordinates>134.05,34.34,0</coordinates></Point>')}</Folder></Folder>
${mark('<ExtendedData><SchemaData schemaUrl="#s"><SimpleData name="管理">市</SimpleData></SchemaData><c:n xmlns:c="urn:c">14</c:n></ExtendedData><TimeSpan><begin>2020</begin><end>2021</end></TimeSpan><address>番町</address><phoneNumber>087</phoneNumber>')}`),
    )
    expect(codes).toEqual([])
    expect(worksheets[0]?.name).toBe('施設')
    expect(worksheets[0]?.rows).toEqual([
      [
        'フォルダー',
        '名称',
        '説明',
        '日時',
        '面積',
        '管理',
        'n',
        '開始日時',
        '終了日時',
        '住所',
        '電話番号',
        '経度',
        '緯度',
      ],
      ['公園/北', '中央公園', '芝生&遊具', '2024-04-01', '1200', '', '', '', '', '', '', '134.05', '34.34'],
      ['', '', '', '', '', '市', '14', '2020', '2021', '番町', '087'],
    ])
  })
  test('a description of HTML: text, and a table of attributes as columns', async () => {
    const html =
      '<h3>公民館</h3><table><tr><td colspan=2><table><tr><th>住所</th><td>番町<br>一丁目</td></tr><tr><td>階</td><td>1</td></tr><tr><td>a</td><td>b</td><td>c</td></tr></table></td></tr></table>'
    expect(await rowsOf(kml(mark(`<description><![CDATA[${html}]]></description>`)))).toEqual([
      ['説明', '住所', '階'],
      ['公民館\na b c', '番町\n一丁目', '1'],
    ])
  })
  test('two things of one name are two columns', async () => {
    const data = '<ExtendedData><Data name="名称"><value>b</value></Data></ExtendedData>'
    expect(await rowsOf(kml(mark(`<name>a</name>${data}`)))).toEqual([
      ['名称', '名称'],
      ['a', 'b'],
    ])
  })
})

describe('places', () => {
  const ring = '<LinearRing><coordinates>134,34 135,34 135,35 134,34</coordinates></LinearRing>'
  test.each([
    [
      'a line',
      '<LineString><coordinates>\n134,34,0\n135,35,0\n</coordinates></LineString>',
      'LineString',
      '[[134,34],[135,35]]',
    ],
    [
      'a polygon with a hole',
      `<Polygon><outerBoundaryIs>${ring}</outerBoundaryIs><innerBoundaryIs>${ring}</innerBoundaryIs></Polygon>`,
      'Polygon',
      '[[[134,34],[135,34],[135,35],[134,34]],[[134,34],[135,34],[135,35],[134,34]]]',
    ],
    [
      'many of one',
      `<MultiGeometry><Polygon><outerBoundaryIs>${ring}</outerBoundaryIs></Polygon></MultiGeometry>`,
      'Polygon',
      '[[[134,34],[135,34],[135,35],[134,34]]]',
    ],
    [
      'a track',
      '<gx:Track><when>x</when><gx:coord>134 34 5</gx:coord><gx:coord>135 35 0</gx:coord></gx:Track>',
      'LineString',
      '[[134,34,5],[135,35]]',
    ],
  ])('%s', async (_, geometry, type, coordinates) => {
    expect(await rowsOf(kml(mark(`<name>a</name>${geometry}`)))).toEqual([
      ['名称', 'ジオメトリ'],
      ['a', `{"type":"${type}","coordinates":${coordinates}}`],
    ])
  })
  test('several are a collection', async () => {
    const rows = await rowsOf(
      kml(mark(`<MultiGeometry><Point><coordinates>1,2</coordinates></Point>${ring}</MultiGeometry>`)),
    )
    expect(rows[1]).toEqual([
      '{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"LineString","coordinates":[[134,34],[135,34],[135,35],[134,34]]}]}',
    ])
  })
  test('spaces after commas', async () => {
    expect(
      (await rowsOf(kml(mark('<Point><coordinates> 134.5, 34.5, 10 </coordinates></Point>'))))[1],
    ).toEqual(['134.5', '34.5', '10'])
  })
  test.each([
    '<Point><coordinates></coordinates></Point>',
    '<Point><coordinates>999,1</coordinates></Point>',
    '<Model><Location/></Model>',
    '<Point/>',
  ])('%s: left out, and told', async (geometry) => {
    const { worksheets, codes } = await readFile(kml(mark(`<name>a</name>${geometry}`)))
    expect(worksheets[0]?.rows).toEqual([['名称'], ['a']])
    expect(codes).toEqual(['geometry-left-out'])
  })
})

describe('files', () => {
  const one = mark('<name>高松市役所</name>')
  test.each([
    ['without a namespace', kml(one).replace(/ xmlns(:gx)?="[^"]*"/g, '')],
    [
      'with a prefix',
      kml(one)
        .replace('xmlns=', 'xmlns:k=')
        .replaceAll(/<(\/?)(\w)/g, '<$1k:$2'),
    ],
    [
      'of Google Earth 4',
      kml(one).replace('http://www.opengis.net/kml/2.2', 'http://earth.google.com/kml/2.1'),
    ],
    ['in Shift_JIS', encodeAs('shift_jis', kml(one).replace('UTF-8', 'Shift_JIS'))],
    ['a KMZ', zip({ 'doc.kml': kml(one), 'files/a.png': 'x' })],
    ['a KMZ of another name', zip({ '施設.kml': kml(one) })],
  ])('%s', async (_, file) => {
    const { format, worksheets, codes } = await readFile(file)
    expect([format, codes, worksheets.map(({ rows }) => rows)]).toEqual([
      'kml',
      [],
      [[['名称'], ['高松市役所']]],
    ])
  })
  test('links are told and not followed, but for layers that lie beside', async () => {
    const link = (href: string): string => `<NetworkLink><Link><href>${href}</href></Link></NetworkLink>`
    const { problems } = await readFile(kml(one + link('https://example.com/a.kml') + link('b.kml')))
    expect(problems.map(({ code, actual }) => [code, actual])).toEqual([
      ['extract/network-link', 'https://example.com/a.kml'],
    ])
    const kmz = await readFile(zip({ 'doc.kml': kml(link('layers/a.kml')), 'layers/a.kml': kml(one) }))
    expect([kmz.codes, kmz.worksheets.map(({ rows }) => rows.length)]).toEqual([[], [2]])
  })
  test('pictures of a KMZ are handed on', async () => {
    const { workbook } = await readFile(zip({ 'doc.kml': kml(one), 'files/a.JPG': 'jpeg', 'b.txt': 'x' }))
    expect(workbook?.pictures?.map(({ name, bytes }) => [name, bytes.length])).toEqual([['files/a.JPG', 4]])
  })
  test.each([
    ['no placemark', kml(''), 'no-tables'],
    ['cut short', kml(one).slice(0, -20), 'spreadsheet-damaged'],
    [
      'entities of its own',
      kml(one).replace('<kml', '<!DOCTYPE kml [<!ENTITY a "b">]><kml'),
      'spreadsheet-doctype',
    ],
    ['a KMZ cut short', zip({ 'doc.kml': kml(one) }).subarray(0, -30), 'spreadsheet-damaged'],
  ])('%s: told', async (_, file, code) => {
    expect((await readFile(file)).codes).toEqual([code])
  })
})
