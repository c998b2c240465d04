/**
 * What we have retired bears our mark, so that it is put back when it is offered again. What a person has taken down
 * has none, and is not put back behind that person's back. The mark is an extra: a deleted dataset is on no page.
 */
import type { Json } from '../../lib/model.ts'
import { SAID } from './said.ts'
import type { Shown } from './shown.ts'

const RETIRED = 'retired'

/** By us. The mark goes when it opens again, so that a return may be broken off. */
export function isWithdrawn({ state, extras }: Shown): boolean {
  return state === 'deleted' && extras[SAID] === RETIRED
}

/** What `package_revise` is told: the mark comes with the state, so that no visitor sees it. */
export function withdrawal({ extras }: Shown): {
  readonly filter: readonly string[]
  readonly update: Readonly<Record<string, Json>>
} {
  const all = Object.entries({ ...extras, [SAID]: RETIRED })
  return {
    filter: ['-extras'],
    update: { state: 'deleted', extras: all.map(([key, value]) => ({ key, value })) },
  }
}
