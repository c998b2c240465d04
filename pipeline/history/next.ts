/** What to append when a dataset is accepted. */
import type { HistoryEntry, Inputs, Why } from './read.ts'
import { type Counts, stepFrom, versionAfter } from './step.ts'

/** A dataset as it was just built. */
export interface Candidate {
  readonly dataset: string
  readonly records: number
  readonly hash: string
  readonly columns: string
  /** as `fieldText` writes them */
  readonly fields?: readonly string[]
  readonly key?: readonly string[]
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

/** `last`: as `lastWithFields` gives it. `counts`: against the version before; undefined where the former records are not at hand. */
export function nextEntry(
  last: HistoryEntry | undefined,
  now: Candidate,
  date: string,
  counts: Counts,
): HistoryEntry {
  const why = reasonsFor(last, now.inputs)
  const { dataset, records, hash, columns, fields, key, inputs } = now
  const isKnown = last?.fields !== undefined && last.columns === columns
  return {
    dataset,
    version: last === undefined ? '1.0.0' : versionAfter(last.version, stepFrom(last, now, why, counts)),
    date,
    records,
    ...(counts === undefined
      ? {}
      : { added: counts.added, removed: counts.removed, changed: counts.changed }),
    why,
    hash,
    columns,
    // said once, until they are others: a list that is written anew with each version makes a long file
    ...(fields === undefined || isKnown ? {} : { fields }),
    ...(key === undefined ? {} : { key }),
    inputs,
  }
}
