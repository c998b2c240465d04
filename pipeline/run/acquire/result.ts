/** What `acquire` did. Small, whatever the number of sources. */
import type { Problem, Text } from '../../problem.ts'
import type { Collector } from '../../report/collect.ts'
import type { TakenDataset } from '../candidate/take.ts'
import type { Tally } from '../context.ts'

export interface TakenSource {
  /** `<publisher>/<source>` */
  readonly source: string
  readonly title: Text
  readonly datasets: readonly TakenDataset[]
  /** what is told of it though it was taken over */
  readonly warnings: readonly Problem[]
  /** where a person took it over: which file, and since when it had waited */
  readonly waited?: { readonly sha256: string; readonly since?: string }
}

/** A source whose newer file waits for a person. */
export interface WaitingSource {
  readonly source: string
  readonly title: Text
  readonly since: string
  readonly held: boolean
  /** told before, and nothing has changed since */
  readonly still: boolean
  readonly problems: readonly Problem[]
  /** `source.yaml:12  … → …` */
  readonly edit: readonly string[]
  /** where the proposed files lie whole */
  readonly files: readonly string[]
  /** the source builds with the proposal */
  readonly builds: boolean
}

export interface AcquireResult {
  readonly command: 'acquire'
  readonly sources: {
    /** with `from`, of those chosen */
    readonly total: number
    /** not due yet */
    readonly later: number
    readonly unchanged: number
    readonly taken: number
    readonly waiting: number
    readonly failed: number
  }
  /** the first of each */
  readonly taken: readonly TakenSource[]
  readonly waiting: readonly WaitingSource[]
  readonly failed: Tally
  readonly requests: number
  readonly problems: Collector
  /** faults of ours: where, and the stack */
  readonly bugs: readonly { readonly unit: string; readonly stack: string }[]
  /** milliseconds */
  readonly phases: { readonly fetch: number; readonly trial: number }
}

export interface AcquireProgress {
  readonly done: number
  readonly total: number
  readonly source: string
}

/** Of sources taken and waiting so many are listed whole. */
export const LISTED = 100
