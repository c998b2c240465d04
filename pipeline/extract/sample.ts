/** What the look sees of a file: every row of one of ordinary size; of a large one its head, a spread and its tail. */
import { detach } from '../lib/detach.ts'
import type { GridSample, Row, RowBatch } from '../lib/grid.ts'

export interface SampleLimits {
  /** a file of up to so many rows is kept whole */
  readonly whole: number
  readonly head: number
  /** rows from between head and tail; at least half as many are taken */
  readonly spread: number
  readonly tail: number
}

export const SAMPLE_LIMITS: SampleLimits = { whole: 20_000, head: 2000, spread: 2000, tail: 500 }

type Sampled = GridSample['rows'][number]

/**
 * Goes over all batches once, with memory that does not grow with the file. Which rows are taken depends on their
 * numbers alone: the spread is every second, every fourth, … row, as few as the limit asks for.
 */
export function sampleOf(batches: Iterable<RowBatch>, limits: SampleLimits = SAMPLE_LIMITS): GridSample {
  let all: Sampled[] | undefined = []
  const head: Sampled[] = []
  let spread: Sampled[] = []
  let tail: Sampled[] = []
  let step = 1

  const thin = (): void => {
    while (spread.length > limits.spread) {
      step *= 2
      spread = spread.filter(({ row }) => row % step === 0)
    }
  }
  const take = (row: number, cells: Row): void => {
    const inHead = head.length < limits.head
    const inSpread = !inHead && row % step === 0
    const one: Sampled = { row, cells }
    if (inHead) head.push(held(one))
    else if (inSpread) {
      spread.push(held(one))
      thin()
    }
    tail.push(one)
    // cut seldom, so that a row costs no shift of all others
    if (tail.length >= limits.tail * 2 + 1000) tail = tail.slice(tail.length - limits.tail).map(held)
  }

  for (const { first, rows } of batches) {
    for (const [i, cells] of rows.entries()) {
      if (all === undefined) take(first + i, cells)
      else if (all.length < limits.whole) all.push(held({ row: first + i, cells }))
      else {
        for (const one of all) take(one.row, one.cells)
        all = undefined
        take(first + i, cells)
      }
    }
  }
  if (all !== undefined) return { worksheet: null, hidden: false, rows: all, complete: true }

  tail = limits.tail === 0 ? [] : tail.slice(-limits.tail)
  const from = tail[0]?.row ?? Number.POSITIVE_INFINITY
  const before = [...head, ...spread].filter(({ row }) => row < from)
  return { worksheet: null, hidden: false, rows: [...before, ...tail.map(held)], complete: false }
}

/** Cells are pieces of the text they were cut from, which must not stay in memory for their sake. */
function held({ row, cells }: Sampled): Sampled {
  return { row, cells: cells.map(detach) }
}
