/**
 * Glyphs → lines of text, with the spaces that are written and no others: a gap is a space between Latin words, or
 * where it is wider than a character. Lines of vertical writing come from the right.
 */
import type { Box, Glyph } from './types.ts'

/** Glyphs without a space between them; `before` is what parts them from those before, in the text of the line. */
export interface Word extends Box {
  readonly text: string
  readonly before: string
}

export interface TextLine extends Box {
  readonly text: string
  readonly base: number
  readonly size: number
  readonly vertical: boolean
  /** a space is written at its end */
  readonly spaced: boolean
  readonly words: readonly Word[]
  /** as many as there are wide gaps, and one more: what may be cells of a table without ruled lines */
  readonly stretches: readonly Box[]
  /** how wide what stands before the first place is where the line could have been broken */
  readonly first: number
}

/** Of the size of the glyphs: a gap this wide parts columns, or two things on one line */
const WIDE = 1.5
/** … this wide is a space between Latin letters … */
const LATIN_GAP = 0.18
/** … and this wide between any others */
const GAP = 0.9

const SPACE = /^\s*$/
export const LATIN = /[A-Za-z\u00c0-\u024f]/
const WORD = /[0-9A-Za-z\u00c0-\u024f]/
const INNER = /[!-~\u00c0-\u024f]/

export function isSpace(text: string): boolean {
  if (text.length !== 1) return SPACE.test(text)
  const code = text.charCodeAt(0)
  // nearly all glyphs are letters
  return code <= 0x20 || code === 0x3000 || (code >= 0xa0 && code < 0x3041 && SPACE.test(text))
}

/** Lines from the top down, columns of vertical writing from the right after them. */
export function linesOf(glyphs: readonly Glyph[]): readonly TextLine[] {
  const level = glyphs.filter(({ vertical }) => !vertical)
  const upright = glyphs.filter(({ vertical }) => vertical)
  const lines = grouped(level, (glyph) => [glyph.top, glyph.bottom]).flatMap((list) =>
    lineOf(
      list.sort((a, b) => a.left - b.left || a.top - b.top),
      false,
    ),
  )
  const columns = grouped(upright, (glyph) => [glyph.left, glyph.right]).flatMap((list) =>
    lineOf(
      list.sort((a, b) => a.top - b.top || a.left - b.left),
      true,
    ),
  )
  return [
    ...lines.sort((a, b) => a.base - b.base || a.left - b.left),
    ...columns.sort((a, b) => b.left - a.left),
  ]
}

/** Glyphs whose extents across the writing lie over each other. */
function grouped(
  glyphs: readonly Glyph[],
  extent: (glyph: Glyph) => readonly [number, number],
): readonly Glyph[][] {
  const sorted = glyphs
    .map((glyph) => ({ glyph, span: extent(glyph) }))
    .sort((a, b) => a.span[0] + a.span[1] - b.span[0] - b.span[1])
  const groups: { list: Glyph[]; from: number; to: number }[] = []
  for (const { glyph, span } of sorted) {
    const [from, to] = span
    let group = groups[groups.length - 1]
    // spaces have no body: they go where they lie
    if (group !== undefined && overlap(group, from, to) < 0.5) group = undefined
    if (group === undefined) groups.push({ list: [glyph], from, to })
    else {
      group.list.push(glyph)
      // what is small beside the line (a raised note mark) does not move it
      if (to - from >= (group.to - group.from) * 0.8) {
        group.from = Math.min(group.from, from)
        group.to = Math.min(Math.max(group.to, to), group.from + (to - from) * 1.3)
      }
    }
  }
  return groups.map(({ list }) => list)
}

/** Share of the smaller that lies in the other. */
function overlap(group: { readonly from: number; readonly to: number }, from: number, to: number): number {
  const common = Math.min(group.to, to) - Math.max(group.from, from)
  return common / Math.max(0.01, Math.min(group.to - group.from, to - from))
}

function lineOf(all: readonly Glyph[], vertical: boolean): readonly TextLine[] {
  const begin = (glyph: Glyph): number => (vertical ? glyph.top : glyph.left)
  const end = (glyph: Glyph): number => (vertical ? glyph.bottom : glyph.right)
  const glyphs = withoutDoubles(all, begin)
  const written = glyphs.filter(({ text }) => !isSpace(text))
  const first = written[0]
  const last = written[written.length - 1]
  if (first === undefined || last === undefined) return []
  const size = median(written.map((glyph) => glyph.size))
  const isSpread = spread(written, begin, end)
  const words: { before: string; list: Glyph[] }[] = []
  const stretches: Glyph[][] = []
  let before: Glyph | undefined
  let spaces = ''
  for (const glyph of glyphs) {
    if (isSpace(glyph.text)) {
      if (before !== undefined) spaces += glyph.text
      continue
    }
    const gap = before === undefined ? 0 : begin(glyph) - end(before)
    const between =
      before === undefined ? '' : spaces !== '' ? spaces : isSpread ? '' : gapText(before, glyph, gap, size)
    const word = words[words.length - 1]
    if (word === undefined || between !== '' || gap > GAP * size)
      words.push({ before: between, list: [glyph] })
    else word.list.push(glyph)
    const stretch = stretches[stretches.length - 1]
    if (stretch === undefined || gap > WIDE * size) stretches.push([glyph])
    else stretch.push(glyph)
    before = glyph
    spaces = ''
  }
  const parts = words.map(
    (one): Word => ({
      ...boxOf(one.list),
      before: one.before,
      text: one.list.map(({ text }) => text).join(''),
    }),
  )
  const box = boxOf(written)
  return [
    {
      ...box,
      text: parts.map((one) => one.before + one.text).join(''),
      base: first.base,
      size,
      vertical,
      spaced: spaces !== '',
      words: parts,
      stretches: stretches.map(boxOf),
      first: firstWidth(written, begin, end),
    },
  ]
}

/** Bold that is made by printing twice. */
function withoutDoubles(glyphs: readonly Glyph[], begin: (glyph: Glyph) => number): readonly Glyph[] {
  return glyphs.filter((glyph, i) => {
    const before = glyphs[i - 1]
    return (
      before === undefined ||
      before.text !== glyph.text ||
      isSpace(glyph.text) ||
      begin(glyph) - begin(before) > 0.15 * glyph.size
    )
  })
}

function gapText(before: Glyph, glyph: Glyph, gap: number, size: number): string {
  const latin = WORD.test(before.text.slice(-1)) && WORD.test(glyph.text[0] ?? '')
  const inner = INNER.test(before.text.slice(-1)) && INNER.test(glyph.text[0] ?? '')
  return gap > (latin ? LATIN_GAP : inner ? 0.25 : GAP) * size ? ' ' : ''
}

/** A few characters put apart evenly, as 氏　　名 in a header: the gaps say nothing. */
function spread(
  glyphs: readonly Glyph[],
  begin: (glyph: Glyph) => number,
  end: (glyph: Glyph) => number,
): boolean {
  if (glyphs.length < 2 || glyphs.length > 8) return false
  let least = Infinity
  let most = 0
  for (let i = 1; i < glyphs.length; i += 1) {
    const glyph = glyphs[i]
    const before = glyphs[i - 1]
    if (glyph === undefined || before === undefined || INNER.test(glyph.text) || INNER.test(before.text))
      return false
    const gap = (begin(glyph) - end(before)) / glyph.size
    least = Math.min(least, gap)
    most = Math.max(most, gap)
  }
  return least > 0.2 && most - least < 0.3 * Math.max(1, most) && most < 8
}

/** A Latin word or a number is not broken. */
function firstWidth(
  glyphs: readonly Glyph[],
  begin: (glyph: Glyph) => number,
  end: (glyph: Glyph) => number,
): number {
  const first = glyphs[0]
  if (first === undefined) return 0
  let last = first
  for (const glyph of glyphs.slice(1)) {
    if (!INNER.test(last.text) || !INNER.test(glyph.text) || begin(glyph) - end(last) > 0.2 * glyph.size)
      break
    last = glyph
  }
  return end(last) - begin(first)
}

export function boxOf(list: readonly Box[]): Box {
  let left = Infinity
  let top = Infinity
  let right = -Infinity
  let bottom = -Infinity
  for (const one of list) {
    left = Math.min(left, one.left)
    top = Math.min(top, one.top)
    right = Math.max(right, one.right)
    bottom = Math.max(bottom, one.bottom)
  }
  return { left, top, right, bottom }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
