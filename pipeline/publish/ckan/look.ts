/** What the portal has: all of an organization at once from its index, one dataset exactly. */
import { isObject, listOf, textOf } from '../../lib/object.ts'
import type { Problem } from '../../problem.ts'
import type { CkanApi, Refusal } from './api.ts'
import { type Shown, shownOf } from './shown.ts'

/** `ckan.search.rows_max` is 1000 unless a portal sets it lower; an answer has some MB at most. */
const PAGE = 100

export type Organization =
  | { readonly datasets: readonly Shown[]; readonly problem?: undefined }
  | { readonly datasets?: undefined; readonly problem: Problem }

/** All that the token may see of an organization; deleted ones are not among them. */
export async function lookAtOrganization(api: CkanApi, organization: string): Promise<Organization> {
  const found = new Map<string, Shown>()
  for (let start = 0; ; start += PAGE) {
    const { result, refusal } = await api.call(
      'package_search',
      {
        fq: `organization:"${organization.replace(/["\\]/g, '')}"`,
        include_private: true,
        include_drafts: true,
        rows: PAGE,
        start,
        // any order, so that it is the same for every page
        sort: 'name asc',
      },
      { tries: 'again' },
    )
    if (refusal !== undefined) return { problem: refusal.problem }
    const page = isObject(result) ? listOf(result['results']) : []
    for (const shown of page.flatMap((one) => shownOf(one) ?? [])) found.set(shown.id, shown)
    const count = isObject(result) && typeof result['count'] === 'number' ? result['count'] : 0
    if (page.length === 0 || start + PAGE >= count) return { datasets: [...found.values()] }
  }
}

export type Look =
  /** neither: there is none */
  | { readonly shown?: Shown | undefined; readonly refusal?: undefined }
  | { readonly shown?: undefined; readonly refusal: Refusal }

/** By name or by the portal's id. */
export async function lookAtDataset(api: CkanApi, id: string): Promise<Look> {
  const { result, refusal } = await api.call('package_show', { id }, { tries: 'again' })
  if (refusal === undefined) return { shown: shownOf(result) }
  return refusal.kind === 'not-found' ? {} : { refusal }
}

/** Names and ids of the groups that this token may put datasets into; undefined where the portal does not tell. */
export async function manageableGroups(api: CkanApi): Promise<ReadonlySet<string> | undefined> {
  const { result, refusal } = await api.call('group_list_authz', {}, { tries: 'again' })
  if (refusal !== undefined) return undefined
  return new Set(listOf(result).flatMap((one) => (isObject(one) ? (textOf(one['name']) ?? []) : [])))
}
