/**
 * A table in all its forms in one pass: batches of rows → the bytes of CSV, JSON, JSON-LD and GeoJSON. The bytes are
 * those of the writers of records (csv.ts, json.ts, jsonld.ts, geojson.ts), which are the oracle in the test; a line of
 * JSON-LD is the line of JSON with its id before and its nulls left out, a line of GeoJSON has it within, so it is
 * copied and not made again.
 */
import type { Column, DatasetInfo, Json } from '../lib/model.ts'
import { copyBytes, putBytes, putCsv, putJson, putText, ROOM, withRoom } from './bytes.ts'
import { type Coordinates, coordinatesOf } from './coordinates.ts'
import { csvHeader } from './csv.ts'
import { createFeatures } from './features.ts'
import { FEATURES_CLOSE, FEATURES_OPEN } from './geojson.ts'
import { type LinkedColumn, type LinkedFrame, linkedFrame, type Vocabulary } from './jsonld.ts'
import { type RecordRow, rowIdOf } from './row.ts'

export type TableFormat = 'csv' | 'json' | 'jsonld' | 'geojson'

/** What stands around the records of a file. */
export interface TableFrame {
  readonly open: string
  readonly close: string
  readonly closeEmpty: string
  /** so many bytes at the start of a chunk stand between two records: the first chunk of a file goes without */
  readonly glue: number
}

/** Views of a buffer that the next call fills again: who keeps them makes a copy. */
export type TableBytes = { readonly [K in TableFormat]?: Uint8Array }

export interface TableWriter {
  readonly frames: { readonly [K in TableFormat]?: TableFrame }
  write(rows: readonly RecordRow[]): TableBytes
}

const GLUE = ',\n'
const COMMA = 0x2c
const LF = 0x0a
const OPEN = 0x7b
const CLOSE = 0x7d
/** A number, `null`, `false` with what stands around; keys are counted apart. */
const SHORT = 40

/** `vocabulary` is needed for JSON-LD only. A table without coordinates gives no GeoJSON. */
export function createTableWriter(
  info: DatasetInfo,
  formats: readonly TableFormat[],
  vocabulary: Vocabulary,
): TableWriter {
  const csv = formats.includes('csv') ? csvRows(info.columns) : undefined
  const json = formats.includes('json')
  const jsonld = formats.includes('jsonld')
  const frame = jsonld ? linkedFrame(info, vocabulary) : undefined
  const point = formats.includes('geojson') ? coordinatesOf(info) : undefined
  const lines = json || frame || point ? jsonRows(info, json, frame, point) : undefined
  const array = { glue: GLUE.length }
  return {
    frames: {
      ...(csv ? { csv: { open: csvHeader(info.columns), close: '', closeEmpty: '', glue: 0 } } : {}),
      ...(json ? { json: { open: '[\n', close: '\n]\n', closeEmpty: ']\n', ...array } } : {}),
      ...(frame
        ? {
            jsonld: { open: `${frame.open}\n`, close: `\n${frame.close}`, closeEmpty: frame.close, ...array },
          }
        : {}),
      ...(point
        ? {
            geojson: {
              open: `${FEATURES_OPEN}\n`,
              close: `\n${FEATURES_CLOSE}`,
              closeEmpty: FEATURES_CLOSE,
              ...array,
            },
          }
        : {}),
    },
    write: (rows) => ({ ...(csv ? { csv: csv(rows) } : {}), ...lines?.(rows) }),
  }
}

/** Bytes that the values of a row can need at most. */
function roomFor(row: RecordRow): number {
  let room = 0
  for (let i = 0; i < row.length; i += 1) {
    const value = row[i]
    if (typeof value === 'string') room += value.length * ROOM + SHORT
    else if (typeof value === 'object' && value !== null) room += JSON.stringify(value).length * ROOM + SHORT
    else room += SHORT
  }
  return room
}

function csvRows(columns: readonly Column[]): (rows: readonly RecordRow[]) => Uint8Array {
  const count = columns.length
  let buffer: Uint8Array = new Uint8Array(1 << 16)
  return (rows) => {
    let at = 0
    for (const row of rows) {
      buffer = withRoom(buffer, at, roomFor(row) + count + 2)
      for (let i = 0; i < count; i += 1) {
        if (i > 0) buffer[at++] = 0x2c
        at = putCsv(buffer, at, row[i] ?? null)
      }
      buffer[at++] = 0x0d
      buffer[at++] = 0x0a
    }
    return buffer.subarray(0, at)
  }
}

/** A column as both writers of lines see it. */
interface LineColumn {
  /** `,"key":` */
  readonly before: Uint8Array
  /** what JSON-LD says where it is not what JSON says */
  readonly say?: (value: Json) => string
}

function lineColumn({ key }: Column, { write, add }: Partial<LinkedColumn>): LineColumn {
  const before = `,${JSON.stringify(key)}:`
  const plain = write === undefined && add === undefined
  const say = (value: Json): string =>
    (value === null ? '' : before + (write ?? JSON.stringify)(value)) + (add?.(value) ?? '')
  return { before: new TextEncoder().encode(before), ...(plain ? {} : { say }) }
}

/** Lines of JSON, and of JSON-LD and GeoJSON made from them. */
function jsonRows(
  info: DatasetInfo,
  json: boolean,
  frame: LinkedFrame | undefined,
  point: Coordinates | undefined,
): (rows: readonly RecordRow[]) => TableBytes {
  const columns = info.columns.map((column, i) => lineColumn(column, frame?.columns[i] ?? {}))
  const count = columns.length
  const fixed = columns.reduce((sum, { before }) => sum + before.length, 0) + 8
  const link = frame === undefined ? undefined : linker(info, frame, columns)
  const features = point === undefined ? undefined : createFeatures(info, point)
  let lines: Uint8Array = new Uint8Array(1 << 16)
  return (rows) => {
    let at = 0
    link?.begin()
    features?.begin()
    for (const row of rows) {
      lines = withRoom(lines, at, roomFor(row) + fixed)
      lines[at++] = COMMA
      lines[at++] = LF
      // each member is put with its comma before; that of the first becomes the brace
      const first = at
      link?.row()
      for (let i = 0; i < count; i += 1) {
        const column = columns[i]
        if (column === undefined) continue
        const value = row[i] ?? null
        const begin = at
        at = putBytes(lines, at, column.before)
        at = value === null ? putNull(lines, at) : putJson(lines, at, value)
        if (link !== undefined && (value === null || column.say !== undefined)) link.cut(i, begin, at)
      }
      lines[at++] = CLOSE
      link?.put(row, lines, first, at)
      lines[first] = OPEN
      features?.put(row, lines, first, at)
      if (!json) at = 0
    }
    return {
      ...(json ? { json: lines.subarray(0, at) } : {}),
      ...(link ? { jsonld: link.bytes() } : {}),
      ...(features ? { geojson: features.bytes() } : {}),
    }
  }
}

/** Makes lines of JSON-LD of lines of JSON: the id before, and cut out what is to be said otherwise or not at all. */
function linker(info: DatasetInfo, frame: LinkedFrame, columns: readonly LineColumn[]) {
  const idOf = rowIdOf(info)
  const kind = new TextEncoder().encode(frame.kind)
  const idOpen = new TextEncoder().encode('{"@id":')
  /** for each cut: where it begins and ends, and the column */
  const cuts = new Int32Array(columns.length * 3)
  let cutCount = 0
  let linked: Uint8Array = new Uint8Array(1 << 16)
  let at = 0

  return {
    begin() {
      at = 0
    },
    row() {
      cutCount = 0
    },
    cut(column: number, from: number, to: number) {
      cuts[cutCount * 3] = from
      cuts[cutCount * 3 + 1] = to
      cuts[cutCount * 3 + 2] = column
      cutCount += 1
    },
    put(row: RecordRow, lines: Uint8Array, from: number, to: number) {
      const id = idOf?.(row) ?? ''
      linked = withRoom(linked, at, to - from + id.length * ROOM + idOpen.length + kind.length + 8)
      linked[at++] = COMMA
      linked[at++] = LF
      const first = at
      // a record without a key has no name: a blank node
      if (idOf !== undefined) at = putJson(linked, putBytes(linked, at, idOpen), id)
      at = putBytes(linked, at, kind)
      let begin = from
      for (let cut = 0; cut < cutCount * 3; cut += 3) {
        at = copyBytes(lines, begin, cuts[cut] ?? 0, linked, at)
        begin = cuts[cut + 1] ?? 0
        const column = cuts[cut + 2] ?? -1
        const said = columns[column]?.say?.(row[column] ?? null)
        if (said === undefined) continue
        linked = withRoom(linked, at, to - begin + said.length * ROOM)
        at = putText(linked, at, said)
      }
      at = copyBytes(lines, begin, to, linked, at)
      if (linked[first] === CLOSE) linked[at++] = CLOSE
      linked[first] = OPEN
    },
    bytes: (): Uint8Array => linked.subarray(0, at),
  }
}

function putNull(into: Uint8Array, from: number): number {
  into[from] = 0x6e
  into[from + 1] = 0x75
  into[from + 2] = 0x6c
  into[from + 3] = 0x6c
  return from + 4
}
