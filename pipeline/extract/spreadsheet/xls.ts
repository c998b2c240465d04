/**
 * XLS (BIFF 2 to 8) through SheetJS, which reads its records right where they are; what numbers and dates mean is ours,
 * as for the others. It never sees the file: only its records, without formulas and what is not asked for, since broken
 * ones make it run for ever (`biff.ts`). The only file that imports @e965/xlsx.
 */
import { type CellObject, read, SSF, set_cptable, type WorkBook, type WorkSheet } from '@e965/xlsx'
import type { FileProperties, Workbook, Worksheet } from '../../lib/grid.ts'
import { type BiffFault, makeSafe } from './biff.ts'
import { type Cell, type CellStyle, cellStyle, doubleCell, sharedFacts, textFacts } from './cell.ts'
import { openCompound } from './compound.ts'
import { fillLook } from './look.ts'
import { builtInFormat, readFormat } from './number-format.ts'
import { readProperties } from './ole-properties.ts'
import { fail, type Reading, tell } from './reading.ts'
import { buildWorksheet, type WorksheetBuilder } from './worksheet.ts'

/** MS-XLS 2.5.10 */
const ERRORS: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
  43: '#GETTING_DATA',
}

/** Code pages of strings up to BIFF 5 and of document properties → labels of the Encoding Standard. */
const CODE_PAGES: Readonly<Record<number, string>> = {
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  1200: 'utf-16le',
  10001: 'shift_jis',
  51932: 'euc-jp',
  65001: 'utf-8',
}

/** SheetJS keeps number formats of ids below this between files. */
const FORMATS = 0x188
const LAST_BUILT_IN = 58

export function readXls(bytes: Uint8Array, reading: Reading): Workbook | undefined {
  const found = recordsOf(bytes, reading)
  const book = found === undefined ? undefined : open(found.records, reading)
  if (found === undefined || book === undefined) return undefined
  if (hasName(bytes, '_VBA_PROJECT')) tell(reading, 'extract/macros')
  const date1904 = book.Workbook?.WBProps?.date1904 === true
  const styles = new Map<string, CellStyle>()
  const worksheets: Worksheet[] = []
  for (const [i, name] of book.SheetNames.entries()) {
    const sheet = book.Sheets[name]
    // sheets of charts and old macros have no cells of their own
    if (sheet === undefined || !isCells(sheet['!type'])) continue
    const builder = buildWorksheet(name, reading)
    fillWorksheet(sheet, builder, styles, date1904)
    worksheets.push(builder.finish((book.Workbook?.Sheets?.[i]?.Hidden ?? 0) !== 0))
  }
  return { format: 'xls', date1904, worksheets, properties: found.properties }
}

function isCells(type: string | undefined): boolean {
  return type !== 'chart' && type !== 'macro' && type !== 'dialog'
}

interface Records {
  readonly records: Uint8Array
  readonly properties: FileProperties
}

/** The stream of records and the properties of the document; undefined where the reading has failed. */
function recordsOf(bytes: Uint8Array, reading: Reading): Records | undefined {
  // up to Excel 4 a file is its records
  if (bytes[0] === 0x09) return safeRecords(bytes.slice(), {}, reading)
  const compound = openCompound(bytes)
  const found = compound?.stream('Workbook') ?? compound?.stream('Book')
  if (compound === undefined || found?.short === true) {
    fail(reading, 'extract/spreadsheet-damaged', {}, { actual: 'compound file' })
    return undefined
  }
  if (found === undefined) {
    const actual = [...compound.names].slice(0, 3).join(', ')
    fail(reading, 'extract/not-a-workbook', {}, { expected: 'XLS', actual })
    return undefined
  }
  const summary = compound.stream('\u0005SummaryInformation')?.bytes
  const document = compound.stream('\u0005DocumentSummaryInformation')?.bytes
  return safeRecords(found.bytes, readProperties(summary, document, decodeCodePage), reading)
}

function safeRecords(stream: Uint8Array, properties: FileProperties, reading: Reading): Records | undefined {
  const records = makeSafe(stream)
  if (typeof records !== 'string') return { records, properties }
  const codes: Record<BiffFault, Parameters<typeof fail>[1]> = {
    encrypted: 'extract/spreadsheet-encrypted',
    damaged: 'extract/spreadsheet-damaged',
    'too-large': 'extract/spreadsheet-too-large',
  }
  const size = {
    whatJa: '結合セルの一覧の数',
    what: 'lists of merged cells',
    actual: '> 2000',
    expected: 2000,
  }
  fail(reading, codes[records], {}, records === 'too-large' ? size : { actual: 'records' })
  return undefined
}

function open(records: Uint8Array, reading: Reading): WorkBook | undefined {
  // what a file does not define is as in Japanese Excel, whatever was read before it
  const formats = SSF.get_table()
  for (let id = 0; id < FORMATS; id += 1) delete formats[id]
  SSF.load_table(Array.from({ length: LAST_BUILT_IN + 1 }, (_, id) => builtInFormat(id) || 'General'))
  set_cptable({ utils: { decode: decodeCodePage, encode: encodeNothing } })
  try {
    return read(records, { type: 'buffer', dense: true, cellNF: true, cellText: false, cellStyles: true })
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    fail(reading, 'extract/spreadsheet-damaged', {}, { actual: message })
    return undefined
  }
}

function decodeCodePage(page: number, data: ArrayLike<number>): string {
  // of a text that ends with NUL in UTF-16, half of the NUL is given too
  const length = page === 1200 ? data.length & ~1 : data.length
  const bytes = Uint8Array.from(data).subarray(0, length)
  return new TextDecoder(CODE_PAGES[page] ?? 'windows-1252', { ignoreBOM: true }).decode(bytes)
}

/** Asked for in writing only. */
function encodeNothing(): readonly number[] {
  return []
}

/** A name of a compound file's directory, which is UTF-16 (MS-CFB 2.6.1). */
export function hasName(bytes: Uint8Array, name: string): boolean {
  const first = name.charCodeAt(0)
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let i = 0
    while (i < name.length && bytes[at + 2 * i] === name.charCodeAt(i) && bytes[at + 2 * i + 1] === 0) i += 1
    if (i === name.length) return true
  }
  return false
}

function fillWorksheet(
  sheet: WorkSheet,
  builder: WorksheetBuilder,
  styles: Map<string, CellStyle>,
  date1904: boolean,
): void {
  sheet['!rows']?.forEach((row, i) => {
    if (row?.hidden === true || row?.hpx === 0) builder.hideRows(i + 1, i + 1)
  })
  sheet['!cols']?.forEach((column, i) => {
    if (column?.hidden === true || column?.width === 0) builder.hideColumns(i + 1, i + 1)
  })
  for (const { s, e } of sheet['!merges'] ?? [])
    builder.merge({ top: s.r + 1, left: s.c + 1, bottom: e.r + 1, right: e.c + 1 })
  sheet['!data']?.forEach((cells, row) => {
    cells?.forEach((cell, column) => {
      putCell(cell, row + 1, column + 1, builder, styles, date1904)
    })
  })
}

function putCell(
  cell: CellObject,
  row: number,
  column: number,
  builder: WorksheetBuilder,
  styles: Map<string, CellStyle>,
  date1904: boolean,
): void {
  const { text, facts } = cellOf(cell, styleOf(cell, styles), date1904)
  // that it is computed is known; from what is not, since its formula was cut out
  if (cell.f !== undefined) builder.add(row, column, text, { ...(facts ?? { type: 'text' }), formula: '' })
  else if (text !== '') builder.add(row, column, text, facts)
  const comment = cell.c?.map(({ t }) => (t ?? '').replace(/\r\n?/g, '\n')).join('\n') ?? ''
  if (comment !== '') builder.comment(row, column, comment)
}

function styleOf(cell: CellObject, styles: Map<string, CellStyle>): CellStyle {
  const format = typeof cell.z === 'string' ? cell.z : ''
  const look = lookOf(cell.s)
  const key = `${look}\n${format}`
  const known = styles.get(key)
  if (known !== undefined) return known
  const fresh = cellStyle(readFormat(format), look)
  styles.set(key, fresh)
  return fresh
}

/** SheetJS tells of fills only. */
function lookOf(style: unknown): string {
  if (typeof style !== 'object' || style === null || !('patternType' in style)) return ''
  const pattern = typeof style.patternType === 'string' ? style.patternType : ''
  const color = 'fgColor' in style ? style.fgColor : undefined
  const rgb = typeof color === 'object' && color !== null && 'rgb' in color ? color.rgb : undefined
  return fillLook(pattern, typeof rgb === 'string' ? rgb.toUpperCase() : '')
}

function cellOf({ t, v }: CellObject, style: CellStyle, date1904: boolean): Cell {
  if (t === 'n' && typeof v === 'number') return doubleCell(v, style, date1904)
  if (t === 'b') return { text: v === true ? 'TRUE' : 'FALSE', facts: sharedFacts(style, 'boolean') }
  if (t === 'e') return { text: ERRORS[Number(v)] ?? '#N/A', facts: sharedFacts(style, 'error') }
  if (t === 's' && typeof v === 'string') return { text: v.replace(/\r\n?/g, '\n'), facts: textFacts(style) }
  return { text: '', facts: undefined }
}
