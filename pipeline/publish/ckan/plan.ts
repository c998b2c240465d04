/** What would be done for one dataset, from what the portal's index says, and where that differs, from the dataset itself. */
import type { Offer } from '../../lib/offer.ts'
import type { Problem } from '../../problem.ts'
import { publishProblem } from '../problems.ts'
import type { Change, PlanItem } from '../target.ts'
import { changesOfNew } from './change.ts'
import { planTable } from './datastore/plan.ts'
import { bytesOf, type Diff, diffOf, isSettled } from './diff.ts'
import { findDataset, listedOf } from './find.ts'
import type { CkanGiven } from './given.ts'
import { type Known, NOTHING_KNOWN } from './known.ts'
import { isOurs } from './ours.ts'
import { isUnfinished } from './said.ts'
import { addressOf, type Shown } from './shown.ts'
import { resourceId, TABLE_KEY, toldOf, type Wanted, type WantedOutcome } from './wanted.ts'

/** Seen once, for all datasets of a run. */
export interface Seen {
  /** of the organization, as the portal's index has them */
  readonly datasets: readonly Shown[]
  /** names of the groups that the token may manage; asked for when one is to be joined */
  readonly groups: () => Promise<ReadonlySet<string> | undefined>
}

export interface Planned {
  readonly item: PlanItem
  /** the portal has none of that name */
  readonly missing: boolean
  /** the portal's id, where it has it */
  readonly portalId?: string | undefined
}

export async function planDataset(
  given: CkanGiven,
  outcome: Extract<WantedOutcome, { wanted: Wanted }>,
  seen: Seen,
): Promise<Planned> {
  const { wanted } = outcome
  const listed = listedOf(seen.datasets, wanted)
  const item = itemOf(wanted, outcome.problems)
  if (listed !== undefined) {
    const { diff, problems } = await groupsKnown(listed, wanted, seen)
    // the index is what the portal itself last knew: equal there costs no request
    if (isSettled(diff))
      return {
        item: item('unchanged', [], [...problems, ...notesOf(listed, wanted, diff)], 0),
        missing: false,
        portalId: listed.id,
      }
  }
  const found = await findDataset(given, wanted, listed?.id, { search: listed === undefined })
  if (found.problem !== undefined)
    return { item: item(listed === undefined ? 'create' : 'change', [], [found.problem], 0), missing: false }
  const { shown } = found
  if (shown === undefined)
    return {
      item: item(
        'create',
        changesOfNew(wanted),
        found.notes ?? [],
        bytesOf({ missing: wanted.resources, stale: [] }),
      ),
      missing: true,
    }
  const planned = await planChange(given, shown, wanted, seen)
  // all is as it should be, and the index has it otherwise
  const isBehind = planned.action === 'unchanged' && listed !== undefined && listed.modified < shown.modified
  const behind = isBehind ? [publishProblem('publish/index-behind', {}, { actual: shown.name })] : []
  return {
    item: item(planned.action, planned.changes, [...planned.problems, ...behind], planned.bytes),
    missing: false,
    portalId: shown.id,
  }
}

/** Where it can not even be told what the dataset should be. */
export function planRefused(offer: Offer, problems: readonly Problem[]): PlanItem {
  return {
    action: 'create',
    id: offer.id,
    name: offer.id,
    title: offer.title.ja,
    changes: [],
    problems: namedIn(offer, problems),
    bytes: 0,
  }
}

/** Each says which dataset it is about, also what the portal itself answers. */
function namedIn({ id }: Offer, problems: readonly Problem[]): readonly Problem[] {
  return problems.map((one) => ({ ...one, where: { ...one.where, dataset: id } }))
}

type ItemOf = (
  action: PlanItem['action'],
  changes: readonly Change[],
  problems: readonly Problem[],
  bytes: number,
) => PlanItem

function itemOf({ offer, name }: Wanted, before: readonly Problem[]): ItemOf {
  return (action, changes, problems, bytes) => ({
    action,
    id: offer.id,
    name,
    title: offer.title.ja,
    changes,
    problems: namedIn(offer, [...before, ...problems]),
    bytes,
  })
}

async function planChange(given: CkanGiven, shown: Shown, wanted: Wanted, seen: Seen) {
  let { diff, known, problems } = await groupsKnown(shown, wanted, seen)
  const rows: Change[] = []
  const { table } = wanted.offer
  if (diff.table && table !== null) {
    const id = resourceId(shown.id, TABLE_KEY)
    const csv = shown.resources.find((resource) => resource.id === id)
    if (csv !== undefined) {
      // With another file come other rows. With the same one a run was broken off, or the portal drops our mark.
      const compare = diff.stale.every(({ wanted: { key } }) => key !== TABLE_KEY)
      const planned = await planTable(given.api, id, table, { compare, ...toldOf(csv, wanted) })
      rows.push(...planned.changes)
      problems = [...problems, ...planned.problems]
      if (planned.whole) {
        known = { ...known, tableWhole: true }
        diff = diffOf(shown, wanted, known)
      }
    } else rows.push({ what: 'datastore', after: String(table.count) })
  }
  const settled = isSettled(diff)
  const changes = [...diff.changes, ...rows]
  return {
    action: settled ? ('unchanged' as const) : diff.opens ? ('create' as const) : ('change' as const),
    // what only we read is named where there is nothing else to be told
    changes: settled || changes.length > 0 ? changes : diff.whats.map((what) => ({ what })),
    problems: [...problems, ...notesOf(shown, wanted, diff)],
    bytes: bytesOf(diff),
  }
}

/** A group that the token may not manage is told once, and is no difference then: it would be one for ever. */
async function groupsKnown(
  shown: Shown,
  wanted: Wanted,
  seen: Seen,
): Promise<{ readonly diff: Diff; readonly known: Known; readonly problems: readonly Problem[] }> {
  const diff = diffOf(shown, wanted, NOTHING_KNOWN)
  const groups = diff.groups === undefined ? undefined : await seen.groups()
  const joined = diff.groups?.filter((name) => !shown.groups.includes(name)) ?? []
  const refused = groups === undefined ? [] : joined.filter((name) => !groups.has(name))
  if (refused.length === 0) return { diff, known: NOTHING_KNOWN, problems: [] }
  const known = { ignored: new Set(['groups']), tableWhole: false }
  const where = { dataset: wanted.offer.id }
  return {
    diff: diffOf(shown, wanted, known),
    known,
    problems: [publishProblem('publish/groups-refused', where, { actual: refused.join(', ') })],
  }
}

/** What of others' is there, and what a person should know of it. */
function notesOf(shown: Shown, wanted: Wanted, diff: Diff): readonly Problem[] {
  const where = { dataset: wanted.offer.id }
  const facts = { actual: shown.name }
  return [
    ...(isOurs(shown, wanted)
      ? []
      : [
          publishProblem('publish/taken-over', where, {
            ...facts,
            was: addressOf(shown) || '—',
          }),
        ]),
    ...diff.foreign.map((resource) =>
      publishProblem('publish/foreign-resource', where, {
        actual: resource.fields['name'] ?? resource.fileName,
        name: shown.name,
      }),
    ),
    ...(shown.isPrivate && !isUnfinished(shown) ? [publishProblem('publish/private', where, facts)] : []),
  ]
}
