/** What every target can do: look and say what it would change, do it, and be held against what it should have. */
import type { Offer, OfferFile, Offering } from '../lib/offer.ts'
import type { Problem } from '../problem.ts'

export type Action = 'create' | 'change' | 'unchanged' | 'retire'

/** One field, file or table that is not as it should be. Values as a person reads them; absent where there is none. */
export interface Change {
  /** `title`, `tags`, `extras.frequency`, `resources.csv.hash`, `file datasets/…/x.csv`, `datastore.columns.施設名` */
  readonly what: string
  readonly before?: string
  readonly after?: string
}

export interface PlanItem {
  readonly action: Action
  /** dataset id; for files that belong to no dataset the first part of their path */
  readonly id: string
  /** what it is called at the target */
  readonly name: string
  readonly title: string
  readonly changes: readonly Change[]
  /** what a person should know of it: what of it can not be done, what of others' is there and stays */
  readonly problems: readonly Problem[]
  /** how many bytes would go up */
  readonly bytes: number
}

export interface Applied {
  /** `same`: another had done it meanwhile */
  readonly outcome: 'done' | 'same' | 'failed'
  readonly problems: readonly Problem[]
  /** rows that went to the target's tables, and rows taken out there */
  readonly rows: { readonly written: number; readonly removed: number }
  readonly bytes: number
}

export interface Target {
  /** what a person calls it: portal and address, without credentials */
  readonly label: string
  /** In the order of the offers, then what is to be retired. Sends nothing that changes anything. */
  readonly plan: (offering: Offering, scope: Scope) => AsyncIterable<PlanItem>
  /** Asked once before the first change: whether these items may be done at all. An error, and nothing is. */
  readonly ready?: (
    items: readonly PlanItem[],
    offers: (id: string) => Offer | undefined,
  ) => Promise<readonly Problem[]>
  /**
   * Does what the item says, from what the target has now; called again after a break it ends in the same state.
   * `distrust`: what the target says of itself (hashes, marks) is not believed, all is compared or sent anew.
   */
  readonly apply: (
    item: PlanItem,
    offer: Offer | undefined,
    progress: Step,
    distrust?: boolean,
  ) => Promise<Applied>
  /** Downloads what the target serves and holds it against the offer. */
  readonly verify: (offer: Offer, progress: Step) => Promise<readonly Problem[]>
  /** The same for what is made of all datasets, where the target holds it. */
  readonly verifyWhole?: (whole: readonly OfferFile[], progress: Step) => Promise<readonly Problem[]>
  /** requests sent so far, tries included */
  readonly requests: () => number
}

export interface Scope {
  /** only this dataset; nothing is retired then */
  readonly only?: string
}

/** What is being done, for a live line. */
export type Step = (what: string, done: number, total: number) => void
