/** A CSV too large to be held: looked at in places, read in pieces, cut into ranges. Its bytes are never all in memory. */
import type { Effects } from '../../effects.ts'
import {
  type CellFault,
  canCut,
  codeOfFault,
  createCellCheck,
  createCsvReader,
  createDecoder,
  createFaultLog,
  detectDelimiter,
  detectEncoding,
  detectFormat,
  isRowFault,
  SAMPLE_LIMITS,
} from '../../extract/index.ts'
import type { Opened } from '../../job/table/open.ts'
import { detach } from '../../lib/detach.ts'
import type { GridSample, RowBatch } from '../../lib/grid.ts'
import type { Delimiter, Encoding } from '../../lib/grid-declaration.ts'
import type { Place, Problem } from '../../problem.ts'
import { type ByteRange, cutRanges } from './cut.ts'

/** A file of this many bytes is read in ranges; below it starting threads costs more than it gains. */
export const LARGE = 16 << 20
/** Large enough that a batch costs nothing beside its rows, small enough that many of them in flight stay below 50 MB. */
export const RANGE = 1 << 19
const SCAN = 1 << 18
const HEAD = 1 << 18
const PLACES = 24
const PIECE = 1 << 14

export interface LargeCsv {
  readonly opened: Opened
  readonly file: string
  readonly encoding: Encoding
  readonly delimiter: Delimiter
  /** undefined: the file can not be cut all through */
  readonly ranges: () => readonly ByteRange[] | undefined
  /** the batches of one range */
  readonly rowsOf: (range: ByteRange) => Generator<RowBatch>
  /** what was met in cells, where the rows were read elsewhere */
  readonly tell: (problems: readonly Problem[]) => void
}

type LargeEffects = Pick<Effects, 'readChunks' | 'readRange' | 'stat' | 'decodeUtf8'>

/** Undefined: it is no CSV, or in an encoding that can not be cut by its bytes; it is to be read as a whole. */
export function openLarge(
  effects: LargeEffects,
  file: string,
  place: Place,
  rangeSize = RANGE,
): LargeCsv | undefined {
  const size = effects.stat(file)?.size ?? 0
  const pieces = piecesOf(effects, file, size)
  const [head = new Uint8Array(0)] = pieces
  const guess = detectFormat(head)
  if (guess.format !== 'csv') return undefined
  const encodingGuess = detectEncoding({ pieces, whole: size <= HEAD })
  const { encoding } = encodingGuess
  const { delimiter } = detectDelimiter(createDecoder(encoding).push(head), false)
  if (!canCut(encoding, delimiter)) return undefined

  let later: readonly Problem[] = []
  let known: readonly ByteRange[] | undefined | null = null
  const reading = {
    encoding,
    delimiter,
    cells: createCellCheck(encoding),
    ...(encoding === 'utf-8' ? { fast: effects.decodeUtf8 } : {}),
  }

  const ranges = (): readonly ByteRange[] | undefined => {
    if (known === null) known = wholeRanges(effects, file, delimiter, rangeSize)
    return known
  }
  function* batches(): Generator<RowBatch> {
    const log = createFaultLog(place)
    const reader = createCsvReader(reading)
    for (const chunk of effects.readChunks(file)) yield* marked(reader.push(chunk), log.add)
    yield* marked(reader.end(), log.add)
    later = log.problems()
  }
  function* rowsOf({ from, to, first }: ByteRange): Generator<RowBatch> {
    const reader = createCsvReader({ ...reading, first, atStart: first === 1 })
    yield* marked(reader.push(effects.readRange(file, from, to)), () => {})
    yield* marked(reader.end(), () => {})
  }
  const sample = (): GridSample | undefined => {
    const all = ranges()
    return all === undefined || all.length < PLACES ? undefined : sampleRanges(all, rowsOf)
  }
  return {
    file,
    encoding,
    delimiter,
    ranges,
    rowsOf,
    tell: (problems) => {
      later = problems
    },
    opened: {
      guess,
      encoding: encodingGuess,
      problems: [],
      laterProblems: () => later,
      file: {
        format: 'csv',
        encoding,
        delimiter,
        date1904: false,
        grids: [{ worksheet: null, hidden: false, batches, sample }],
      },
    },
  }
}

/** The head, and places all over the file, the last of them at its end. */
function piecesOf(effects: LargeEffects, file: string, size: number): readonly Uint8Array[] {
  const pieces = [effects.readRange(file, 0, HEAD).slice()]
  const step = (size - HEAD - PIECE) / (PLACES - 1)
  for (let i = 0; i < PLACES && step > 0; i += 1) {
    const from = HEAD + Math.floor(i * step)
    pieces.push(effects.readRange(file, from, from + PIECE).slice())
  }
  return pieces
}

function wholeRanges(
  effects: LargeEffects,
  file: string,
  delimiter: Delimiter,
  size: number,
): readonly ByteRange[] | undefined {
  const ranges: ByteRange[] = []
  for (const range of cutRanges(pieces(effects, file, SCAN), { delimiter, size })) {
    if (range.to === undefined) return undefined
    ranges.push(range)
  }
  return ranges
}

function* pieces(effects: LargeEffects, file: string, size: number): Generator<Uint8Array> {
  for (let at = 0; ; at += size) {
    const bytes = effects.readRange(file, at, at + size)
    if (bytes.length > 0) yield bytes
    if (bytes.length < size) return
  }
}

function* marked(
  batch: RowBatch & { readonly faults: readonly CellFault[] },
  add: (faults: readonly CellFault[]) => void,
): Generator<RowBatch> {
  add(batch.faults)
  if (batch.rows.length === 0) return
  const bad = batch.faults.filter(isRowFault)
  if (bad.length === 0) yield batch
  else yield { ...batch, bad: new Map(bad.map((fault) => [fault.row, codeOfFault(fault)])) }
}

/** Head and tail, and the first rows of ranges all over the file between them. */
function sampleRanges(
  ranges: readonly ByteRange[],
  rowsOf: (range: ByteRange) => Iterable<RowBatch>,
): GridSample {
  const { head, spread, tail } = SAMPLE_LIMITS
  const rows: GridSample['rows'][number][] = []
  const take = (range: ByteRange | undefined, from: number, to: number): void => {
    if (range === undefined) return
    const all = [...rowsOf(range)].flatMap((batch) =>
      batch.rows.map((cells, i) => ({ row: batch.first + i, cells })),
    )
    for (const { row, cells } of all.slice(from, to)) rows.push({ row, cells: cells.map(detach) })
  }
  const last = ranges.length - 1
  take(ranges[0], 0, head)
  const step = (last - 3) / (PLACES - 1)
  const places = new Set(Array.from({ length: PLACES }, (_, i) => 1 + Math.floor(i * step)))
  for (const at of places) take(ranges[at], 0, Math.ceil(spread / PLACES))
  const before = rows.length
  take(ranges[last - 1], -tail, Number.MAX_SAFE_INTEGER)
  take(ranges[last], 0, Number.MAX_SAFE_INTEGER)
  const ends = rows.splice(before).slice(-tail)
  return { worksheet: null, hidden: false, rows: [...rows, ...ends], complete: false }
}
