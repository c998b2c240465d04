/** Which dataset of the portal is ours: by name, or by its address where a person has renamed it. */
import type { Problem } from '../../problem.ts'
import { publishProblem } from '../problems.ts'
import type { CkanApi } from './api.ts'
import { lookAtDataset } from './look.ts'
import type { Shown } from './shown.ts'
import type { Wanted } from './wanted.ts'

export type Found =
  /** neither: there is none, it is to be made */
  | { readonly shown?: Shown | undefined; readonly problem?: undefined; readonly unclear?: undefined }
  | { readonly shown?: undefined; readonly problem: Problem; readonly unclear: boolean }

/** `id`: the portal's id, where it was seen before under that or another name. */
export async function findDataset(api: CkanApi, wanted: Wanted, id: string | undefined): Promise<Found> {
  const named = await lookAtDataset(api, wanted.name)
  const where = { dataset: wanted.offer.id }
  if (named.refusal !== undefined) {
    // CKAN refuses to show what is private to others; that it is there is what counts (create says 409 then)
    if (named.refusal.kind === 'not-allowed')
      return { problem: publishProblem('publish/name-taken', where, { actual: wanted.name }), unclear: false }
    return { problem: named.refusal.problem, unclear: isUnclear(named.refusal.kind) }
  }
  const { shown } = named
  if (shown !== undefined && isUsable(shown, wanted)) {
    if (shown.organization.includes(wanted.organization)) return { shown }
    return {
      problem: publishProblem('publish/name-taken', where, {
        actual: wanted.name,
        organization: shown.organization[0] ?? '?',
      }),
      unclear: false,
    }
  }
  if (id === undefined || id === shown?.id) return {}
  const again = await lookAtDataset(api, id)
  if (again.refusal !== undefined)
    return { problem: again.refusal.problem, unclear: isUnclear(again.refusal.kind) }
  const usable = again.shown !== undefined && isUsable(again.shown, wanted)
  return usable && again.shown.organization.includes(wanted.organization) ? { shown: again.shown } : {}
}

/** What was deleted is taken up again only where it was ours; else its name is free. */
function isUsable(shown: Shown, wanted: Wanted): boolean {
  return shown.state !== 'deleted' || isOurs(shown, wanted)
}

export function isOurs({ extras }: Shown, { offer }: Wanted): boolean {
  return extras['identifier'] === offer.iri
}

/** It may have been done or not: only another look tells. */
export function isUnclear(kind: string): boolean {
  return kind === 'unclear' || kind === 'portal-error'
}
