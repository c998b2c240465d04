/** Geometries of KML (OGC 12-007r2, 10) as they come, element by element → a point, or GeoJSON. */
import { givenDegrees } from '../features/place.ts'
import type { FeatureTable } from '../features/table.ts'

export interface KmlGeometry {
  open(name: string): void
  close(name: string): void
  text(text: string): void
  /** what there was, to the row of the placemark; begins anew */
  give(table: FeatureTable): void
}

interface Part {
  readonly type: string
  /** GeoJSON of a geometry, or of the rings of a polygon */
  readonly parts: string[]
  broken: boolean
}

const SHAPES: ReadonlySet<string> = new Set([
  'Point',
  'LineString',
  'LinearRing',
  'Polygon',
  'MultiGeometry',
  'Model',
  'gx:Track',
  'gx:MultiTrack',
])
const DEPTH = 8

export function kmlGeometry(): KmlGeometry {
  const { degrees } = givenDegrees()
  let open: Part[] = []
  let found: string[] = []
  let lost = ''
  let text = ''
  let track: string[] = []
  let inCoordinates = false

  const positionText = (written: string): string | undefined => {
    const [x = '', y = '', z = ''] = written.split(',')
    if (x === '' || y === '') return undefined
    const known = degrees(Number(x), Number(y))
    const height = Number(z)
    return known === undefined
      ? undefined
      : `[${known.join()}${height !== 0 && height <= 1e9 ? `,${height}` : ''}]`
  }
  const take = (positions: readonly (string | undefined)[]): void => {
    const part = open.at(-1)
    if (part === undefined) return
    if (positions.includes(undefined) || positions.length === 0) part.broken = true
    else if (part.type === 'Point') part.parts.push(positions[0] ?? '')
    else part.parts.push(`[${positions.join()}]`)
  }
  const closeShape = (): void => {
    const part = open.pop()
    if (part === undefined) return
    const parent = open.at(-1)
    const json = part.broken ? undefined : jsonOf(part)
    if (part.type === 'LinearRing' && parent?.type === 'Polygon') {
      if (part.broken) parent.broken = true
      else parent.parts.push(...part.parts)
    } else if (json === undefined) lost = part.type.replace('gx:', '')
    else if (parent === undefined) found.push(json)
    else parent.parts.push(json)
  }
  return {
    open: (name) => {
      if (SHAPES.has(name)) {
        if (open.length > DEPTH) lost = name
        open.push({ type: name, parts: [], broken: open.length > DEPTH })
        if (name === 'gx:Track') track = []
      } else if (name === 'coordinates' || name === 'gx:coord') {
        inCoordinates = open.length > 0
        text = ''
      }
    },
    close: (name) => {
      if (name === 'coordinates' && inCoordinates) {
        take(tuplesOf(text).map(positionText))
        inCoordinates = false
      } else if (name === 'gx:coord') {
        track.push(text.trim().replace(/\s+/g, ','))
        inCoordinates = false
      } else if (SHAPES.has(name)) {
        if (name === 'gx:Track') take(track.map(positionText))
        closeShape()
      }
    },
    text: (piece) => {
      if (inCoordinates) text += piece
    },
    give: (table) => {
      const [first, ...more] = found
      if (first !== undefined) {
        const whole = more.length === 0 ? first : collection(found)
        const [x, y, z = ''] = pointOf(whole)
        if (x !== undefined && y !== undefined) table.point(x, y, z)
        else table.shape(/"type":"(\w+)"/.exec(whole)?.[1] ?? '', whole)
      }
      if (lost !== '') table.shapeLost(lost)
      open = []
      found = []
      lost = ''
      inCoordinates = false
    },
  }
}

/** Parted by white space; in files made by hand it stands after commas too. */
function tuplesOf(text: string): readonly string[] {
  const tuples: string[] = []
  let isOpen = false
  for (const word of text.split(/\s+/)) {
    if (word === '') continue
    const last = tuples.length - 1
    if (isOpen || (word.startsWith(',') && last >= 0)) tuples[last] += word
    else tuples.push(word)
    isOpen = word.endsWith(',')
  }
  return tuples
}

function pointOf(json: string): readonly string[] {
  return /^\{"type":"Point","coordinates":\[([^\]]*)\]\}$/.exec(json)?.[1]?.split(',') ?? []
}

function collection(parts: readonly string[]): string {
  return `{"type":"GeometryCollection","geometries":[${parts.join()}]}`
}

function jsonOf({ type, parts }: Part): string | undefined {
  const [first] = parts
  if (first === undefined) return undefined
  if (type === 'MultiGeometry' || type === 'gx:MultiTrack')
    return parts.length === 1 ? first : collection(parts)
  if (type === 'Polygon') return `{"type":"Polygon","coordinates":[${parts.join()}]}`
  if (type === 'Model') return undefined
  return `{"type":"${type === 'Point' ? 'Point' : 'LineString'}","coordinates":${first}}`
}
