/** The faults of a document as they are met, line by line. After a hundred of them reading stops. */
import { squeeze } from '../lib/text.ts'
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
  /** where the same line begins the same again: one heading that is written otherwise is one fault */
  readonly again: number[]
}

/** More faults than this say that the declaration and the document do not belong together. */
const FAULT_LIMIT = 100

/** A report of a thousand pages has some 40,000 lines; what has more is no document that people read. */
const LINES_LIMIT = 50_000

export function createFaults(place: Place): Faults {
  const faults: (Problem | Run)[] = []
  let count = 0
  const runs = new Map<string, Run>()
  let run: Run | undefined
  let end: Problem | undefined

  function known(): void {
    if (run) {
      const id = `${run.block.en} ${squeeze(run.where.text ?? '')}`
      const earlier = runs.get(id)
      if (earlier) earlier.again.push(run.where.line ?? 0)
      else {
        runs.set(id, run)
        faults.push(run)
      }
    }
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
      run ??= { where, block, last: line, count: 0, again: [] }
      run.last = line
      run.count += 1
      count += 1
    },
    known,
    full(line) {
      const where = { ...place, line }
      if (count >= FAULT_LIMIT) end = problem('shape/too-many', where, { line, actual: count })
      else if (line > LINES_LIMIT)
        end = problem('shape/too-many-lines', where, { line, expected: LINES_LIMIT })
      return end !== undefined
    },
    stopped: () => end !== undefined,
    problems() {
      known()
      const all = faults.map((fault) => ('again' in fault ? unknownLines(fault) : fault))
      return end ? [end, ...all] : all
    },
  }
}

function unknownLines({ where, block, last, count, again }: Run): Problem {
  const line = where.line ?? 0
  const moreJa = [
    count > 1 ? `${last}行目まで、続けて${count}行がそうです。` : '',
    again.length > 0 ? `同じ行がほかに${again.length}か所あります。` : '',
  ]
  const moreEn = [
    count > 1 ? `So it is with ${count} lines, up to line ${last}.` : '',
    again.length > 0
      ? `The same line stands in ${again.length} more place${again.length > 1 ? 's' : ''}.`
      : '',
  ]
  const facts = {
    line,
    blockJa: block.ja,
    block: block.en,
    moreJa: moreJa.join(''),
    moreEn: moreEn.join(' ').trim(),
  }
  const { text: _, ...place } = where
  return problem('shape/unknown-line', where, facts, {
    also: again.slice(0, 20).map((at) => ({ ...place, line: at })),
  })
}
