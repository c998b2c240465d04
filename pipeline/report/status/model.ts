/** What `status` tells: of a project, of each source, of each of its datasets. Times are ISO 8601 in UTC. */
import type { Text } from '../../problem.ts'

/** The worst first. `unknown`: nothing is known of it on this computer. */
export const CONDITIONS = ['failed', 'waiting', 'overdue', 'unknown', 'well'] as const
export type Condition = (typeof CONDITIONS)[number]

export interface StatusDataset {
  readonly id: string
  readonly records: number | null
  /** of the last accepted version; null: none was accepted */
  readonly version: string | null
  /** YYYY-MM-DD */
  readonly date: string | null
}

export interface StatusFailure {
  readonly stage: 'acquire' | 'build' | 'publish'
  readonly code: string
  readonly message: Text
  /** of a publish: where to; absent where nobody noted it */
  readonly portal?: string
  readonly since: string
  readonly at: string
  /** what tells a person why */
  readonly command: string
}

export interface StatusWaiting {
  /** `not-built`: dist/ has nothing of it; `draft`: of `add`, kept out until somebody has looked */
  readonly kind: 'candidate' | 'held' | 'not-accepted' | 'not-built' | 'draft'
  /** null: nobody noted it */
  readonly since: string | null
  /** what a person does, when all is right */
  readonly command: string
  /** what shows them what it is about */
  readonly see?: string
  /** what is to be looked at first */
  readonly folder?: string
}

export interface StatusSource {
  /** `<publisher>/<source>`; `<publisher>/open_data_list` for the list of a publisher's datasets */
  readonly source: string
  readonly title: Text | null
  readonly condition: Condition
  readonly datasets: readonly StatusDataset[]
  /** its file is fetched; null: not known on this computer */
  readonly fetches: boolean | null
  readonly checked: string | null
  readonly fetched: string | null
  readonly built: string | null
  readonly changed: string | null
  readonly published: Readonly<Record<string, string>>
  /** since when */
  readonly overdue: string | null
  readonly failures: readonly StatusFailure[]
  readonly waiting: readonly StatusWaiting[]
}

export interface StatusRun {
  readonly at: string
  readonly isWell: boolean
  /** when the next one should have been, by the times of the last ones; null: too few are known */
  readonly expected: string | null
  readonly isLate: boolean
}

export interface StatusPortal {
  readonly portal: string
  readonly code: string
  readonly message: Text
  readonly isDown: boolean
}

export interface Status {
  readonly command: 'status'
  /** the moment that it tells of */
  readonly at: string
  readonly isWell: boolean
  /** false: this computer has run nothing yet, so that times and failures are not known */
  readonly isKnown: boolean
  readonly counts: Readonly<Record<Condition | 'sources' | 'datasets', number>>
  /** null: none is known of */
  readonly lastRun: StatusRun | null
  /** what is at work now */
  readonly running: { readonly command: string; readonly pid: number; readonly since: string } | null
  /** portals with which the last run had an error */
  readonly portals: readonly StatusPortal[]
  /** the worst first */
  readonly sources: readonly StatusSource[]
}
