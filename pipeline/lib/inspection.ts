/**
 * What the inspection of a file says: scores of the machine-readability rules, findings of the privacy gate. Data that
 * travels from `inspect` to the run and to the reports.
 */
import type { Place, Severity, Text } from '../problem.ts'

/** `unknown`: what the format does not show, or what only a person can say. */
export type Verdict = 'pass' | 'fail' | 'unknown'

/** One of the 30 rules of 行政データにおける機械可読性に関するルール. */
export interface RuleScore {
  /** `L1-01` */
  readonly id: string
  /** as published */
  readonly title: Text
  readonly verdict: Verdict
  /** why, in the rule's own terms */
  readonly reason: Text
  /** what to do; absent where there is nothing to do */
  readonly mend?: Text
  /** the first places; `count` says how many there are */
  readonly places: readonly Place[]
  readonly count: number
}

/** A cell that the privacy gate stopped at. Rows count from 1, columns from 0. */
export interface CellFinding {
  /** `inspect/…`: a code of `pipeline/inspect/problems.ts` */
  readonly code: string
  readonly row: number
  readonly column: number
  readonly severity: Severity
}

/** What the gate is told of a column. */
export interface ScannedColumn {
  /** as written; blank where there is none */
  readonly header: string
  /** header of the field that it gives; null: it is not published */
  readonly field: string | null
  /** kind of that field */
  readonly kind?: string
}

export interface ScannedTable {
  readonly columns: readonly ScannedColumn[]
  /** sheet of the standard, e.g. `aed`; null: a dataset of its own */
  readonly sheet: string | null
  /** first row of data */
  readonly dataFrom: number
}
