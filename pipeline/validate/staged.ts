/** What lies on disk is what is checked: a dataset's CSV, JSON and GeoJSON, read back as bytes, must say the same. */
import Papa from 'papaparse'
import type { Column, Json } from '../lib/model.ts'
import { isJson, isObject } from '../lib/object.ts'
import type { Place, Problem } from '../problem.ts'
import type { Gate } from './ajv.ts'
import { problem } from './problems.ts'

export interface StagedDataset {
  readonly slug: string
  readonly columns: readonly Column[]
  readonly recordCount: number
  /** the files as read back */
  readonly csv: { readonly file: string; readonly text: string }
  readonly json: { readonly file: string; readonly text: string }
  /** with the keys of the place of a record */
  readonly geojson?: {
    readonly file: string
    readonly text: string
    readonly latitude: string
    readonly longitude: string
  }
}

const BOM = '\ufeff'

/** `gate` is the record schema, so that the bytes of the JSON, not its makers' memory, pass it. */
export function checkStaged(dataset: StagedDataset, gate: Gate, place: Place): readonly Problem[] {
  const where = { ...place, dataset: dataset.slug }
  const wrong = (file: string, reason: string): readonly Problem[] => [
    problem('validate/staged', { ...where, file }, { file, reason }),
  ]
  const { csv, json } = dataset
  let records: unknown
  try {
    records = JSON.parse(json.text)
  } catch {
    return wrong(json.file, 'not JSON')
  }
  if (!Array.isArray(records)) return wrong(json.file, 'not a list')
  if (records.length !== dataset.recordCount)
    return wrong(json.file, `${records.length} records, not ${dataset.recordCount}`)
  const fault = records.flatMap((record) => gate(record))[0]
  if (fault) return wrong(json.file, `${fault.path.join('.')} ${fault.message}`)
  if (!csv.text.startsWith(BOM)) return wrong(csv.file, 'no BOM')
  const { rows, error } = parseCsv(csv.text.slice(BOM.length))
  if (error !== undefined) return wrong(csv.file, error)
  const header = rows.shift() ?? []
  const headers = dataset.columns.map((column) => column.header)
  if (header.join('\n') !== headers.join('\n')) return wrong(csv.file, `headers ${header.join(',')}`)
  if (rows.length !== records.length) return wrong(csv.file, `${rows.length} rows, not ${records.length}`)
  for (const [i, row] of rows.entries()) {
    if (row.length !== headers.length)
      return wrong(csv.file, `row ${i + 2}: ${row.length} cells, not ${headers.length}`)
    for (const [c, { key }] of dataset.columns.entries()) {
      const record: unknown = records[i]
      const value = isJson(record) && isObject(record) ? (record[key] ?? null) : null
      if (!saysSo(row[c] ?? '', value)) return wrong(csv.file, `row ${i + 2}, ${headers[c]}`)
    }
  }
  const map = dataset.geojson === undefined ? undefined : faultOfMap(dataset.geojson, records)
  return dataset.geojson === undefined || map === undefined ? [] : wrong(dataset.geojson.file, map)
}

function parseCsv(text: string): { readonly rows: string[][]; readonly error?: string } {
  const { data: rows, errors } = Papa.parse<string[]>(text, {
    delimiter: ',',
    newline: '\r\n',
    skipEmptyLines: false,
  })
  if (rows.at(-1)?.join('') === '') rows.pop()
  return errors[0] ? { rows, error: errors[0].message } : { rows }
}

/** A small CSV for a schema to look at: a row is an object by header, and has a key too many or too few where it is ragged. */
export function readTable(text: string): readonly Readonly<Record<string, string>>[] {
  const [header = [], ...rows] = parseCsv(text.startsWith(BOM) ? text.slice(BOM.length) : text).rows
  return rows.map((row) => Object.fromEntries(row.map((cell, i) => [header[i] ?? `#${i + 1}`, cell])))
}

/** What is wrong with a GeoJSON of these records; undefined where nothing is. */
function faultOfMap(
  { text, latitude, longitude }: NonNullable<StagedDataset['geojson']>,
  records: readonly unknown[],
): string | undefined {
  let map: unknown
  try {
    map = JSON.parse(text)
  } catch {
    return 'not JSON'
  }
  const features = isObject(map) && map.type === 'FeatureCollection' ? map.features : undefined
  if (!Array.isArray(features)) return 'no FeatureCollection'
  if (features.length !== records.length) return `${features.length} features, not ${records.length}`
  for (const [i, feature] of features.entries()) {
    const record = records[i]
    if (!isObject(feature) || !isObject(record)) return `feature ${i + 1}`
    if (JSON.stringify(feature.properties) !== JSON.stringify(record)) return `feature ${i + 1}: properties`
    const { [latitude]: north, [longitude]: east } = record
    const isPoint =
      isObject(feature.geometry) &&
      JSON.stringify(feature.geometry.coordinates) === JSON.stringify([east, north])
    const isNone = feature.geometry === null && !(isDegree(north, 90) && isDegree(east, 180))
    if (!isNone && !(isPoint && isDegree(north, 90) && isDegree(east, 180)))
      return `feature ${i + 1}: geometry`
  }
  return undefined
}

function isDegree(value: unknown, most: number): boolean {
  return typeof value === 'number' && Math.abs(value) <= most
}

/** A number is a plain decimal that reads back as the same number: how it was made is not asked. */
function saysSo(cell: string, value: Json): boolean {
  if (typeof value === 'number') return /^-?\d+(?:\.\d+)?$/.test(cell) && Number(cell) === value
  if (value === null) return cell === ''
  return cell === (typeof value === 'object' ? JSON.stringify(value) : String(value))
}
