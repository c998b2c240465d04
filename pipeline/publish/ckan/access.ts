/**
 * Whether this token may publish for this organization, asked before anything is changed. CKAN takes a wrong token for
 * none, so each is told apart by what was observed on 2.11.6 and 2.12.0: `user_show` of nobody in particular shows the
 * token's own user, and is 404 for a wrong one; an organization that was deleted is 403 to its former editors.
 */
import { isObject, listOf } from '../../lib/object.ts'
import type { Problem } from '../../problem.ts'
import type { CkanApi } from './api.ts'
import { portalProblem } from './problems.ts'

const READS = { tries: 'again' } as const
/** With more names in it, nobody reads the message. */
const SHOWN = 10

/** Nothing where it may; `organization`: name or id. One request where all is well, at most three. */
export async function checkAccess(api: CkanApi, organization: string): Promise<readonly Problem[]> {
  const open = await api.call('organization_list_for_user', { permission: 'create_dataset' }, READS)
  if (open.refusal !== undefined) return [open.refusal.problem]
  const writable = listOf(open.result).filter(isObject)
  if (writable.some(({ name, id }) => name === organization || id === organization)) return []

  const self = await api.call('user_show', {}, READS)
  if (self.refusal?.kind === 'not-found' || self.refusal?.kind === 'not-allowed')
    return [portalProblem('publish/token-wrong', {})]
  if (self.refusal !== undefined) return [self.refusal.problem]

  const shown = await api.call(
    'organization_show',
    { id: organization, include_users: false, include_extras: false, include_groups: false },
    READS,
  )
  const names = writable.flatMap(({ name }) => (typeof name === 'string' ? [name] : []))
  const facts = {
    organization,
    user: isObject(self.result) && typeof self.result.name === 'string' ? self.result.name : '?',
    actual: names.length === 0 ? '0' : names.slice(0, SHOWN).join(', '),
  }
  if (shown.refusal === undefined) return [portalProblem('publish/no-right', {}, facts)]
  if (shown.refusal.kind === 'not-found' || shown.refusal.kind === 'not-allowed')
    return [portalProblem('publish/organization-unknown', {}, facts)]
  return [shown.refusal.problem]
}
