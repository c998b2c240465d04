/** Datasets of ours that are no longer offered. */
import type { Problem } from '../../problem.ts'
import { publishProblem } from '../problems.ts'
import type { Applied, PlanItem } from '../target.ts'
import type { CkanGiven } from './given.ts'
import { lookAtDataset } from './look.ts'
import { findUnderBase, type Ours } from './ours.ts'
import type { Shown } from './shown.ts'

/** What is offered, or held back for now: none of it is retired. */
export interface Staying {
  readonly names: ReadonlySet<string>
  /** dataset ids, as they stand in addresses */
  readonly ids: ReadonlySet<string>
}

export function retiredOf(datasets: readonly Shown[], base: string, staying: Staying): readonly PlanItem[] {
  return datasets
    .flatMap((shown) => findUnderBase(shown, [base]) ?? [])
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
    problems: [],
    bytes: 0,
  }
}

const NOTHING = { rows: { written: 0, removed: 0 }, bytes: 0 }

/** Deleted as CKAN's own button does: gone from every list, and a sysadmin can bring it back. */
export async function retire({ api, publishers }: CkanGiven, item: PlanItem): Promise<Applied> {
  const look = await lookAtDataset(api, item.name)
  const where = { dataset: item.id }
  const failed = (problem: Problem): Applied => ({
    ...NOTHING,
    outcome: 'failed',
    problems: [{ ...problem, where: { ...problem.where, ...where } }],
  })
  if (look.refusal !== undefined) return failed(look.refusal.problem)
  const { shown } = look
  if (shown === undefined || shown.state === 'deleted') return { ...NOTHING, outcome: 'same', problems: [] }
  // between plan and apply it may have become another's
  const bases = publishers.map(({ base }) => base)
  if (findUnderBase(shown, bases)?.id !== item.id)
    return failed(publishProblem('publish/not-ours', where, { actual: item.name }))
  // done twice it is the same (seen on 2.11.6 and 2.12.0)
  const { refusal } = await api.call('package_delete', { id: shown.id }, { tries: 'again' })
  if (refusal === undefined || refusal.kind === 'not-found')
    return { ...NOTHING, outcome: 'done', problems: [] }
  return failed(refusal.problem)
}
