/** coordinates: latitude and longitude in one cell; the ranges of Japan say which is which. */
import { narrow } from '../../lib/characters.ts'
import { isWithin, readDegrees } from '../../lib/degrees.ts'
import type { Scalar } from '../../lib/model.ts'
import { compileField } from '../values/rules.ts'
import { fault, prepare } from '../values/speak.ts'
import { nothing, quiet, type SplitRule, slotsOf } from './speak.ts'

export const coordinates: SplitRule = {
  docs: {
    ja: '一つのセルの緯度と経度を分けます。順序は日本の範囲（緯度20～46、経度122～154）で決めます。',
    en: 'Parts a cell of latitude and longitude; the ranges of Japan decide their order.',
  },
  compile: (targets, context) => {
    const [lat = -1] = slotsOf(targets, 'latitude')
    const [lon = -1] = slotsOf(targets, 'longitude')
    const reads = targets.map((target) => compileField(target, context))
    return (text, tell) => {
      const values: Scalar[] = nothing(targets)
      const trimmed = prepare(text, tell)
      // separators without a figure: both are blank
      if (trimmed === '' || /^[\s,;/、，；]*$/.test(trimmed)) return values
      const pair = pairOf(narrow(trimmed))
      if (pair === undefined) {
        fault(tell, 'normalize/not-split', '緯度・経度')
        return values
      }
      const say = quiet(tell)
      values[lat] = reads[lat]?.(pair[0], say) ?? null
      values[lon] = reads[lon]?.(pair[1], say) ?? null
      return values
    }
  },
}

const ISO = /^([+-]\d+(?:\.\d+)?)([+-]\d+(?:\.\d+)?)(?:[+-]\d+(?:\.\d+)?)?(?:CRS\w+)?\/?$/
const SEPARATOR =
  /\s*[,;/、\n]\s*|\s+(?=(?:北緯|東経|緯度|経度|[NE])?\s*\d{2,3}[.°度º˚゜])|(?<=\d|秒|″|"|N|E)(?=東経|北緯|[EN]\d)/i

/** `35.67, 139.74`, `POINT(139.74 35.67)`, `北緯35度40分34秒 東経139度44分41秒`; latitude first. */
function pairOf(half: string): readonly [string, string] | undefined {
  const bare = half
    .replace(/^POINT\s*/i, '')
    .replace(/^[([{]\s*|\s*[)\]}]$/g, '')
    .replace(/(?<=\d),(?=\d{4,}[,\s])/g, '.')
  const iso = ISO.exec(bare)
  const parts = iso
    ? [iso[1]?.slice(1) ?? '', iso[2]?.slice(1) ?? '']
    : bare.split(SEPARATOR).filter((one) => one !== '')
  const [one, other] = parts.map((part) => readDegrees(part)?.text)
  if (parts.length !== 2 || one === undefined || other === undefined) return undefined
  if (isWithin('latitude', Number(one)) && isWithin('longitude', Number(other))) return [one, other]
  if (isWithin('longitude', Number(one)) && isWithin('latitude', Number(other))) return [other, one]
  return undefined
}
