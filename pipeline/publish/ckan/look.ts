/** What the portal has: all of an organization at once from its index, one dataset exactly. */
import { isObject, listOf, textOf } from '../../lib/object.ts'
import type { Problem } from '../../problem.ts'
import type { CkanApi, Refusal } from './api.ts'
import { type Shown, shownOf } from './shown.ts'

/** `ckan.search.rows_max` is 1000 unless a portal sets it lower, even below this; an answer has some MB at most. */
const PAGE = 100

export type Organization =
  | { readonly datasets: readonly Shown[]; readonly problem?: undefined; readonly refusal?: undefined }
  | { readonly datasets?: undefined; readonly problem: Problem; readonly refusal: Refusal }

/** All that the token may see of an organization; deleted ones are not among them. */
export async function lookAtOrganization(api: CkanApi, organization: string): Promise<Organization> {
  // a portal's file may say its name or its id
  return search(api, `+(organization:${quoted(organization)} OR owner_org:${quoted(organization)})`)
}

/** All that bear this address as data, in whatever organization. */
export async function lookAtAddress(api: CkanApi, iri: string): Promise<Organization> {
  return search(api, `+uri:${quoted(iri)}`)
}

/** As the index has it; undefined: it has none. */
export async function lookAtIndex(api: CkanApi, id: string): Promise<Look> {
  const { datasets, refusal } = await search(api, `+id:${quoted(id)}`)
  return refusal === undefined ? { shown: datasets?.[0] } : { refusal }
}

async function search(api: CkanApi, fq: string): Promise<Organization> {
  const found = new Map<string, Shown>()
  for (let start = 0; ; ) {
    const { result, refusal } = await api.call(
      'package_search',
      // any order, so that it is the same for every page
      { fq, include_private: true, include_drafts: true, rows: PAGE, start, sort: 'name asc' },
      { tries: 'again' },
    )
    if (refusal !== undefined) return { refusal, problem: refusal.problem }
    const page = isObject(result) ? listOf(result['results']) : []
    for (const shown of page.flatMap((one) => shownOf(one) ?? [])) found.set(shown.id, shown)
    const count = isObject(result) && typeof result['count'] === 'number' ? result['count'] : 0
    // a portal may give fewer than were asked for
    start += page.length
    if (page.length === 0 || start >= count) return { datasets: [...found.values()] }
  }
}

/** As one term of Solr's. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '')}"`
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
