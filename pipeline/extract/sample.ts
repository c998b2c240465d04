/** What the look sees of a file: every row of one of ordinary size; of a large one its head, a spread and its tail. */
import { detach } from '../lib/detach.ts'
import type { GridSample, RowBatch } from '../lib/grid.ts'

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
  const large = createLarge(limits)
  let all: Sampled[] | undefined = []
  for (const batch of batches) {
    if (all === undefined) {
      large.take(batch)
      continue
    }
    for (const [i, cells] of batch.rows.entries()) all.push(held({ row: batch.first + i, cells }))
    if (all.length <= limits.whole) continue
    large.take({ first: all[0]?.row ?? 1, rows: all.map(({ cells }) => cells) })
    all = undefined
  }
  if (all !== undefined) return { worksheet: null, hidden: false, rows: all, complete: true }
  return { worksheet: null, hidden: false, rows: large.rows(), complete: false }
}

interface Large {
  take(batch: RowBatch): void
  rows(): readonly Sampled[]
}

function createLarge(limits: SampleLimits): Large {
  const head: Sampled[] = []
  let spread: Sampled[] = []
  let step = 1
  // the last batches that together hold the tail, and no more: rows that are held for long are dear to the collector
  const last: RowBatch[] = []
  let lastRows = 0

  const take = (batch: RowBatch): void => {
    const { first, rows } = batch
    let i = 0
    for (; i < rows.length && head.length < limits.head; i += 1) {
      head.push(held({ row: first + i, cells: rows[i] ?? [] }))
    }
    while (i < rows.length) {
      const past = (first + i) % step
      if (past > 0) {
        i += step - past
        continue
      }
      spread.push(held({ row: first + i, cells: rows[i] ?? [] }))
      i += step
      if (spread.length > limits.spread) {
        step *= 2
        spread = spread.filter(({ row }) => row % step === 0)
      }
    }
    last.push(batch)
    lastRows += rows.length
    for (let oldest = last[0]; oldest && lastRows - oldest.rows.length >= limits.tail; oldest = last[0]) {
      lastRows -= oldest.rows.length
      last.shift()
    }
  }

  const rows = (): readonly Sampled[] => {
    const ends = last.flatMap((batch) => batch.rows.map((cells, i) => ({ row: batch.first + i, cells })))
    const tail = ends.slice(Math.max(0, ends.length - limits.tail)).map(held)
    const from = tail[0]?.row ?? Number.POSITIVE_INFINITY
    return [...[...head, ...spread].filter(({ row }) => row < from), ...tail]
  }
  return { take, rows }
}

/** Cells are pieces of the text they were cut from, which must not stay in memory for their sake. */
function held({ row, cells }: Sampled): Sampled {
  return { row, cells: cells.map(detach) }
}
