/** Lines of GeoJSON from lines of JSON, as bytes: what stands around the record is put before it, the record is copied. */
import type { DatasetInfo } from '../lib/model.ts'
import { copyBytes, putBytes, putJson, ROOM, withRoom } from './bytes.ts'
import { type Coordinates, isPlace } from './coordinates.ts'
import { FEATURE_ID, FEATURE_OPEN, NO_POINT, POINT_CLOSE, POINT_OPEN, PROPERTIES } from './geojson.ts'
import { type RecordRow, rowIdOf } from './row.ts'

export interface Features {
  readonly begin: () => void
  /** the record's line of JSON is `lines` from `from` to `to` */
  readonly put: (row: RecordRow, lines: Uint8Array, from: number, to: number) => void
  /** the next `begin` fills it again */
  readonly bytes: () => Uint8Array
}

/** All that stands around a record but its id: two numbers, and the words of RFC 7946. */
const AROUND = 256
const COMMA = 0x2c
const LF = 0x0a
const CLOSE = 0x7d

export function createFeatures(info: DatasetInfo, place: Coordinates): Features {
  const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
  const open = bytesOf(FEATURE_OPEN)
  const idOpen = bytesOf(FEATURE_ID)
  const pointOpen = bytesOf(POINT_OPEN)
  const pointClose = bytesOf(POINT_CLOSE)
  const noPoint = bytesOf(NO_POINT)
  const properties = bytesOf(PROPERTIES)
  const idOf = rowIdOf(info)
  let into: Uint8Array = new Uint8Array(1 << 16)
  let at = 0
  return {
    begin() {
      at = 0
    },
    put(row, lines, from, to) {
      const id = idOf?.(row)
      into = withRoom(into, at, to - from + (id?.length ?? 0) * ROOM + AROUND)
      into[at++] = COMMA
      into[at++] = LF
      at = putBytes(into, at, open)
      if (id !== undefined) at = putJson(into, putBytes(into, at, idOpen), id)
      const latitude = row[place.latitude] ?? null
      const longitude = row[place.longitude] ?? null
      if (isPlace(latitude, longitude)) {
        at = putJson(into, putBytes(into, at, pointOpen), longitude)
        into[at++] = COMMA
        at = putBytes(into, putJson(into, at, latitude), pointClose)
      } else at = putBytes(into, at, noPoint)
      at = copyBytes(lines, from, to, into, putBytes(into, at, properties))
      into[at++] = CLOSE
    },
    bytes: () => into.subarray(0, at),
  }
}
