/** Which columns say where a record is on the map. */
import type { Column, DatasetInfo, Json } from '../lib/model.ts'

/** Places of the two columns among the columns. */
export interface Coordinates {
  readonly latitude: number
  readonly longitude: number
}

/** RFC 7946, 4: WGS 84, in degrees. */
const MOST_LATITUDE = 90
const MOST_LONGITUDE = 180

/**
 * Undefined: the dataset has none. A sheet may have two pairs (bicycle_parking: the place, and the place of its
 * address): that of the headers 緯度 and 経度 is the record's own, else the first of each kind.
 */
export function coordinatesOf({ columns }: Pick<DatasetInfo, 'columns'>): Coordinates | undefined {
  const latitude = axisOf(columns, '緯度', 'schema:latitude', 'latitude')
  const longitude = axisOf(columns, '経度', 'schema:longitude', 'longitude')
  return latitude < 0 || longitude < 0 ? undefined : { latitude, longitude }
}

function axisOf(columns: readonly Column[], header: string, term: string, kind: Column['kind']): number {
  const find = (fits: (column: Column) => boolean): number =>
    columns.findIndex((column) => column.type === 'number' && fits(column))
  const named = find((column) => column.header === header)
  if (named >= 0) return named
  const meant = find((column) => column.term === term)
  return meant >= 0 ? meant : find((column) => column.kind === kind)
}

/** Half a place is none, and what is no degree of the globe is no place on it: metres of a plane (平面直角座標系). */
export function isPlace(latitude: Json, longitude: Json): boolean {
  return (
    typeof latitude === 'number' &&
    typeof longitude === 'number' &&
    Math.abs(latitude) <= MOST_LATITUDE &&
    Math.abs(longitude) <= MOST_LONGITUDE
  )
}
