/** The state of one reading: what has been told so far, what it may still cost, and why it ended early. */
import type { Facts, Place, Problem } from '../../problem.ts'
import { problem } from '../problems.ts'

type Code = Parameters<typeof problem>[0]

/** A worksheet of Excel ends here (Office specifications and limits); ODS of LibreOffice too. */
export const LAST_ROW = 1_048_576
export const LAST_COLUMN = 16_384

/** What one file may cost: beyond, it is told to be saved as CSV, whatever it was made for. */
export const LIMITS = {
  packed: 200_000_000,
  unpacked: 600_000_000,
  /** deflate reaches 1,032; worksheets formatted to their end 60 */
  ratio: 250,
  /** below this no ratio is asked for */
  small: 32_000_000,
  entries: 20_000,
  worksheets: 1_000,
  /** cells with text */
  cells: 5_000_000,
  /** places in rows, blank ones before a text included */
  places: 25_000_000,
  merges: 200_000,
  /** one tag, or the text between two */
  token: 4_000_000,
}

export type Limits = typeof LIMITS

export interface Reading {
  readonly file: string | undefined
  readonly limits: Limits
  readonly problems: Problem[]
  /** the reading ended here; nothing of the file is used */
  fault: Problem | undefined
  unpacked: number
  cells: number
  places: number
}

export function startReading(file: string | undefined, limits: Limits): Reading {
  return { file, limits, problems: [], fault: undefined, unpacked: 0, cells: 0, places: 0 }
}

/**
 * For parts that the cells do not need: they cost like all others, but what is wrong with them does not end the reading.
 * `done` counts what they cost.
 */
export function aside(reading: Reading): { readonly reading: Reading; readonly done: () => void } {
  const own: Reading = { ...reading, problems: [], fault: undefined }
  const done = (): void => {
    reading.unpacked = own.unpacked
  }
  return { reading: own, done }
}

function placeIn(reading: Reading, where: Place): Place {
  return reading.file === undefined ? where : { file: reading.file, ...where }
}

/** Ends the reading; only the first reason counts. */
export function fail(reading: Reading, code: Code, where: Place = {}, facts: Facts = {}): void {
  reading.fault ??= problem(code, placeIn(reading, where), facts)
}

/** Tells of something that does not end it. */
export function tell(reading: Reading, code: Code, where: Place = {}, facts: Facts = {}): void {
  reading.problems.push(problem(code, placeIn(reading, where), facts))
}

/** Each worksheet costs something, even an empty one. */
export function fewWorksheets(count: number, reading: Reading): boolean {
  const expected = reading.limits.worksheets
  if (count > expected)
    fail(
      reading,
      'extract/spreadsheet-too-large',
      {},
      { whatJa: 'シートの数', what: 'worksheets', actual: count, expected },
    )
  return reading.fault === undefined
}
