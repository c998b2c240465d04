/** A table of a page → a worksheet: its cells placed as a browser places them (WHATWG HTML 4.9.12). */
import { detach } from '../../lib/detach.ts'
import type { CellFacts, Worksheet } from '../../lib/grid.ts'
import { attribute, type Element, isElement, isHidden } from '../../lib/html.ts'
import { fillLook } from '../spreadsheet/look.ts'
import { fail, type Reading, tell } from '../spreadsheet/reading.ts'
import { buildWorksheet } from '../spreadsheet/worksheet.ts'
import { type ShownText, shownText } from './text.ts'

export interface PlacedCell {
  readonly row: number
  readonly column: number
  readonly rows: number
  readonly columns: number
  readonly shown: ShownText
  readonly style: string
}

export interface PlacedTable {
  readonly cells: readonly PlacedCell[]
  readonly hiddenRows: readonly number[]
  /** texts and cells that are there and not shown */
  readonly hidden: number
  /** those in its cells, in order */
  readonly tables: readonly Element[]
}

/** The greatest there may be (4.9.11). */
const MOST_COLUMNS = 1000
const MOST_ROWS = 65534

export function placeCells(table: Element, reading: Reading): PlacedTable {
  const cells: PlacedCell[] = []
  const hiddenRows: number[] = []
  const tables: Element[] = []
  let hidden = 0
  let row = 0
  for (const group of groupsOf(table)) {
    const end = row + group.rows.length
    /** column → the row up to which a cell from above fills it */
    const filled: number[] = []
    for (const tr of group.rows) {
      row += 1
      if (group.hidden || isHidden(tr)) hiddenRows.push(row)
      let column = 1
      for (const cell of tr.childNodes) {
        if (!isElement(cell) || (cell.tagName !== 'td' && cell.tagName !== 'th')) continue
        const shown = shownText(cell.childNodes)
        if (isHidden(cell)) {
          if (shown.text !== '') hidden += 1
          continue
        }
        while ((filled[column] ?? 0) >= row) column += 1
        const columns = spanOf(cell, 'colspan', MOST_COLUMNS)
        const rows = Math.min(spanOf(cell, 'rowspan', MOST_ROWS) || end, end - row + 1)
        const style = styleOf(cell, shown.struck)
        cells.push({ row, column, rows, columns, shown, style })
        for (const inner of shown.tables) tables.push(inner)
        hidden += shown.hidden
        while (filled.length <= column) filled.push(0)
        for (let i = 0; i < columns && (rows > 1 || i === 0); i += 1) filled[column + i] = row + rows - 1
        column += columns
        reading.places += columns
      }
      reading.places += filled.length
      if (reading.places <= reading.limits.places) continue
      const expected = reading.limits.places
      const facts = { whatJa: '表のセルの数', what: 'cells of tables', actual: `> ${expected}`, expected }
      fail(reading, 'extract/spreadsheet-too-large', {}, facts)
      return { cells: [], hiddenRows, hidden, tables: [] }
    }
  }
  return { cells, hiddenRows, hidden, tables }
}

interface RowGroup {
  readonly rows: readonly Element[]
  readonly hidden: boolean
}

/** Head first, foot last, wherever they stand in the page. */
function groupsOf(table: Element): readonly RowGroup[] {
  const groups: { readonly name: string; readonly rows: Element[]; readonly hidden: boolean }[] = []
  for (const child of table.childNodes) {
    if (!isElement(child)) continue
    const { tagName } = child
    if (tagName === 'tr') {
      const last = groups.at(-1)
      if (last?.name === 'tr') last.rows.push(child)
      else groups.push({ name: 'tr', rows: [child], hidden: false })
    } else if (tagName === 'thead' || tagName === 'tbody' || tagName === 'tfoot') {
      const rows = child.childNodes.filter(isElement).filter((one) => one.tagName === 'tr')
      groups.push({ name: tagName, rows, hidden: isHidden(child) })
    }
  }
  const order = (name: string): number => (name === 'thead' ? 0 : name === 'tfoot' ? 2 : 1)
  return groups.toSorted((a, b) => order(a.name) - order(b.name))
}

/** 0, of rows, is: to the end of the group. */
function spanOf(cell: Element, name: string, most: number): number {
  const text = attribute(cell, name)
  if (text === undefined) return 1
  const value = Number.parseInt(text, 10)
  if (!(value >= 0) || (value === 0 && name === 'colspan')) return 1
  return Math.min(value, most)
}

const COLOUR = /^(?:#([0-9a-f]{6})|#([0-9a-f]{3}))$/i

function styleOf(cell: Element, struck: boolean): string {
  const fill = colourOf(
    attribute(cell, 'bgcolor') ??
      /(?:^|;)\s*background(?:-color)?\s*:\s*([^;]+)/i.exec(attribute(cell, 'style') ?? '')?.[1],
  )
  const words = [
    fill === '' ? '' : fillLook('solid', fill),
    cell.tagName === 'th' ? 'bold' : '',
    struck ? 'strike' : '',
  ]
  return words.filter((word) => word !== '').join(' ')
}

function colourOf(text: string | undefined): string {
  const [, long, short] = COLOUR.exec(text?.trim() ?? '') ?? []
  return (long ?? short?.replace(/./g, '$&$&') ?? '').toUpperCase()
}

export function worksheetOf(
  name: string,
  hidden: boolean,
  { cells, hiddenRows, hidden: unread }: PlacedTable,
  facts: Map<string, CellFacts>,
  reading: Reading,
): Worksheet {
  const builder = buildWorksheet(name, reading)
  for (const { row, column, rows, columns, shown, style } of cells) {
    let known = style === '' ? undefined : facts.get(style)
    if (style !== '' && known === undefined) {
      known = { type: 'text', style }
      facts.set(style, known)
    }
    builder.add(row, column, detach(shown.text), known)
    if (rows > 1 || columns > 1)
      builder.merge({ top: row, left: column, bottom: row + rows - 1, right: column + columns - 1 })
  }
  for (const row of hiddenRows) builder.hideRows(row, row)
  if (unread > 0)
    tell(reading, 'extract/hidden-text', { worksheet: name }, { worksheet: name, count: unread })
  return builder.finish(hidden)
}
