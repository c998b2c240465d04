/**
 * The operators of a page → its glyphs with their places, and its ruled lines. It follows the graphics and text state
 * (PDF 32000-1, 8.4 and 9.3) as far as these need it: form XObjects, rotated pages and vertical writing included.
 */

import { mendCharacter } from './character.ts'
import { IDENTITY, type Matrix, matrixOf, times, viewOf, xOf, yOf } from './matrix.ts'
import { pathRules } from './path.ts'
import { contentOf, type Placed, type Way } from './turn.ts'
import type { OpenPdf, PageContent, PdfFont, Rule } from './types.ts'

/** pdf.js numbers the operators of annex A (src/shared/util.js, OPS). */
const OP = {
  lineWidth: 2,
  save: 10,
  restore: 11,
  transform: 12,
  beginText: 31,
  charSpacing: 33,
  wordSpacing: 34,
  hScale: 35,
  leading: 36,
  font: 37,
  rise: 39,
  moveText: 40,
  leadingMoveText: 41,
  textMatrix: 42,
  nextLine: 43,
  showText: 44,
  showSpacedText: 45,
  nextLineShow: 46,
  nextLineSpaceShow: 47,
  formBegin: 74,
  formEnd: 75,
  beginAnnotation: 80,
  endAnnotation: 81,
  constructPath: 91,
} as const

/** Changed in place: there are thousands of operators on a page. */
interface State {
  ctm: Matrix
  lineWidth: number
  charSpacing: number
  wordSpacing: number
  hScale: number
  leading: number
  rise: number
  size: number
  font: PdfFont | undefined
}

/** The state of text and lines at the beginning (PDF 32000-1, tables 52 and 104). */
const PLAIN: Omit<State, 'ctm'> = {
  lineWidth: 1,
  charSpacing: 0,
  wordSpacing: 0,
  hScale: 1,
  leading: 0,
  rise: 0,
  size: 0,
  font: undefined,
}

/** Private use, and what stands for a character that is not known. */
const UNKNOWN = /[\ue000-\uf8ff\ufffd]/

export interface Allowance {
  /** glyphs and rules that may still be read */
  left: number
  /** glyphs of which no font says what character they are */
  unknown: number
}

export interface ReadPage {
  readonly content: PageContent
  readonly how: 'whole' | 'stopped' | 'failed'
}

/** Reads one page; `allowance` goes down by what it took. */
export async function readPage(pdf: OpenPdf, index: number, allowance: Allowance): Promise<ReadPage> {
  const page = await pdf.page(index)
  const empty = { page: index + 1, width: 0, height: 0, glyphs: [], rules: [], endsWithSpace: false }
  if (page === undefined) return { content: empty, how: 'failed' }
  const collector = collect(pdf, viewOf(page), allowance)
  const how = await pdf.operators(index, collector.take)
  return { content: contentOf(page, index, collector.placed, collector.rules), how }
}

interface Collector {
  readonly take: (fns: readonly unknown[], args: readonly unknown[]) => boolean
  readonly placed: Placed[]
  readonly rules: Rule[]
}

function collect(pdf: OpenPdf, view: Matrix, allowance: Allowance): Collector {
  const placed: Placed[] = []
  const rules: Rule[] = []
  const stack: State[] = []
  let state: State = { ctm: view, ...PLAIN }
  let textMatrix: Matrix = IDENTITY
  let line: Matrix = IDENTITY

  const move = (x: number, y: number): void => {
    line = times([1, 0, 0, 1, x, y], line)
    textMatrix = line
  }
  const show = (items: unknown): void => {
    if (!Array.isArray(items)) return
    const { font, size, hScale, charSpacing, wordSpacing, rise } = state
    const vertical = font?.vertical === true
    const scale = font?.scale ?? 0.001
    let at = 0
    const matrix = times(textMatrix, state.ctm)
    for (const item of items) {
      if (typeof item === 'number') {
        at -= (item / 1000) * size * (vertical ? 1 : hScale)
        continue
      }
      if (typeof item !== 'object' || item === null) continue
      const { unicode, width, vmetric, isSpace } = item
      const spacing = charSpacing + (isSpace === true ? wordSpacing : 0)
      const wide = (Number(width) || 0) * scale * size
      const text = typeof unicode === 'string' ? mendCharacter(unicode) : ''
      if (vertical) {
        const [advance, vx, vy] = metricsOf(vmetric, font, Number(width) || 0)
        const down = -advance * scale * size
        const x = -vx * scale * size
        const y = rise - at + (vy - (font?.vertical0[2] ?? 880)) * scale * size
        put(text, matrix, [x, y, x + wide, y - Math.abs(down)], size, true)
        at += down + spacing
      } else {
        put(text, matrix, [at, rise - 0.12 * size, at + wide * hScale, rise + 0.88 * size], size, false)
        at += (wide + spacing) * hScale
      }
    }
    textMatrix = times(vertical ? [1, 0, 0, 1, 0, -at] : [1, 0, 0, 1, at, 0], textMatrix)
  }
  const put = (
    text: string,
    matrix: Matrix,
    [ax, ay, bx, by]: readonly [number, number, number, number],
    size: number,
    vertical: boolean,
  ): void => {
    if (text === '' || UNKNOWN.test(text)) allowance.unknown += 1
    if (text === '') return
    allowance.left -= 1
    const xs = [xOf(matrix, ax, ay), xOf(matrix, bx, by)]
    const ys = [yOf(matrix, ax, ay), yOf(matrix, bx, by)]
    const dx = matrix[0]
    const dy = matrix[1]
    const way: Way = vertical ? 0 : Math.abs(dx) >= Math.abs(dy) ? (dx >= 0 ? 0 : 2) : dy > 0 ? 1 : 3
    const left = Math.min(...xs)
    const right = Math.max(...xs)
    const top = Math.min(...ys)
    const bottom = Math.max(...ys)
    if (![left, right, top, bottom, size * matrix[3]].every((one) => Math.abs(one) < 1e6)) return
    const lies = vertical || way === 1 || way === 3
    const shown = size * Math.hypot(matrix[2], matrix[3])
    const base = lies ? (left + right) / 2 : bottom - (bottom - top) * 0.12
    const glyph = { text, left, right, top, bottom, base, size: Math.abs(shown), vertical: lies }
    placed.push({ glyph, way })
  }
  const apply = (fn: unknown, given: unknown): void => {
    const args: readonly unknown[] = Array.isArray(given) ? given : []
    const number = (i: number): number => Number(args[i]) || 0
    switch (fn) {
      case OP.lineWidth:
        state.lineWidth = number(0)
        break
      case OP.save:
        // pdf.js evens the pairs out itself; this is only so that no file makes the list grow without end
        if (stack.length < 10_000) stack.push({ ...state })
        break
      case OP.restore:
        state = stack.pop() ?? state
        break
      case OP.transform: {
        const matrix = matrixOf(args)
        if (matrix !== undefined) state.ctm = times(matrix, state.ctm)
        break
      }
      case OP.formBegin: {
        stack.push({ ...state })
        const matrix = matrixOf(args[0])
        if (matrix !== undefined) state.ctm = times(matrix, state.ctm)
        break
      }
      case OP.beginAnnotation: {
        // [id, rect, transform, matrix, hasOwnCanvas] (src/core/annotation.js)
        stack.push({ ...state })
        Object.assign(state, PLAIN)
        const transform = matrixOf(args[2]) ?? IDENTITY
        const matrix = matrixOf(args[3]) ?? IDENTITY
        state.ctm = times(matrix, times(transform, view))
        break
      }
      case OP.formEnd:
      case OP.endAnnotation:
        state = stack.pop() ?? state
        break
      case OP.beginText:
        textMatrix = IDENTITY
        line = IDENTITY
        break
      case OP.charSpacing:
        state.charSpacing = number(0)
        break
      case OP.wordSpacing:
        state.wordSpacing = number(0)
        break
      case OP.hScale:
        state.hScale = number(0) / 100
        break
      case OP.leading:
        state.leading = number(0)
        break
      case OP.font:
        state.font = pdf.font(String(args[0]))
        state.size = number(1)
        break
      case OP.rise:
        state.rise = number(0)
        break
      case OP.moveText:
        move(number(0), number(1))
        break
      case OP.leadingMoveText:
        state.leading = -number(1)
        move(number(0), number(1))
        break
      case OP.textMatrix:
        line = matrixOf(args[0]) ?? matrixOf(args) ?? IDENTITY
        textMatrix = line
        break
      case OP.nextLine:
        move(0, -state.leading)
        break
      case OP.showText:
      case OP.showSpacedText:
        show(args[0])
        break
      case OP.nextLineShow:
        move(0, -state.leading)
        show(args[0])
        break
      case OP.nextLineSpaceShow:
        state.wordSpacing = number(0)
        state.charSpacing = number(1)
        move(0, -state.leading)
        show(args[2])
        break
      case OP.constructPath: {
        const found = pathRules(args, state.ctm, state.lineWidth)
        allowance.left -= found.length
        rules.push(...found)
        break
      }
    }
  }
  return {
    placed,
    rules,
    take: (fns, args) => {
      for (let i = 0; i < fns.length; i += 1) apply(fns[i], args[i])
      // operators that draw nothing cost too
      allowance.left -= fns.length / 5
      return allowance.left > 0
    },
  }
}

/** Advance down, and where the origin of vertical writing lies (PDF 32000-1, 9.7.4.3). */
function metricsOf(
  value: unknown,
  font: PdfFont | undefined,
  width: number,
): readonly [number, number, number] {
  const [advance, vx, vy] = Array.isArray(value) ? value.map(Number) : []
  if (advance !== undefined && vx !== undefined && vy !== undefined) return [advance, vx, vy]
  const metrics = font?.vertical0 ?? [-1000, 500, 880]
  return [metrics[0], width / 2, metrics[2]]
}
