/** One worksheet as XML, piece by piece: its elements stand in the order of ECMA-376 part 1, 18.3.1.99. */
import { cellName, columnName } from '../grid.ts'
import type { Cell, Column, RichCell, Sheet } from './book.ts'
import { checksXml } from './checks.ts'
import type { Styles } from './styles.ts'
import { attribute, textElement } from './text.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const A4 = 9
const MOST_ROWS = 1_048_576
const MOST_COLUMNS = 16_384
/** of text at a time */
const PIECE = 1 << 16

export interface SheetWriting {
  readonly styles: Styles
  /** its number in the table of texts */
  readonly text: (text: string) => number
  /** the sheet that is open when the file is */
  readonly first: boolean
}

export function* sheetXml(sheet: Sheet, writing: SheetWriting): Generator<Uint8Array> {
  const encoder = new TextEncoder()
  const links: string[] = []
  let text = `<worksheet xmlns="${MAIN}" xmlns:r="${RELS}">${head(sheet, writing)}<sheetData>`
  let row = 0
  for (const cells of sheet.rows) {
    row += 1
    if (row > MOST_ROWS || cells.length > MOST_COLUMNS) throw new Error(`xlsx: ${sheet.name} is too large`)
    text += rowXml(cells, row, sheet, writing, links)
    if (text.length < PIECE) continue
    yield encoder.encode(text)
    text = ''
  }
  yield encoder.encode(`${text}</sheetData>${tail(sheet, links)}</worksheet>`)
}

function head({ tab, print, frozen, columns = [] }: Sheet, { styles, first }: SheetWriting): string {
  const color = tab === undefined ? '' : `<tabColor rgb="FF${attribute(tab)}"/>`
  const fit = print?.fitWidth === true ? '<pageSetUpPr fitToPage="1"/>' : ''
  const properties = color + fit === '' ? '' : `<sheetPr>${color}${fit}</sheetPr>`
  const view = `<sheetViews><sheetView${first ? ' tabSelected="1"' : ''} workbookViewId="0"`
  const pane = paneXml(frozen)
  const list = columns.flatMap((column, i) =>
    column === undefined ? [] : [columnXml(column, i + 1, styles)],
  )
  return (
    `${properties}${view}${pane === '' ? '/>' : `>${pane}</sheetView>`}</sheetViews>` +
    `<sheetFormatPr defaultRowHeight="18.75"/>${list.length === 0 ? '' : `<cols>${list.join('')}</cols>`}`
  )
}

function paneXml({ rows = 0, columns = 0 }: { rows?: number; columns?: number } = {}): string {
  if (rows === 0 && columns === 0) return ''
  const pane = rows === 0 ? 'topRight' : columns === 0 ? 'bottomLeft' : 'bottomRight'
  const splits = `${columns === 0 ? '' : ` xSplit="${columns}"`}${rows === 0 ? '' : ` ySplit="${rows}"`}`
  const cell = cellName(rows + 1, columns + 1)
  return `<pane${splits} topLeftCell="${cell}" activePane="${pane}" state="frozen"/><selection pane="${pane}" activeCell="${cell}" sqref="${cell}"/>`
}

function columnXml({ width, style }: Column, number: number, styles: Styles): string {
  const wide = width === undefined ? '' : ` width="${width}" customWidth="1"`
  const id = styles.id(style)
  return `<col min="${number}" max="${number}"${wide === '' ? ' width="9"' : wide}${id === 0 ? '' : ` style="${id}"`}/>`
}

function rowXml(
  cells: readonly Cell[],
  row: number,
  { heights, inline = false }: Sheet,
  writing: SheetWriting,
  links: string[],
): string {
  const height = heights?.get(row)
  const start = `<row r="${row}"${height === undefined ? '' : ` ht="${height}" customHeight="1"`}`
  let content = ''
  cells.forEach((cell, i) => {
    if (cell === undefined || cell === '') return
    const rich: RichCell = typeof cell === 'object' ? cell : { value: cell }
    content += cellXml(rich, cellName(row, i + 1), inline, writing)
    if (rich.link !== undefined)
      links.push(`<hyperlink ref="${cellName(row, i + 1)}" location="${attribute(rich.link)}"/>`)
  })
  return content === '' && height === undefined ? '' : `${start}>${content}</row>`
}

function cellXml(
  { value = '', style }: RichCell,
  name: string,
  inline: boolean,
  writing: SheetWriting,
): string {
  const id = writing.styles.id(style)
  const start = `<c r="${name}"${id === 0 ? '' : ` s="${id}"`}`
  if (typeof value === 'number' && Number.isFinite(value)) return `${start}><v>${value}</v></c>`
  if (value === '') return id === 0 ? '' : `${start}/>`
  const text = String(value)
  return inline
    ? `${start} t="inlineStr"><is>${textElement(text)}</is></c>`
    : `${start} t="s"><v>${writing.text(text)}</v></c>`
}

function tail({ filter, checks = [], print, comments = [] }: Sheet, links: readonly string[]): string {
  const side = print?.landscape === true ? 'landscape' : 'portrait'
  return [
    filter === undefined ? '' : `<autoFilter ref="${attribute(filter)}"/>`,
    checksXml(checks),
    links.length === 0 ? '' : `<hyperlinks>${links.join('')}</hyperlinks>`,
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
    print === undefined
      ? ''
      : `<pageSetup paperSize="${A4}" orientation="${side}"${print.fitWidth === true ? ' fitToHeight="0"' : ''}/>`,
    print === undefined
      ? ''
      : '<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>',
    comments.length === 0 ? '' : '<legacyDrawing r:id="boxes"/>',
  ].join('')
}

/** `A1:C20` → `$A$1:$C$20` */
export function fixedRange(range: string): string {
  return range.replace(/([A-Z]+)([0-9]+)/g, '$$$1$$$2')
}

/** A place of a worksheet as links and names write it: `'コード一覧'!$A$2:$A$9` */
export function placeIn(sheet: string, range: string): string {
  return `'${sheet.replaceAll("'", "''")}'!${range}`
}

/** Whole columns, `A2:A1048576` from a row on. */
export function columnFrom(column: number, row: number, last: number = MOST_ROWS): string {
  return `${columnName(column)}${row}:${columnName(column)}${last}`
}
