/** Datasets of ours that are no longer offered. */
import type { Problem } from '../../problem.ts'
import { publishProblem } from '../problems.ts'
import type { Applied, PlanItem } from '../target.ts'
import type { CkanApi, Refusal } from './api.ts'
import { isUnclear } from './find.ts'
import type { CkanGiven, CkanPublisher } from './given.ts'
import { lookAtDataset, manageableGroups } from './look.ts'
import { findOurs, isOurResource, type Ours } from './ours.ts'
import { named } from './revise.ts'
import { isUnfinished } from './said.ts'
import type { Shown } from './shown.ts'
import { withdrawal } from './withdrawn.ts'

/** What is offered, or held back for now: none of it is retired. */
export interface Staying {
  readonly names: ReadonlySet<string>
  /** dataset ids, as they stand in addresses */
  readonly ids: ReadonlySet<string>
}

/** So often in a row it looks again: 1 + 2 + 4 + 8 seconds. */
const ROUNDS = 5
const FIRST_PAUSE = 1000

export function retiredOf(
  datasets: readonly Shown[],
  publishers: readonly CkanPublisher[],
  staying: Staying,
): readonly PlanItem[] {
  return datasets
    .flatMap((shown) => findOurs(shown, publishers) ?? [])
    .filter(({ id, shown }) => {
      const stays = staying.ids.has(id) || staying.names.has(shown.name)
      return !stays && shown.state !== 'deleted'
    })
    .sort((a, b) => (a.shown.name < b.shown.name ? -1 : 1))
    .map(itemOf)
}

function itemOf({ id, shown }: Ours): PlanItem {
  return {
    action: 'retire',
    id,
    name: shown.name,
    title: shown.fields['title'] ?? shown.name,
    changes: [{ what: 'state', before: shown.state, after: 'deleted' }],
    problems: foreignOf(shown, id, 'publish/retire-foreign'),
    bytes: 0,
  }
}

/** What would be deleted with it. */
function foreignOf(
  shown: Shown,
  dataset: string,
  code: 'publish/retire-foreign' | 'publish/retire-refused',
): readonly Problem[] {
  const others = shown.resources.filter((resource) => !isOurResource(shown, resource))
  const actual = others.map(({ fields, fileName }) => fields['name'] || fileName).join(', ')
  return others.length === 0 ? [] : [publishProblem(code, { dataset }, { actual, name: shown.name })]
}

const NOTHING = { rows: { written: 0, removed: 0 }, bytes: 0 }

/** Deleted as CKAN's own button does: gone from every list, and brought back when it is offered again. */
export async function retire(given: CkanGiven, item: PlanItem): Promise<Applied> {
  const { api, publishers, pause } = given
  const failed = (...problems: readonly Problem[]): Applied => ({
    ...NOTHING,
    outcome: 'failed',
    problems: problems.map((one) => ({ ...one, where: { ...one.where, dataset: item.id } })),
  })
  let groups: ReadonlySet<string> | undefined
  let id = ''
  for (let round = 0; ; round += 1) {
    const look = await lookAtDataset(api, id === '' ? item.name : id)
    if (look.refusal !== undefined) return failed(look.refusal.problem)
    const { shown } = look
    if (shown === undefined || shown.state === 'deleted')
      return { ...NOTHING, outcome: round > 0 ? 'done' : 'same', problems: [] }
    // between plan and apply it may have become another's
    if (findOurs(shown, publishers)?.id !== item.id)
      return failed(publishProblem('publish/not-ours', {}, { actual: item.name }))
    const foreign = foreignOf(shown, item.id, 'publish/retire-refused')
    if (foreign.length > 0) return failed(...foreign)
    id = shown.id
    // nobody has seen it yet: when it is offered again it is gone on with
    const refusal = isUnfinished(shown) ? undefined : await withdraw(api, shown, groups)
    if (refusal === undefined) break
    const { kind, errors, problem } = refusal
    if (round === ROUNDS) return failed(problem)
    // the groups refuse all that is said of it, though not that it is deleted
    if (kind === 'not-allowed' && groups === undefined) groups = (await manageableGroups(api)) ?? new Set()
    else if (isUnclear(kind) || errors['match'] !== undefined) await pause(FIRST_PAUSE * 2 ** round)
    // such as a field that the portal has come to ask for: without a mark it can be deleted all the same
    else if (kind === 'invalid') break
    else return failed(problem)
  }
  // done twice it is the same (seen on 2.11.6 and 2.12.0)
  const { refusal } = await api.call('package_delete', { id }, { tries: 'again' })
  return refusal === undefined || refusal.kind === 'not-found'
    ? { ...NOTHING, outcome: 'done', problems: [] }
    : failed(refusal.problem)
}

/** Says at the portal that it is us who take it down. */
async function withdraw(
  api: CkanApi,
  shown: Shown,
  groups: ReadonlySet<string> | undefined,
): Promise<Refusal | undefined> {
  const { filter, update } = withdrawal(shown)
  // one group that the token may not manage refuses all; what is left out stays (see revise.ts)
  const mine = groups && named(shown.groups.filter((name) => groups.has(name)))
  const body = {
    match: { id: shown.id, metadata_modified: shown.modified },
    filter: [...filter, ...(mine === undefined ? [] : ['-groups'])],
    update: { ...update, ...(mine === undefined ? {} : { groups: mine }) },
  }
  return (await api.call('package_revise', body, { tries: 'once' })).refusal
}
