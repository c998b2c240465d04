/** What the target of one CKAN portal is given. */
import type { Hash } from '../../effects.ts'
import type { CkanDataset, CkanPortal } from '../../lib/ckan.ts'
import type { Offer } from '../../lib/offer.ts'
import type { Problem } from '../../problem.ts'
import type { CkanApi } from './api.ts'

export interface CkanGiven {
  readonly portal: CkanPortal
  readonly api: CkanApi
  /** what the portal shall be told of a dataset, by its conventions */
  readonly datasetOf: (offer: Offer) => Described | Promise<Described>
  readonly publishers: readonly CkanPublisher[]
  readonly sha256: () => Hash
  readonly pause: (milliseconds: number) => Promise<void>
  readonly chance: (count: number) => Uint8Array
}

/** No dataset: it can not be told, and the problems say why. */
export interface Described {
  readonly dataset?: CkanDataset | undefined
  readonly problems: readonly Problem[]
}

export interface CkanPublisher {
  /** six digits */
  readonly code: string
  /** name of its organization at the portal */
  readonly organization: string
  /** ends with a slash; what lies under its `datasets/` is ours */
  readonly base: string
}
