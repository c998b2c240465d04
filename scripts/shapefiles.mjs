// Shapefile input read twice: GDAL makes Shapefiles of points, lines and polygons in several systems of coordinates and
// reads them back in degrees; our reader reads the same bytes. Attributes must be the same, places within 2 cm. A file
// that was changed must be seen, or the comparison is worth nothing. (The old datum: test/extract/features/crs.test.ts)
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { readerOf } from '../build/extract/index.js'

const CLOSE = 2e-7
const feature = (properties, type, coordinates) => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
})
const square = (x, y, size) => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
]
const layers = {
  AED一覧: Array.from({ length: 200 }, (_, i) =>
    feature({ 名称: `施設${i}①髙`, 数: i * 37, 率: i / 8 }, 'Point', [
      138.5 + ((i * 7919) % 2000) / 1000,
      35 + ((i * 104729) % 1500) / 1000,
    ]),
  ),
  経路: [
    feature({ 名称: '一' }, 'LineString', [
      [139.1, 35.1],
      [139.2, 35.3],
      [139.4, 35.2],
    ]),
    feature({ 名称: '二' }, 'MultiLineString', [
      [
        [139.1, 35.1],
        [139.2, 35.3],
      ],
      [
        [139.5, 35.5],
        [139.6, 35.5],
      ],
    ]),
  ],
  公園: [
    feature({ 名称: '島' }, 'MultiPolygon', [
      [square(139, 35, 1), square(139.2, 35.2, 0.1).toReversed(), square(139.6, 35.6, 0.2).toReversed()],
      [square(141, 36, 0.5)],
    ]),
    feature({ 名称: '庭' }, 'Polygon', [square(139.5, 35.5, 0.01)]),
  ],
}
const SYSTEMS = ['6668', '4612', '4326', '6677', '2451', '6691', '32654', '3857']

const work = mkdtempSync(join(tmpdir(), 'hiraku-shapefiles-'))
const gdal = (...args) => execFileSync('ogr2ogr', args, { stdio: ['ignore', 'ignore', 'pipe'] })

function zipped(folder, change = (bytes) => bytes) {
  const files = readdirSync(folder).map((name) => [
    name,
    change(new Uint8Array(readFileSync(join(folder, name))), name),
  ])
  return zipSync(Object.fromEntries(files))
}

async function ours(bytes) {
  const read = await readerOf('shapefile')
  const result = await read(bytes, {})
  if ('problem' in result) throw new Error(result.problem.message.en)
  const [[header, ...rows]] = result.workbook.worksheets.map((one) => one.rows)
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])))
}

const numbers = (value) => (Array.isArray(value) ? value.flatMap(numbers) : [value])

/** The first place where the two readings differ; undefined: nowhere. */
function difference(rows, features) {
  if (rows.length !== features.length) return `${rows.length} rows, not ${features.length}`
  for (const [i, { properties, geometry }] of features.entries()) {
    const { 経度: longitude, 緯度: latitude, ジオメトリ: json, ...cells } = rows[i]
    for (const [name, value] of Object.entries(properties))
      if (cells[name] !== String(value ?? '')) return `row ${i + 1}, ${name}: ${cells[name]}, not ${value}`
    const mine = json
      ? JSON.parse(json)
      : { type: 'Point', coordinates: [Number(longitude), Number(latitude)] }
    if (mine.type !== geometry.type) return `row ${i + 1}: ${mine.type}, not ${geometry.type}`
    const [one, other] = [numbers(mine.coordinates), numbers(geometry.coordinates)]
    if (one.length !== other.length) return `row ${i + 1}: ${one.length} numbers, not ${other.length}`
    const far = one.findIndex((value, n) => !(Math.abs(value - other[n]) <= CLOSE))
    if (far >= 0) return `row ${i + 1}: ${one[far]}, not ${other[far]}`
  }
  return undefined
}

let failed = 0
let compared = 0
for (const [name, features] of Object.entries(layers)) {
  const source = join(work, `${name}.geojson`)
  writeFileSync(source, JSON.stringify({ type: 'FeatureCollection', features }))
  for (const encoding of ['CP932', 'UTF-8'])
    for (const code of encoding === 'UTF-8' ? ['6668'] : SYSTEMS) {
      const folder = join(work, `${name}-${code}-${encoding}`)
      mkdirSync(folder)
      const target = ['-t_srs', `EPSG:${code}`, '-lco', `ENCODING=${encoding}`]
      gdal('-f', 'ESRI Shapefile', ...target, join(folder, `${name}.shp`), source)
      const back = join(work, 'back.geojson')
      rmSync(back, { force: true })
      gdal(
        '-f',
        'GeoJSON',
        '-t_srs',
        'EPSG:6668',
        '-lco',
        'COORDINATE_PRECISION=12',
        '-lco',
        'RFC7946=NO',
        back,
        join(folder, `${name}.shp`),
      )
      const theirs = JSON.parse(readFileSync(back, 'utf8')).features.map(wound)
      const found = difference((await ours(zipped(folder))).map(woundRow), theirs)
      compared += 1
      if (found !== undefined) {
        failed += 1
        process.stderr.write(`${name}, EPSG:${code}, ${encoding}: ${found}\n`)
      }
      if (compared > 1) continue
      const changed = zipped(folder, (bytes, file) => {
        if (file.endsWith('.shp')) bytes[100 + 8 + 4 + 6] ^= 8
        return bytes
      })
      if (difference((await ours(changed)).map(woundRow), theirs) === undefined) {
        failed += 1
        process.stderr.write('a changed file was not seen\n')
      }
    }
}
rmSync(work, { recursive: true, force: true })
process.stdout.write(`Shapefiles read twice: ${compared}, of which differ: ${failed}\n`)
process.exitCode = failed > 0 ? 1 : 0

/** Where a ring begins and in what order parts stand says nothing: each is brought to one form. */
function wound({ properties, geometry }) {
  return { properties, geometry: woundGeometry(geometry) }
}

function woundRow(row) {
  return row.ジオメトリ
    ? { ...row, ジオメトリ: JSON.stringify(woundGeometry(JSON.parse(row.ジオメトリ))) }
    : row
}

function woundGeometry(geometry) {
  const { type, coordinates } = geometry
  if (!type.endsWith('Polygon')) return geometry
  const parts = type === 'Polygon' ? [coordinates] : coordinates
  const key = ([[x, y]]) => Math.round(x * 1e5) * 1e8 + Math.round(y * 1e5)
  const rings = parts.map(([outer, ...holes]) => [
    ring(outer, true),
    ...holes.map((one) => ring(one, false)).sort((a, b) => key([a[0]]) - key([b[0]])),
  ])
  rings.sort((a, b) => key(a[0]) - key(b[0]))
  return { type, coordinates: type === 'Polygon' ? rings[0] : rings }
}

function ring(points, outer) {
  const open = points.slice(0, -1)
  const area = points.slice(1).reduce((sum, [x, y], i) => sum + points[i][0] * y - x * points[i][1], 0)
  const list = area > 0 === outer ? open : open.toReversed()
  const least = list.reduce((best, [x, y], i) => {
    const [bx, by] = list[best]
    const closer = Math.abs(x - bx) > 1e-6 ? x < bx : y < by - 1e-6
    return closer ? i : best
  }, 0)
  const turned = [...list.slice(least), ...list.slice(0, least)]
  return [...turned, turned[0]]
}
