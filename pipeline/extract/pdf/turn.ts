/** What was read of a page → what is seen of it, turned until its text stands. */
import type { Glyph, PageContent, PdfPage, Rule } from './types.ts'

/** How many quarters a glyph's writing is turned, clockwise: which way it goes on. */
export type Way = 0 | 1 | 2 | 3

export interface Placed {
  readonly glyph: Glyph
  readonly way: Way
}

/** The glyphs on the page and its rules, so that most of the text stands upright. */
export function contentOf(
  page: PdfPage,
  index: number,
  placed: readonly Placed[],
  rules: readonly Rule[],
): PageContent {
  const [x0, y0, x1, y1] = page.view
  const upright = page.rotate === 0 || page.rotate === 180
  const size = { width: upright ? x1 - x0 : y1 - y0, height: upright ? y1 - y0 : x1 - x0 }
  const seen = placed.filter(({ glyph }) => isOn(glyph, size.width, size.height))
  const counts = [0, 0, 0, 0]
  for (const { way } of seen) counts[way] = (counts[way] ?? 0) + 1
  const most = counts.indexOf(Math.max(...counts))
  const glyphs = seen.map(({ glyph }) => glyph)
  const known = { page: index + 1, ...size, glyphs, rules, endsWithSpace: hasEndSpace(glyphs) }
  return most === 0 ? known : turnedContent(known, most, seen)
}

function isOn({ left, right, top, bottom }: Glyph, width: number, height: number): boolean {
  return right > -1 && left < width + 1 && bottom > -1 && top < height + 1
}

/** In the order in which they are drawn: a space, and then a glyph farther down and to the left. */
function hasEndSpace(glyphs: readonly Glyph[]): boolean {
  return glyphs.some((glyph, i) => {
    const next = glyphs[i + 1]
    return next !== undefined && glyph.text === ' ' && next.top > glyph.bottom - 1 && next.left < glyph.left
  })
}

/** A page whose text is drawn lying on its side is turned until it stands. */
function turnedContent(content: PageContent, way: number, placed: readonly Placed[]): PageContent {
  const { width, height } = content
  const x = (px: number, py: number): number => (way === 1 ? py : way === 2 ? width - px : height - py)
  const y = (px: number, py: number): number => (way === 1 ? width - px : way === 2 ? height - py : px)
  const glyphs = placed.map(({ glyph, way: own }): Glyph => {
    const xs = [x(glyph.left, glyph.top), x(glyph.right, glyph.bottom)]
    const ys = [y(glyph.left, glyph.top), y(glyph.right, glyph.bottom)]
    const top = Math.min(...ys)
    const bottom = Math.max(...ys)
    const left = Math.min(...xs)
    const right = Math.max(...xs)
    const level = own === way
    return {
      ...glyph,
      left,
      right,
      top,
      bottom,
      vertical: !level,
      base: level ? bottom - (bottom - top) * 0.12 : (left + right) / 2,
    }
  })
  const rules = content.rules.map((rule): Rule => {
    const [px, py, qx, qy] = rule.level
      ? [rule.from, rule.at, rule.to, rule.at]
      : [rule.at, rule.from, rule.at, rule.to]
    const xs = [x(px, py), x(qx, qy)]
    const ys = [y(px, py), y(qx, qy)]
    const level = way === 2 ? rule.level : !rule.level
    const along = level ? xs : ys
    return { level, at: (level ? ys : xs)[0] ?? 0, from: Math.min(...along), to: Math.max(...along) }
  })
  const flat = way === 2
  return { ...content, width: flat ? width : height, height: flat ? height : width, glyphs, rules }
}
