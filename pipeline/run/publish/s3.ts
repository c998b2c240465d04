/** `s3:BUCKET/PREFIX`: where it is and by which keys, from the environment as other tools have it. */
import type { Effects } from '../../effects.ts'
import type { OpenedTarget } from './run.ts'

export function openS3(_effects: Effects, to: string): OpenedTarget {
  throw new Error(`not made yet: ${to}`)
}
