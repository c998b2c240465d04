/** A shape of a .shp → a point in degrees, or GeoJSON (RFC 7946): outer rings against the clock, holes with it. */
import type { Placing } from '../features/place.ts'
import type { FeatureTable } from '../features/table.ts'
import type { Reading } from '../spreadsheet/reading.ts'
import type { Shape } from './shp.ts'

const KINDS: Readonly<Record<Shape['kind'], string>> = {
  null: '',
  point: 'Point',
  points: 'MultiPoint',
  lines: 'LineString',
  polygon: 'Polygon',
  other: 'MultiPatch',
}

export function addShape(table: FeatureTable, shape: Shape, placing: Placing, reading: Reading): void {
  const { kind, xy, z } = shape
  if (kind === 'null' || (kind !== 'other' && xy.length === 0)) return
  const far: string[] = []
  const position = (i: number): string => {
    const [x, y] = [xy[i * 2] ?? Number.NaN, xy[i * 2 + 1] ?? Number.NaN]
    const degrees = placing.degrees(x, y)
    if (degrees === undefined) far.push(`${x}, ${y}`)
    return `[${degrees?.join() ?? ''}${heightText(z?.[i])}]`
  }
  const json = jsonOf(shape, position, reading)
  if (kind === 'other' || far.length > 0) {
    table.shapeLost(KINDS[kind], far[0])
    return
  }
  const [longitude, latitude, height = ''] = json.startsWith('[') ? json.slice(1, -1).split(',') : []
  if (longitude !== undefined && latitude !== undefined) table.point(longitude, latitude, height)
  else table.shape(KINDS[kind], json)
}

/** Below -10^38 is "no data". */
function heightText(z: number | undefined): string {
  return z === undefined || !(Math.abs(z) < 1e9) || z === 0 ? '' : `,${Number(z.toFixed(3))}`
}

/** A single position stands for itself. */
function jsonOf(shape: Shape, position: (i: number) => string, reading: Reading): string {
  const { kind, xy, starts } = shape
  const count = xy.length / 2
  const span = (from: number, to: number): string =>
    `[${Array.from({ length: to - from }, (_, i) => position(from + i)).join()}]`
  if (kind === 'point' || (kind === 'points' && count === 1)) return position(0)
  if (kind === 'points') return geometry('MultiPoint', span(0, count))
  const ranges = starts.slice(0, -1).map((from, i) => [from, starts[i + 1] ?? count] as const)
  if (kind === 'polygon') return polygons(shape, ranges, position, reading)
  const lines = ranges.map(([from, to]) => span(from, to))
  const [first = '[]'] = lines
  return lines.length === 1 ? geometry('LineString', first) : geometry('MultiLineString', `[${lines.join()}]`)
}

function geometry(type: string, coordinates: string): string {
  return `{"type":"${type}","coordinates":${coordinates}}`
}

interface Ring {
  readonly from: number
  readonly to: number
  /** positive against the clock */
  readonly area: number
}

function polygons(
  { xy }: Shape,
  ranges: readonly (readonly [number, number])[],
  position: (i: number) => string,
  reading: Reading,
): string {
  const rings = ranges.map(([from, to]): Ring => ({ from, to, area: areaOf(xy, from, to) }))
  const outers = rings.filter(({ area }) => area <= 0)
  const holes = rings.filter(({ area }) => area > 0)
  // no ring runs with the clock: the file has them the wrong way round
  const groups = (outers.length === 0 ? holes : outers).map((outer) => [outer])
  if (outers.length > 0)
    for (const hole of holes) {
      const home = groups.length === 1 ? groups[0] : groups.find(([outer]) => isIn(xy, hole, outer, reading))
      if (home === undefined) groups.push([hole])
      else home.push(hole)
    }
  const text = ({ from, to, area }: Ring, isOuter: boolean): string => {
    const places = Array.from({ length: to - from }, (_, i) => position(from + i))
    return `[${(area > 0 === isOuter ? places : places.reverse()).join()}]`
  }
  const parts = groups.map((group) => `[${group.map((ring, i) => text(ring, i === 0)).join()}]`)
  const [first = '[]'] = parts
  return parts.length === 1 ? geometry('Polygon', first) : geometry('MultiPolygon', `[${parts.join()}]`)
}

function areaOf(xy: Float64Array, from: number, to: number): number {
  let sum = 0
  for (let i = from; i < to; i += 1) {
    const next = i + 1 < to ? i + 1 : from
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = [xy[i * 2], xy[i * 2 + 1], xy[next * 2], xy[next * 2 + 1]]
    sum += x0 * y1 - x1 * y0
  }
  return sum / 2
}

/** The first point of the hole within the ring, by the crossings of a line to the right of it. */
function isIn(xy: Float64Array, hole: Ring, outer: Ring | undefined, reading: Reading): boolean {
  if (outer === undefined) return false
  const [x = 0, y = 0] = [xy[hole.from * 2], xy[hole.from * 2 + 1]]
  let inside = false
  reading.places += outer.to - outer.from
  if (reading.places > reading.limits.places) return false
  for (let i = outer.from, j = outer.to - 1; i < outer.to; j = i, i += 1) {
    const [xi = 0, yi = 0, xj = 0, yj = 0] = [xy[i * 2], xy[i * 2 + 1], xy[j * 2], xy[j * 2 + 1]]
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
  }
  return inside
}
