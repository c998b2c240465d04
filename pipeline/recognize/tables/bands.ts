/** Tables side by side: columns of the worksheet → one stretch for each table. */
import { foldWord } from '../../lib/fold.ts'
import { eachFilled, filledIn, lookAt, type View } from './view.ts'

export interface Band {
  /** columns, from 0, both included */
  readonly left: number
  readonly right: number
  /** the n-th with these headers, from 1; 0: no other has them */
  readonly block: number
}

/**
 * `headers`: of all columns, joined. The same headers in the same order again are tables side by side. Different ones
 * with a blank column between are such only where their rows end at different places: a record is not torn.
 */
export function bandsOf(view: View, headers: readonly string[], from: number, to: number): readonly Band[] {
  const whole: Band = { left: view.left, right: view.right, block: 0 }
  const runs = runsOf(view, headers, from, to)
  const repeated = repeatedOf(headers, runs)
  if (repeated !== undefined) return repeated
  if (runs.length < 2) return [whole]
  const tables = runs.filter(({ left, right }) => namesIn(headers, left, right).length >= 2)
  if (tables.length < 2 || tables.length !== runs.length) return [whole]
  if (!endApart(view, tables, from, to)) return [whole]
  return tables.map(({ left, right }) => ({ left, right, block: 0 }))
}

interface Run {
  readonly left: number
  readonly right: number
}

/** Stretches of columns between columns that are blank from the header to the end. */
function runsOf(view: View, headers: readonly string[], from: number, to: number): readonly Run[] {
  const used = new Uint8Array(view.right + 2)
  for (let c = view.left; c <= view.right; c += 1) if ((headers[c] ?? '') !== '') used[c] = 1
  for (let r = from; r < to; r += 1) eachFilled(view, r, (c) => (used[c] = 1))
  const runs: Run[] = []
  let left = -1
  for (let c = view.left; c <= view.right + 1; c += 1) {
    if (used[c] === 1 && left < 0) left = c
    else if (used[c] !== 1 && left >= 0) {
      runs.push({ left, right: c - 1 })
      left = -1
    }
  }
  return runs
}

function namesIn(headers: readonly string[], left: number, right: number): readonly string[] {
  const names: string[] = []
  for (let c = left; c <= right; c += 1) if ((headers[c] ?? '') !== '') names.push(foldWord(headers[c] ?? ''))
  return names
}

/** The headers between blank columns are the same in each; or, without blank columns, they come round again. */
function repeatedOf(headers: readonly string[], runs: readonly Run[]): readonly Band[] | undefined {
  const named = runs.filter(({ left, right }) => namesIn(headers, left, right).length > 0)
  const lists = named.map(({ left, right }) => namesIn(headers, left, right))
  const [first] = lists
  if (first === undefined) return undefined
  if (lists.length >= 2 && first.length >= 2) {
    // a last column of its own (an instruction, a remark to the side) does not count
    const same = lists.filter((names) => names.join('\n') === first.join('\n'))
    if (same.length >= 2 && same.length === lists.length) {
      return named.map(({ left, right }, i) => ({ left, right, block: i + 1 }))
    }
  }
  return named.length === 1 && named[0] !== undefined ? roundsOf(headers, named[0]) : undefined
}

function roundsOf(headers: readonly string[], { left, right }: Run): readonly Band[] | undefined {
  const width = right - left + 1
  const folded = Array.from({ length: width }, (_, i) => foldWord(headers[left + i] ?? ''))
  if (folded.includes('')) return undefined
  for (let period = 2; period * 2 <= width; period += 1) {
    if (width % period !== 0) continue
    // a name twice within a round: men and women under years that were not seen
    if (new Set(folded.slice(0, period)).size < period) continue
    if (folded.every((name, i) => name === folded[i % period])) {
      return Array.from({ length: width / period }, (_, i) => ({
        left: left + i * period,
        right: left + (i + 1) * period - 1,
        block: i + 1,
      }))
    }
  }
  return undefined
}

const APART = 2

/** Whether the last row that one of them fills is well below that of another. */
function endApart(view: View, runs: readonly Run[], from: number, to: number): boolean {
  const ends = runs.map(({ left, right }) => {
    for (let r = to - 1; r > from; r -= 1) {
      if (filledIn(view, r) === 0) continue
      for (let c = left; c <= right; c += 1) if (lookAt(view, r, c) !== 0) return r
    }
    return from
  })
  const first = Math.min(...ends)
  return Math.max(...ends) - first >= APART && ends.every((end) => end > from)
}
