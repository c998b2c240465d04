/** What a publish is asked, and what it answers. */
import type { Action, Applied, PlanItem } from '../../publish/index.ts'
import type { Collector } from '../../report/collect.ts'
import type { LockOptions } from '../around.ts'

export interface PublishOptions {
  readonly root: string
  /** repair: verify, and send anew what is not as it should be */
  readonly mode: 'plan' | 'apply' | 'verify' | 'repair'
  readonly only?: string
  /** take down what dist/ no longer has */
  readonly retire: boolean
  /** `run`: what no person accepted stays here */
  readonly isUnattended?: boolean
  /** what the portal is called in the notes of runs; absent: none are kept */
  readonly portal?: string
  /** seconds to wait where another run is at work; and who is told of it */
  readonly wait?: LockOptions['wait']
  readonly onWait?: LockOptions['onWait']
  readonly as?: LockOptions['as']
  readonly onItem?: (item: Shown) => void
  readonly onProgress?: (progress: PublishProgress) => void
}

export interface PublishProgress {
  readonly done: number
  readonly total: number
  readonly dataset: string
  readonly what: string
  readonly part: number
  readonly parts: number
}

/** An item of the plan, as it is told: what is unchanged is only counted. */
export interface Shown extends PlanItem {
  readonly applied?: Applied
}

export interface PublishResult {
  readonly command: 'publish'
  readonly mode: PublishOptions['mode']
  readonly target: string
  /** `refused`: what can not be published as it is; it counts as nothing else */
  readonly plan: Readonly<Record<Action | 'refused', number>>
  /** all but what is unchanged */
  readonly items: readonly Shown[]
  readonly done: {
    readonly applied: number
    readonly failed: number
    readonly verified: number
    readonly left: number
  }
  readonly rows: { readonly written: number; readonly removed: number }
  readonly bytes: number
  readonly requests: number
  /** the target could not be worked with: what is left was not looked at */
  readonly stopped: boolean
  readonly problems: Collector
}

export type Run = Pick<PublishResult, 'plan' | 'items' | 'done' | 'rows' | 'bytes'>

export function nothingDone(): Run {
  return {
    plan: { create: 0, change: 0, unchanged: 0, retire: 0, refused: 0 },
    items: [],
    done: { applied: 0, failed: 0, verified: 0, left: 0 },
    rows: { written: 0, removed: 0 },
    bytes: 0,
  }
}
