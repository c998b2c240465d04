/**
 * extract: bytes → a document: lines with their numbers and, where a line is a row of a table, its cells; or a CSV:
 * batches of rows, with its format, encoding and delimiter found from the bytes.
 * It judges nothing: what a line or a row means is for shape. Both come one by one, so that memory holds the text once.
 * Problems: not text, not UTF-8, empty, a line no document has; what can not be read in a cell, or was lost before.
 */
import type { Form, SourceLine } from '../lib/document.ts'
import { isPdf, type Pages } from '../lib/paged.ts'
import type { Problem } from '../problem.ts'
import { decode } from './decode.ts'
import { markdownCells, tabCells } from './lines.ts'
import { problem } from './problems.ts'

export { type CellCheck, type CellFault, type CellFaultKind, createCellCheck } from './cell-faults.ts'
export {
  type Csv,
  type CsvBatch,
  type CsvOptions,
  type CsvReader,
  type CsvReading,
  createCsvReader,
  readCsv,
} from './csv.ts'
export { type CutEncoding, canCut, createRowCutter, type RowCutter } from './cutter.ts'
export { createDecoder, type Decoder, type FastDecode } from './decoder.ts'
export { type DelimiterGuess, detectDelimiter } from './delimiter.ts'
export {
  type ByteSample,
  detectEncoding,
  type EncodingGuess,
  encodingName,
  sampleBytes,
} from './encoding.ts'
export { codeOfFault, createFaultLog, type FaultLog, isRowFault } from './fault-log.ts'
export { detectFormat, type FileFormat, type FormatGuess } from './format.ts'
export type { MojibakeCause } from './mojibake.ts'
export { extractProblems, problem as extractProblem } from './problems.ts'
export { createRowReader, type RowFault, type RowReader } from './rows.ts'
export { SAMPLE_LIMITS, type SampleLimits, sampleOf } from './sample.ts'
export { readerOf } from './tables.ts'
export type { ReadTables, TablesOptions, TablesResult } from './whole.ts'

/** Text of an authored file: UTF-8 as the document, but it may be blank. */
export function extractText(bytes: Uint8Array, file: string): { text: string } | { problem: Problem } {
  const decoded = decode(bytes, file)
  return 'problem' in decoded && decoded.problem.code === 'extract/empty-source' ? { text: '' } : decoded
}

/** How a form cuts a line of text into cells. */
export function cellsOf(form: Form): (line: number, text: string) => SourceLine {
  return form === 'markdown' ? markdownCells : tabCells
}

export interface ExtractedDocument {
  readonly text: string
  readonly lines: Iterable<SourceLine>
  /** of a paged file: where its lines are */
  readonly pages?: Pages
}

export interface DocumentOptions {
  /** only for the messages */
  readonly file: string
  /** gives a file of an installed package (PDF: the code tables of fonts); undefined where it can not be had */
  readonly packageFile?: (name: string) => Uint8Array | undefined
}

/** Opens a document, be it text or a PDF; what is told does not end it. */
export async function openDocument(
  bytes: Uint8Array,
  form: Form,
  options: DocumentOptions,
): Promise<
  | { readonly document: ExtractedDocument; readonly problems: readonly Problem[] }
  | { readonly problem: Problem }
> {
  if (!isPdf(bytes)) {
    const read = extractDocument(bytes, form, options.file)
    return 'problem' in read ? read : { ...read, problems: [] }
  }
  const { readPdfDocument } = await import('./pdf/document.ts')
  const read = await readPdfDocument(bytes, form, cellsOf(form), options)
  if ('problem' in read) return read
  const long = tooLong(read.document.text)
  return long === undefined ? read : { problem: lineTooLong(long, options.file) }
}

/** The longest line that is still a line; the longest paragraph seen in a plan report has under 2,000 characters. */
export const LINE_LIMIT = 20_000

/** Opens a document; `file` is only for the messages. */
export function extractDocument(
  bytes: Uint8Array,
  form: Form,
  file: string,
): { document: ExtractedDocument } | { problem: Problem } {
  const decoded = decode(bytes, file)
  if ('problem' in decoded) return decoded
  const text = decoded.text.startsWith('\ufeff') ? decoded.text.slice(1) : decoded.text
  const long = tooLong(text)
  if (long) return { problem: lineTooLong(long, file) }
  return { document: { text, lines: { [Symbol.iterator]: () => linesOf(text, form) } } }
}

function lineTooLong({ line, length }: { line: number; length: number }, file: string): Problem {
  return problem('extract/line-too-long', { file, line }, { line, actual: length, expected: LINE_LIMIT })
}

function tooLong(text: string): { line: number; length: number } | undefined {
  let line = 1
  for (let start = 0; start < text.length; line += 1) {
    const found = text.indexOf('\n', start)
    const end = found < 0 ? text.length : found
    if (end - start > LINE_LIMIT) return { line, length: end - start }
    start = end + 1
  }
  return undefined
}

function* linesOf(text: string, form: Form): Generator<SourceLine> {
  const cells = cellsOf(form)
  let line = 1
  for (let start = 0; start < text.length; line += 1) {
    const found = text.indexOf('\n', start)
    const end = found < 0 ? text.length : found
    const content = text.slice(start, text[end - 1] === '\r' && end > start ? end - 1 : end)
    yield cells(line, content)
    start = end + 1
  }
}
