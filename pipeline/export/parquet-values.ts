/**
 * Values of a column of Parquet as bytes (https://parquet.apache.org/docs/file-format/data-pages/encodings/, PLAIN),
 * and what type each column has. Our own: hyparquet-writer makes an array of bytes of each text, which took most of the
 * time (25 s for a million rows of 20 columns).
 */
import { jsonTypes } from '../lib/column-types.ts'
import type { Column, DatasetInfo, Json } from '../lib/model.ts'
import { putText, ROOM, withRoom } from './bytes.ts'

/** `integer`: 64 bits, since a budget in yen has more figures than 32 hold. `date`: days since 1970. */
export type Physical = 'text' | 'integer' | 'number' | 'boolean' | 'date'

/**
 * A column whose schema lets values be of two types is text, as in CSV: Parquet has one type a column. A date is one
 * only where the column holds nothing but whole dates; where a year alone is allowed (GIF), it is text.
 */
export function physicalOf(info: DatasetInfo, column: Column): Physical {
  const types = jsonTypes(info, column).filter((type) => type !== 'null')
  if (types.length > 1) return 'text'
  switch (column.type) {
    case 'integer':
    case 'number':
    case 'boolean':
    case 'date':
      return column.type
    default:
      return 'text'
  }
}

/** A text as it is; what is deeper as JSON. */
export function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const DAY = 86_400_000

/** Undefined: it is no day of the calendar, which the gate before would have held. */
export function dayOf(value: Json): number | undefined {
  const [, year, month, day] = (typeof value === 'string' && DATE.exec(value)) || []
  if (year === undefined || month === undefined || day === undefined) return undefined
  const date = new Date(0)
  // Date.UTC takes years below 100 for those of the last century
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  const isDay = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
  return isDay ? date.getTime() / DAY : undefined
}

/** Least and greatest as the file says them; zero is written with both signs, as the format wants it. */
export function boundsOf(
  physical: Physical,
  low: number,
  high: number,
): { readonly min_value: number | bigint; readonly max_value: number | bigint } {
  if (physical === 'integer') return { min_value: BigInt(low), max_value: BigInt(high) }
  if (physical === 'date') return { min_value: low, max_value: high }
  return { min_value: low === 0 ? -0 : low, max_value: high === 0 ? 0 : high }
}

/** Bytes that are filled again for every page. */
export interface PlainBytes {
  readonly begin: () => void
  readonly text: (value: string) => void
  readonly number: (value: number) => void
  readonly integer: (value: number) => void
  readonly day: (value: number) => void
  /** bits, eight a byte */
  readonly bits: (values: readonly boolean[]) => void
  readonly bytes: () => Uint8Array
}

const TWO_32 = 0x1_0000_0000

export function createPlainBytes(): PlainBytes {
  let into: Uint8Array = new Uint8Array(1 << 16)
  let view = new DataView(into.buffer)
  let at = 0
  const room = (more: number): void => {
    const before = into
    into = withRoom(into, at, more)
    if (into !== before) view = new DataView(into.buffer)
  }
  return {
    begin() {
      at = 0
    },
    text(value) {
      room(value.length * ROOM + 4)
      const end = putText(into, at + 4, value)
      view.setUint32(at, end - at - 4, true)
      at = end
    },
    number(value) {
      room(8)
      view.setFloat64(at, value, true)
      at += 8
    },
    integer(value) {
      room(8)
      const high = Math.floor(value / TWO_32)
      view.setUint32(at, value - high * TWO_32, true)
      view.setInt32(at + 4, high, true)
      at += 8
    },
    day(value) {
      room(4)
      view.setInt32(at, value, true)
      at += 4
    },
    bits(values) {
      room(values.length)
      for (let i = 0; i < values.length; i += 8) {
        let byte = 0
        for (let bit = 0; bit < 8; bit += 1) if (values[i + bit] === true) byte |= 1 << bit
        into[at++] = byte
      }
    },
    bytes: () => into.subarray(0, at),
  }
}
