/** A place that holds files by their paths: what a folder and a bucket have in common. */
import type { OfferFile } from '../../lib/offer.ts'
import type { Problem } from '../../problem.ts'

/** What came of a step: the value, or why not. */
export type Outcome<T> = { readonly value: T } | { readonly problem: Problem }

/** A file to be put: of dist/, or one that is made on the way. */
export type Putting = Pick<OfferFile, 'path' | 'mediaType' | 'bytes' | 'sha256' | 'read'>

/** A file that lies there. */
export interface Found {
  readonly bytes: number
  /** what the place itself says of the content, for its own `compare` */
  readonly tag?: string
}

export interface Compared {
  readonly same: boolean
  /** of what lies there, where it is known */
  readonly sha256?: string
}

export interface FileStore {
  /** as a person calls it, without credentials */
  readonly label: string
  /** how many files are looked at or put at once */
  readonly atOnce: number
  /** Is the place fit to be written to? Changes nothing. */
  readonly ready: () => Promise<Outcome<null>>
  /** All files at these paths and below them. A store may know more of them at once, and give all it has. */
  readonly look: (paths: readonly string[]) => Promise<Outcome<ReadonlyMap<string, Found>>>
  /** Why a file can not be put there at all. */
  readonly fits?: (file: Putting) => Problem | undefined
  /** Never says `same` of what is not. */
  readonly compare: (file: Putting, found: Found) => Promise<Outcome<Compared>>
  /** The file appears whole, or not at all. */
  readonly put: (file: Putting) => Promise<Outcome<null>>
  /** No fault where it is gone already. */
  readonly remove: (path: string) => Promise<Outcome<null>>
  /** Undefined where there is none. */
  readonly read: (path: string) => Promise<Outcome<Reading | undefined>>
  /** so far, tries included */
  readonly requests: () => number
}

export interface Reading {
  /** as it is served; undefined where the place keeps none */
  readonly mediaType?: string
  /** a break in it is told, not thrown */
  readonly chunks: AsyncIterable<Outcome<Uint8Array>>
}
