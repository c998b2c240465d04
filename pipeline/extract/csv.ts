/**
 * Bytes of a CSV → batches of rows, with what is odd about a cell told by row and column. The look and the browser
 * read a whole file with `readCsv`, which first finds out its encoding and delimiter; the run knows both and streams
 * pieces of bytes through `createCsvReader`.
 */

import type { Row, RowBatch } from '../lib/grid.ts'
import type { Delimiter, Encoding } from '../lib/grid-declaration.ts'
import type { Problem } from '../problem.ts'
import { type CellCheck, type CellFault, createCellCheck } from './cell-faults.ts'
import { createDecoder, type FastDecode } from './decoder.ts'
import { type DelimiterGuess, detectDelimiter } from './delimiter.ts'
import { detectEncoding, type EncodingGuess } from './encoding.ts'
import { createFaultLog, type FaultLog, unsureProblems } from './fault-log.ts'
import { createRowReader } from './rows.ts'

export interface CsvBatch extends RowBatch {
  /** in no order; those of kind `undecodable`, `unclosed-quote` and `row-too-long` are errors of their row */
  readonly faults: readonly CellFault[]
}

export interface CsvReader {
  /** The rows that end in this piece, wherever it was cut; the piece may be changed afterwards. */
  push(bytes: Uint8Array): CsvBatch
  /** The last row, where no line end follows it; the reader can not be used after it. */
  end(): CsvBatch
}

export interface CsvReading {
  readonly encoding: Encoding
  readonly delimiter: Delimiter
  /** number of the first row, for a part of a file; 1 unless set */
  readonly first?: number
  /** a part that does not begin where the file does has no BOM; true unless set */
  readonly atStart?: boolean
  readonly fast?: FastDecode
  /** of this encoding, where many parts are read: to make one takes longer than to read a hundred rows */
  readonly cells?: CellCheck
}

const NO_FAULTS: readonly CellFault[] = []

/** Makes a reader for one file, or for a part of one that begins at a row. */
export function createCsvReader(reading: CsvReading): CsvReader {
  const decoder = createDecoder(reading.encoding, reading)
  const reader = createRowReader({ delimiter: reading.delimiter, first: reading.first })
  const cells = reading.cells ?? createCellCheck(reading.encoding)
  /** something odd stands in the text of which not every row came out */
  let odd = false

  const batch = (text: string, rows: Row[], first: number): CsvBatch => {
    const now = !cells.isPlain(text)
    const ofRows = reader.faults()
    const look = now || odd
    odd = now || (odd && reader.waiting > text.length)
    if (!look && ofRows.length === 0) return { first, rows, faults: NO_FAULTS }
    const faults: CellFault[] = [...ofRows]
    if (look) cells.check(rows, first, (fault) => faults.push(fault))
    return { first, rows, faults }
  }

  return {
    push: (bytes) => {
      const text = decoder.push(bytes)
      const first = reader.next
      return batch(text, reader.push(text), first)
    },
    end: () => {
      const text = decoder.end()
      const first = reader.next
      const rows = reader.push(text)
      for (const row of reader.end()) rows.push(row)
      return batch(text, rows, first)
    },
  }
}

export interface Csv {
  readonly encoding: EncodingGuess
  readonly delimiter: DelimiterGuess
  /** All rows, in batches of a thousand at most; may be gone over again. */
  readonly batches: Iterable<CsvBatch>
  /** What is wrong with the file; of its cells what the batches gone over so far have told. */
  problems(): readonly Problem[]
}

export interface CsvOptions {
  /** for the messages */
  readonly file?: string
  /** where they are known already */
  readonly encoding?: Encoding
  readonly delimiter?: Delimiter
  readonly fast?: FastDecode
}

const PIECE = 1 << 16
const BATCH = 1000
const HEAD = 1 << 18

/** Opens a CSV that lies in memory. Never throws, whatever the bytes are. */
export function readCsv(bytes: Uint8Array, options: CsvOptions = {}): Csv {
  const encoding = guessedEncoding(bytes, options.encoding)
  const delimiter = guessedDelimiter(bytes, encoding.encoding, options.delimiter)
  const where = options.file === undefined ? {} : { file: options.file }
  let log: FaultLog = createFaultLog(where)
  const unsure = options.encoding === undefined ? unsureProblems(encoding, where) : []

  function* batches(): Generator<CsvBatch> {
    const own = createFaultLog(where)
    log = own
    const reader = createCsvReader({
      encoding: encoding.encoding,
      delimiter: delimiter.delimiter,
      fast: options.fast,
    })
    for (let at = 0; at < bytes.length; at += PIECE) {
      yield* split(reader.push(bytes.subarray(at, at + PIECE)), own)
    }
    yield* split(reader.end(), own)
  }

  return {
    encoding,
    delimiter,
    batches: { [Symbol.iterator]: batches },
    problems: () => [...unsure, ...log.problems()],
  }
}

function* split(batch: CsvBatch, log: FaultLog): Generator<CsvBatch> {
  log.add(batch.faults)
  const { first, rows, faults } = batch
  if (rows.length <= BATCH) {
    if (rows.length > 0 || faults.length > 0) yield batch
    return
  }
  for (let at = 0; at < rows.length; at += BATCH) {
    const from = first + at
    const to = from + BATCH
    yield {
      first: from,
      rows: rows.slice(at, at + BATCH),
      // what is told of a row that is not there yet goes with the last
      faults:
        faults.length === 0
          ? faults
          : faults.filter(({ row }) => row >= from && (row < to || at + BATCH >= rows.length)),
    }
  }
}

function guessedEncoding(bytes: Uint8Array, known: Encoding | undefined): EncodingGuess {
  if (known === undefined) return detectEncoding(bytes)
  const reason = { ja: '文字コードは指定されています。', en: 'The encoding is given.' }
  const first = createDecoder(known, { atStart: false }).push(bytes.subarray(0, 4))
  return { encoding: known, bom: first.charCodeAt(0) === 0xfeff, confidence: 1, reason }
}

function guessedDelimiter(
  bytes: Uint8Array,
  encoding: Encoding,
  known: Delimiter | undefined,
): DelimiterGuess {
  if (known !== undefined) {
    const reason = { ja: '区切り文字は指定されています。', en: 'The delimiter is given.' }
    return { delimiter: known, confidence: 1, reason }
  }
  const decoder = createDecoder(encoding)
  const head = decoder.push(bytes.subarray(0, HEAD))
  const whole = bytes.length <= HEAD
  return detectDelimiter(whole ? head + decoder.end() : head, whole)
}
