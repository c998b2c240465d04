/** What came of one look at where a source's bytes come from. */
import type { Origin, Validators } from '../lib/origin.ts'
import type { Place, Problem } from '../problem.ts'

export interface Sought {
  readonly origin: Origin
  /** of the last fetch; empty where there was none: then the file is fetched whatever it is */
  readonly known: Validators
  /** the project root: folders are relative to it */
  readonly root: string
  /** where the file is written while it comes; its name inside is the one it is known by */
  readonly into: string
  /** place of `from` in source.yaml, for problems */
  readonly where: Place
}

/** The file, whole, on disk. Whether its bytes are other ones than before the caller sees by sha256. */
export interface Fetched {
  readonly state: 'fetched'
  /** path of the file written */
  readonly path: string
  /** file name that can stand in snapshot/ */
  readonly name: string
  readonly sha256: string
  readonly bytes: number
  /** as the host says, lower case, without parameters */
  readonly mediaType?: string
  /** where it was found: an address without password, or a path */
  readonly from: string
  readonly validators: Validators
  /** what a person should hear of besides */
  readonly notes?: readonly Problem[]
}

export type Acquired =
  | Fetched
  /** the host (304) or the folder says that it is as it was; what to remember */
  | { readonly state: 'unchanged'; readonly validators: Validators; readonly notes?: readonly Problem[] }
  /** one problem: no answer, a no, a rule of robots.txt, too large, no link that fits … */
  | { readonly state: 'failed'; readonly problem: Problem }

export interface Fetcher {
  /** Never throws for what the host or the network does. May be called many at a time: each host is asked politely. */
  readonly fetch: (sought: Sought) => Promise<Acquired>
  /** requests so far, robots.txt and redirects counted */
  readonly requests: () => number
}
