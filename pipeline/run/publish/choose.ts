/** Which datasets of dist/ are offered: those that are asked for, of publishers that may publish. */
import { isObject, textOf } from '../../lib/object.ts'
import type { Offer, Offering } from '../../lib/offer.ts'
import { suggest } from '../../lib/suggest.ts'
import { type Problem, UserError } from '../../problem.ts'
import type { Collector } from '../../report/collect.ts'
import type { Accepted } from './accepted.ts'
import type { Described, Dist } from './offering.ts'
import { publishRunProblem } from './problems.ts'
import { refusalsOf } from './refuse.ts'

export interface Chosen {
  readonly offering: Offering
  readonly count: number
  /** how many of those that were asked for may not be published yet */
  readonly refused: number
  /** which, and by what code */
  readonly reasons: ReadonlyMap<string, string>
  readonly read: (id: string) => Offer | undefined
  /** of the datasets that are offered, each once */
  readonly publishers: readonly OfferingPublisher[]
}

export interface OfferingPublisher {
  /** folder under sources/ */
  readonly id: string
  /** six digits */
  readonly code: string
  /** ends with a slash */
  readonly base: string
}

export interface Choice {
  readonly only: string | undefined
  /** nobody looks on: what no person accepted is left out, not only told */
  readonly isUnattended: boolean
  /** the publisher.yaml of a folder under sources/ as it stands now, undefined where there is none */
  readonly authoredOf: (publisher: string) => unknown
  readonly acceptedOf: (described: Described) => Accepted
}

/** What may not be public yet is left out, and told. */
export function choose(dist: Dist, problems: Collector, choice: Choice): Chosen {
  const { only, authoredOf } = choice
  if (only !== undefined && !dist.ids.includes(only)) {
    const near = dist.ids.find((id) => id.endsWith(`_${only}`)) ?? suggest(only, dist.ids)
    const hints =
      near === undefined
        ? { hintJa: '', hintEn: '' }
        : { hintJa: `「${near}」のことですか。`, hintEn: ` Did you mean "${near}"?` }
    throw new UserError(publishRunProblem('run/publish-unknown-dataset', {}, { name: only, ...hints }))
  }
  const fit: string[] = []
  const withheld: string[] = []
  const refused = new Map<string, string>()
  const reasons = new Map<string, string>()
  const authored = new Map<string, unknown>()
  const told = new Set<string>()
  const seen: { readonly id: string; readonly code: string }[] = []
  const publishers = new Map<string, OfferingPublisher>()
  for (const id of dist.ids) {
    const described = dist.read(id)
    if (described === undefined) {
      reasons.set(id, 'run/publish-altered')
      withheld.push(id)
      continue
    }
    const { code } = described.offer
    const publisher = publisherOf(described.package, code)
    publishers.set(code, publisher)
    if (!authored.has(publisher.id)) authored.set(publisher.id, authoredOf(publisher.id))
    const { ofPublisher, ofDataset, warnings } = refusalsOf(described.package, authored.get(publisher.id))
    const isAsked = only === undefined || only === id
    const unaccepted = againstVersion(choice, described)
    const ofIt = [...ofDataset, ...warnings, ...unaccepted]
    const own = ofIt.find(({ severity }) => severity === 'error')
    for (const problem of [...ofPublisher, ...(isAsked ? ofIt : [])]) {
      const key = JSON.stringify([problem.code, problem.where])
      if (!told.has(key)) problems.add([problem])
      told.add(key)
    }
    const [theirs] = ofPublisher
    if (theirs !== undefined && !refused.has(code)) refused.set(code, theirs.code)
    if (own === undefined) seen.push({ id, code })
    else {
      reasons.set(id, own.code)
      withheld.push(id)
    }
  }
  for (const { id, code } of seen) {
    const reason = refused.get(code)
    if (reason !== undefined) reasons.set(id, reason)
    ;(reason === undefined ? fit : withheld).push(id)
  }
  const chosen = only === undefined ? fit : fit.filter((id) => id === only)
  const read = (id: string): Offer | undefined => dist.read(id)?.offer
  const offering: Offering = {
    datasets: async function* () {
      for (const id of chosen) {
        const offer = read(id)
        if (offer !== undefined) yield offer
      }
    },
    // what is made of all datasets would name those that are left out
    whole: only === undefined && withheld.length === 0 ? dist.whole : [],
    withheld: [...withheld, ...fit.filter((id) => !chosen.includes(id))],
  }
  const offered = new Set(seen.flatMap(({ id, code }) => (chosen.includes(id) ? [code] : [])))
  return {
    offering,
    count: chosen.length,
    reasons: new Map([...reasons].filter(([id]) => only === undefined || only === id)),
    refused: (only === undefined ? withheld : withheld.filter((id) => id === only)).length,
    read,
    publishers: [...publishers.values()].filter(({ code }) => offered.has(code)),
  }
}

/** A version, its list of changes and its data go out together. */
function againstVersion({ isUnattended, acceptedOf }: Choice, described: Described): readonly Problem[] {
  const { standing, version = '' } = acceptedOf(described)
  if (standing === 'accepted') return []
  const { id, title } = described.offer
  const facts = { name: title.ja, dataset: id, version }
  const isNever = standing === 'never'
  if (isUnattended)
    return [
      publishRunProblem(
        isNever ? 'run/withheld-never-accepted' : 'run/withheld-not-accepted',
        { dataset: id },
        facts,
      ),
    ]
  return [
    publishRunProblem(
      isNever ? 'run/publish-unaccepted' : 'run/publish-not-accepted',
      { dataset: id },
      facts,
    ),
  ]
}

function publisherOf(descriptor: unknown, code: string): OfferingPublisher {
  const hiraku = isObject(descriptor) ? descriptor.hiraku : undefined
  const publisher = isObject(hiraku) && isObject(hiraku.publisher) ? hiraku.publisher : {}
  return { id: textOf(publisher.id) ?? code, code, base: textOf(publisher.baseIri) ?? '' }
}
