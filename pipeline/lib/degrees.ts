/** Latitudes and longitudes as offices write them → decimal degrees, with the digits that were written. */

/** Japan with its outer islands, generously: 沖ノ鳥島 20.4, 択捉島 45.6, 与那国島 122.9, 南鳥島 154.0. */
export const LATITUDES = { low: 20, high: 46 } as const
export const LONGITUDES = { low: 122, high: 154 } as const

export type Axis = 'latitude' | 'longitude'

export function isWithin(axis: Axis, degrees: number): boolean {
  const { low, high } = axis === 'latitude' ? LATITUDES : LONGITUDES
  return degrees >= low && degrees <= high
}

export interface Degrees {
  /** plain decimal */
  readonly text: string
  readonly how: 'plain' | 'sexagesimal'
}

const PREFIX = /^(?:北緯|東経|緯度|経度|lat(?:itude)?|lo?ng?(?:itude)?|[NE])\s*[:=]?\s*/i
const SUFFIX = /\s*(?:[°度º˚゜]|deg)?\s*[NE]?$/i
const PLAIN = /^-?\d{1,3}(?:\.\d+)?$/
const SEXAGESIMAL =
  /^(\d{1,3})\s*[°度º˚゜:]\s*(\d{1,2})\s*(?:['′’‘`´分:]\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:["″”“秒]|'{2}|′{2}|’{2})?)?)?$/
const MINUTES = /^(\d{1,3})\s*[°度º˚゜:]\s*(\d{1,2}\.\d+)\s*['′’‘`´分]?$/
const DOTTED = /^(\d{2,3})\.(\d{1,2})\.(\d{1,2}\.\d+)$/

/** `text` is narrow (characters.ts); undefined where it is no number of degrees. */
export function readDegrees(text: string): Degrees | undefined {
  const bare = text.trim().replace(PREFIX, '')
  const plain = bare.replace(SUFFIX, '')
  if (PLAIN.test(plain)) return { text: plain, how: 'plain' }
  const comma = /^(\d{2,3}),(\d{4,})$/.exec(plain)
  if (comma) return { text: `${comma[1]}.${comma[2]}`, how: 'plain' }
  const parts = SEXAGESIMAL.exec(bare.replace(/\s*[NE]$/, '')) ?? DOTTED.exec(bare)
  if (parts) return sexagesimal(parts[1], parts[2], parts[3])
  const minutes = MINUTES.exec(bare)
  return minutes ? sexagesimal(minutes[1], minutes[2], undefined) : undefined
}

/** As many digits as the writing bears, six at least (GIF DS-444): a second has 3600 parts of a degree. */
function sexagesimal(
  degrees: string | undefined,
  minutes: string | undefined,
  seconds: string | undefined,
): Degrees | undefined {
  const m = Number(minutes)
  const s = Number(seconds ?? 0)
  if (m >= 60 || s >= 60) return undefined
  const decimals = (seconds ?? minutes)?.split('.')[1]?.length ?? 0
  const value = Number(degrees) + m / 60 + s / 3600
  return { text: value.toFixed(Math.min(12, Math.max(6, decimals + 4))), how: 'sexagesimal' }
}

/**
 * Where the point may have stood in figures that are out of range: every reading that lies in Japan, as a moved point or
 * as 34°52′30.5″ packed into 345230.5.
 */
export function pointReadings(text: string, axis: Axis): readonly string[] {
  const figures = text.replace('.', '')
  if (!/^\d{5,}$/.test(figures)) return []
  const readings: string[] = []
  for (const at of axis === 'latitude' ? [2] : [3]) {
    const moved = `${figures.slice(0, at)}.${figures.slice(at)}`
    if (moved !== text && isWithin(axis, Number(moved))) readings.push(moved)
    const packed = new RegExp(`^(\\d{${at}})(\\d{2})(\\d{2}(?:\\.\\d+)?)$`).exec(text)
    const unpacked = packed ? sexagesimal(packed[1], packed[2], packed[3]) : undefined
    if (unpacked !== undefined && isWithin(axis, Number(unpacked.text))) readings.push(unpacked.text)
  }
  return readings
}
