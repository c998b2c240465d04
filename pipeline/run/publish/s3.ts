/** `s3:BUCKET/PREFIX`: where it is and by which keys, from the environment as other tools have it. */
import type { Effects } from '../../effects.ts'
import { createHttpClient } from '../../lib/http/client.ts'
import { UserError } from '../../problem.ts'
import { createS3Target, s3PlaceOf } from '../../publish/index.ts'
import type { OpenedTarget } from './run.ts'

const LIMITS = { concurrency: 6, perSecond: 1000, timeoutSeconds: 60, tries: 4 }

/** Throws a UserError where the address or the environment is not whole. */
export function openS3({ http: send, pause, now, chance, sha256, env }: Effects, to: string): OpenedTarget {
  const found = s3PlaceOf(to, env)
  if (!('place' in found)) {
    const [problem] = found.problems
    throw problem === undefined ? new Error('no place, and no problem that says why') : new UserError(problem)
  }
  const client = createHttpClient({ send, pause, now, chance }, LIMITS)
  return {
    target: createS3Target({ client, now, sha256 }, found.place),
    atOnce: 1,
    mayChange: true,
    problems: [],
  }
}
