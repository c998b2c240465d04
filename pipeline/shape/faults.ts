/** The faults of a document as they are met, line by line. After a hundred of them reading stops. */
import type { Place, Problem } from '../problem.ts'
import { problem } from './problems.ts'

export interface Faults {
  add(fault: Problem): void
  /** a line that fits nothing in this block; lines that follow one another are one fault */
  unknown(where: Place, block: { readonly ja: string; readonly en: string }): void
  /** a line that fits: what was unknown before it is at its end */
  known(): void
  /** no more lines are to be read; why is the first of the problems */
  full(line: number): boolean
  /** reading stopped: what was not read can not be missed */
  stopped(): boolean
  problems(): readonly Problem[]
}

interface Run {
  readonly where: Place
  readonly block: { readonly ja: string; readonly en: string }
  last: number
  count: number
}

/** More faults than this say that the declaration and the document do not belong together. */
const FAULT_LIMIT = 100

/** A report of a thousand pages has some 40,000 lines; what has more is no document that people read. */
const LINES_LIMIT = 100_000

export function createFaults(place: Place): Faults {
  const faults: Problem[] = []
  let count = 0
  let run: Run | undefined
  let end: Problem | undefined

  function known(): void {
    if (run) faults.push(unknownLines(run))
    run = undefined
  }

  return {
    add(fault) {
      known()
      faults.push(fault)
      count += 1
    },
    unknown(where, block) {
      const line = where.line ?? 0
      if (run?.block.en !== block.en) known()
      run ??= { where, block, last: line, count: 0 }
      run.last = line
      run.count += 1
      count += 1
    },
    known,
    full(line) {
      const where = { ...place, line }
      if (count >= FAULT_LIMIT) end = problem('shape/too-many', where, { line, actual: count })
      else if (line > LINES_LIMIT) end = problem('shape/too-many-lines', where, { line, expected: LINES_LIMIT })
      return end !== undefined
    },
    stopped: () => end !== undefined,
    problems() {
      known()
      return end ? [end, ...faults] : faults
    },
  }
}

function unknownLines({ where, block, last, count }: Run): Problem {
  const line = where.line ?? 0
  const facts = {
    line,
    blockJa: block.ja,
    block: block.en,
    moreJa: count > 1 ? `${last}行目まで、続けて${count}行がそうです。` : '',
    moreEn: count > 1 ? `So do ${count} lines in all, up to line ${last}.` : '',
  }
  return problem('shape/unknown-line', where, facts)
}
