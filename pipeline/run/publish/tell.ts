/** Problems of the target as a whole are told once, and after one nothing more is begun: the others would say the same. */
import type { Problem } from '../../problem.ts'
import type { Collector } from '../../report/collect.ts'

export interface Teller {
  readonly tell: (problems: readonly Problem[]) => void
  /** whether the target can not be worked with at all */
  readonly isGone: () => boolean
}

/** What holds for every dataset alike; a time-out or a broken connection may be one file's own. */
export const OF_ALL: ReadonlySet<string> = new Set(
  [
    ...[
      'portal-refused',
      'portal-unknown-host',
      'portal-certificate',
      'portal-not-https',
      'portal-busy',
      'portal-login',
    ],
    ...['portal-blocked', 'proxy-login', 'proxy-refused', 'moved', 'moved-away', 'not-ckan', 'quota'],
    ...['token-wrong', 'token-characters', 'organization-unknown', 'no-right'],
    ...['folder-inside', 'folder-none', 'folder-denied', 'folder-full'],
    ...['s3-keys', 's3-clock', 's3-denied', 's3-no-bucket', 's3-region', 's3-moved', 's3-full'],
    ...['s3-unreachable', 's3-certificate'],
  ].map((name) => `publish/${name}`),
)

/** An error that every other dataset would meet as well. */
export function isOfAll({ code, severity }: Problem): boolean {
  return severity === 'error' && OF_ALL.has(code)
}

export function createTeller(problems: Pick<Collector, 'add'>): Teller {
  const told = new Set<string>()
  return {
    tell(found) {
      for (const problem of found) {
        const once = isOfAll(problem)
        if (once && told.has(problem.code)) continue
        if (once) told.add(problem.code)
        problems.add([once ? { ...problem, where: {} } : problem])
      }
    },
    isGone: () => told.size > 0,
  }
}
