/** Matrices of PDF: [a b c d e f], a point is (x·a + y·c + e, x·b + y·d + f) (PDF 32000-1, 8.3.3). */
import type { PdfPage } from './types.ts'

export type Matrix = readonly [number, number, number, number, number, number]

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]

/** First `inner`, then `outer`. */
export function times(inner: Matrix, outer: Matrix): Matrix {
  const [a, b, c, d, e, f] = inner
  const [A, B, C, D, E, F] = outer
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F]
}

export function xOf([a, , c, , e]: Matrix, x: number, y: number): number {
  return x * a + y * c + e
}

export function yOf([, b, , d, , f]: Matrix, x: number, y: number): number {
  return x * b + y * d + f
}

/** Six numbers, or nothing. */
export function matrixOf(value: unknown): Matrix | undefined {
  const list = Array.isArray(value) ? value : value instanceof Float32Array ? [...value] : []
  const [a, b, c, d, e, f] = list.map(Number)
  return a !== undefined &&
    b !== undefined &&
    c !== undefined &&
    d !== undefined &&
    e !== undefined &&
    f !== undefined &&
    [a, b, c, d, e, f].every(Number.isFinite)
    ? [a, b, c, d, e, f]
    : undefined
}

/** From the page's own coordinates to points from the top left corner, as it is shown. */
export function viewOf({ view: [x0, y0, x1, y1], rotate }: PdfPage): Matrix {
  if (rotate === 90) return [0, 1, 1, 0, -y0, -x0]
  if (rotate === 180) return [-1, 0, 0, 1, x1, -y0]
  if (rotate === 270) return [0, -1, -1, 0, y1, x1]
  return [1, 0, 0, -1, -x0, y1]
}

/** The same page turned by a quarter, so often, clockwise. */
export function turned(matrix: Matrix, quarters: number, width: number, height: number): Matrix {
  if (quarters === 1) return times(matrix, [0, 1, -1, 0, height, 0])
  if (quarters === 2) return times(matrix, [-1, 0, 0, -1, width, height])
  if (quarters === 3) return times(matrix, [0, -1, 1, 0, 0, width])
  return matrix
}
