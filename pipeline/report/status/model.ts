/** What `status` tells: of a project, of each source, of each of its datasets. Times are ISO 8601 in UTC. */
import type { Text } from '../../problem.ts'

/** The worst first. `unknown`: nothing is known of it on this computer. */
export const CONDITIONS = ['failed', 'waiting', 'overdue', 'unknown', 'well'] as const
export type Condition = (typeof CONDITIONS)[number]

export interface StatusDataset {
  readonly id: string
  readonly records: number | null
  /** that dist/ bears; null: none was accepted, or it is not built since */
  readonly version: string | null
  /** YYYY-MM-DD */
  readonly date: string | null
}

export interface StatusFailure {
  readonly stage: 'acquire' | 'build' | 'publish'
  readonly code: string
  readonly message: Text
  /** so many other things keep a newer file back too */
  readonly more?: number
  /** of a publish: where to; absent where nobody noted it */
  readonly portal?: string
  /** which row and column of the file, as its header says */
  readonly place?: { readonly worksheet?: string; readonly row?: number; readonly header?: string }
  readonly since: string
  readonly at: string
  /** what tells a person why */
  readonly command: string
}

export interface StatusWaiting {
  /** `not-built`: dist/ has nothing of it; `behind`: a newer version was accepted than dist/ has; `draft`: of `add`, kept out until somebody has looked */
  readonly kind: 'candidate' | 'held' | 'not-accepted' | 'not-built' | 'behind' | 'draft'
  /** null: nobody noted it */
  readonly since: string | null
  /** what a person does, when all is right */
  readonly command: string
  /** of a newer file: whether `--take` would take it as it is or with the proposed edit; absent: nobody knows */
  readonly takes?: boolean
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

/** The last run, where it began and did not end. */
export interface StatusBroken {
  /** when it began */
  readonly since: string
  /** by what it stopped; null: it was killed, or the computer went off */
  readonly code: string | null
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
  /** null: the last one ended, or is at work */
  readonly brokenRun: (StatusBroken & { readonly message: Text | null }) | null
  /** what is at work now */
  readonly running: { readonly command: string; readonly pid: number; readonly since: string } | null
  /** portals with which the last run had an error */
  readonly portals: readonly StatusPortal[]
  /** the worst first */
  readonly sources: readonly StatusSource[]
}
