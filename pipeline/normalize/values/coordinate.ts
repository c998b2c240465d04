/**
 * latitude, longitude: decimal degrees with the digits as written (GIF DS-444). A value that would be right on the
 * other axis passes: the pair rule of reconcile settles it. Datums are never converted: nothing in a number says its own.
 */
import { narrow } from '../../lib/characters.ts'
import { type Axis, isWithin, pointReadings, readDegrees } from '../../lib/degrees.ts'
import type { Field, ReadCell, Tell, ValueContext } from '../../lib/field.ts'
import { blank, doubt, fault, mend, prepare, spaced, type ValueRule } from './speak.ts'

const DOCS = {
  ja: '10進の度。書かれた桁を残します。度分秒（34°52′30.5″）を10進にし、小数点の位置の違いは、読み方が一つに決まるときだけ直します。0は空欄、日本や市区町村の外は知らせます。',
  en: 'Decimal degrees, with the digits as written. Degrees, minutes and seconds become decimal; a misplaced point is mended where one reading is left. 0 is blank; what lies outside Japan or the municipality is told.',
} as const

export const latitude: ValueRule = {
  docs: DOCS,
  compile: (field, context) => coordinateReader('latitude', field, context),
}

export const longitude: ValueRule = {
  docs: DOCS,
  compile: (field, context) => coordinateReader('longitude', field, context),
}

/** The box of the municipality on one axis, with a margin: facilities stand at its border. */
function edges(
  axis: Axis,
  { box }: ValueContext,
): { readonly low: number; readonly high: number } | undefined {
  if (box === undefined) return undefined
  const [west, south, east, north] = box
  return axis === 'latitude' ? { low: south, high: north } : { low: west, high: east }
}

function coordinateReader(axis: Axis, field: Field, context: ValueContext): ReadCell {
  const isText = field.type === 'string'
  const edge = edges(axis, context)
  const { low, high } = edge ?? (axis === 'latitude' ? { low: 20, high: 46 } : { low: 122, high: 154 })
  return (text, tell) => {
    if (text === '') return null
    if (isDecimal(text)) {
      const value = Number(text)
      if (value >= low && value <= high) return isText ? text : value
    }
    const trimmed = prepare(text, tell)
    if (trimmed === '') return null
    const read = spaced(text, trimmed, mendCoordinate(axis, field, edge, trimmed, tell), tell)
    return read === null || isText ? read : Number(read)
  }
}

/** Figures with one point between them. */
function isDecimal(text: string): boolean {
  let point = -1
  const last = text.length - 1
  for (let at = 0; at <= last; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 46 && point < 0) point = at
    else if (!(code >= 48 && code <= 57)) return false
  }
  return point > 1 && point < last
}

type Edge = { readonly low: number; readonly high: number } | undefined

function mendCoordinate(axis: Axis, field: Field, edge: Edge, text: string, tell: Tell): string | null {
  const half = narrow(text)
  if (/^-?0*\.{0,2}0*$/.test(half)) return blank(tell, 'normalize/zero-coordinate')
  const read = readDegrees(half)
  const degrees = read === undefined ? Number.NaN : Number(read.text)
  if (degrees === 0) return blank(tell, 'normalize/zero-coordinate')
  if (read !== undefined && (isWithin(axis, degrees) || isWithin(otherOf(axis), degrees))) {
    const how = read.how === 'plain' && read.text === half ? 'normalize/width' : 'normalize/coordinate-form'
    const value = read.text === text ? text : mend(tell, how, read.text)
    return isWithin(axis, degrees) ? checkEdge(edge, value, degrees, tell) : value
  }
  const moved = movedPoint(axis, edge, half)
  if (moved !== undefined) return mend(tell, 'normalize/point-restored', moved)
  if (read === undefined) return fault(tell, 'normalize/not-a-coordinate')
  if (field.enforced) return fault(tell, 'normalize/outside-japan')
  const value = read.text === text ? text : mend(tell, 'normalize/coordinate-form', read.text)
  return doubt(tell, value, 'normalize/outside-japan')
}

function otherOf(axis: Axis): Axis {
  return axis === 'latitude' ? 'longitude' : 'latitude'
}

function checkEdge(edge: Edge, value: string, degrees: number, tell: Tell): string {
  if (edge === undefined || (degrees >= edge.low && degrees <= edge.high)) return value
  return doubt(tell, value, 'normalize/outside-area', `${edge.low}–${edge.high}`)
}

/** The only reading that lies within the municipality; without its box, only figures without any point prove theirs. */
function movedPoint(axis: Axis, edge: Edge, half: string): string | undefined {
  const readings = pointReadings(half, axis)
  const near =
    edge === undefined
      ? readings
      : readings.filter((one) => Number(one) >= edge.low && Number(one) <= edge.high)
  if (near.length !== 1) return undefined
  return edge !== undefined || (!half.includes('.') && half.length >= 7) ? near[0] : undefined
}
