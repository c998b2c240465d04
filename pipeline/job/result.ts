/** What a job gives. */
import type { Dataset, Json } from '../lib/model.ts'
import type { Problem } from '../problem.ts'

export interface JobResult {
  /** any error: the source fails, and nothing of it is written */
  readonly problems: readonly Problem[]
  readonly datasets: readonly Dataset[]
  /**
   * What became of the whole source: every line of a document, every row of tables;
   * dist/sources/<publisher>/<source>.<kind>.json
   */
  readonly account: { readonly kind: 'lines' | 'rows'; readonly value: Json }
  /** the source's part of report.json */
  readonly report: Json
}
