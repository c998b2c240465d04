/** What a build that accepts is asked, and what it answers. */
import type { HistoryEntry } from '../../history/read.ts'

export interface Accepting {
  /** YYYY-MM-DD */
  readonly date: string
  /** false: no dataset of this unit, so that what is remembered of it need not be looked at */
  readonly isUnitWanted?: (unit: string) => boolean
  /**
   * Of which unit (`sources/<publisher>/<source>`, `publishers/<publisher>`), which dataset by its id; `siblings`: the ids of
   * all that the unit has.
   */
  readonly isWanted: (unit: string, dataset: string, siblings: readonly string[]) => boolean
  /**
   * nobody looks on: a source whose records no person accepted fails, so that dist/ (its lists, sums and feeds too) goes on
   * saying what was accepted
   */
  readonly holds?: boolean
  /** values of what went are left out of what is told of the change */
  readonly withhold?: boolean
  /** the same of the last version of a dataset that has nothing new: only where a person named it */
  readonly isTakenDown?: (unit: string, dataset: string, siblings: readonly string[]) => boolean
}

export interface Accepted extends Omit<HistoryEntry, 'inputs' | 'columns' | 'fields' | 'key'> {
  readonly id: string
  /** the file that was appended to */
  readonly file: string
  /** it was accepted before: only its former values were taken out */
  readonly existing?: true
}
