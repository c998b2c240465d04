/** What is remembered of each source between unattended runs, in .hiraku/: never an input of the build. */
import type { Origin, Validators } from '../../lib/origin.ts'
import type { Text } from '../../problem.ts'
import type { SafePlace } from '../log/safe.ts'

export type StageName = 'acquire' | 'build' | 'publish'

/** What stopped a source, since when. No cell of the file, no name of a person is ever in it. */
export interface Failure {
  readonly stage: StageName
  /** the problem's code, and its message where that holds nothing of a cell */
  readonly code: string
  readonly message?: Text
  /** which row and column, by the header */
  readonly place?: SafePlace
  /** of a publish: where to, as a log shows it */
  readonly portal?: string
  /** ISO 8601: first and last time */
  readonly since: string
  readonly at: string
}

export type Told = Pick<Failure, 'code' | 'message' | 'portal' | 'place'>

/** What waits for a person. */
export interface Waiting {
  /** a newer file that does not fit; a file that the privacy gate holds; records that nobody accepted */
  readonly kind: 'candidate' | 'held' | 'not-accepted'
  readonly since: string
  /** sha256 of the candidate */
  readonly sha256?: string
}

/** Of source.yaml, so that a thousand need not be parsed to see that nothing is due. */
export interface Declared {
  /** of source.yaml; another one: read it again */
  readonly signature: string
  /** without what in an address may be a secret */
  readonly origin: Origin | null
  /** something of it is left out: whoever fetches reads source.yaml */
  readonly masked?: true
  readonly frequency: string | null
  readonly title: Text
}

/** Of snapshot.yaml, likewise. */
export interface Snapshotted {
  readonly signature: string
  /** name and size of the file in snapshot/ */
  readonly file?: string
  readonly bytes?: number
  readonly sha256?: string
  readonly from?: string
  readonly etag?: string
  readonly lastModified?: string
}

export interface Note {
  /** `<publisher>/<source>` */
  readonly source: string
  readonly declared?: Declared
  readonly snapshot?: Snapshotted
  /** when it was last asked for, when it last gave other bytes; ISO 8601 */
  readonly checked?: string
  readonly fetched?: string
  readonly validators?: Validators
  /** sha256 of what was last fetched, taken over or not */
  readonly sha256?: string
  readonly built?: string
  /** when its records in dist/ last became other ones */
  readonly changed?: string
  /** portal → when its datasets were last found or made to be as in dist/ */
  readonly published?: Readonly<Record<string, string>>
  readonly failures?: readonly Failure[]
  readonly waiting?: readonly Waiting[]
}

export interface Ledger {
  readonly get: (source: string) => Note
  /** replaces what is given; `undefined` takes a member away */
  readonly set: (
    source: string,
    patch: { readonly [key in keyof Omit<Note, 'source'>]?: Note[key] | undefined },
  ) => void
  /** notes or replaces the failure of a stage (and portal): its `since` stays while the code stays */
  readonly fail: (source: string, stage: StageName, failure: Told) => void
  /** the stage went well; `portal`: there, what is of others stays */
  readonly mend: (source: string, stage: StageName, portal?: string) => void
  /** every source that has a note, by code unit */
  readonly all: () => Iterable<Note>
  /** writes what changed, whole or not at all; nothing where nothing changed */
  readonly save: () => void
}
