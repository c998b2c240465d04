/** One CKAN portal as a target: the state is the portal's own, and an unchanged publish is one request for a hundred datasets. */
import type { Offer } from '../../lib/offer.ts'
import { hasError, type Problem } from '../../problem.ts'
import { publishProblem } from '../problems.ts'
import type { Applied, Step, Target } from '../target.ts'
import { checkAccess } from './access.ts'
import { converge, type Start } from './converge.ts'
import type { CkanGiven } from './given.ts'
import { lookAtOrganization, manageableGroups, type Organization } from './look.ts'
import { type Planned, planDataset, planRefused } from './plan.ts'
import { retire, retiredOf } from './retire.ts'
import { verifyDataset } from './verify.ts'
import { wantedOf } from './wanted.ts'

export function createCkanTarget(given: CkanGiven): Target {
  const { api, portal, publishers } = given
  /** what the last plan saw: spares a look before what is not there is made */
  const planned = new Map<string, Planned>()
  const access = once((organization) => checkAccess(api, organization))
  /** before the first change: a plan needs no token */
  const refused = async (code: string): Promise<readonly Problem[]> => {
    const publisher = publishers.find((one) => one.code === code)
    return publisher === undefined ? [] : access(publisher.organization)
  }

  const plan: Target['plan'] = async function* ({ datasets, withheld }, { only }) {
    planned.clear()
    const organizations = once((name) => lookAtOrganization(api, name))
    const groups = once(() => manageableGroups(api))
    const names = new Set<string>()
    const ids = new Set(withheld.map(encodeURIComponent))
    for await (const offer of datasets()) {
      ids.add(encodeURIComponent(offer.id))
      if (only !== undefined && offer.id !== only) continue
      const outcome = await wantedOf(given, offer)
      if (outcome.wanted === undefined) {
        yield planRefused(offer, outcome.problems)
        continue
      }
      const { name, organization } = outcome.wanted
      const taken = names.has(name)
      names.add(name)
      const seen = await organizations(organization)
      const refusal = taken
        ? publishProblem('publish/same-name', { dataset: offer.id }, { actual: name })
        : seen.problem
      if (refusal !== undefined || seen.datasets === undefined) {
        yield planRefused(offer, [...outcome.problems, ...(refusal === undefined ? [] : [refusal])])
        continue
      }
      const found = await planDataset(given, outcome, { datasets: seen.datasets, groups: () => groups('') })
      planned.set(offer.id, found)
      yield found.item
    }
    if (only !== undefined) return
    for (const organization of new Set(publishers.map((one) => one.organization))) {
      const seen: Organization = await organizations(organization)
      yield* retiredOf(seen.datasets ?? [], publishers, { names, ids })
    }
  }

  return {
    label: `${portal.id} (${portal.url})`,
    plan,
    ready: async (items, offers) => {
      const codes = new Set(items.flatMap(({ id }) => offers(id)?.code ?? []))
      const problems: Problem[] = []
      for (const code of codes) problems.push(...(await refused(code)))
      return problems
    },
    apply: async (item, offer, progress, distrust = false) => {
      if (item.action === 'retire') {
        progress('retire', 0, 1)
        return retire(given, item)
      }
      const errors = item.problems.filter((problem) => hasError([problem]))
      if (errors.length > 0) return { ...nothing('failed'), problems: errors }
      if (offer === undefined)
        return {
          ...nothing('failed'),
          problems: [publishProblem('publish/file-changed', { dataset: item.id }, { actual: item.id })],
        }
      if (item.action === 'unchanged' && !distrust) return nothing('same')
      const problems = await refused(offer.code)
      if (problems.length > 0) return { ...nothing('failed'), problems }
      const found = planned.get(offer.id)
      const missing = item.action === 'create' && found?.missing === true
      return applyOffer(given, offer, { missing, id: found?.portalId, distrust }, progress)
    },
    verify: async (offer, progress) => {
      const { wanted, problems } = await wantedOf(given, offer)
      return wanted === undefined ? problems : verifyDataset(given, wanted, progress)
    },
    requests: api.requests,
  }
}

async function applyOffer(given: CkanGiven, offer: Offer, start: Start, progress: Step): Promise<Applied> {
  const { wanted, problems } = await wantedOf(given, offer)
  if (wanted === undefined) return { ...nothing('failed'), problems }
  return converge(given, wanted, start, progress)
}

function nothing(outcome: Applied['outcome']): Applied {
  return { outcome, problems: [], rows: { written: 0, removed: 0 }, bytes: 0 }
}

/** Asked once for each name, however many ask. */
function once<T>(ask: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const asked = new Map<string, Promise<T>>()
  return (name) => {
    const known = asked.get(name) ?? ask(name)
    asked.set(name, known)
    return known
  }
}
