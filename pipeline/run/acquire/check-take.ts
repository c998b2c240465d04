/** Whether what a person wants to take over is what waits. */
import { UserError } from '../../problem.ts'
import { type Bench, sourcePlace } from '../candidate/bench.ts'
import { candidateProblem } from '../candidate/problems.ts'
import { toldOf, waitingCandidate } from '../candidate/told.ts'
import { nameOf, type SourceFolder } from '../project.ts'

/** Throws a UserError where nothing waits, or another file than the one that was told of or is named. */
export function checkTake(
  bench: Pick<Bench, 'effects' | 'layout'>,
  folder: SourceFolder,
  /** how its sha256 begins; true: whatever was told of */
  take: true | string,
): void {
  const source = nameOf(folder)
  const where = sourcePlace(folder)
  const waiting = waitingCandidate(bench, folder)
  if (waiting === undefined) throw new UserError(candidateProblem('run/candidate-none', where, { source }))
  // a file that `add` has put there was told of by `add`
  const told = toldOf(bench, folder)?.sha256 ?? waiting.sha256
  const wanted = take === true ? told : take.toLowerCase()
  if (told === waiting.sha256 && told.startsWith(wanted)) return
  const facts = { source, expected: shortHash(wanted), actual: shortHash(waiting.sha256) }
  throw new UserError(candidateProblem('run/candidate-other', where, facts))
}

/** Enough to tell one file from the next. */
export function shortHash(sha256: string): string {
  return sha256.slice(0, 8)
}
