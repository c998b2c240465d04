/** Comments of a worksheet and the boxes that they are shown in: ours beside those that are there, which stay. */
import { cellName } from '../../lib/grid.ts'
import { cellsOf } from '../../lib/width.ts'
import { textElement } from '../../lib/xlsx/text.ts'
import type { Mark } from './marks.ts'
import { opened } from './parts.ts'
import { attributeOf, type Edit, edited, prefixOf, type Tag, tagsIn } from './tags.ts'
import type { Metrics } from './worksheet.ts'

const AUTHOR = 'Hiraku'

/** A run of text with its prefix. */
function run(text: string, prefix: string): string {
  const element = textElement(text)
    .replace(/^<t/, `<${prefix}t`)
    .replace(/<\/t>$/, `</${prefix}t>`)
  return `<${prefix}r>${element}</${prefix}r>`
}

export function newComments(marks: readonly Mark[], namespace: string): string {
  const list = marks.map(
    ({ row, column, text }) =>
      `<comment ref="${cellName(row, column)}" authorId="0"><text>${run(text, '')}</text></comment>`,
  )
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="${namespace}"><authors><author>${AUTHOR}</author></authors><commentList>${list.join('')}</commentList></comments>`
}

/** A cell has one comment: what is said of it stands below what was there. `fresh`: the marks that need a box. */
export function moreComments(
  xml: string,
  marks: readonly Mark[],
): { readonly xml: string; readonly fresh: readonly Mark[] } {
  const byCell = new Map(marks.map((mark) => [cellName(mark.row, mark.column), mark]))
  const edits: Edit[] = []
  let authors = 0
  let own: Mark | undefined
  let tail: Tag | undefined
  let prefix = ''
  let authorsTag: Tag | undefined
  let listTag: Tag | undefined
  for (const tag of tagsIn(xml)) {
    const { name, kind, from, to } = tag
    if (tag.depth === 1) prefix = tag.prefix
    if (name === 'author' && kind !== 'close') authors += 1
    else if (name === 'authors' && kind !== 'open') authorsTag = tag
    else if (name === 'commentList' && kind !== 'open') listTag = tag
    else if (name === 'comment') {
      const cell = kind === 'close' ? '' : (attributeOf(xml, tag, 'ref') ?? '').replaceAll('$', '')
      own = byCell.get(cell)
      byCell.delete(cell)
      tail = undefined
    } else if (own !== undefined && (name === 'rPh' || name === 'phoneticPr') && kind !== 'close')
      tail ??= tag
    else if (own !== undefined && name === 'text' && kind === 'empty')
      edits.push({ from, to, text: opened(xml, tag, run(own.text, prefix)) })
    else if (own !== undefined && name === 'text' && kind === 'close') {
      const at = tail?.from ?? from
      edits.push({ from: at, to: at, text: run(`\n\n${own.text}`, prefix) })
    }
  }
  if (authorsTag === undefined || listTag === undefined) throw new Error('comments: no list')
  const fresh = [...byCell.values()]
  if (fresh.length > 0) {
    const author = `<${prefix}author>${AUTHOR}</${prefix}author>`
    const list = fresh.map(
      ({ row, column, text }) =>
        `<${prefix}comment ref="${cellName(row, column)}" authorId="${authors}"><${prefix}text>${run(text, prefix)}</${prefix}text></${prefix}comment>`,
    )
    edits.push(atEnd(xml, authorsTag, author), atEnd(xml, listTag, list.join('')))
  }
  return { xml: edited(xml, edits), fresh }
}

function atEnd(xml: string, tag: Tag, text: string): Edit {
  return tag.kind === 'empty'
    ? { from: tag.from, to: tag.to, text: opened(xml, tag, text) }
    : { from: tag.from, to: tag.from, text }
}

/** Ids of shapes come in blocks; no two drawings of a workbook share one (ECMA-376 part 4, 14.2.2.14). */
const BLOCK = 1024
const SHAPETYPE =
  '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
const SPACES = [
  ['v', 'urn:schemas-microsoft-com:vml'],
  ['o', 'urn:schemas-microsoft-com:office:office'],
  ['x', 'urn:schemas-microsoft-com:office:excel'],
] as const
const NAMESPACES = SPACES.map(([prefix, space]) => `xmlns:${prefix}="${space}"`).join(' ')

/** whatever its prefix; its blocks of ids come last */
const IDMAP = /(<(?:[\w.-]+:)?idmap\b[^>]*\sdata\s*=\s*["'])([\d,\s]+)/

/** The blocks that drawings have, so that the next are free. */
export function lastBlock(drawings: readonly string[]): number {
  const all = drawings.flatMap((vml) =>
    [...vml.matchAll(new RegExp(IDMAP, 'g'))].flatMap(([, , data = '']) => data.split(',').map(Number)),
  )
  return Math.max(0, ...all)
}

export function blocksOf(marks: readonly Mark[]): number {
  return Math.ceil((marks.length + 1) / BLOCK)
}

/** `block`: the first that is free. A drawing that is there keeps all that it has. */
export function boxes(
  marks: readonly Mark[],
  metrics: Metrics,
  block: number,
  vml: string | undefined,
): string {
  const blocks = Array.from({ length: blocksOf(marks) }, (_, i) => block + i).join()
  const shapes = marks.map((mark, i) => box(mark, metrics, block * BLOCK + i + 1)).join('')
  if (vml === undefined)
    return `<xml ${NAMESPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${blocks}"/></o:shapelayout>${SHAPETYPE}${shapes}</xml>`
  const end = vml.lastIndexOf('</xml>')
  const [root] = tagsIn(vml)
  if (end < 0 || root === undefined) throw new Error('vml: another form')
  const names = new Map(SPACES.map(([name, space]) => [name, prefixOf(vml, root, [space])]))
  const isWhole = [...names.values()].every((prefix) => prefix !== undefined)
  // programs give these namespaces prefixes of their own; one that an element within declares ends with that element
  const own = (text: string): string =>
    isWhole
      ? text.replace(/(<\/?|\s)([vox]):/g, (_, before: string, name: 'v') => before + names.get(name))
      : text.replace(/<v:shape(?:type)?(?=\s)/g, (start) => `${start} ${NAMESPACES}`)
  const type = /\sid\s*=\s*["']_x0000_t202["']/.test(vml) ? '' : SHAPETYPE
  const whole = `${vml.slice(0, end)}${own(type + shapes)}${vml.slice(end)}`
  return whole.replace(IDMAP, (_, start, data) => `${start}${data},${blocks}`)
}

/** of a box, in pixels */
const WIDE = 300
const LINE = 18
/** characters of half width in a line of it */
const CHARACTERS = 40
const PIXELS_A_POINT = 96 / 72

function box({ row, column, text }: Mark, { width, height }: Metrics, id: number): string {
  const lines = text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(cellsOf(line) / CHARACTERS)), 0)
  const across = walk(column + 1, 12, WIDE, width)
  const top = Math.max(1, row - 1)
  const down = walk(top, 4, Math.min(30, lines + 1) * LINE, (one) => height(one) * PIXELS_A_POINT)
  const anchor = [column, 12, top - 1, 4, across.at - 1, across.offset, down.at - 1, down.offset].join(', ')
  return `<v:shape id="_x0000_s${id}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column - 1}</x:Column></x:ClientData></v:shape>`
}

/** hidden rows and columns have no size; past so many the rest does not matter */
const FAR = 500

/** Where so many pixels on from a place end. */
function walk(
  from: number,
  offset: number,
  length: number,
  sizeOf: (at: number) => number,
): { readonly at: number; readonly offset: number } {
  let left = length + offset
  let at = from
  for (; at < from + FAR; at += 1) {
    const size = sizeOf(at)
    if (left <= size) break
    left -= size
  }
  return { at, offset: Math.round(left) }
}
