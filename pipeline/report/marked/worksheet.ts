/** A worksheet with some of its cells in another style: of its XML only these cells and the link to their boxes change. */
import { addressOfCell, cellName } from '../../lib/grid.ts'
import type { Label } from '../../problem.ts'
import { type Mark, together } from './marks.ts'
import { opened } from './parts.ts'
import { attributeOf, type Edit, edited, type Tag, tagsIn, withAttribute } from './tags.ts'

export interface Metrics {
  /** widths of columns in pixels, from 1; heights of rows in points */
  readonly width: (column: number) => number
  readonly height: (row: number) => number
}

export interface Read {
  /** marks of cells under a merge stand on the one that is seen */
  readonly marks: readonly Mark[]
  readonly metrics: Metrics
  /** id of the relation to its drawing of boxes */
  readonly boxes: string | undefined
}

interface Span {
  readonly from: number
  readonly to: number
}

interface Column extends Span {
  readonly style: number
  readonly width: number
}

interface Merge {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** What is to be known before it is changed: merges stand after the cells. */
export function readWorksheet(xml: string, marks: readonly Mark[]): Read {
  const columns: Column[] = []
  const heights = new Map<number, number>()
  const merges: Merge[] = []
  const marked = new Set(marks.map(({ row }) => row))
  let boxes: string | undefined
  let width = 72
  let height = 18.75
  let row = 0
  for (const tag of tagsIn(xml)) {
    if (tag.kind === 'close') continue
    if (tag.name === 'row') {
      row = Number(attributeOf(xml, tag, 'r') ?? row + 1)
      const own = attributeOf(xml, tag, 'ht')
      if (isOn(attributeOf(xml, tag, 'hidden'))) heights.set(row, 0)
      else if (own !== undefined) heights.set(row, Number(own))
    } else if (tag.name === 'col') columns.push(columnOf(xml, tag))
    else if (tag.name === 'sheetFormatPr') {
      height = Number(attributeOf(xml, tag, 'defaultRowHeight') ?? height)
      const own = attributeOf(xml, tag, 'defaultColWidth')
      if (own !== undefined) width = pixels(Number(own))
    } else if (tag.name === 'mergeCell') merges.push(...mergeOf(attributeOf(xml, tag, 'ref') ?? '', marked))
    else if (tag.name === 'legacyDrawing' && tag.depth === 2) boxes = idOf(xml, tag)
  }
  return {
    marks: together(marks.map((mark) => atTop(mark, merges))),
    metrics: {
      width: (column) => columns.find(({ from, to }) => column >= from && column <= to)?.width ?? width,
      height: (one) => heights.get(one) ?? height,
    },
    boxes,
  }
}

function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true'
}

function idOf(xml: string, tag: Tag): string | undefined {
  return /\s[\w.-]+:id\s*=\s*["']([^"']*)["']/.exec(xml.slice(tag.from, tag.to))?.[1]
}

/** A character of the ordinary font is about 8 pixels wide, with 5 around (ECMA-376 part 1, 18.3.1.13). */
function pixels(width: number): number {
  return Math.round(width * 8 + 5)
}

function columnOf(xml: string, tag: Tag): Column {
  const number = (name: string, without: number): number => Number(attributeOf(xml, tag, name) ?? without)
  const from = number('min', 1)
  return {
    from,
    to: number('max', from),
    style: number('style', 0),
    width: isOn(attributeOf(xml, tag, 'hidden')) ? 0 : pixels(number('width', 8.4)),
  }
}

/** Only those that a marked row is in are kept. */
function mergeOf(ref: string, marked: ReadonlySet<number>): readonly Merge[] {
  const [first = '', last = first] = ref.split(':')
  const from = addressOfCell(first)
  const to = addressOfCell(last)
  if (from.row === 0 || to.row === 0) return []
  for (const row of marked)
    if (row >= from.row && row <= to.row)
      return [{ top: from.row, left: from.column, bottom: to.row, right: to.column }]
  return []
}

function atTop(mark: Mark, merges: readonly Merge[]): Mark {
  const { row, column } = mark
  const merge = merges.find(
    (one) => row >= one.top && row <= one.bottom && column >= one.left && column <= one.right,
  )
  return merge === undefined ? mark : { ...mark, row: merge.top, column: merge.left }
}

export interface Marking {
  /** in order */
  readonly marks: readonly Mark[]
  readonly styleOf: (style: number, label: Label) => number
  /** the link to a new drawing of boxes, as it stands in the text */
  readonly link?: string
}

/** Elements after which a drawing of boxes may stand (ECMA-376 part 1, 18.3.1.99). */
const BEFORE = new Set(
  `sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios
autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations
hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches
ignoredErrors smartTags drawing`.split(/\s+/),
)

export function markWorksheet(xml: string, { marks, styleOf, link }: Marking): string {
  const edits: Edit[] = []
  const columns: Column[] = []
  const waiting = [...marks].reverse()
  /** of the row that is read, the next to come last */
  let own: Mark[] = []
  let row = 0
  let column = 0
  let rowStyle: number | undefined
  let after = -1
  let prefix = ''
  const blank = (mark: Mark): string => {
    const of = columns.find(({ from, to }) => mark.column >= from && mark.column <= to)?.style ?? 0
    const style = styleOf(rowStyle ?? of, mark.label)
    return `<${prefix}c r="${cellName(mark.row, mark.column)}" s="${style}"/>`
  }
  const insert = (at: number, text: string): void => {
    if (text !== '') edits.push({ from: at, to: at, text })
  }
  /** the marked rows before this one that the worksheet has not */
  const rowsBefore = (next: number): string => {
    let text = ''
    rowStyle = undefined
    while ((waiting.at(-1)?.row ?? next) < next) {
      const number = waiting.at(-1)?.row ?? 0
      let cells = ''
      for (let mark = waiting.at(-1); mark?.row === number; mark = waiting.at(-1)) {
        cells += blank(mark)
        waiting.pop()
      }
      text += `<${prefix}row r="${number}">${cells}</${prefix}row>`
    }
    return text
  }
  const cellsBefore = (next: number): string => {
    let text = ''
    for (let mark = own.at(-1); mark !== undefined && mark.column < next; mark = own.at(-1)) {
      text += blank(mark)
      own.pop()
    }
    return text
  }
  for (const tag of tagsIn(xml)) {
    const { name, kind, from, to, depth } = tag
    if (depth === 1) {
      prefix = tag.prefix
      if (kind !== 'close') after = to
    } else if (depth === 2) {
      if (kind !== 'open' && BEFORE.has(name)) after = to
      if (name !== 'sheetData' || kind === 'open') continue
      const rows = rowsBefore(Number.POSITIVE_INFINITY)
      if (rows !== '' && kind === 'empty') edits.push({ from, to, text: opened(xml, tag, rows) })
      else insert(from, rows)
    } else if (name === 'col' && kind !== 'close' && depth === 3) columns.push(columnOf(xml, tag))
    else if (name === 'row' && depth === 3) {
      if (kind === 'close') {
        insert(from, cellsBefore(Number.POSITIVE_INFINITY))
        continue
      }
      row = Number(attributeOf(xml, tag, 'r') ?? row + 1)
      column = 0
      insert(from, rowsBefore(row))
      own = []
      for (let mark = waiting.at(-1); mark?.row === row; mark = waiting.at(-1)) {
        own.unshift(mark)
        waiting.pop()
      }
      rowStyle = isOn(attributeOf(xml, tag, 'customFormat'))
        ? Number(attributeOf(xml, tag, 's') ?? 0)
        : undefined
      if (kind === 'empty' && own.length > 0)
        edits.push({ from, to, text: opened(xml, tag, cellsBefore(Number.POSITIVE_INFINITY)) })
    } else if (name === 'c' && kind !== 'close' && depth === 4 && own.length > 0) {
      const address = attributeOf(xml, tag, 'r')
      column = address === undefined ? column + 1 : addressOfCell(address).column
      insert(from, cellsBefore(column))
      const mark = own.at(-1)
      if (mark?.column !== column) continue
      own.pop()
      const style = styleOf(Number(attributeOf(xml, tag, 's') ?? 0), mark.label)
      edits.push({ from, to, text: withAttribute(xml.slice(from, to), 's', String(style)) })
    }
  }
  if (link !== undefined && after >= 0) insert(after, link)
  return edited(xml, edits)
}
