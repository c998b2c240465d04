/** Coordinates as a file gives them → degrees as text, with what is to be told of the system they were in. */
import { isWithin } from '../../lib/degrees.ts'
import type { Convert } from '../../lib/projection.ts'
import { fail, type Reading, tell } from '../spreadsheet/reading.ts'
import type { Crs } from './crs.ts'

/** Seven decimals are 1.1 cm; more of a computed place would be noise, other on other machines. */
const COMPUTED = 7
/** Of what a file says in degrees: 1 mm. */
const GIVEN = 8

export interface Placing {
  /** both as plain decimals; undefined: no place on earth */
  readonly degrees: (x: number, y: number) => readonly [longitude: string, latitude: string] | undefined
}

/** Undefined: nothing can be said of places in this system, and the reading has failed. */
export async function placingOf(
  crs: Crs,
  reading: Reading,
  worksheet?: string,
): Promise<Placing | undefined> {
  const where = worksheet === undefined ? {} : { worksheet }
  const { name, kind } = crs
  if (kind === 'unknown') {
    fail(reading, 'extract/crs-unknown', where, { actual: name })
    return undefined
  }
  if (kind === 'degrees' && crs.datum === 'world') {
    told(reading, where, name, [
      '世界測地系の緯度・経度として、そのまま読みました。',
      'They were read as they are, as degrees.',
    ])
    return givenDegrees()
  }
  const projection = await import('../../lib/projection.ts')
  const convert =
    kind === 'plane'
      ? projection.planeToDegrees(crs.plane, crs.datum)
      : kind === 'mercator'
        ? projection.mercatorToDegrees()
        : projection.tokyoToDegrees()
  if (crs.datum === 'tokyo') tell(reading, 'extract/crs-old-datum', where, { actual: name })
  else told(reading, where, name, ['緯度・経度に変換しました。', 'They were converted to degrees.'])
  return { degrees: (x, y) => textsOf(convert(x, y), COMPUTED) }
}

function told(
  reading: Reading,
  where: { worksheet?: string },
  actual: string,
  done: readonly [string, string],
) {
  tell(reading, 'extract/crs', where, { actual, doneJa: done[0], doneEn: done[1] })
}

export function givenDegrees(): Placing {
  return { degrees: (x, y) => textsOf([x, y], GIVEN) }
}

function textsOf(
  [longitude, latitude]: ReturnType<Convert>,
  decimals: number,
): readonly [string, string] | undefined {
  if (!(Math.abs(longitude) <= 180) || !(Math.abs(latitude) <= 90)) return undefined
  return [decimal(longitude, decimals), decimal(latitude, decimals)]
}

/** Of its digits no zero too many; `toFixed` is exact, whatever the machine. */
function decimal(value: number, decimals: number): string {
  const text = value.toFixed(decimals).replace(/\.?0+$/, '')
  return text === '-0' ? '0' : text
}

export function isInJapan(x: number, y: number): boolean {
  return isWithin('longitude', x) && isWithin('latitude', y)
}
