/**
 * What pdf.js says of a font, packed into bytes (src/shared/obj-bin-transform.js, 5.6.205): ten booleans of two bits,
 * three doubles, a box, the font matrix and the metrics of vertical writing. Only what places glyphs is read.
 */
import { isObject } from '../../lib/object.ts'
import type { PdfFont } from './types.ts'

const TYPE3 = 5
const VERTICAL = 9
/** 3 bytes of booleans and 3 doubles; then the box, 1 + 4 × 2; the matrix, 1 + 6 × 8; the metrics, 1 + 3 × 2 */
const BOX = 3 + 3 * 8
const MATRIX = BOX + 1 + 4 * 2
const METRICS = MATRIX + 1 + 6 * 8
const END = METRICS + 1 + 3 * 2

/** CIDFonts without DW2 (PDF 32000-1, 9.7.4.3) */
const DEFAULT = [-1000, 500, 880] as const

const PLAIN: PdfFont = { vertical: false, type3: false, scale: 0.001, vertical0: DEFAULT }

/** Undefined: it is no font. */
export function readFont(value: unknown): PdfFont | undefined {
  if (!isObject(value)) return undefined
  const { buffer } = value
  if (!(buffer instanceof ArrayBuffer) || buffer.byteLength < END) return PLAIN
  const view = new DataView(buffer)
  const is = (at: number): boolean => ((view.getUint8(Math.floor(at / 4)) >> ((at * 2) % 8)) & 3) === 2
  const scale = view.getUint8(MATRIX) === 6 ? view.getFloat64(MATRIX + 1, true) : 0.001
  const metrics = view.getUint8(METRICS) === 3
  const at = (i: number): number => view.getInt16(METRICS + 1 + i * 2, true)
  return {
    vertical: is(VERTICAL),
    type3: is(TYPE3),
    scale: scale === 0 ? 0.001 : scale,
    vertical0: metrics ? [at(0), at(1), at(2)] : DEFAULT,
  }
}
