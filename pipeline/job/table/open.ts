/** Bytes → an opened file of tables, by what is known of it or by what its bytes say. */
import {
  type CellFault,
  codeOfFault,
  detectFormat,
  type EncodingGuess,
  extractProblem,
  type FormatGuess,
  isRowFault,
  readCsv,
  readerOf,
} from '../../extract/index.ts'
import type { RowBatch } from '../../lib/grid.ts'
import type { Delimiter, Encoding, GridFormat } from '../../lib/grid-declaration.ts'
import type { Place, Problem } from '../../problem.ts'
import { batchesOfRows, type OpenFile } from './grids.ts'

export interface KnownFormat {
  readonly format: GridFormat
  readonly encoding?: Encoding
  readonly delimiter?: Delimiter
}

export interface Opened {
  /** undefined: it can not be read; the problems say why */
  readonly file?: OpenFile
  /** how the format was told, where it was not known */
  readonly guess?: FormatGuess
  readonly encoding?: EncodingGuess
  /** of the file; of a CSV those of its cells come when its rows have been read */
  readonly problems: readonly Problem[]
  readonly laterProblems: () => readonly Problem[]
}

/** `known`: what the source declares. Nothing is guessed then. */
export async function openGrids(
  bytes: Uint8Array,
  known: KnownFormat | undefined,
  place: Place,
  packageFile?: (name: string) => Uint8Array | undefined,
): Promise<Opened> {
  const guess = known === undefined ? detectFormat(bytes) : undefined
  const format = known?.format ?? guess?.format
  const about = guess === undefined ? {} : { guess }
  const none = (problem: Problem): Opened => ({ ...about, problems: [problem], laterProblems: () => [] })
  if (bytes.length === 0)
    return none(extractProblem(known === undefined ? 'extract/empty' : 'extract/empty-source', place))
  if (format === 'csv') return { ...about, ...openCsv(bytes, known, place) }
  const readTables = await readerOf(format ?? 'unknown')
  if (readTables !== undefined) {
    const read = await readTables(bytes, {
      ...(place.file === undefined ? {} : { file: place.file }),
      ...(packageFile === undefined ? {} : { packageFile }),
    })
    if ('problem' in read) return none({ ...read.problem, where: { ...place, ...read.problem.where } })
    const { worksheets, date1904, properties, pictures, texts, format: told } = read.workbook
    const grids = worksheets.map((worksheet) => ({
      worksheet: worksheet.name,
      hidden: worksheet.hidden,
      facts: worksheet,
      batches: () => batchesOfRows(worksheet.rows, worksheet.bad),
    }))
    const file: OpenFile = {
      format: told,
      date1904,
      grids,
      properties,
      ...(pictures === undefined ? {} : { pictures }),
      ...(texts === undefined ? {} : { texts }),
    }
    return { ...about, file, problems: read.problems, laterProblems: () => [] }
  }
  const reason = guess?.reason ?? { ja: '', en: '' }
  return none(extractProblem('extract/no-table-format', place, { reasonJa: reason.ja, reasonEn: reason.en }))
}

function openCsv(bytes: Uint8Array, known: KnownFormat | undefined, place: Place): Opened {
  const csv = readCsv(bytes, {
    ...(place.file === undefined ? {} : { file: place.file }),
    ...(known?.encoding === undefined ? {} : { encoding: known.encoding }),
    ...(known?.delimiter === undefined ? {} : { delimiter: known.delimiter }),
  })
  const { encoding } = csv.encoding
  const { delimiter } = csv.delimiter
  return {
    encoding: csv.encoding,
    problems: [],
    laterProblems: csv.problems,
    file: {
      format: 'csv',
      encoding,
      delimiter,
      date1904: false,
      grids: [{ worksheet: null, hidden: false, batches: () => marked(csv.batches) }],
    },
  }
}

function* marked(
  batches: Iterable<RowBatch & { readonly faults: readonly CellFault[] }>,
): Generator<RowBatch> {
  for (const batch of batches) {
    const bad = batch.faults.filter(isRowFault)
    if (bad.length === 0) yield batch
    else yield { ...batch, bad: new Map(bad.map((fault) => [fault.row, codeOfFault(fault)])) }
  }
}
