/** A field of a record type as the value rules see it, and what they say of a cell. */
import type { Kind } from './kinds.ts'
import type { Scalar } from './model.ts'

export interface Field {
  /** English key, in JSON */
  readonly key: string
  /** Japanese header, in CSV */
  readonly header: string
  readonly kind: Kind
  /** JSON type of the value: text of a date is a string */
  readonly type: 'string' | 'integer' | 'number' | 'boolean'
  /** closed list */
  readonly choices?: readonly string[]
  /** words that are usual, not a closed list */
  readonly suggest?: readonly string[]
  /** its form is known officially (confidence A): what breaks it is an error, not a warning */
  readonly enforced: boolean
  /** must not be blank: 必須 where the requirement is known and a blank has no meaning */
  readonly required: boolean
}

/** What the place of the data allows to prove. */
export interface ValueContext {
  /** 全国地方公共団体コード of the publisher, six digits */
  readonly code?: string
  /** west, south, east, north of the municipality, in degrees */
  readonly box?: readonly [number, number, number, number]
  /** the epoch of the workbook's serials */
  readonly date1904?: boolean
  /** 市外局番 of the publisher, e.g. `0463`; a phone number without one can be completed only by a person */
  readonly areaCode?: string
}

/**
 * How a rule speaks of a cell that is not simply as it should be. `mended`: the value is another than written, and
 * provably what was meant. `doubt`: the value is kept, a person should look. `fault`: no value of this kind can be had.
 */
export type Verdict = 'mended' | 'doubt' | 'fault'

export type Tell = (verdict: Verdict, code: string, expected?: string) => void

/**
 * Compiled once per field. Gives the JSON value; says nothing and allocates nothing where the text is as it should be.
 * A fault gives null. Blank gives null.
 */
export type ReadCell = (text: string, tell: Tell) => Scalar

/** For an operation that makes several fields of one cell: a value per target, in the order of the targets. */
export type SplitCell = (text: string, tell: Tell) => readonly Scalar[]
