/**
 * extract/spreadsheet: the bytes of a spreadsheet → its worksheets, every cell with its address and what it is besides
 * its text. It judges nothing but whether the file can be read, and never throws: what is wrong comes back as problems.
 * It is loaded by itself, where a spreadsheet is read: its two packages cost a start 60 ms.
 */
import type { Workbook } from '../../lib/grid.ts'
import type { Problem } from '../../problem.ts'
import { readOds } from './ods.ts'
import { fail, LIMITS, type Limits, type Reading, startReading } from './reading.ts'
import { hasName, readXls } from './xls.ts'
import { readXlsx } from './xlsx.ts'
import { isZip } from './zip.ts'

export type { Limits } from './reading.ts'

export type SpreadsheetFormat = 'xlsx' | 'xls' | 'ods'

export interface SpreadsheetOptions {
  /** only for the messages */
  readonly file?: string
  readonly limits?: Partial<Limits>
}

export type SpreadsheetResult =
  | { readonly workbook: Workbook; readonly problems: readonly Problem[] }
  | { readonly problem: Problem }

/**
 * Reads all worksheets of a file whose format was told from its bytes.
 *
 * Text of a cell: a text as it is; a number as plain decimal with at most 15 digits (or with the zeros of a format such
 * as `000000`); dates and times in ISO form by their number format; TRUE, FALSE; an error as shown. A formula has the
 * text of its stored result; merged cells have theirs in the top left cell alone. Facts have formulas without `=`.
 */
export function readSpreadsheet(
  bytes: Uint8Array,
  format: SpreadsheetFormat,
  options: SpreadsheetOptions = {},
): SpreadsheetResult {
  const reading = startReading(options.file, { ...LIMITS, ...options.limits })
  const workbook = isReadable(bytes, format, reading) ? readAs(format, bytes, reading) : undefined
  if (reading.fault === undefined && workbook?.worksheets.length === 0)
    fail(reading, 'extract/not-a-workbook', {}, { expected: format.toUpperCase(), actual: 'worksheets: 0' })
  if (reading.fault !== undefined) return { problem: reading.fault }
  if (workbook === undefined) throw new Error('a reading without workbook has a fault')
  return { workbook, problems: reading.problems }
}

function readAs(format: SpreadsheetFormat, bytes: Uint8Array, reading: Reading): Workbook | undefined {
  if (format === 'xls') return readXls(bytes, reading)
  return format === 'ods' ? readOds(bytes, reading) : readXlsx(bytes, reading)
}

/** Whether the bytes begin as the format does; an encrypted XLSX is a compound file. */
function isReadable(bytes: Uint8Array, format: SpreadsheetFormat, reading: Reading): boolean {
  const compound = bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0
  // up to Excel 4 a worksheet is a stream of records, of which the first is BOF (MS-XLS 2.4.21)
  const records = bytes[0] === 0x09 && [0, 2, 4, 8].includes(bytes[1] ?? -1) && bytes[3] === 0
  const { packed } = reading.limits
  if (bytes.length === 0) fail(reading, 'extract/empty')
  else if (bytes.length > packed)
    fail(
      reading,
      'extract/spreadsheet-too-large',
      {},
      {
        whatJa: 'ファイルのバイト数',
        what: 'bytes',
        actual: bytes.length,
        expected: packed,
      },
    )
  else if (compound && (hasName(bytes, 'EncryptedPackage') || hasName(bytes, 'DataSpaces')))
    fail(reading, 'extract/spreadsheet-encrypted')
  else if (format === 'xls' ? !compound && !records : !isZip(bytes))
    fail(
      reading,
      'extract/not-a-workbook',
      {},
      {
        expected: format.toUpperCase(),
        actual: isZip(bytes) ? 'ZIP, XLSX' : compound ? 'XLS' : startOf(bytes),
      },
    )
  return reading.fault === undefined
}

/** What people save as `.xls` besides: pages of HTML, XML of Excel 2003, texts. */
function startOf(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes.subarray(0, 200)).trimStart()
  if (/^<(?:!doctype html|html|table|meta|head)/i.test(text)) return 'HTML'
  if (text.startsWith('<')) return 'XML'
  return [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
}
