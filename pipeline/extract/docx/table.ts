/** A table of a document being read: cells placed in its grid, merged cells put together (ECMA-376 part 1, 17.4). */
import { detach } from '../../lib/detach.ts'
import type { CellFacts, GridObject, Worksheet } from '../../lib/grid.ts'
import { cellName } from '../../lib/grid.ts'
import { fillLook } from '../spreadsheet/look.ts'
import { type Reading, tell } from '../spreadsheet/reading.ts'
import { buildWorksheet } from '../spreadsheet/worksheet.ts'
import type { Attributes } from '../spreadsheet/xml.ts'
import { isOnMark, numberOf } from './marks.ts'

/** What stands in a cell, as it is gathered. */
export interface CellText {
  /** paragraphs that are whole */
  readonly lines: string[]
  /** the one that is being gathered; at last all of them */
  text: string
  /** there is text that is not struck out */
  plain: boolean
  hidden: number
  notes: number
  readonly comments: string[]
  readonly objects: Omit<GridObject, 'cell'>[]
}

export function emptyText(): CellText {
  return { lines: [], text: '', plain: false, hidden: 0, notes: 0, comments: [], objects: [] }
}

export interface WordTable {
  readonly title: string
  startRow(): void
  /** a property of the row or of the cell */
  property(name: string, parent: string, tag: Attributes): void
  startCell(): void
  endCell(cell: CellText): void
  endRow(): void
  /** there is a table in one of its cells */
  holdsTable(): void
  /** undefined: there is no text in it */
  finish(name: string, facts: Map<string, CellFacts>, reading: Reading): Worksheet | undefined
}

interface Placed {
  readonly row: number
  readonly column: number
  readonly columns: number
  readonly follows: boolean
  readonly starts: boolean
  readonly style: string
  readonly cell: CellText
}

export function createWordTable(title: string): WordTable {
  const placed: Placed[] = []
  const hiddenRows: number[] = []
  let row = 0
  let column = 1
  let start = 0
  let isDeleted = false
  let isHidden = false
  let columns = 1
  let merge: 'none' | 'restart' | 'continue' = 'none'
  let fill = ''
  let isHolder = false
  return {
    title,
    holdsTable: () => {
      isHolder = true
    },
    startRow: () => {
      row += 1
      column = 1
      start = placed.length
      isDeleted = false
      isHidden = false
    },
    property: (name, parent, tag) => {
      if (parent === 'w:trPr') {
        if (name === 'w:gridBefore') column = 1 + numberOf(tag, 0)
        else if (name === 'w:del') isDeleted = true
        else if (name === 'w:hidden') isHidden = isOnMark(tag)
      } else if (parent === 'w:tcPr') {
        if (name === 'w:gridSpan') columns = Math.max(1, numberOf(tag, 1))
        else if (name === 'w:vMerge') merge = tag.get('w:val') === 'restart' ? 'restart' : 'continue'
        else if (name === 'w:shd') fill = colourOf(tag.get('w:fill'))
      }
    },
    startCell: () => {
      columns = 1
      merge = 'none'
      fill = ''
    },
    endCell: (cell) => {
      cell.text = [...cell.lines, cell.text].join('\n').trim()
      const isStruck = cell.text !== '' && !cell.plain
      const style = [fill, isStruck ? 'strike' : ''].filter((word) => word !== '').join(' ')
      const follows = merge === 'continue'
      placed.push({ row, column, columns, follows, starts: merge === 'restart', style, cell })
      column += columns
    },
    endRow: () => {
      if (isDeleted) {
        placed.length = start
        row -= 1
      } else if (isHidden) hiddenRows.push(row)
    },
    finish: (name, facts, reading) => {
      if (!isData(placed, isHolder)) return undefined
      return worksheetOf(name, placed, hiddenRows, facts, reading)
    },
  }
}

/** A table that holds others is data where it has two rows of its own texts side by side; else it is their frame. */
function isData(placed: readonly Placed[], isHolder: boolean): boolean {
  const texts = new Map<number, number>()
  for (const { row, cell } of placed) if (cell.text !== '') texts.set(row, (texts.get(row) ?? 0) + 1)
  return isHolder ? [...texts.values()].filter((count) => count > 1).length > 1 : texts.size > 0
}

function colourOf(fill: string | undefined): string {
  return fill !== undefined && /^[0-9A-Fa-f]{6}$/.test(fill) ? fillLook('solid', fill.toUpperCase()) : ''
}

function worksheetOf(
  name: string,
  placed: readonly Placed[],
  hiddenRows: readonly number[],
  facts: Map<string, CellFacts>,
  reading: Reading,
): Worksheet {
  const builder = buildWorksheet(name, reading)
  const objects: GridObject[] = []
  let hidden = 0
  let notes = 0
  for (const { row, column, style, cell } of placed) {
    let known = style === '' ? undefined : facts.get(style)
    if (style !== '' && known === undefined) {
      known = { type: 'text', style }
      facts.set(style, known)
    }
    builder.add(row, column, detach(cell.text), known)
    if (cell.comments.length > 0) builder.comment(row, column, cell.comments.join('\n'))
    hidden += cell.hidden
    notes += cell.notes
    for (const object of cell.objects) objects.push({ ...object, cell: cellName(row, column) })
  }
  for (const merge of mergesOf(placed)) builder.merge(merge)
  for (const row of hiddenRows) builder.hideRows(row, row)
  const where = { worksheet: name }
  if (hidden > 0) tell(reading, 'extract/hidden-text', where, { worksheet: name, count: hidden })
  if (notes > 0) tell(reading, 'extract/notes-left-out', where, { worksheet: name, count: notes })
  const worksheet = builder.finish(false)
  return objects.length === 0 ? worksheet : { ...worksheet, objects }
}

/** A cell that goes on below another says so itself; the one it goes on from is the last in its columns that began. */
function mergesOf(placed: readonly Placed[]) {
  const open = new Map<number, { top: number; left: number; bottom: number; right: number }>()
  const all: { top: number; left: number; bottom: number; right: number }[] = []
  for (const { row, column, columns, follows, starts } of placed) {
    const right = column + columns - 1
    const above = open.get(column)
    if (follows && above !== undefined && above.bottom === row - 1 && above.right === right) {
      above.bottom = row
      continue
    }
    const merge = { top: row, left: column, bottom: row, right }
    if (starts) open.set(column, merge)
    else open.delete(column)
    if (starts || columns > 1) all.push(merge)
  }
  return all
}
