/** What is counted over the rows of a column; plain data, so that the counts of parts of a file can be put together. */

export interface ColumnTally {
  /** cells that are not blank and were looked at for names */
  readonly looked: number
  readonly sure: number
  readonly maybe: number
  /** masked */
  readonly name?: string
  readonly nameRow: number
  readonly twelve: number
  readonly twelveRight: number
  readonly twelveRow: number
  /** masked: the first that ends right */
  readonly twelveCell?: string
  readonly births: number
  readonly birthRow: number
  readonly small: number
  readonly smallRow: number
}

/** By column, from 0; holes are columns in which nothing was counted. */
export type PrivacyTally = readonly (ColumnTally | undefined)[]

/** The same, while it is being counted. Row 0: not met. */
export type Counting = { -readonly [K in keyof ColumnTally]: ColumnTally[K] }

export function noTally(): Counting {
  return {
    looked: 0,
    sure: 0,
    maybe: 0,
    nameRow: 0,
    twelve: 0,
    twelveRight: 0,
    twelveRow: 0,
    births: 0,
    birthRow: 0,
    small: 0,
    smallRow: 0,
  }
}

/** Of parts of one table, in any order: the same as if it had been scanned whole. */
export function mergeTallies(parts: readonly PrivacyTally[]): PrivacyTally {
  const length = parts.reduce((longest, part) => Math.max(longest, part.length), 0)
  return Array.from({ length }, (_, column) =>
    parts
      .map((part) => part[column])
      .reduce((a, b) => (a === undefined ? b : b === undefined ? a : merge(a, b))),
  )
}

function merge(a: ColumnTally, b: ColumnTally): ColumnTally {
  const name = isFirst(a.nameRow, b.nameRow) ? a.name : b.name
  const twelveCell = isFirst(a.twelveRow, b.twelveRow) ? a.twelveCell : b.twelveCell
  return {
    looked: a.looked + b.looked,
    sure: a.sure + b.sure,
    maybe: a.maybe + b.maybe,
    ...(name === undefined ? {} : { name }),
    nameRow: first(a.nameRow, b.nameRow),
    twelve: a.twelve + b.twelve,
    twelveRight: a.twelveRight + b.twelveRight,
    twelveRow: first(a.twelveRow, b.twelveRow),
    ...(twelveCell === undefined ? {} : { twelveCell }),
    births: a.births + b.births,
    birthRow: first(a.birthRow, b.birthRow),
    small: a.small + b.small,
    smallRow: first(a.smallRow, b.smallRow),
  }
}

function isFirst(a: number, b: number): boolean {
  return a !== 0 && (b === 0 || a <= b)
}

function first(a: number, b: number): number {
  return isFirst(a, b) ? a : b
}
