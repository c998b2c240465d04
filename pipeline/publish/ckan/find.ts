/**
 * Which dataset of the portal is ours: by its address as data, whatever a person has called it there; else by name,
 * if it may be taken over.
 */
import { own } from '../../lib/own.ts'
import type { Problem } from '../../problem.ts'
import { publishProblem } from '../problems.ts'
import { checkAccess } from './access.ts'
import type { CkanGiven } from './given.ts'
import { lookAtAddress, lookAtDataset } from './look.ts'
import { isOurs } from './ours.ts'
import { isUnfinished } from './said.ts'
import { addressOf, type Shown } from './shown.ts'
import type { Wanted } from './wanted.ts'
import { isWithdrawn } from './withdrawn.ts'

export type Found =
  /** none: it is to be made; `notes`: what a person should know before */
  | {
      readonly shown?: Shown | undefined
      readonly notes?: readonly Problem[] | undefined
      readonly problem?: undefined
    }
  | { readonly shown?: undefined; readonly notes?: undefined; readonly problem: Problem }

/** Of those that the index has: ours, else the one that has our name. */
export function listedOf(datasets: readonly Shown[], wanted: Wanted): Shown | undefined {
  const ours = datasets.filter((shown) => isOurs(shown, wanted))
  const named = (among: readonly Shown[]) => among.find(({ name }) => name === wanted.name)
  return named(ours) ?? ours[0] ?? named(datasets)
}

/** `id`: the portal's id, where it was seen before. `search`: where there is none of that name, it is looked for. */
export async function findDataset(
  given: CkanGiven,
  wanted: Wanted,
  id: string | undefined,
  { search = false }: { readonly search?: boolean } = {},
): Promise<Found> {
  const known = id === undefined ? {} : await see(given, wanted, id)
  if (known.problem !== undefined) return known
  if (known.shown?.name === wanted.name) return judge(given, wanted, known.shown)
  const byName = await see(given, wanted, wanted.name)
  if (byName.problem !== undefined) return byName
  const named = byName.shown !== undefined && isFree(byName.shown, wanted) ? undefined : byName.shown
  if (known.shown === undefined || !isOurs(known.shown, wanted)) {
    if (named !== undefined) return judge(given, wanted, named)
    return search ? seek(given, wanted) : {}
  }
  // CKAN would refuse to give ours its name again
  if (named !== undefined && named.id !== known.shown.id)
    return {
      problem: publishProblem(
        'publish/name-of-other',
        { dataset: wanted.offer.id },
        { actual: wanted.name, was: known.shown.name, id: wanted.offer.id },
      ),
    }
  return judge(given, wanted, known.shown)
}

async function see(given: CkanGiven, wanted: Wanted, id: string): Promise<Found> {
  const { shown, refusal } = await lookAtDataset(given.api, id)
  if (refusal === undefined) return { shown }
  const problem = refusal.kind === 'not-allowed' ? await notShown(given, wanted) : refusal.problem
  return { problem: { ...problem, where: { ...problem.where, dataset: wanted.offer.id } } }
}

/** CKAN says 403 of what is private to another organization, and of what is private to ours where it knows no token. */
async function notShown({ api }: CkanGiven, { name, offer, organization }: Wanted): Promise<Problem> {
  const where = { dataset: offer.id }
  if (api.isSigned === false) return publishProblem('publish/hidden', where, { actual: name })
  const [problem] = await checkAccess(api, organization)
  return problem ?? publishProblem('publish/name-taken', where, { actual: name })
}

/** Before it is made: ours under a name that a person gave it. */
async function seek(given: CkanGiven, wanted: Wanted): Promise<Found> {
  const { datasets, problem } = await lookAtAddress(given.api, wanted.offer.iri)
  if (problem !== undefined) return { problem }
  const isHere = ({ organization }: Shown): boolean => organization.includes(wanted.organization)
  const here = datasets.find((shown) => isHere(shown) && isOurs(shown, wanted))
  if (here === undefined) {
    const there = datasets.filter((shown) => !isHere(shown) && addressOf(shown) === wanted.offer.iri)
    return { notes: there.map((shown) => alsoElsewhere(shown, wanted)) }
  }
  const exact = await see(given, wanted, here.id)
  return exact.shown === undefined ? exact : judge(given, wanted, exact.shown)
}

/** A trial's, a harvester's, or moved there: only a person can tell. */
function alsoElsewhere({ name, organization }: Shown, { offer }: Wanted): Problem {
  const facts = { actual: name, organization: organization[0] ?? '?' }
  return publishProblem('publish/also-elsewhere', { dataset: offer.id }, facts)
}

/** The name of what was deleted may be taken anew. */
function isFree(shown: Shown, wanted: Wanted): boolean {
  return shown.state === 'deleted' && !isOurs(shown, wanted)
}

function judge({ portal }: CkanGiven, wanted: Wanted, shown: Shown): Found {
  const { offer, organization } = wanted
  const refuse = (problem: Problem): Found => ({ problem })
  const where = { dataset: offer.id }
  const mine = isOurs(shown, wanted)
  if (!shown.organization.includes(organization)) {
    const facts = { actual: shown.name, organization: shown.organization[0] ?? '?' }
    return refuse(
      mine
        ? publishProblem('publish/elsewhere', where, facts)
        : publishProblem('publish/name-taken', where, facts),
    )
  }
  if (!mine) {
    // the portal's file names it, or there is nothing in it that could be lost
    if (own(portal.names, offer.id) === shown.name || isBlank(shown, wanted)) return { shown }
    const facts = { actual: shown.name, was: addressOf(shown) || '—', id: offer.id }
    return refuse(publishProblem('publish/others-dataset', where, facts))
  }
  // we never make drafts; what was not open yet when it was retired bears no mark
  const isDown = shown.state !== 'active' && !isUnfinished(shown)
  if (isDown && !isWithdrawn(shown)) {
    const url = `${portal.url}dataset/edit/${shown.name}`
    return refuse(
      publishProblem('publish/taken-down', where, { actual: shown.name, state: shown.state, url }),
    )
  }
  return { shown }
}

/** Made and not filled: by a run of ours that was broken off at a portal that keeps no extras. */
function isBlank(shown: Shown, { dataset }: Wanted): boolean {
  const isEmpty = shown.resources.length === 0 && addressOf(shown) === ''
  return isEmpty && shown.isPrivate && shown.fields['title'] === dataset.fields['title']
}

/** It may have been done or not: only another look tells. */
export function isUnclear(kind: string): boolean {
  return kind === 'unclear' || kind === 'portal-error'
}
