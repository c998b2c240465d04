import fc from 'fast-check'
import { read } from 'shapefile'
import { describe, expect, test } from 'vitest'
import { addressKey } from '../../../pipeline/lib/grid.ts'
import { cases } from '../../helpers/cases.ts'
import { dbfOf, PRJ, type ShapeInput, shpOf, zip, zipCp932 } from '../../helpers/formats.ts'
import { readFile, rowsOf } from '../tables.ts'

const point = (x: number, y: number): ShapeInput => ({ type: 1, points: [[x, y]] })
const NAME = [{ name: '名称', length: 20 }]
const one = (name: string, more: object = {}) => ({
  [`${name}.shp`]: shpOf([point(134.05, 34.34)]),
  [`${name}.dbf`]: dbfOf(NAME, [['公民館']]),
  [`${name}.prj`]: PRJ.jgd2011,
  ...more,
})
const ROWS = [
  ['名称', '経度', '緯度'],
  ['公民館', '134.05', '34.34'],
]

describe('layers', () => {
  test('each is a worksheet, whatever folder and case; names in CP932', async () => {
    const parts = { ...one('地図/避難所'), ...one('AED') }
    const { '地図/避難所.dbf': dbf, ...others } = parts
    const { format, worksheets, problems } = await readFile(
      zipCp932({
        ...others,
        '地図/避難所.DBF': dbf ?? '',
        '読んで.txt': 'x',
        '__MACOSX/a': 'y',
        'AED.shx': 'z',
      }),
    )
    expect(format).toBe('shapefile')
    expect(worksheets.map(({ name, rows }) => [name, rows])).toEqual([
      ['AED', ROWS],
      ['避難所', ROWS],
    ])
    expect(problems.map(({ code, actual, severity }) => [code, severity, actual])).toEqual([
      ['extract/crs', 'info', 'GCS_JGD_2011'],
      ['extract/crs', 'info', 'GCS_JGD_2011'],
      ['extract/zip-entry-left-out', 'warning', '読んで.txt'],
    ])
  })
  test('what is missing is told', async () => {
    const { 'a.dbf': dbf, 'a.shp': shp, ...prj } = one('a')
    const noDbf = await readFile(zip({ 'a.shp': shp ?? '', ...prj }))
    expect([noDbf.worksheets[0]?.rows, noDbf.codes]).toEqual([
      [
        ['経度', '緯度'],
        ['134.05', '34.34'],
      ],
      ['crs', 'shapefile-parts'],
    ])
    const noShp = await readFile(zip({ ...one('b'), 'a.dbf': dbf ?? '' }))
    expect([noShp.worksheets[0]?.rows, noShp.codes]).toEqual([
      [['名称'], ['公民館']],
      ['shapefile-parts', 'crs'],
    ])
  })
  test.each([
    ['counts that differ', { 'a.dbf': dbfOf(NAME, [['a'], ['b']]) }, 'shapefile-counts'],
    ['a .dbf cut short', { 'a.dbf': dbfOf(NAME, [['a']]).subarray(0, 70) }, 'spreadsheet-damaged'],
    ['a .shp cut short', { 'a.shp': shpOf([point(1, 2)]).subarray(0, 120) }, 'spreadsheet-damaged'],
    ['a .shp that is none', { 'a.shp': 'x'.repeat(200) }, 'spreadsheet-damaged'],
  ])('%s: refused', async (_, more, code) => {
    const { codes } = await readFile(zip(one('a', more)))
    expect(codes.at(-1)).toBe(code)
  })
  test.each([
    ['.shp', shpOf([point(1, 2)])],
    ['.dbf', dbfOf(NAME, [['a']])],
  ])('a bare %s: told to zip all parts', async (_, bytes) => {
    const { detectFormat } = await import('../../../pipeline/extract/index.ts')
    const { format, reason } = detectFormat(bytes)
    expect(format).toBe('unknown')
    expect(reason.ja).toContain('一つの ZIP')
  })
})

describe('attributes', () => {
  test('types, blanks, deleted records', async () => {
    const columns = [
      { name: 'C', length: 12 },
      { name: 'N', type: 'N', length: 12 },
      { name: 'F', type: 'F', length: 20 },
      { name: 'D', type: 'D', length: 8 },
      { name: 'L', type: 'L', length: 1 },
      { name: 'M', type: 'M', length: 10 },
      { name: 'C', length: 3 },
    ]
    const rows = [
      ['a', '12.50', '1.25e+002', '20240401', 'T', '1', 'z'],
      ['gone', '1', '1', '20240401', 'T', '1', 'z'],
      ['', '************', '', '00000000', '?', '', ''],
      ['b', '007', '0.1', '2024', 'n', '', ''],
    ]
    const shapes = rows.map(() => null)
    const { worksheets, problems } = await readFile(
      zip({ 'a.shp': shpOf(shapes), 'a.dbf': dbfOf(columns, rows, { deleted: [1] }), 'a.prj': PRJ.jgd2011 }),
    )
    const [sheet] = worksheets
    expect(sheet?.rows).toEqual([
      ['C', 'N', 'F', 'D', 'L', 'C'],
      ['a', '12.5', '125', '2024-04-01', 'TRUE', 'z'],
      [],
      ['b', '7', '0.1', '2024', 'FALSE'],
    ])
    expect(sheet?.cells.get(addressKey(2, 4))).toEqual({ type: 'date' })
    expect(problems.filter(({ severity }) => severity === 'warning').map(({ code }) => code)).toEqual([
      'extract/deleted-records',
      'extract/shapefile-parts',
    ])
  })
  const records = [['高松市役所'], ['丸亀市民交流センター']]
  const named = (encoding: 'utf-8' | 'shift_jis', driver: number, cpg?: string) =>
    zip({
      'a.shp': shpOf(records.map(() => point(134, 34))),
      'a.dbf': dbfOf([{ name: '名称', length: 60 }], records, { encoding, driver }),
      'a.prj': PRJ.jgd2011,
      ...(cpg === undefined ? {} : { 'a.cpg': cpg }),
    })
  test.each([
    ['CP932, nothing said', 'shift_jis', 0, undefined],
    ['CP932 by driver', 'shift_jis', 0x13, undefined],
    ['CP932 by .cpg', 'shift_jis', 0, 'ANSI 932'],
    ['UTF-8 by .cpg', 'utf-8', 0, 'UTF-8\r\n'],
    ['UTF-8, nothing said', 'utf-8', 0, undefined],
    ['UTF-8 under a driver of CP932', 'utf-8', 0x7b, undefined],
    ['CP932 under a .cpg of UTF-8', 'shift_jis', 0, 'UTF-8'],
    ['a .cpg that says nothing', 'shift_jis', 0, 'System'],
  ] as const)('%s', async (_, encoding, driver, cpg) => {
    const rows = await rowsOf(named(encoding, driver, cpg))
    expect(rows.map(([name]) => name)).toEqual(['名称', '高松市役所', '丸亀市民交流センター'])
  })
  test('a text cut within a character is held', async () => {
    const dbf = dbfOf([{ name: 'n', length: 5 }], [['高松市役所'], ['丸亀']])
    const { worksheets, codes } = await readFile(
      zip({ 'a.shp': shpOf([null, null]), 'a.dbf': dbf, 'a.prj': PRJ.jgd2011 }),
    )
    expect(codes).toContain('unread-characters')
    expect([...(worksheets[0]?.bad?.keys() ?? [])]).toEqual([2])
  })
})

describe('coordinates', () => {
  const at = (x: number, y: number, prj?: string) =>
    readFile(
      zip({
        'a.shp': shpOf([point(x, y)]),
        'a.dbf': dbfOf(NAME, [['a']]),
        ...(prj === undefined ? {} : { 'a.prj': prj }),
      }),
    )
  test.each<readonly [string, number, number, string | undefined, readonly string[] | undefined, string]>([
    ['degrees', 134.0512345678, 34.25, PRJ.jgd2011, ['134.05123457', '34.25'], 'crs'],
    ['a plane', -5000, -35000, PRJ.zone9, ['139.7780923', '35.6845157'], 'crs'],
    ['the old datum', 139.75, 35.65, PRJ.tokyo, ['139.7467687', '35.6532419'], 'crs-old-datum'],
    ['no .prj, degrees in Japan', 139.75, 35.65, undefined, ['139.75', '35.65'], 'crs-assumed'],
    ['no .prj, metres', -5000, -35000, undefined, undefined, 'crs-missing'],
    ['no .prj, degrees elsewhere', 2.35, 48.85, undefined, undefined, 'crs-missing'],
    ['an unknown system', 1, 1, PRJ.unknown, undefined, 'crs-unknown'],
    ['a .prj that is none', 134, 34, 'x', undefined, 'crs-unknown'],
    ['metres under a .prj of degrees', -5000, -35000, PRJ.jgd2011, undefined, 'crs-unknown'],
  ])('%s', async (_, x, y, prj, cells, code) => {
    const { worksheets, codes } = await at(x, y, prj)
    expect(codes).toEqual([code])
    expect(worksheets[0]?.rows[1]?.slice(1)).toEqual(cells)
  })

  // outer rings with the clock, as the description has it; a second outer ring, a hole in the first
  const square = (x: number, y: number, size: number): readonly (readonly number[])[] => [
    [x, y],
    [x, y + size],
    [x + size, y + size],
    [x + size, y],
    [x, y],
  ]
  const hole = [...square(134.2, 34.2, 0.1)].reverse()
  test.each<readonly [string, ShapeInput, string]>([
    [
      'points',
      {
        type: 8,
        points: [
          [134, 34],
          [135, 35],
        ],
      },
      '{"type":"MultiPoint","coordinates":[[134,34],[135,35]]}',
    ],
    [
      'a line',
      {
        type: 3,
        parts: [
          [
            [134, 34],
            [135, 35],
          ],
        ],
      },
      '{"type":"LineString","coordinates":[[134,34],[135,35]]}',
    ],
    [
      'lines with heights',
      {
        type: 13,
        parts: [
          [[134, 34, 5]],
          [
            [135, 35, 0],
            [1, 2, 7.5],
          ],
        ],
      },
      '{"type":"MultiLineString","coordinates":[[[134,34,5]],[[135,35],[1,2,7.5]]]}',
    ],
    [
      'a polygon',
      { type: 5, parts: [square(134, 34, 1)] },
      '{"type":"Polygon","coordinates":[[[134,34],[135,34],[135,35],[134,35],[134,34]]]}',
    ],
    [
      'polygons and a hole',
      { type: 5, parts: [square(140, 40, 1), square(134, 34, 1), hole] },
      '{"type":"MultiPolygon","coordinates":[[[[140,40],[141,40],[141,41],[140,41],[140,40]]],[[[134,34],[135,34],[135,35],[134,35],[134,34]],[[134.2,34.2],[134.2,34.3],[134.3,34.3],[134.3,34.2],[134.2,34.2]]]]}',
    ],
    [
      'a ring that runs the wrong way',
      { type: 5, parts: [[...square(134, 34, 1)].reverse()] },
      '{"type":"Polygon","coordinates":[[[134,34],[135,34],[135,35],[134,35],[134,34]]]}',
    ],
  ])('%s', async (_, shape, json) => {
    const rows = await rowsOf(
      zip({ 'a.shp': shpOf([shape]), 'a.dbf': dbfOf(NAME, [['a']]), 'a.prj': PRJ.jgd2011 }),
    )
    expect(rows).toEqual([
      ['名称', 'ジオメトリ'],
      ['a', json],
    ])
  })
  test('a point with height', async () => {
    const rows = await rowsOf(
      zip({
        'a.shp': shpOf([{ type: 11, points: [[134, 34, 12.3456]] }]),
        'a.prj': PRJ.jgd2011,
        'a.dbf': dbfOf(NAME, [['a']]),
      }),
    )
    expect(rows[1]).toEqual(['a', '134', '34', '12.346'])
  })
})

test('read twice: by us and by the package shapefile', async () => {
  const degree = fc.double({ min: 20, max: 150, noNaN: true })
  const position = fc.tuple(degree, fc.double({ min: 20, max: 46, noNaN: true }))
  const some = (max: number) => fc.array(position, { minLength: 2, maxLength: max })
  // the shapes of a file are of one type; the package reads no other
  const kinds: readonly fc.Arbitrary<ShapeInput>[] = [
    position.map((at): ShapeInput => ({ type: 1, points: [at] })),
    some(4).map((points): ShapeInput => ({ type: 8, points })),
    fc.array(some(4), { minLength: 1, maxLength: 3 }).map((parts): ShapeInput => ({ type: 3, parts })),
  ]
  const text = fc.string({ unit: fc.constantFrom(...'高松市Aー1 '), maxLength: 8 }).map((one) => one.trim())
  const listOf = (shape: fc.Arbitrary<ShapeInput>) =>
    fc.array(
      fc.tuple(
        text,
        fc.integer({ min: -1e6, max: 1e6 }),
        fc.oneof({ arbitrary: shape, weight: 4 }, fc.constant(null)),
      ),
      { minLength: 1, maxLength: 5 },
    )
  await fc.assert(
    fc.asyncProperty(fc.oneof(...kinds.map(listOf)), async (list) => {
      const shp = shpOf(list.map(([, , one]) => one))
      const dbf = dbfOf(
        [
          { name: 'text', length: 30 },
          { name: 'number', type: 'N', length: 9 },
        ],
        list.map(([one, n]) => [one, String(n)]),
      )
      const theirs = await read(shp, dbf, { encoding: 'shift_jis' })
      const [header = [], ...ours] = await rowsOf(zip({ 'a.shp': shp, 'a.dbf': dbf, 'a.prj': PRJ.jgd2011 }))
      const cell = (row: readonly string[], name: string): string => row[header.indexOf(name)] ?? ''
      expect(theirs.features.length).toBe(ours.length)
      for (const [i, { properties, geometry }] of theirs.features.entries()) {
        const row = ours[i] ?? []
        expect(cell(row, 'text')).toBe(String(properties.text ?? ''))
        expect(Number(cell(row, 'number'))).toBe(properties.number)
        const json = cell(row, 'ジオメトリ')
        const mine: unknown =
          json !== ''
            ? JSON.parse(json)
            : cell(row, '経度') === ''
              ? null
              : { type: 'Point', coordinates: [Number(cell(row, '経度')), Number(cell(row, '緯度'))] }
        expect(mine).toEqual(
          geometry === null ? null : { type: geometry.type, coordinates: rounded(geometry.coordinates) },
        )
      }
    }),
    { numRuns: cases(40) },
  )
})

function rounded(value: unknown): unknown {
  return Array.isArray(value) ? value.map(rounded) : Number(Number(value).toFixed(8))
}

test('a heading that fills its field may go on, and the reader says so', async () => {
  const fields = ['名称', '利用可能曜', 'abcdefghij', 'a利用可能'].map((name) => ({ name, length: 20 }))
  const dbf = dbfOf(fields, [['公民館', '月火', 'x', 'y']])
  const { worksheets } = await readFile(
    zip({ 'a.dbf': dbf, 'a.shp': shpOf([point(134.05, 34.34)]), 'a.prj': PRJ.jgd2011 }),
  )
  expect([...(worksheets[0]?.cutHeadings ?? [])]).toEqual([2, 3, 4])
})
