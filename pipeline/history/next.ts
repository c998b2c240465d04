/** What to append when a dataset is accepted. */
import type { CountedChanges } from './changes.ts'
import type { HistoryEntry, Inputs, Why } from './read.ts'

/** A dataset as it was just built. */
export interface Candidate {
  readonly dataset: string
  readonly records: number
  readonly hash: string
  readonly columns: string
  readonly inputs: Inputs
}

const REASONS: readonly (readonly [keyof Inputs, Why])[] = [
  ['snapshot', 'snapshot'],
  ['corrections', 'correction'],
  ['declaration', 'declaration'],
  ['datasets', 'datasets'],
  ['code', 'code'],
]

/** Which of its inputs are not those of the version before. */
export function reasonsFor(last: HistoryEntry | undefined, inputs: Inputs): readonly Why[] {
  if (last === undefined) return ['first']
  const changed = REASONS.filter(([input]) => last.inputs[input] !== inputs[input]).map(([, why]) => why)
  // other records from the very same inputs: then it can only be what ran them
  return changed.length > 0 ? changed : ['code']
}

/** Other columns may break who reads the data: a major version. Other records are a minor one. */
export function nextEntry(
  last: HistoryEntry | undefined,
  now: Candidate,
  date: string,
  changes: CountedChanges | undefined,
): HistoryEntry {
  return {
    dataset: now.dataset,
    version: last === undefined ? '1.0.0' : nextVersion(last.version, last.columns !== now.columns),
    date,
    records: now.records,
    ...changes,
    why: reasonsFor(last, now.inputs),
    hash: now.hash,
    columns: now.columns,
    inputs: now.inputs,
  }
}

function nextVersion(version: string, major: boolean): string {
  const [first = 0, second = 0] = version.split('.').map(Number)
  return major ? `${first + 1}.0.0` : `${first}.${second + 1}.0`
}
