/**
 * A latitude and a longitude that were read each by itself, judged together: swapped ones change places where the ranges
 * of Japan prove it. A datum can not be proved from numbers; none is ever converted.
 */
import { isWithin } from '../lib/degrees.ts'
import type { Tell, ValueContext } from '../lib/field.ts'
import type { Scalar } from '../lib/model.ts'

/** The pair that came in where there is nothing to settle; an axis that can not be right is null. */
export function settlePair(
  latitude: Scalar,
  longitude: Scalar,
  { box }: ValueContext,
  tell: Tell,
): readonly [Scalar, Scalar] {
  if (latitude === null && longitude === null) return [latitude, longitude]
  const lat = Number(latitude)
  const lon = Number(longitude)
  const isLat = isWithin('latitude', lat)
  const isLon = isWithin('longitude', lon)
  if (isLat && isLon) return [latitude, longitude]
  if (latitude !== null && longitude !== null && isWithin('longitude', lat) && isWithin('latitude', lon)) {
    tell('mended', 'reconcile/coordinates-swapped', `${longitude}, ${latitude}`)
    if (box !== undefined && !isInside(box, lon, lat)) {
      tell('doubt', 'reconcile/outside-area', `${box[1]}–${box[3]}, ${box[0]}–${box[2]}`)
    }
    return [longitude, latitude]
  }
  // one of them stands on the other's axis: which of the two is wrong, nobody can tell
  const isCrossed = isWithin('longitude', lat) || (longitude !== null && isWithin('latitude', lon))
  if (isCrossed) {
    tell('fault', 'reconcile/coordinates-contradict', `${latitude ?? ''}, ${longitude ?? ''}`)
    return [null, null]
  }
  return [latitude, longitude]
}

function isInside(box: readonly [number, number, number, number], lat: number, lon: number): boolean {
  const [west, south, east, north] = box
  return lat >= south && lat <= north && lon >= west && lon <= east
}
