/** What became of every row of a table: counts, what is not data, what is held; plain data, mergeable over ranges. */
import type { RowKind } from '../../lib/grid-declaration.ts'
import type { Scalar } from '../../lib/model.ts'
import type { Span } from '../../shape/grid/index.ts'
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
}

export type RowKinds = Readonly<Record<RowKind, number>>

export function countSpans(spans: readonly Span[]): RowKinds {
  const counts = { blank: 0, preamble: 0, header: 0, note: 0, example: 0, totals: 0 }
  for (const { from, to, as } of spans) counts[as] += to - from + 1
  return counts
}

/**
 * Of ranges of one table, in order: the rows of each count on from those before it, and so do the records.
 * `kept`: how many problems of each kind stay.
 */
export function mergeAccounts(accounts: readonly TableAccount[], kept: number): TableAccount {
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
    skipped: accounts.flatMap(({ skipped }) => skipped),
    held: accounts.flatMap(({ held }) => held),
    problems: mergeTallies(
      accounts.map(({ problems }) => problems),
      kept,
    ),
    changes: accounts.flatMap(({ changes }) => changes),
    runs: accounts.flatMap(({ runs }) => runs),
  }
}

/** The same account of a range that begins after so many rows and records. */
export function moveAccount(account: TableAccount, rows: number, records: number, cellOf: CellOf): TableAccount {
  if (rows === 0 && records === 0) return account
  return {
    ...account,
    skipped: account.skipped.map((span) => ({ ...span, from: span.from + rows, to: span.to + rows })),
    held: account.held.map((span) => ({ ...span, from: span.from + rows, to: span.to + rows })),
    changes: account.changes.map((change) => ({ ...change, row: change.row + rows })),
    runs: account.runs.map((run) => ({ ...run, record: run.record + records, row: run.row + rows })),
    problems: account.problems.map((kind) => ({
      ...kind,
      first: kind.first.map((problem) => {
        const { row } = problem.where
        if (row === undefined) return problem
        const moved = row + rows
        const cell = kind.column < 0 ? {} : { cell: cellOf(moved, kind.column + 1) }
        return { ...problem, where: { ...problem.where, row: moved, ...cell } }
      }),
    })),
  }
}

type CellOf = (row: number, column: number) => string

