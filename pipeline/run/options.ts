/** What a run is asked, and what it answers. Small, whatever the number of sources. */
import type { Collector } from '../report/collect.ts'
import type { Tally } from './context.ts'
import type { Holder } from './lock.ts'
import type { Rooms } from './rooms.ts'
import type { Schemas } from './schemas.ts'
import type { State } from './source.ts'
import type { Accepted, Accepting } from './versions/accepted.ts'

export interface Machine {
  /** loaded when there is work, once a run: they note which schemas they ask for */
  readonly rooms: (schemas: Schemas) => Promise<Rooms>
  /** hash of all code that makes files, its packages included; undefined where nobody knows: nothing is reused */
  readonly code: string | undefined
  /** where the package lies; its schemas/ stand behind the project's */
  readonly packageFolder: string
}

export interface Progress {
  readonly done: number
  readonly total: number
  readonly source: string
  readonly state: State | 'working'
}

export interface RunOptions {
  readonly root: string
  /** a source or a dataset; the others stay as they are in dist/ */
  readonly only?: string
  /** another folder than dist/ */
  readonly out?: string
  /** makes everything again beside, and compares */
  readonly check?: boolean
  /** tell the warnings of unchanged sources again */
  readonly replay?: boolean
  readonly onProgress?: (progress: Progress) => void
  /** accepts new versions of what is made without error: nothing else of a build writes into sources/ */
  readonly accepting?: Accepting | undefined
  /** seconds to wait where another run is at work; and who is told of it */
  readonly wait?: number
  readonly onWait?: (holder: Holder | undefined) => void
  /** by what name the lock tells of it */
  readonly as?: string
}

export interface RunResult {
  readonly command: 'build' | 'check'
  /** nothing: no work was done; same: work was done and gave the same bytes; replaced: dist/ is another */
  readonly outcome: 'nothing' | 'same' | 'replaced' | 'compared'
  readonly sources: { readonly [state in State]: number } & { readonly total: number }
  readonly failed: Tally
  readonly datasets: number
  readonly files: { readonly added: Tally; readonly differing: Tally; readonly removed: Tally }
  /** warnings of unchanged sources, which were not told again */
  readonly standing: number
  readonly problems: Collector
  /** faults of ours: where, and the stack */
  readonly bugs: readonly { readonly unit: string; readonly stack: string }[]
  /** versions that were accepted */
  readonly accepted: readonly Accepted[]
  /** an interrupted run that was finished or undone first */
  readonly recovered?: 'finished' | 'undone'
}
