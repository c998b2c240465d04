/** Rows and cells of ODS. What is repeated is said once, blank rows to the end of the worksheet too. */
import { detach } from '../../lib/detach.ts'
import type { Worksheet } from '../../lib/grid.ts'
import { type Cell, type CellStyle, numberCell, sharedFacts, textFacts } from './cell.ts'
import { durationCell, isoCell } from './iso.ts'
import { odsObjects } from './ods-objects.ts'
import type { OdsStyles } from './ods-styles.ts'
import { fewWorksheets, LAST_COLUMN, type Reading } from './reading.ts'
import { buildWorksheet, type WorksheetBuilder } from './worksheet.ts'
import type { Attributes, XmlHandler } from './xml.ts'

/** What stands in or beside cells and is no part of their text; furigana among it. */
const ASIDE: ReadonlySet<string> = new Set([
  'text:ruby-text',
  'table:shapes',
  'table:tracked-changes',
  'table:dde-links',
  'office:forms',
  'dc:creator',
  'dc:date',
  'meta:date-string',
])

interface Found {
  readonly column: number
  readonly repeated: number
  readonly text: string
  readonly facts: Cell['facts']
  readonly comment: string
  readonly bare: boolean
  readonly columns: number
  readonly rows: number
}

export function odsCells(
  styles: OdsStyles,
  reading: Reading,
  give: (worksheet: Worksheet) => void,
): XmlHandler {
  let count = 0
  let builder: WorksheetBuilder | undefined
  let hidden = false
  let aside = 0
  let inShapes = false
  const objects = odsObjects()
  let row = 1
  let column = 1
  let repeatedRows = 1
  let rowStyle: string | undefined
  let columnStyles: (string | undefined)[] = []
  let cells: Found[] = []
  /** the cell being read */
  let cell: Omit<Found, 'text' | 'facts' | 'comment' | 'bare'> | undefined
  let its: CellStyle = styles.cell(undefined)
  let valueType = ''
  let stored: string | undefined
  let formula: string | undefined
  let paragraphs: string[] = []
  let comment: string[] | undefined
  let annotating = false
  let paragraph: string | undefined

  const openColumn = (tag: Attributes): void => {
    const first = columnStyles.length + 1
    const last = Math.min(LAST_COLUMN, first + timesOf(tag, 'table:number-columns-repeated') - 1)
    const style = tag.get('table:default-cell-style-name')
    while (columnStyles.length < last) columnStyles.push(style)
    if (isHidden(tag)) builder?.hideColumns(first, last)
  }
  const openRow = (tag: Attributes): void => {
    repeatedRows = timesOf(tag, 'table:number-rows-repeated')
    rowStyle = tag.get('table:default-cell-style-name')
    column = 1
    cells = []
    if (isHidden(tag)) builder?.hideRows(row, row + repeatedRows - 1)
  }
  const openCell = (tag: Attributes): void => {
    valueType = tag.get('office:value-type') ?? ''
    if (tag.get('calcext:value-type') === 'error') valueType = 'error'
    stored = tag.get(valueType === 'string' ? 'office:string-value' : valueNameOf(valueType))
    formula = tag.get('table:formula')
    paragraphs = []
    comment = undefined
    its = styles.cell(tag.get('table:style-name') ?? rowStyle ?? columnStyles[column - 1])
    cell = {
      column,
      repeated: timesOf(tag, 'table:number-columns-repeated'),
      columns: timesOf(tag, 'table:number-columns-spanned'),
      rows: timesOf(tag, 'table:number-rows-spanned'),
    }
  }
  const closeCell = (): void => {
    if (cell === undefined) return
    const shown = paragraphs.join('\n')
    const { text, facts } = cellOf(valueType, stored, shown, its)
    const written = formula === undefined ? undefined : detach(formula.replace(/^(?:\w+:)?=?/, ''))
    const withFormula =
      written === undefined ? facts : { ...(facts ?? sharedFacts(its, 'text')), formula: written }
    const merged = cell.columns > 1 || cell.rows > 1
    if (text !== '' || written !== undefined || comment !== undefined || merged)
      cells.push({
        ...cell,
        text: text.length < 13 ? text : detach(text),
        facts: text === '' && written === undefined ? undefined : withFormula,
        comment: comment?.join('\n') ?? '',
        bare: written !== undefined && text === '' && valueType === '',
      })
    column += cell.repeated
    cell = undefined
  }
  const putCell = (found: Found, at: number): void => {
    for (let i = 0; i < found.repeated && reading.fault === undefined; i += 1) {
      const place = found.column + i
      builder?.add(at, place, found.text, found.facts)
      if (found.comment !== '') builder?.comment(at, place, found.comment)
      if (found.bare) builder?.formulaWithoutValue(at, place)
      if (found.columns > 1 || found.rows > 1)
        builder?.merge({
          top: at,
          left: place,
          bottom: at + found.rows - 1,
          right: place + found.columns - 1,
        })
    }
  }
  const closeRow = (): void => {
    if (cells.length > 0)
      for (let i = 0; i < repeatedRows && reading.fault === undefined; i += 1)
        for (const found of cells) putCell(found, row + i)
    row += repeatedRows
    cells = []
  }
  const openAside = (name: string, tag: Attributes): void => {
    // shapes stand in cells, or of the whole page within table:shapes
    if (name.startsWith('draw:') && (aside === 0 || (aside === 1 && inShapes)))
      objects.open(name, row, column, cell !== undefined)
    else if (aside > 0) objects.within(name, tag)
    if (name === 'table:shapes' && aside === 0) inShapes = true
    aside += 1
  }
  const closeAside = (): void => {
    aside -= 1
    if (aside === 0) inShapes = false
    if (aside === 0 || (aside === 1 && inShapes)) objects.close()
  }
  const openTable = (tag: Attributes): void => {
    if (builder !== undefined) {
      aside = 1
      return
    }
    builder = buildWorksheet(tag.get('table:name') ?? '', reading)
    hidden = styles.hidesTable(tag.get('table:style-name'))
    row = 1
    columnStyles = []
  }
  const closeTable = (): void => {
    if (builder !== undefined && reading.fault === undefined)
      give({ ...builder.finish(hidden), objects: objects.take() })
    builder = undefined
    count += 1
    fewWorksheets(count, reading)
  }
  return {
    open: (name, tag) => {
      if (aside > 0 || ASIDE.has(name) || name.startsWith('draw:')) openAside(name, tag)
      else if (name === 'table:table') openTable(tag)
      else if (name === 'table:table-column') openColumn(tag)
      else if (name === 'table:table-row') openRow(tag)
      else if (name === 'table:table-cell' || name === 'table:covered-table-cell') openCell(tag)
      else if (name === 'office:annotation') {
        comment = []
        annotating = true
      } else if (name === 'text:p' || name === 'text:h') paragraph = ''
      else if (paragraph !== undefined) {
        if (name === 'text:s') paragraph += ' '.repeat(Math.min(1_000, timesOf(tag, 'text:c')))
        else if (name === 'text:tab') paragraph += '\t'
        else if (name === 'text:line-break') paragraph += '\n'
      }
    },
    close: (name) => {
      if (aside > 0) closeAside()
      else if (name === 'table:table') closeTable()
      else if (name === 'table:table-row') closeRow()
      else if (name === 'table:table-cell' || name === 'table:covered-table-cell') closeCell()
      else if (name === 'office:annotation') annotating = false
      else if ((name === 'text:p' || name === 'text:h') && paragraph !== undefined) {
        if (annotating) comment?.push(paragraph)
        else paragraphs.push(paragraph)
        paragraph = undefined
      }
    },
    text: (text) => {
      // line breaks of the file are spaces, several are one (OpenDocument 1.3 part 3, 6.1.2)
      if (aside > 0) objects.text(text)
      if (aside === 0 && paragraph !== undefined) paragraph += text.replace(/[ \t\n\r]+/g, ' ')
    },
  }
}

/** How often; 1 where it is not said. */
function timesOf(tag: Attributes, name: string): number {
  const times = Number(tag.get(name) ?? 1)
  return Number.isSafeInteger(times) && times > 0 ? times : 1
}

function isHidden(tag: Attributes): boolean {
  const visibility = tag.get('table:visibility')
  return visibility === 'collapse' || visibility === 'filter'
}

function valueNameOf(valueType: string): string {
  if (valueType === 'date' || valueType === 'time' || valueType === 'boolean')
    return `office:${valueType}-value`
  return 'office:value'
}

function cellOf(valueType: string, stored: string | undefined, shown: string, style: CellStyle): Cell {
  switch (stored === undefined ? '' : valueType) {
    case 'float':
    case 'percentage':
    case 'currency':
      return numberCell(stored ?? '', style, false)
    case 'date':
      return isoCell(stored ?? '', style)
    case 'time':
      return durationCell(stored ?? '', style)
    case 'boolean':
      return { text: stored === 'true' ? 'TRUE' : 'FALSE', facts: sharedFacts(style, 'boolean') }
  }
  if (valueType === 'error') return { text: shown, facts: sharedFacts(style, 'error') }
  return { text: shown === '' ? (stored ?? '') : shown, facts: textFacts(style) }
}
