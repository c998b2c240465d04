/**
 * Comments of a worksheet: their texts (ECMA-376 part 1, 18.7) and the boxes in VML without which Excel shows none
 * (part 4, 14.2). Their author is the program.
 */
import { cellName } from '../grid.ts'
import type { Comment } from './book.ts'
import { textElement } from './text.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const AUTHOR = 'Hiraku'

export function commentsXml(comments: readonly Comment[]): string {
  const list = inOrder(comments).map(
    ({ row, column, text }) =>
      `<comment ref="${cellName(row, column)}" authorId="0"><text><r>${textElement(text)}</r></text></comment>`,
  )
  return `<comments xmlns="${MAIN}"><authors><author>${AUTHOR}</author></authors><commentList>${list.join('')}</commentList></comments>`
}

function inOrder(comments: readonly Comment[]): readonly Comment[] {
  return [...comments].sort((a, b) => a.row - b.row || a.column - b.column)
}

/** Ids of shapes come in blocks (part 4, 14.2.2.14); no two drawings of a workbook share one. */
const BLOCK = 1024

export function blocksOf(comments: readonly Comment[]): number {
  return Math.ceil((comments.length + 1) / BLOCK)
}

/** `block`: the first that is free, from 1. */
export function boxesVml(comments: readonly Comment[], block: number): string {
  const boxes = inOrder(comments).map((comment, i) => boxVml(comment, block * BLOCK + i + 1))
  const blocks = Array.from({ length: blocksOf(comments) }, (_, i) => block + i).join()
  return `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${blocks}"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>${boxes.join('')}</xml>`
}

function boxVml({ row, column, columns = 3, rows = 6 }: Comment, id: number): string {
  const top = Math.max(0, row - 2)
  return `<v:shape id="_x0000_s${id}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${column}, 15, ${top}, 4, ${column + columns}, 15, ${top + rows}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column - 1}</x:Column></x:ClientData></v:shape>`
}
