import { describe, expect, test } from 'vitest'
import { addressKey } from '../../../pipeline/lib/grid.ts'
import { encodeAs } from '../../helpers/japanese.ts'
import { readFile, rowsOf } from '../tables.ts'

const feature = (properties: unknown, geometry: unknown = null, more: object = {}) => ({
  type: 'Feature',
  properties,
  geometry,
  ...more,
})
const point = (...coordinates: readonly number[]) => ({ type: 'Point', coordinates })
const all = (features: readonly unknown[], more: object = {}): string =>
  JSON.stringify({ type: 'FeatureCollection', ...more, features })

describe('properties', () => {
  test('columns in the order of first meeting, values as they are', async () => {
    const { worksheets, codes } = await readFile(
      all(
        [
          feature({ 名称: '公民館', 人: 12, 率: 0.1, 有: true, 空: null }, point(134.05, 34.34)),
          feature({ 備考: ['a', { b: 1 }], 名称: '小学校', 人: 1e21 }, null, { id: 7 }),
        ],
        { name: '施設' },
      ),
    )
    expect(worksheets[0]?.name).toBe('施設')
    expect(worksheets[0]?.rows).toEqual([
      ['名称', '人', '率', '有', '空', 'id', '備考', '経度', '緯度'],
      ['公民館', '12', '0.1', 'TRUE', '', '', '', '134.05', '34.34'],
      ['小学校', '1000000000000000000000', '', '', '', '7', '["a",{"b":1}]'],
    ])
    expect(worksheets[0]?.cells.get(addressKey(2, 2))).toEqual({ type: 'number' })
    expect(codes).toEqual(['number-rounded'])
  })
  test('names that objects have by nature', async () => {
    const text =
      '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"__proto__":"a","constructor":"b"},"geometry":null}]}'
    expect(await rowsOf(text)).toEqual([
      ['__proto__', 'constructor'],
      ['a', 'b'],
    ])
  })
})

describe('places', () => {
  test.each<readonly [string, unknown, readonly string[], readonly string[]]>([
    ['a point with height', point(134, 34, 12.5), ['経度', '緯度', '高さ'], ['134', '34', '12.5']],
    ['a height of nothing', point(134, 34, 0), ['経度', '緯度'], ['134', '34']],
    ['points of one', { type: 'MultiPoint', coordinates: [[134, 34]] }, ['経度', '緯度'], ['134', '34']],
    [
      'a line',
      {
        type: 'LineString',
        coordinates: [
          [134, 34],
          [135.123456789, 35],
        ],
      },
      ['ジオメトリ'],
      ['{"type":"LineString","coordinates":[[134,34],[135.12345679,35]]}'],
    ],
    [
      'a collection',
      { type: 'GeometryCollection', geometries: [point(1, 2)] },
      ['ジオメトリ'],
      ['{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}'],
    ],
  ])('%s', async (_, geometry, headers, cells) => {
    expect(await rowsOf(all([feature({ n: 'a' }, geometry)]))).toEqual([
      ['n', ...headers],
      ['a', ...cells],
    ])
  })

  test.each([
    ['no coordinates', { type: 'Point' }],
    ['text for numbers', { type: 'Point', coordinates: ['134', '34'] }],
    ['levels that are wrong', { type: 'Polygon', coordinates: [[134, 34]] }],
    ['an unknown type', { type: 'Circle', coordinates: [134, 34] }],
    [
      'too long a line',
      { type: 'LineString', coordinates: Array.from({ length: 9000 }, () => [134.123456, 34.123456]) },
    ],
    [
      'collections nested deeply',
      [...Array(9)].reduce((inner) => ({ type: 'GeometryCollection', geometries: [inner] }), point(1, 2)),
    ],
  ])('%s: left out, and told', async (_, geometry) => {
    const { worksheets, codes, problems } = await readFile(all([feature({ n: 'a' }, geometry)]))
    expect(worksheets[0]?.rows).toEqual([['n'], ['a']])
    expect(codes).toEqual(['geometry-left-out'])
    expect(problems[0]?.where.row).toBe(2)
  })

  test('columns of their own stay, blanks are filled, what differs is told', async () => {
    const { worksheets, problems } = await readFile(
      all([
        feature({ 緯度: '34.34', 経度: 134.05 }, point(134.05001, 34.34)),
        feature({ 緯度: '34.35', 経度: '' }, point(134.06, 34.36)),
      ]),
    )
    expect(worksheets[0]?.rows).toEqual([
      ['緯度', '経度'],
      ['34.34', '134.05'],
      ['34.35', '134.06'],
    ])
    expect(problems.map(({ code, where }) => [code, where.row])).toEqual([['extract/coordinates-differ', 3]])
  })

  test('an old crs: named and converted', async () => {
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::6677' } }
    const { worksheets, problems } = await readFile(all([feature({}, point(-5000, -35000))], { crs }))
    expect(worksheets[0]?.rows).toEqual([
      ['経度', '緯度'],
      ['139.7780923', '35.6845157'],
    ])
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([['extract/crs', 'info']])
  })
  test.each([
    ['an unknown crs', { crs: { type: 'name', properties: { name: 'EPSG:27700' } } }, 1, 1],
    ['a crs by link', { crs: { type: 'link', properties: { href: 'http://example.com' } } }, 1, 1],
    ['metres and no crs', {}, -5000, -35000],
  ])('%s: refused', async (_, more, x, y) => {
    const { codes } = await readFile(all([feature({ a: 'b' }, point(x, y))], more))
    expect(codes).toEqual(['crs-unknown'])
  })
  test('one place that is off the earth is one place', async () => {
    const { codes } = await readFile(
      all([feature({ n: 1 }, point(999, 1)), feature({ n: 2 }, point(134, 34))]),
    )
    expect(codes).toEqual(['geometry-left-out'])
  })
})

describe('what there is besides', () => {
  const one = JSON.stringify(feature({ n: 'a' }, point(134, 34)))
  const rows = [
    ['n', '経度', '緯度'],
    ['a', '134', '34'],
  ]
  test.each([
    ['a feature', one, rows],
    [
      'a geometry',
      JSON.stringify(point(134, 34)),
      [
        ['経度', '緯度'],
        ['134', '34'],
      ],
    ],
    ['a feature a line', `${one}\n${one}\n`, [...rows, rows[1]]],
    ['text sequences', `${one}\n\u001e${one}\n`, [...rows, rows[1]]],
    ['a BOM', `\ufeff${one}`, rows],
  ])('%s', async (_, text, expected) => {
    expect(await rowsOf(text)).toEqual(expected)
  })
  test('CP932', async () => {
    expect(await rowsOf(encodeAs('shift_jis', JSON.stringify(feature({ 名称: '高松市役所' }))))).toEqual([
      ['名称'],
      ['高松市役所'],
    ])
  })
  test.each([
    ['cut short', all([feature({ a: 1 })]).slice(0, -5)],
    ['features of another kind', '{"type":"FeatureCollection","features":{}}'],
  ])('%s: told', async (_, text) => {
    expect((await readFile(text)).codes).toEqual(['not-geojson'])
  })
  test('no feature: no table', async () => {
    expect((await readFile(all([]))).codes).toEqual(['no-tables'])
  })
  test.each([
    ['a list of objects', '[{"名称":"a"},{"名称":"b"}]'],
    ['TopoJSON', '{"type":"Topology","objects":{"a":{"type":"Point"}}}'],
  ])('%s is no GeoJSON', async (_, text) => {
    expect((await readFile(text)).format).toBe('json')
  })
})
