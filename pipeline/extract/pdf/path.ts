/**
 * A painted path → the ruled lines in it. Lines are stroked, or filled as thin rectangles (most word processors and
 * Excel do that); what is neither level nor upright, and areas of colour, are no rules.
 */
import { type Matrix, xOf, yOf } from './matrix.ts'
import type { Rule } from './types.ts'

/** src/shared/util.js, OPS */
const STROKES: readonly unknown[] = [20, 21, 24, 25, 26, 27]
const FILLS: readonly unknown[] = [22, 23, 24, 25, 26, 27]

/** DrawOPS, with how many numbers follow each */
const MOVE = 0
const LINE = 1
const CURVE = 2
const QUADRATIC = 3

/** a rule is not thicker than this, in points */
const THICK = 4
/** nor is it shorter */
const SHORT = 3
/** of a line that should be level or upright */
const SLANT = 0.7
/** pages are 14,400 points wide at most (PDF 32000-1, annex C) */
const BEYOND = 1e6
/** of one path: maps have more */
const MOST = 20_000

interface Point {
  readonly x: number
  readonly y: number
}

/** `args` of constructPath: how it is painted, and its data. */
export function pathRules(args: readonly unknown[], ctm: Matrix, lineWidth: number): readonly Rule[] {
  const [how, data] = args
  const strokes = STROKES.includes(how)
  const fills = FILLS.includes(how)
  const numbers: unknown = Array.isArray(data) ? data[0] : undefined
  if ((!strokes && !fills) || !(numbers instanceof Float32Array)) return []
  const rules: Rule[] = []
  const wide = lineWidth * Math.sqrt(Math.abs(ctm[0] * ctm[3] - ctm[1] * ctm[2]))
  const parts = partsOf(numbers, ctm)
  for (const points of parts) {
    if (rules.length > MOST) break
    if (strokes) {
      for (let i = 1; i < points.length; i += 1) {
        const rule = between(points[i - 1], points[i], wide)
        if (rule !== undefined && isPlace(rule)) rules.push(rule)
      }
    } else {
      const rule = thin(points)
      if (rule !== undefined && isPlace(rule)) rules.push(rule)
    }
  }
  return rules
}

/** Damaged files have numbers that are none, or beyond any page. */
function isPlace({ at, from, to }: Rule): boolean {
  return Math.abs(at) < BEYOND && Math.abs(from) < BEYOND && Math.abs(to) < BEYOND
}

/** Each stretch of straight lines by its corners; a closed one ends where it began. */
function partsOf(numbers: Float32Array, ctm: Matrix): readonly (readonly Point[])[] {
  const parts: Point[][] = []
  let part: Point[] = []
  const begin = (): void => {
    if (part.length > 1) parts.push(part)
    part = []
  }
  for (let i = 0; i < numbers.length; ) {
    const op = numbers[i]
    const point = (at: number): Point => {
      const x = numbers[i + at] ?? 0
      const y = numbers[i + at + 1] ?? 0
      return { x: xOf(ctm, x, y), y: yOf(ctm, x, y) }
    }
    if (op === MOVE) {
      begin()
      part.push(point(1))
      i += 3
    } else if (op === LINE) {
      part.push(point(1))
      i += 3
    } else if (op === CURVE || op === QUADRATIC) {
      const length = op === CURVE ? 6 : 4
      begin()
      part.push(point(length - 1))
      i += length + 1
    } else {
      const first = part[0]
      if (first !== undefined) part.push(first)
      i += 1
    }
  }
  begin()
  return parts
}

function between(a: Point | undefined, b: Point | undefined, wide: number): Rule | undefined {
  if (a === undefined || b === undefined) return undefined
  const dx = Math.abs(a.x - b.x)
  const dy = Math.abs(a.y - b.y)
  const long = Math.max(dx, dy)
  if (Math.min(dx, dy) > SLANT) return undefined
  // a short line drawn with a broad pen is a rule that stands across it
  if (wide > THICK) return undefined
  if (long < SHORT) return undefined
  return dx >= dy
    ? { level: true, at: (a.y + b.y) / 2, from: Math.min(a.x, b.x), to: Math.max(a.x, b.x) }
    : { level: false, at: (a.x + b.x) / 2, from: Math.min(a.y, b.y), to: Math.max(a.y, b.y) }
}

/** A filled shape with corners that is as thin as a line. */
function thin(points: readonly Point[]): Rule | undefined {
  if (points.length < 2 || points.length > 6) return undefined
  let left = Infinity
  let right = -Infinity
  let top = Infinity
  let bottom = -Infinity
  for (const { x, y } of points) {
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  const width = right - left
  const height = bottom - top
  if (height <= THICK && width > height * 3 && width >= SHORT)
    return { level: true, at: (top + bottom) / 2, from: left, to: right }
  if (width <= THICK && height > width * 3 && height >= SHORT)
    return { level: false, at: (left + right) / 2, from: top, to: bottom }
  return undefined
}
