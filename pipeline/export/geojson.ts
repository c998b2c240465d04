/**
 * GeoJSON (RFC 7946): a point for each record, longitude first (3.1.1), with the record as in JSON for its properties.
 * Numbers are as they were published, not rounded. No `crs`: it is always WGS 84 (4). No `bbox`: it would have to be
 * known before the first record, or be put after the last, where few look.
 */
import type { Batches, DataRecord, DatasetInfo } from '../lib/model.ts'
import { recordId } from '../lib/record-id.ts'
import { type Coordinates, isPlace } from './coordinates.ts'
import { recordWriter, writeArray } from './json.ts'

export const FEATURES_OPEN = '{"type":"FeatureCollection","features":['
export const FEATURES_CLOSE = ']}\n'
export const FEATURE_OPEN = '{"type":"Feature"'
export const FEATURE_ID = ',"id":'
export const POINT_OPEN = ',"geometry":{"type":"Point","coordinates":['
export const POINT_CLOSE = ']}'
/** A record whose place is not known is in the list all the same (3.2). */
export const NO_POINT = ',"geometry":null'
export const PROPERTIES = ',"properties":'

export async function* writeGeoJson(
  info: DatasetInfo,
  place: Coordinates,
  batches: Batches,
): AsyncGenerator<string> {
  yield* writeArray(batches, featureWriter(info, place), FEATURES_OPEN, FEATURES_CLOSE)
}

/** The id is the one in JSON-LD: the last part of the record's IRI. */
function featureWriter(info: DatasetInfo, place: Coordinates): (record: DataRecord) => string {
  const { columns, primaryKey } = info
  const properties = recordWriter(columns)
  const named = primaryKey.length > 0
  const north = columns[place.latitude]?.key ?? ''
  const east = columns[place.longitude]?.key ?? ''
  return (record) => {
    const id = named ? FEATURE_ID + JSON.stringify(recordId(record, primaryKey)) : ''
    const latitude = record[north] ?? null
    const longitude = record[east] ?? null
    const geometry = isPlace(latitude, longitude)
      ? `${POINT_OPEN}${JSON.stringify(longitude)},${JSON.stringify(latitude)}${POINT_CLOSE}`
      : NO_POINT
    return `${FEATURE_OPEN}${id}${geometry}${PROPERTIES}${properties(record)}}`
  }
}
