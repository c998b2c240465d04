/** The words by which a source says how often it is looked at: what is none of them would mean daily, without a word. */
import type { Problem } from '../../problem.ts'
import { sourcePlace } from '../candidate/bench.ts'
import { candidateProblem } from '../candidate/problems.ts'
import type { Declared } from '../ledger/note.ts'
import type { SourceFolder } from '../project.ts'
import type { Schedule } from '../schedule/schedule.ts'

export async function wrongWords(
  folder: SourceFolder,
  { origin, frequency }: Declared,
  /** called only where there is a word */
  schedule: () => Promise<Schedule>,
): Promise<readonly Problem[]> {
  const every = origin?.every
  if (every === undefined && frequency === null) return []
  const { knows, words } = await schedule()
  const tell = (code: 'run/unknown-every' | 'run/unknown-frequency', key: string, actual: string) =>
    knows(actual)
      ? []
      : [candidateProblem(code, { ...sourcePlace(folder), key }, { actual, words: words.join('、') })]
  return [
    ...(every === undefined ? [] : tell('run/unknown-every', 'from.every', every)),
    ...(frequency === null ? [] : tell('run/unknown-frequency', 'frequency', frequency)),
  ]
}
