/** What a job gives. */
import type { Dataset, Json } from '../lib/model.ts'
import type { Problem } from '../problem.ts'

export interface JobResult {
  /** any error: the source fails, and nothing of it is written */
  readonly problems: readonly Problem[]
  readonly datasets: readonly Dataset[]
  /** dist/sources/<publisher>/<source>.lines.json */
  readonly lines: Json
  /** the source's part of report.json */
  readonly report: Json
}
