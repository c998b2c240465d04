/**
 * In what a file gives its coordinates: by the name of the EPSG list, or by the text of a `.prj` (WKT 1 of OGC and of
 * ESRI). What is not known here is told by its name, never taken for something else.
 */
import type { Datum, PlaneSystem } from '../../lib/projection.ts'

export type Crs =
  | { readonly kind: 'degrees'; readonly name: string; readonly datum: Datum }
  | { readonly kind: 'plane'; readonly name: string; readonly datum: Datum; readonly plane: PlaneSystem }
  | { readonly kind: 'mercator'; readonly name: string; readonly datum: 'world' }
  | { readonly kind: 'unknown'; readonly name: string }

/** Origins of the plane rectangular systems I to XIX (平成14年国土交通省告示第9号), latitude and longitude in minutes. */
const ORIGINS: readonly (readonly [number, number])[] = [
  [1980, 7770],
  [1980, 7860],
  [2160, 7930],
  [1980, 8010],
  [2160, 8060],
  [2160, 8160],
  [2160, 8230],
  [2160, 8310],
  [2160, 8390],
  [2400, 8450],
  [2640, 8415],
  [2640, 8535],
  [2640, 8655],
  [1560, 8520],
  [1560, 7650],
  [1560, 7440],
  [1560, 7860],
  [1200, 8160],
  [1560, 9240],
]

interface Series {
  readonly first: number
  readonly name: string
  readonly datum: Datum
}

/** Codes of the plane rectangular systems I to XIX … */
const PLANES: readonly Series[] = [
  { first: 2443, name: 'JGD2000', datum: 'world' },
  { first: 6669, name: 'JGD2011', datum: 'world' },
  { first: 30161, name: '日本測地系', datum: 'tokyo' },
]
/** … and of UTM zones 51N to 55N (https://epsg.org) */
const UTM: readonly Series[] = [
  { first: 3097, name: 'JGD2000', datum: 'world' },
  { first: 6688, name: 'JGD2011', datum: 'world' },
  { first: 32651, name: 'WGS 84', datum: 'world' },
  { first: 3092, name: '日本測地系', datum: 'tokyo' },
]
const DEGREES: Readonly<Record<number, Crs>> = {
  4326: { kind: 'degrees', name: 'WGS 84', datum: 'world' },
  4979: { kind: 'degrees', name: 'WGS 84', datum: 'world' },
  4612: { kind: 'degrees', name: 'JGD2000', datum: 'world' },
  6668: { kind: 'degrees', name: 'JGD2011', datum: 'world' },
  6697: { kind: 'degrees', name: 'JGD2011', datum: 'world' },
  4301: { kind: 'degrees', name: '日本測地系（Tokyo）', datum: 'tokyo' },
  3857: { kind: 'mercator', name: 'Web メルカトル', datum: 'world' },
  900913: { kind: 'mercator', name: 'Web メルカトル', datum: 'world' },
}

/** `urn:ogc:def:crs:EPSG::6677`, `EPSG:6677`, `urn:ogc:def:crs:OGC:1.3:CRS84` */
export function crsOfName(name: string): Crs {
  if (/\bCRS:?84$/i.test(name)) return { kind: 'degrees', name: 'WGS 84', datum: 'world' }
  const code = Number(/\bEPSG:(?:[\d.]*:)?(\d+)$/i.exec(name.trim())?.[1] ?? Number.NaN)
  const known = Number.isNaN(code) ? undefined : crsOfCode(code)
  return known ?? { kind: 'unknown', name }
}

function crsOfCode(code: number): Crs | undefined {
  if (Object.hasOwn(DEGREES, code)) return DEGREES[code]
  for (const { first, name, datum } of PLANES) {
    const origin = ORIGINS[code - first]
    if (origin === undefined) continue
    const [latitude, longitude] = [origin[0] / 60, origin[1] / 60]
    const plane = { latitude, longitude, scale: 0.9999, falseEasting: 0, falseNorthing: 0, toMetre: 1 }
    return { kind: 'plane', name: `${name} 平面直角座標系 第${code - first + 1}系`, datum, plane }
  }
  for (const { first, name, datum } of UTM) {
    const zone = code - first + 51
    if (zone < 51 || zone > 55) continue
    const plane = {
      latitude: 0,
      longitude: zone * 6 - 183,
      scale: 0.9996,
      falseEasting: 500_000,
      falseNorthing: 0,
      toMetre: 1,
    }
    return { kind: 'plane', name: `${name} UTM ${zone}N`, datum, plane }
  }
  return undefined
}

interface WktNode {
  readonly name: string
  readonly values: (string | number)[]
  readonly nodes: WktNode[]
}

const TOKEN = /([A-Za-z_]\w*)\s*[[(]|"((?:[^"]|"")*)"|([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|[\])]/g
/** A .prj has some 500 characters. */
const WKT_LIMIT = 20_000

function parseWkt(text: string): WktNode | undefined {
  const root: WktNode = { name: '', values: [], nodes: [] }
  const open = [root]
  for (const [, name, quoted, number] of text.slice(0, WKT_LIMIT).matchAll(TOKEN)) {
    const top = open.at(-1) ?? root
    if (name !== undefined) {
      const node: WktNode = { name: name.toUpperCase(), values: [], nodes: [] }
      top.nodes.push(node)
      open.push(node)
    } else if (quoted !== undefined) top.values.push(quoted.replaceAll('""', '"'))
    else if (number !== undefined) top.values.push(Number(number))
    else if (open.length > 1) open.pop()
  }
  return find(root, ['PROJCS', 'PROJCRS']) ?? find(root, ['GEOGCS', 'GEOGCRS', 'GEODCRS'])
}

function find(node: WktNode, names: readonly string[], depth = 0): WktNode | undefined {
  if (names.includes(node.name)) return node
  if (depth > 10) return undefined
  for (const child of node.nodes) {
    const found = find(child, names, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

const fold = (text: unknown): string =>
  String(text ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

/** Undefined: the text is none of a coordinate system. */
export function crsOfWkt(text: string): Crs | undefined {
  const root = parseWkt(text)
  if (root === undefined) return undefined
  const name = String(root.values[0] ?? '')
  const unknown: Crs = { kind: 'unknown', name }
  const datum = datumOf(find(root, ['DATUM']))
  const meridian = find(root, ['PRIMEM'])?.values[1] ?? 0
  if (datum === undefined || meridian !== 0) return unknown
  const geographic = find(root, ['GEOGCS', 'GEOGCRS', 'GEODCRS', 'BASEGEOGCRS'])
  const angle = geographic?.nodes.find((node) => node.name === 'UNIT' || node.name === 'ANGLEUNIT')?.values[1]
  if (angle !== undefined && Math.abs(Number(angle) - Math.PI / 180) > 1e-9) return unknown
  if (root === geographic) return { kind: 'degrees', name, datum }
  const method = fold(find(root, ['PROJECTION', 'METHOD'])?.values[0])
  if (/^mercatorauxiliarysphere$|pseudomercator$/.test(method) || /pseudomercator/.test(fold(name)))
    return datum === 'world' ? { kind: 'mercator', name, datum } : unknown
  if (!/^(?:transversemercator|gausskruger)$/.test(method)) return unknown
  const plane = planeOf(root)
  return plane === undefined ? unknown : { kind: 'plane', name, datum, plane }
}

function datumOf(node: WktNode | undefined): Datum | undefined {
  const name = fold(node?.values[0])
  if (/^d?(?:wgs(?:19)?84|(?:jgd|japanesegeodeticdatum)(?:2000|2011|2024)|itrf(?:19|20)?\d\d)$/.test(name))
    return 'world'
  return /^d?tokyo(?:datum|1918)?$/.test(name) ? 'tokyo' : undefined
}

function planeOf(root: WktNode): PlaneSystem | undefined {
  const parameters = new Map(
    root.nodes.flatMap(({ name, values }) =>
      name === 'PARAMETER' ? [[fold(values[0]), Number(values[1])] as const] : [],
    ),
  )
  const latitude = parameters.get('latitudeoforigin') ?? 0
  const longitude = parameters.get('centralmeridian')
  const unit = root.nodes.find(({ name }) => name === 'UNIT' || name === 'LENGTHUNIT')?.values[1]
  if (longitude === undefined) return undefined
  const plane = {
    latitude,
    longitude,
    scale: parameters.get('scalefactor') ?? 1,
    falseEasting: parameters.get('falseeasting') ?? 0,
    falseNorthing: parameters.get('falsenorthing') ?? 0,
    toMetre: Number(unit ?? 1),
  }
  return Object.values(plane).every(Number.isFinite) && plane.toMetre > 0 ? plane : undefined
}
