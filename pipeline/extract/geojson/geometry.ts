/** A geometry of GeoJSON (RFC 7946, 3.1) → a point in degrees, or its text. */
import { isObject, textOf } from '../../lib/object.ts'
import { givenDegrees, type Placing } from '../features/place.ts'

/** How deep the positions of each lie in lists. */
const LEVELS: Readonly<Record<string, number>> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
}

export function isGeometry(value: unknown): value is { readonly [key: string]: unknown } {
  if (!isObject(value) || typeof value.type !== 'string') return false
  return Object.hasOwn(LEVELS, value.type) || value.type === 'GeometryCollection'
}

export type Geometry =
  | { readonly kind: 'point'; readonly longitude: string; readonly latitude: string; readonly height: string }
  | { readonly kind: 'shape'; readonly type: string; readonly text: string }
  /** out of the range of degrees: the coordinates are in a system that the file does not name */
  | { readonly kind: 'far'; readonly type: string; readonly actual: string }
  | { readonly kind: 'lost'; readonly type: string }

interface State {
  readonly placing: Placing
  far: string | undefined
}

/** Collections are not to be nested (3.1.8). */
const DEPTH = 4

/** `placing`: absent, they are degrees, as the standard has it. */
export function geometryOf(value: unknown, placing: Placing | undefined): Geometry {
  const type = isObject(value) ? (textOf(value.type) ?? '') : ''
  const state: State = { placing: placing ?? givenDegrees(), far: undefined }
  const text = isGeometry(value) ? shapeText(type, value, state, 0) : undefined
  if (state.far !== undefined) return { kind: 'far', type, actual: state.far }
  if (text === undefined) return { kind: 'lost', type: type === '' ? 'geometry' : type }
  const only = /^\{"type":"(?:Point|MultiPoint)","coordinates":\[?\[([^[\]]+)\]\]?\}$/.exec(text)?.[1]
  const [longitude, latitude, height = ''] = only?.split(',') ?? []
  if (longitude !== undefined && latitude !== undefined) return { kind: 'point', longitude, latitude, height }
  return { kind: 'shape', type, text }
}

function shapeText(
  type: string,
  value: { readonly [key: string]: unknown },
  state: State,
  depth: number,
): string | undefined {
  if (depth > DEPTH) return undefined
  if (type !== 'GeometryCollection') {
    const coordinates = coordinatesText(value.coordinates, state, LEVELS[type] ?? 0)
    return coordinates === undefined ? undefined : `{"type":"${type}","coordinates":${coordinates}}`
  }
  if (!Array.isArray(value.geometries)) return undefined
  const parts = value.geometries.map((one: unknown) =>
    isGeometry(one) ? shapeText(textOf(one.type) ?? '', one, state, depth + 1) : undefined,
  )
  return parts.includes(undefined) ? undefined : `{"type":"${type}","geometries":[${parts.join()}]}`
}

function coordinatesText(value: unknown, state: State, levels: number): string | undefined {
  if (!Array.isArray(value)) return undefined
  if (levels === 0) return positionText(value, state)
  const parts: string[] = []
  for (const one of value) {
    const part = coordinatesText(one, state, levels - 1)
    if (part === undefined) return undefined
    parts.push(part)
  }
  return `[${parts.join()}]`
}

function positionText(value: readonly unknown[], state: State): string | undefined {
  const [x, y, z] = value
  if (typeof x !== 'number' || typeof y !== 'number') return undefined
  const degrees = state.placing.degrees(x, y)
  if (degrees === undefined) {
    state.far ??= `${x}, ${y}`
    return undefined
  }
  const height = typeof z === 'number' && z !== 0 ? `,${z}` : ''
  return `[${degrees[0]},${degrees[1]}${height}]`
}
