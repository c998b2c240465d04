/** What became of every row of a table: counts, what is not data, what is held; plain data, mergeable over ranges. */
import { mergePrivacyTallies, type PrivacyTally } from '../../inspect/index.ts'
import type { RowKind } from '../../lib/grid-declaration.ts'
import type { Scalar } from '../../lib/model.ts'
import type { Span } from '../../shape/grid/index.ts'
import { type FoundCells, mergeFound } from './found.ts'
import type { Counted } from './tally.ts'
import { mergeTallies } from './tally.ts'

/** Counts of rows of the source; `records` came out. */
export interface RowCounts {
  readonly total: number
  readonly blank: number
  readonly preamble: number
  readonly header: number
  readonly note: number
  readonly example: number
  readonly totals: number
  readonly in: number
  readonly out: number
  readonly held: number
  readonly records: number
}

/** Rows that are data but do not come out; the codes of the problems that hold them. */
export interface HeldRows {
  readonly from: number
  readonly to: number
  readonly codes: readonly string[]
}

/** A cell whose value came out otherwise than written. */
export interface Change {
  readonly row: number
  /** column of the file, from 0 */
  readonly column: number
  /** field of the record, by its place */
  readonly field: number
  /** the record, from 0, if its row comes out: of a cross table a row gives several */
  readonly record: number
  readonly before: string
  readonly after: Scalar
}

/** Records that follow each other from rows that follow each other. */
export interface RowRun {
  /** first record, from 0 */
  readonly record: number
  readonly row: number
  readonly many: number
}

export interface TableAccount {
  readonly counts: RowCounts
  readonly skipped: readonly Span[]
  readonly held: readonly HeldRows[]
  readonly problems: readonly Counted[]
  /** only where they were asked for */
  readonly changes: readonly Change[]
  readonly runs: readonly RowRun[]
  /** cells that the privacy gate stopped at; absent where there are none */
  readonly found?: FoundCells
  /** what the gate counted in the columns, until they are judged as a whole (columns.ts) */
  readonly scanned?: PrivacyTally
  /** codes of what the gate says of a column that comes out, and that no row could be held for: the table may not */
  readonly stopped?: readonly string[]
}

export type RowKinds = Readonly<Record<RowKind, number>>

export function countSpans(spans: readonly Span[]): RowKinds {
  const counts = { blank: 0, preamble: 0, header: 0, note: 0, example: 0, totals: 0 }
  for (const { from, to, as } of spans) counts[as] += to - from + 1
  return counts
}

/** Of a table that may not come out: all rows that would have are held. */
export function heldAsWhole(account: TableAccount): TableAccount {
  const { stopped, counts, held, runs } = account
  if (stopped === undefined) return account
  const rows = runs.map(({ row, many }) => ({ from: row, to: row + many - 1, codes: stopped }))
  return {
    ...account,
    counts: { ...counts, out: 0, held: counts.in, records: 0 },
    held: joined(
      [...held, ...rows].toSorted((a, b) => a.from - b.from),
      // a row of a cross table gives many records
      (a, b) => a.to + 1 >= b.from && a.codes.join() === b.codes.join(),
      (a, b) => ({ ...a, to: Math.max(a.to, b.to) }),
    ),
    runs: [],
  }
}

/**
 * Of ranges of one table, in order, as if it had been read by one reader: the records of each count on from those
 * before it (rows have their true numbers already). `kept`: how many problems of each kind stay.
 */
export function mergeAccounts(accounts: readonly TableAccount[], kept: number): TableAccount {
  const scanned = accounts.flatMap((account) => (account.scanned === undefined ? [] : [account.scanned]))
  const found = mergeFound(accounts.map((account) => account.found ?? []))
  const sum = (pick: (counts: RowCounts) => number): number =>
    accounts.reduce((total, { counts }) => total + pick(counts), 0)
  return {
    counts: {
      total: sum(({ total }) => total),
      blank: sum(({ blank }) => blank),
      preamble: sum(({ preamble }) => preamble),
      header: sum(({ header }) => header),
      note: sum(({ note }) => note),
      example: sum(({ example }) => example),
      totals: sum(({ totals }) => totals),
      in: sum((counts) => counts.in),
      out: sum(({ out }) => out),
      held: sum(({ held }) => held),
      records: sum(({ records }) => records),
    },
    skipped: joined(
      accounts.flatMap(({ skipped }) => skipped),
      (a, b) => a.to + 1 === b.from && a.as === b.as && a.reason === b.reason,
      (a, b) => ({ ...a, to: b.to }),
    ),
    held: joined(
      accounts.flatMap(({ held }) => held),
      (a, b) => a.to + 1 === b.from && a.codes.join() === b.codes.join(),
      (a, b) => ({ ...a, to: b.to }),
    ),
    problems: mergeTallies(
      accounts.map(({ problems }) => problems),
      kept,
    ),
    changes: moved(accounts, ({ changes }) => changes),
    runs: joined(
      moved(accounts, ({ runs }) => runs),
      (a, b) => a.row + a.many === b.row,
      (a, b) => ({ ...a, many: a.many + b.many }),
    ),
    ...(found.length === 0 ? {} : { found }),
    ...(scanned.length === 0 ? {} : { scanned: mergePrivacyTallies(scanned) }),
  }
}

/** With the numbers of the records counted on from the ranges before. */
function moved<T extends { readonly record: number }>(
  accounts: readonly TableAccount[],
  pick: (account: TableAccount) => readonly T[],
): readonly T[] {
  const out: T[] = []
  let records = 0
  for (const account of accounts) {
    for (const one of pick(account)) out.push(records === 0 ? one : { ...one, record: one.record + records })
    records += account.counts.records
  }
  return out
}

/** What goes on from one range to the next is one. */
function joined<T>(
  all: readonly T[],
  goesOn: (before: T, after: T) => boolean,
  join: (before: T, after: T) => T,
): readonly T[] {
  const out: T[] = []
  for (const one of all) {
    const last = out.at(-1)
    if (last !== undefined && goesOn(last, one)) out[out.length - 1] = join(last, one)
    else out.push(one)
  }
  return out
}
