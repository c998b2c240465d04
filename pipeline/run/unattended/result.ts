/** What an unattended run did. */
import type { Collector } from '../../report/collect.ts'
import type { AcquireResult } from '../acquire/result.ts'
import type { RunResult } from '../options.ts'
import type { PublishResult } from '../publish/result.ts'

export interface PortalResult {
  readonly portal: string
  /** one for each dataset where only a source's are published; none where the portal could not be begun with */
  readonly results: readonly PublishResult[]
  readonly problems: Collector
}

export interface UnattendedResult {
  readonly command: 'run'
  readonly acquire: AcquireResult
  readonly build: RunResult
  readonly published: readonly PortalResult[]
  /** of the run itself */
  readonly problems: Collector
  /** something failed, or waits for a person */
  readonly isWell: boolean
  readonly bugs: number
  readonly milliseconds: { readonly acquire: number; readonly build: number; readonly publish: number }
}
