/**
 * extract/geojson: the features of a GeoJSON (RFC 7946; one document, or one feature a line) → one worksheet. A `crs` of
 * the older form (2008) is named and its coordinates converted, or the file is refused.
 */
import { isObject, textOf } from '../../lib/object.ts'
import { detectEncoding } from '../encoding.ts'
import { crsOfName } from '../features/crs.ts'
import { type Placing, placingOf } from '../features/place.ts'
import { BOOLEAN, createFeatureTable, type FeatureTable, NUMBER } from '../features/table.ts'
import { createLooseTexts, type LooseTexts } from '../loose-texts.ts'
import { plainNumber } from '../spreadsheet/number-text.ts'
import { fail, LIMITS, type Reading, startReading } from '../spreadsheet/reading.ts'
import {
  createNames,
  holdUnread,
  isOfSize,
  resultOf,
  type TablesOptions,
  type TablesResult,
} from '../whole.ts'
import { decodeWhole } from '../whole-text.ts'
import { type Geometry, geometryOf, isGeometry } from './geometry.ts'

/** What is parsed takes five to ten times as much. */
const MOST_BYTES = 100_000_000

/** Reads the features in order; header row first. */
export async function readGeojson(bytes: Uint8Array, options: TablesOptions): Promise<TablesResult> {
  const reading = startReading(options.file, { ...LIMITS, ...options.limits })
  const failed = (): TablesResult => resultOf('geojson', undefined, reading)
  if (!isOfSize(bytes, reading, Math.min(MOST_BYTES, reading.limits.packed))) return failed()
  const { text, unread } = decodeWhole(bytes, detectEncoding(bytes).encoding)
  const collection = collectionOf(text, reading)
  if (collection === undefined) return failed()
  const { features, name, crs, top } = collection
  // the system of RFC 7946, which programs still name
  const isUsual = crs === undefined || /\bCRS:?84$|\bEPSG:(?:[\d.]*:)?4326$/i.test(crs)
  const placing = isUsual ? undefined : await placingOf(crsOfName(crs), reading)
  if (reading.fault !== undefined) return failed()
  const table = createFeatureTable(createNames()(name), reading)
  for (const feature of features) addFeature(table, feature, placing)
  const worksheet = table.finish()
  const texts = createLooseTexts(reading)
  addMembers(texts, '', top, new Set(['features', 'geometry', 'properties', 'id', 'bbox', 'coordinates']))
  for (const feature of features) if (isObject(feature)) addMembers(texts, 'feature', feature, OF_FEATURE)
  return resultOf(
    'geojson',
    {
      worksheets: [unread === 0 ? worksheet : holdUnread(worksheet, reading)],
      texts: texts.list(),
    },
    reading,
  )
}

interface Collection {
  readonly features: readonly unknown[]
  readonly name: string
  readonly crs: string | undefined
  readonly top: { readonly [name: string]: unknown }
}

const OF_FEATURE: ReadonlySet<string> = new Set(['type', 'geometry', 'properties', 'id', 'bbox'])
const DEPTH = 20

/** Members that no table has (RFC 7946, 6.1). */
function addMembers(
  texts: LooseTexts,
  part: string,
  members: { readonly [name: string]: unknown },
  known: ReadonlySet<string>,
  depth = 0,
): void {
  for (const [name, value] of Object.entries(members)) {
    if (known.has(name)) continue
    const within = part === '' ? name : `${part}.${name}`
    texts.add(within, name)
    if (typeof value === 'string' || typeof value === 'number') texts.add(within, String(value))
    else if (typeof value === 'object' && value !== null && depth < DEPTH)
      addMembers(texts, within, Object.fromEntries(Object.entries(value)), NONE, depth + 1)
  }
}

const NONE: ReadonlySet<string> = new Set()

function collectionOf(text: string, reading: Reading): Collection | undefined {
  const value = parse(text)
  const lines = value === undefined ? linesOf(text) : undefined
  const features = lines ?? featuresOf(value)
  if (features === undefined) {
    fail(reading, 'extract/not-geojson', {}, { actual: value === undefined ? 'JSON' : kindOf(value) })
    return undefined
  }
  const top = isObject(value) ? value : {}
  const crs = isObject(top.crs) && isObject(top.crs.properties) ? top.crs.properties : undefined
  const said = textOf(crs?.name) ?? (crs === undefined ? undefined : JSON.stringify(crs))
  return { features, name: textOf(top.name) ?? '', crs: said, top }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** One document a line (RFC 8142 with its mark, newline-delimited without). */
function linesOf(text: string): readonly unknown[] | undefined {
  const found: unknown[] = []
  for (const line of text.split('\n')) {
    const bare = line.replace(/^\u001e/, '').trim()
    if (bare === '') continue
    const features = featuresOf(parse(bare))
    if (features === undefined) return undefined
    for (const feature of features) found.push(feature)
  }
  return found
}

function featuresOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value.length > 0 && value.every(isFeature) ? value : undefined
  if (!isObject(value)) return undefined
  if (value.type === 'FeatureCollection' && Array.isArray(value.features)) return value.features
  if (isFeature(value)) return [value]
  return isGeometry(value) ? [{ type: 'Feature', geometry: value, properties: {} }] : undefined
}

function isFeature(value: unknown): boolean {
  return isObject(value) && value.type === 'Feature'
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'JSON [ … ]'
  const type = isObject(value) ? textOf(value.type) : undefined
  return type === undefined ? 'JSON' : `JSON, "type": "${type}"`
}

function addFeature(table: FeatureTable, value: unknown, placing: Placing | undefined): void {
  const feature = isObject(value) ? value : {}
  table.next()
  if (typeof feature.id === 'string' || typeof feature.id === 'number') {
    const own = isObject(feature.properties) && Object.hasOwn(feature.properties, 'id')
    if (!own) addValue(table, 'id', feature.id)
  }
  if (isObject(feature.properties))
    for (const [name, one] of Object.entries(feature.properties)) addValue(table, name, one)
  const { geometry } = feature
  if (geometry !== null && geometry !== undefined) addGeometry(table, geometryOf(geometry, placing))
}

function addValue(table: FeatureTable, name: string, value: unknown): void {
  if (typeof value === 'string') table.property(name, value)
  else if (typeof value === 'number') {
    table.property(name, numberText(value), NUMBER)
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER) table.numberRounded(name)
  } else if (typeof value === 'boolean') table.property(name, value ? 'TRUE' : 'FALSE', BOOLEAN)
  else if (value === null || value === undefined) table.property(name, '')
  else table.property(name, jsonText(value))
}

/** Of a value that JSON.parse gave; it may be nested deeper than it can be written again. */
function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch {
    return '…'
  }
}

function numberText(value: number): string {
  const text = String(value)
  return text.includes('e') ? plainNumber(value) : text
}

function addGeometry(table: FeatureTable, geometry: Geometry): void {
  if (geometry.kind === 'point') table.point(geometry.longitude, geometry.latitude, geometry.height)
  else if (geometry.kind === 'shape') table.shape(geometry.type, geometry.text)
  else table.shapeLost(geometry.type, geometry.kind === 'far' ? geometry.actual : undefined)
}
