/** Shapes of a .shp (ESRI Shapefile Technical Description, July 1998), one by one. */

export interface Shape {
  readonly kind: 'null' | 'point' | 'points' | 'lines' | 'polygon' | 'other'
  /** x, y, x, y … */
  readonly xy: Float64Array
  /** height of each point, where the type has one */
  readonly z: Float64Array | undefined
  /** the point at which each line or ring begins, and the count of points */
  readonly starts: readonly number[]
}

const NONE: Shape = { kind: 'null', xy: new Float64Array(0), z: undefined, starts: [] }
const OTHER: Shape = { ...NONE, kind: 'other' }
/** More than can be written down (features/table.ts) is not read. */
const MOST_POINTS = 16_000

/** A generator that gives nothing more once something is broken; `broken` says so. */
export function openShp(bytes: Uint8Array): { shapes(): Generator<Shape>; isBroken(): boolean } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 100 || view.getInt32(0) !== 9994 || view.getInt32(28, true) !== 1000) return undefined
  let broken = false
  function* shapes(): Generator<Shape> {
    for (let at = 100; at + 8 <= bytes.length; ) {
      const length = view.getInt32(at + 4) * 2
      if (length < 4 || at + 8 + length > bytes.length) {
        broken = true
        return
      }
      const shape = readShape(view, at + 8, length)
      if (shape === undefined) {
        broken = true
        return
      }
      yield shape
      at += 8 + length
    }
  }
  return { shapes, isBroken: () => broken }
}

/** Undefined: it says that it is longer than it is. */
function readShape(view: DataView, at: number, length: number): Shape | undefined {
  const type = view.getInt32(at, true)
  const kind = type % 10
  const hasZ = type > 10 && type < 20
  if (type === 0) return NONE
  if (kind === 1 && type < 30) {
    if (length < (hasZ ? 28 : 20)) return undefined
    return {
      kind: 'point',
      xy: doubles(view, at + 4, 2),
      z: hasZ ? doubles(view, at + 20, 1) : undefined,
      starts: [],
    }
  }
  if ((kind !== 3 && kind !== 5 && kind !== 8) || type > 28) return OTHER
  if (length < 40) return undefined
  const parts = kind === 8 ? 0 : view.getInt32(at + 36, true)
  const points = view.getInt32(at + (kind === 8 ? 36 : 40), true)
  const head = kind === 8 ? 40 : 44
  if (parts < 0 || points < 0 || head + parts * 4 + points * 16 > length) return undefined
  if (points > MOST_POINTS) return OTHER
  const starts: number[] = []
  for (let i = 0; i < parts; i += 1) starts.push(view.getInt32(at + head + i * 4, true))
  if (kind !== 8) starts.push(points)
  for (let i = 0; i < starts.length; i += 1)
    if ((starts[i] ?? 0) < (starts[i - 1] ?? 0) || (starts[i] ?? 0) > points) return undefined
  const xyAt = at + head + parts * 4
  const zAt = xyAt + points * 16 + 16
  const isLong = hasZ && zAt + points * 8 <= at + length
  return {
    kind: kind === 8 ? 'points' : kind === 3 ? 'lines' : 'polygon',
    xy: doubles(view, xyAt, points * 2),
    z: isLong ? doubles(view, zAt, points) : undefined,
    starts,
  }
}

function doubles(view: DataView, at: number, count: number): Float64Array {
  const found = new Float64Array(count)
  for (let i = 0; i < count; i += 1) found[i] = view.getFloat64(at + i * 8, true)
  return found
}
