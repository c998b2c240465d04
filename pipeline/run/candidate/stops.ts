/** What the privacy gate found and did not find before, or not so much of it. */
import type { Problem } from '../../problem.ts'
import { isStop } from '../add/held.ts'
import type { Earlier } from './earlier.ts'
import type { Trial } from './trial.ts'

/** An error always; a warning that stood already holds nothing back. */
export async function newStops({ problems }: Trial, earlier: Earlier): Promise<readonly Problem[]> {
  const stops = problems.filter(isStop)
  if (stops.every(({ severity }) => severity === 'error')) return stops
  const known = tallied((await earlier.problems()).filter(isStop))
  const now = tallied(stops)
  const isNew = (one: Problem): boolean => (now.get(nameOf(one)) ?? 0) > (known.get(nameOf(one)) ?? 0)
  return stops.filter((one) => one.severity === 'error' || isNew(one))
}

function tallied(problems: readonly Problem[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const one of problems) counts.set(nameOf(one), (counts.get(nameOf(one)) ?? 0) + 1 + (one.more ?? 0))
  return counts
}

function nameOf({ code, where }: Problem): string {
  return JSON.stringify([code, where.worksheet, where.header])
}
