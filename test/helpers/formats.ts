/** One table in each format, from its rows: small files made as text, so that each trap stands in the test. */
import { strToU8, zipSync } from 'fflate'
import { encodeAs } from './japanese.ts'

export type Rows = readonly (readonly string[])[]
export type Files = Readonly<Record<string, string | Uint8Array>>

export const bytesOf = (text: string | Uint8Array): Uint8Array =>
  typeof text === 'string' ? strToU8(text) : text

export function zip(files: Files): Uint8Array {
  const entries = Object.entries(files).map(([name, content]) => [name, bytesOf(content)] as const)
  return zipSync(Object.fromEntries(entries), { mtime: '2026-01-01T00:00:00' })
}

/** As Windows makes it: names in CP932, without the flag that says UTF-8. */
export function zipCp932(files: Files): Uint8Array {
  const names = Object.keys(files).map((name) => encodeAs('shift_jis', name))
  const stands = names.map((name, i) => `${i}`.padEnd(name.length, '_'))
  const bytes = zip(Object.fromEntries(Object.values(files).map((content, i) => [stands[i] ?? '', content])))
  const all = Buffer.from(bytes)
  for (const [i, name] of names.entries())
    for (let at = all.indexOf(stands[i] ?? ''); at >= 0; at = all.indexOf(stands[i] ?? '', at + 1))
      bytes.set(name, at)
  return bytes
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

export function htmlOf(rows: Rows, title = ''): string {
  const cells = (row: readonly string[], tag: string): string =>
    row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')
  const body = rows.map((row, i) => `<tr>${cells(row, i === 0 ? 'th' : 'td')}</tr>`).join('\n')
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>t</title></head><body><h1>${title}</h1><table>${body}</table></body></html>`
}

/** Rows as features: 緯度 and 経度 become the place. */
function features(rows: Rows) {
  const [header = [], ...data] = rows
  return data.map((row) => {
    const properties = Object.fromEntries(header.map((name, i) => [name, row[i] ?? '']))
    const { 緯度: latitude = '', 経度: longitude = '', ...others } = properties
    return { properties: others, place: [Number(longitude), Number(latitude)] as const }
  })
}

export function geojsonOf(rows: Rows, name = ''): string {
  const list = features(rows).map(({ properties, place }) => ({
    type: 'Feature',
    properties,
    geometry: { type: 'Point', coordinates: place },
  }))
  return JSON.stringify({ type: 'FeatureCollection', name, features: list })
}

export function kmlOf(rows: Rows, name = ''): string {
  const marks = features(rows).map(({ properties, place }) => {
    const data = Object.entries(properties).map(
      ([key, value]) => `<Data name="${escaped(key)}"><value>${escaped(value)}</value></Data>`,
    )
    return `<Placemark><ExtendedData>${data.join('')}</ExtendedData><Point><coordinates>${place.join()},0</coordinates></Point></Placemark>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>${name}</name>${marks.join('')}</Document></kml>`
}

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'
const RELS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A document with this body; further parts beside it. */
export function docx(body: string, parts: Files = {}): Uint8Array {
  const kinds = Object.keys(parts)
    .filter((name) => /^word\/\w+\.xml$/.test(name))
    .map((name, i) => {
      const kind = name.slice(5, -4)
      return `<Relationship Id="r${i}" Type="${RELS}/${kind}" Target="${kind}.xml"/>`
    })
  return zip({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}"><Relationship Id="a" Type="${RELS}/officeDocument" Target="word/document.xml"/><Relationship Id="b" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `<Relationships xmlns="${PACKAGE}">${kinds.join('')}</Relationships>`,
    'word/document.xml': `<w:document xmlns:w="${W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>${body}</w:body></w:document>`,
    ...parts,
  })
}

export const p = (text: string, properties = ''): string =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}<w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`
export const tc = (content: string, properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${content}</w:tc>`
export const tr = (...cells: readonly string[]): string => `<w:tr>${cells.join('')}</w:tr>`
export const tbl = (...rows: readonly string[]): string =>
  `<w:tbl><w:tblPr/><w:tblGrid/>${rows.join('')}</w:tbl>`

export function docxOf(rows: Rows, title = ''): Uint8Array {
  return docx(p(title) + tbl(...rows.map((row) => tr(...row.map((cell) => tc(p(cell)))))) + p('以上。'))
}

export interface DbfColumn {
  readonly name: string
  readonly type?: string
  readonly length?: number
}

export interface DbfOptions {
  readonly encoding?: 'utf-8' | 'shift_jis'
  /** language driver */
  readonly driver?: number
  readonly deleted?: readonly number[]
}

/** Texts stand left in their fields, numbers right, as programs write them. */
export function dbfOf(columns: readonly DbfColumn[], rows: Rows, options: DbfOptions = {}): Uint8Array {
  const { encoding = 'shift_jis', driver = 0, deleted = [] } = options
  const widths = columns.map(({ length = 80 }) => length)
  const width = 1 + widths.reduce((sum, one) => sum + one, 0)
  const head = 33 + columns.length * 32
  const bytes = new Uint8Array(head + width * rows.length + 1).fill(0x20, head)
  const view = new DataView(bytes.buffer)
  bytes.set([3, 126, 1, 1])
  view.setUint32(4, rows.length, true)
  view.setUint16(8, head, true)
  view.setUint16(10, width, true)
  bytes[29] = driver
  for (const [i, { name, type = 'C' }] of columns.entries()) {
    bytes.set(encodeAs(encoding, name).subarray(0, 11), 32 + i * 32)
    bytes[32 + i * 32 + 11] = type.charCodeAt(0)
    bytes[32 + i * 32 + 16] = widths[i] ?? 0
  }
  bytes[head - 1] = 0x0d
  for (const [r, row] of rows.entries()) {
    let at = head + r * width
    if (deleted.includes(r)) bytes[at] = 0x2a
    at += 1
    for (const [i, { type = 'C' }] of columns.entries()) {
      const text = encodeAs(encoding, row[i] ?? '')
      const length = widths[i] ?? 0
      bytes.set(text.subarray(0, length), type === 'N' || type === 'F' ? at + length - text.length : at)
      at += length
    }
  }
  bytes[bytes.length - 1] = 0x1a
  return bytes
}

export type ShapeInput =
  | null
  | { readonly type: 1 | 11; readonly points: readonly (readonly number[])[] }
  | { readonly type: 8; readonly points: readonly (readonly number[])[] }
  | { readonly type: 3 | 5 | 13 | 15; readonly parts: readonly (readonly (readonly number[])[])[] }

/** A .shp by the ESRI description; a third number of a point is its height. */
export function shpOf(shapes: readonly ShapeInput[]): Uint8Array {
  const records = shapes.map(recordOf)
  const length = 100 + records.reduce((sum, one) => sum + 8 + one.length, 0)
  const bytes = new Uint8Array(length)
  const view = new DataView(bytes.buffer)
  view.setInt32(0, 9994)
  view.setInt32(24, length / 2)
  view.setInt32(28, 1000, true)
  view.setInt32(32, shapes.find((one) => one !== null)?.type ?? 0, true)
  let at = 100
  for (const [i, record] of records.entries()) {
    view.setInt32(at, i + 1)
    view.setInt32(at + 4, record.length / 2)
    bytes.set(record, at + 8)
    at += 8 + record.length
  }
  return bytes
}

function recordOf(shape: ShapeInput): Uint8Array {
  if (shape === null) return new Uint8Array(4)
  const out: (readonly [kind: 'int' | 'double', value: number])[] = [['int', shape.type]]
  const double = (...values: readonly number[]): void => {
    for (const value of values) out.push(['double', value])
  }
  const parts = 'parts' in shape ? shape.parts : [shape.points]
  const points = parts.flat()
  if (shape.type === 1 || shape.type === 11) {
    double(points[0]?.[0] ?? 0, points[0]?.[1] ?? 0)
    if (shape.type === 11) double(points[0]?.[2] ?? 0, 0)
  } else {
    double(0, 0, 0, 0)
    if ('parts' in shape) out.push(['int', parts.length])
    out.push(['int', points.length])
    if ('parts' in shape) {
      let start = 0
      for (const part of parts) {
        out.push(['int', start])
        start += part.length
      }
    }
    for (const [x = 0, y = 0] of points) double(x, y)
    if (shape.type > 10) double(0, 0, ...points.map((point) => point[2] ?? 0))
  }
  const bytes = new Uint8Array(out.reduce((sum, [kind]) => sum + (kind === 'int' ? 4 : 8), 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const [kind, value] of out) {
    if (kind === 'int') view.setInt32(at, value, true)
    else view.setFloat64(at, value, true)
    at += kind === 'int' ? 4 : 8
  }
  return bytes
}

export const PRJ = {
  jgd2011:
    'GEOGCS["GCS_JGD_2011",DATUM["D_JGD_2011",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
  zone9:
    'PROJCS["JGD_2011_Japan_Zone_9",GEOGCS["GCS_JGD_2011",DATUM["D_JGD_2011",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",139.833333333333],PARAMETER["Scale_Factor",0.9999],PARAMETER["Latitude_Of_Origin",36.0],UNIT["Meter",1.0]]',
  tokyo:
    'GEOGCS["GCS_Tokyo",DATUM["D_Tokyo",SPHEROID["Bessel_1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
  unknown:
    'PROJCS["Local",GEOGCS["GCS_Unknown",DATUM["D_unknown",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["Central_Meridian",139.0],UNIT["Meter",1.0]]',
} as const

/** A Shapefile of points, named in CP932 as on Windows. */
export function shapefileOf(rows: Rows, name = '一覧', prj: string | undefined = PRJ.jgd2011): Uint8Array {
  const list = features(rows)
  const names = Object.keys(list[0]?.properties ?? {})
  const dbf = dbfOf(
    names.map((one) => ({ name: one })),
    list.map(({ properties }) => names.map((one) => properties[one] ?? '')),
  )
  return zipCp932({
    [`${name}.shp`]: shpOf(list.map(({ place }) => ({ type: 1, points: [place] }))),
    [`${name}.dbf`]: dbf,
    ...(prj === undefined ? {} : { [`${name}.prj`]: prj }),
  })
}
