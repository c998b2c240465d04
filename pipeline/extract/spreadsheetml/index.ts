/**
 * extract/spreadsheetml: spreadsheets in the XML of Excel 2003, which systems export under the name `.xls` → worksheets,
 * as those of XLS are read. (XML Spreadsheet Reference, urn:schemas-microsoft-com:office:spreadsheet)
 */
import type { CellFacts, Worksheet } from '../../lib/grid.ts'
import { dictionary } from '../../lib/own.ts'
import { createLooseTexts } from '../loose-texts.ts'
import { type Cell, numberCell, sharedFacts, textFacts } from '../spreadsheet/cell.ts'
import { isoCell } from '../spreadsheet/iso.ts'
import { fail, fewWorksheets, LAST_COLUMN, LAST_ROW, type Reading } from '../spreadsheet/reading.ts'
import { buildWorksheet, type WorksheetBuilder } from '../spreadsheet/worksheet.ts'
import { type Attributes, type Namespaces, xmlReader } from '../spreadsheet/xml.ts'
import { type Contents, readWhole, type TablesOptions, type TablesResult } from '../whole.ts'
import { xmlInUtf8 } from '../whole-text.ts'
import { mlStyles } from './styles.ts'

const SS = 'urn:schemas-microsoft-com:office:spreadsheet'
const NAMES: Namespaces = {
  [SS]: 'ss',
  'urn:schemas-microsoft-com:office:excel': 'x',
  'urn:schemas-microsoft-com:office:office': 'o',
}
const PIECE = 1 << 16

/** Whether the bytes are such a file; what it is stands in its head. */
export function isSpreadsheetMl(bytes: Uint8Array): boolean {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
  return /^[^<]{0,8}</.test(head) && head.includes(SS)
}

export function readSpreadsheetMl(bytes: Uint8Array, options: TablesOptions): TablesResult {
  return readWhole('xls', bytes, options, readAll)
}

function readAll(bytes: Uint8Array, reading: Reading): Contents | undefined {
  const worksheets: Worksheet[] = []
  const properties = dictionary<string>()
  const styles = mlStyles()
  let date1904 = false
  let builder: WorksheetBuilder | undefined
  let hidden = false
  let row = 0
  let column = 0
  let nextColumn = 1
  let style = ''
  let formula: string | undefined
  let type = ''
  let text = ''
  let data: string | undefined
  let inComment = false
  let root = ''

  const place = (tag: Attributes, next: number, most: number): number => {
    const index = Number(tag.get('ss:Index') ?? next)
    return Number.isInteger(index) && index >= next && index <= most + 1 ? index : next
  }
  const count = (tag: Attributes, name: string): number => {
    const value = Number(tag.get(name) ?? 0)
    return Number.isInteger(value) && value > 0 ? Math.min(value, LAST_ROW) : 0
  }
  const startCell = (tag: Attributes): void => {
    column = place(tag, column + 1, LAST_COLUMN)
    style = tag.get('ss:StyleID') ?? ''
    formula = tag.get('ss:Formula')?.replace(/^=/, '')
    data = undefined
    const across = count(tag, 'ss:MergeAcross')
    const down = count(tag, 'ss:MergeDown')
    if (across + down > 0)
      builder?.merge({
        top: row,
        left: column,
        bottom: Math.min(row + down, LAST_ROW),
        right: Math.min(column + across, LAST_COLUMN),
      })
    nextColumn = column + across
  }
  const endCell = (): void => {
    const { text: shown, facts } = cellOf(data ?? '', data === undefined ? 'String' : type)
    const full: CellFacts | undefined =
      formula === undefined ? facts : { ...(facts ?? { type: 'text' }), formula }
    if (formula !== undefined && (data ?? '') === '') builder?.formulaWithoutValue(row, column)
    if (shown !== '' || full !== undefined) builder?.add(row, column, shown, full)
    column = nextColumn
  }
  const cellOf = (stored: string, kind: string): Cell => {
    const known = styles.of(style)
    if (kind === 'Number') return numberCell(stored, known, date1904)
    // a time of day is on the day before the first
    if (kind === 'DateTime') return isoCell(stored.replace(/^1899-12-3[01]T(?!00:00:00)/, ''), known)
    if (kind === 'Boolean')
      return { text: stored === '1' ? 'TRUE' : 'FALSE', facts: sharedFacts(known, 'boolean') }
    return { text: stored, facts: kind === 'Error' ? sharedFacts(known, 'error') : textFacts(known) }
  }
  const open = (name: string, tag: Attributes): void => {
    if (root === '') root = name
    if (name === 'ss:Worksheet') {
      builder = buildWorksheet(tag.get('ss:Name') ?? '', reading)
      hidden = false
      row = 0
    } else if (name === 'ss:Column') {
      column = place(tag, column + 1, LAST_COLUMN)
      const span = count(tag, 'ss:Span')
      if (tag.get('ss:Hidden') === '1') builder?.hideColumns(column, column + span)
      column += span
    } else if (name === 'ss:Row') {
      row = place(tag, row + 1, LAST_ROW)
      const span = count(tag, 'ss:Span')
      if (tag.get('ss:Hidden') === '1') builder?.hideRows(row, row + span)
      column = 0
    } else if (name === 'ss:Table') column = 0
    else if (name === 'ss:Cell') startCell(tag)
    else if (name === 'ss:Comment') inComment = true
    else if (name === 'ss:Data' || name === 'x:Visible' || name.startsWith('o:') || name === 'x:Date1904') {
      text = ''
      if (name === 'ss:Data' && !inComment) type = tag.get('ss:Type') ?? 'String'
      if (name === 'x:Date1904') date1904 = true
    } else styles.open(name, tag)
  }
  const close = (name: string): void => {
    if (name === 'ss:Data') {
      if (inComment) builder?.comment(row, column, text.trim())
      else data = text
    } else if (name === 'ss:Comment') inComment = false
    else if (name === 'ss:Cell') endCell()
    else if (name === 'x:Visible') hidden = /^Sheet(?:Very)?Hidden$/.test(text.trim())
    else if (name === 'ss:Worksheet' && builder !== undefined) {
      worksheets.push(builder.finish(hidden))
      builder = undefined
    } else if (
      /^o:(?:Author|LastAuthor|Company|Manager|Title|Created|LastSaved)$/.test(name) &&
      text.trim() !== ''
    )
      properties[name.slice(2)] = text.trim()
  }
  const take = (piece: string): void => {
    text += piece
  }
  const texts = createLooseTexts(reading)
  const xml = xmlReader(NAMES, texts.beside({ open, close, text: take }, 'XML', 'ss:Table'), reading, 'XML')
  const utf8 = xmlInUtf8(bytes)
  for (let at = 0; at < utf8.length && reading.fault === undefined; at += PIECE)
    xml.push(utf8.subarray(at, at + PIECE))
  xml.end()
  if (reading.fault === undefined && root !== 'ss:Workbook')
    fail(reading, 'extract/not-a-workbook', {}, { expected: 'XLS', actual: root })
  return fewWorksheets(worksheets.length, reading)
    ? { worksheets, properties, texts: texts.list() }
    : undefined
}
