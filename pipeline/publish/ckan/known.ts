/** What is known of a dataset beside what the portal shows of it. */
import { TABLE } from './wanted.ts'

export interface Known {
  /** what the portal does not keep (`title`, `resources.csv.hash`): not asked for again */
  readonly ignored: ReadonlySet<string>
  /** the table was found or made whole just now */
  readonly tableWhole: boolean
  /** what TABLE says while this run writes rows; absent in a plan, which writes none */
  readonly writing?: string
  /** keys of files that may have other bytes than the portal says; TABLE: the table may have other rows */
  readonly doubted?: ReadonlySet<string>
  /** this run has made the dataset */
  readonly made?: boolean
}

export const NOTHING_KNOWN: Known = { ignored: new Set(), tableWhole: false }

/** All that is told is doubted. */
export function allDoubted(keys: readonly string[]): Set<string> {
  return new Set([...keys, TABLE])
}
