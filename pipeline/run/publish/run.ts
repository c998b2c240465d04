/** Plan, then apply or verify: the order of things, whatever the target. */
import type { Effects } from '../../effects.ts'
import { hashFile } from '../../effects.ts'
import type { Offer, Offering } from '../../lib/offer.ts'
import { hasError, type Problem, UserError } from '../../problem.ts'
import type { Action, Applied, PlanItem, Target } from '../../publish/index.ts'
import { type Collector, collect } from '../../report/collect.ts'
import { withLock } from '../around.ts'
import { layoutOf } from '../layout.ts'
import { runProblem } from '../problems.ts'
import { choose, type OfferingPublisher } from './choose.ts'
import { type Dist, openDist } from './offering.ts'
import { pool } from './pool.ts'
import { publishRunProblem } from './problems.ts'

export interface PublishOptions {
  readonly root: string
  readonly mode: 'plan' | 'apply' | 'verify'
  readonly only?: string
  /** take down what dist/ no longer has */
  readonly retire: boolean
  readonly onItem?: (item: Shown) => void
  readonly onProgress?: (progress: PublishProgress) => void
}

export interface PublishProgress {
  readonly done: number
  readonly total: number
  readonly dataset: string
  readonly what: string
  readonly part: number
  readonly parts: number
}

/** An item of the plan, as it is told: what is unchanged is only counted. */
export interface Shown extends PlanItem {
  readonly applied?: Applied
}

export interface PublishResult {
  readonly command: 'publish'
  readonly mode: PublishOptions['mode']
  readonly target: string
  readonly plan: Readonly<Record<Action, number>>
  /** all but what is unchanged */
  readonly items: readonly Shown[]
  readonly done: {
    readonly applied: number
    readonly failed: number
    readonly verified: number
    readonly left: number
  }
  readonly rows: { readonly written: number; readonly removed: number }
  readonly bytes: number
  readonly requests: number
  readonly problems: Collector
}

/** Asked when it is known that there is something to publish; throws a UserError where there is no such target. */
export type OpenTarget = (publishers: readonly OfferingPublisher[], dist: Dist) => Promise<OpenedTarget>

export interface OpenedTarget {
  readonly target: Target
  /** datasets worked on at once */
  readonly atOnce: number
  readonly problems: readonly Problem[]
}

/** Alone; throws a UserError where there is nothing to publish. */
export async function publish(
  effects: Effects,
  options: PublishOptions,
  openTarget: OpenTarget,
): Promise<PublishResult> {
  const { root } = options
  const layout = layoutOf(effects, root)
  return withLock(effects, layout.state, 'publish', async () => {
    const problems = collect()
    const dist = openDist(effects, layout.dist, problems.add)
    if (dist.ids.length === 0)
      throw new UserError(publishRunProblem('run/publish-nothing', { file: 'dist/SHA256SUMS' }))
    const { offering, count, read, publishers } = choose(dist, options.only, problems)
    const { target, atOnce, problems: opening } = await openTarget(publishers, dist)
    problems.add(opening)
    const isDataset = (id: string) => dist.ids.includes(id)
    const given = { effects, options, problems, target, atOnce, read, isDataset, count }
    const run =
      count === 0
        ? { ...NOTHING, items: [] }
        : await (options.mode === 'verify' ? verifyAll(given, offering) : planAndApply(given, offering))
    return {
      command: 'publish',
      mode: options.mode,
      target: target.label,
      requests: target.requests(),
      problems,
      ...run,
    }
  })
}

type Run = Pick<PublishResult, 'plan' | 'items' | 'done' | 'rows' | 'bytes'>

const NOTHING: Omit<Run, 'items'> = {
  plan: { create: 0, change: 0, unchanged: 0, retire: 0 },
  done: { applied: 0, failed: 0, verified: 0, left: 0 },
  rows: { written: 0, removed: 0 },
  bytes: 0,
}

interface Work {
  readonly effects: Effects
  readonly options: PublishOptions
  readonly problems: Collector
  readonly target: Target
  readonly atOnce: number
  readonly read: (id: string) => Offer | undefined
  readonly isDataset: (id: string) => boolean
  readonly count: number
}

async function planAndApply(work: Work, offering: Offering): Promise<Run> {
  const { options, problems, target, count } = work
  const plan = { create: 0, change: 0, unchanged: 0, retire: 0 }
  const items: PlanItem[] = []
  let looked = 0
  for await (const item of target.plan(offering, options.only === undefined ? {} : { only: options.only })) {
    plan[item.action] += 1
    problems.add(item.problems)
    looked += 1
    options.onProgress?.({ done: looked, total: count, dataset: item.id, what: 'plan', part: 0, parts: 0 })
    if (item.action !== 'unchanged') {
      items.push(item)
      if (options.mode === 'plan') options.onItem?.(item)
    }
  }
  if (options.mode === 'plan')
    return { ...NOTHING, plan, items, done: { ...NOTHING.done, left: items.length } }
  return { plan, ...(await applyAll(work, items, count)) }
}

async function applyAll(work: Work, items: readonly PlanItem[], count: number): Promise<Omit<Run, 'plan'>> {
  const { options, problems, target } = work
  const shown: Shown[] = []
  const done = { applied: 0, failed: 0, verified: 0, left: 0 }
  const rows = { written: 0, removed: 0 }
  let bytes = 0
  const retired = items.filter(({ action }) => action === 'retire')
  const mayRetire = options.retire && retired.length <= count
  if (options.retire && !mayRetire)
    problems.add([
      publishRunProblem('run/publish-many-retired', {}, { actual: retired.length, expected: count }),
    ])
  const wanted = items.filter((item) => (item.action !== 'retire' || mayRetire) && !hasError(item.problems))
  done.left = items.length - wanted.length
  const refusals = wanted.length === 0 ? [] : ((await target.ready?.(wanted, work.read)) ?? [])
  problems.add(refusals)
  if (hasError(refusals)) return { items, done: { ...done, left: items.length }, rows, bytes }
  let ended = 0
  const one = async (item: PlanItem, offer: Offer | undefined): Promise<void> => {
    const progress = (what: string, part: number, parts: number) =>
      options.onProgress?.({ done: ended, total: wanted.length, dataset: item.id, what, part, parts })
    progress('begin', 0, 0)
    const applied = await guarded(item.id, async () => {
      const altered = offer === undefined ? [] : alteredFiles(work.effects, options.root, offer)
      return altered.length > 0 ? failed(altered) : target.apply(item, offer, progress)
    })
    problems.add(applied.problems)
    done[applied.outcome === 'failed' ? 'failed' : 'applied'] += 1
    rows.written += applied.rows.written
    rows.removed += applied.rows.removed
    bytes += applied.bytes
    ended += 1
    shown.push({ ...item, applied })
    options.onItem?.({ ...item, applied })
    progress('end', 0, 0)
  }
  const ofDatasets = wanted.filter((item) => item.action !== 'retire' && work.isDataset(item.id))
  await pool(work.atOnce, ofDatasets, (item) => one(item, work.read(item.id)))
  // what names the datasets after the datasets, and what goes after all that comes
  const rest = wanted.filter((item) => !ofDatasets.includes(item))
  if (rest.length > 0 && done.failed > 0) {
    done.left += rest.length
    problems.add([
      publishRunProblem('run/publish-rest-waits', {}, { actual: done.failed, expected: rest.length }),
    ])
  } else for (const item of rest) await one(item, undefined)
  return { items: shown, done, rows, bytes }
}

async function verifyAll(work: Work, offering: Offering): Promise<Run> {
  const { options, problems, target, count } = work
  const done = { applied: 0, failed: 0, verified: 0, left: 0 }
  let ended = 0
  await pool(work.atOnce, offering.datasets(), async (offer) => {
    const progress = (what: string, part: number, parts: number) =>
      options.onProgress?.({ done: ended, total: count, dataset: offer.id, what, part, parts })
    const found = await target.verify(offer, progress)
    problems.add(found)
    ended += 1
    done[hasError(found) ? 'failed' : 'verified'] += 1
    progress('end', 0, 0)
  })
  return { ...NOTHING, items: [], done }
}

/** A fault of ours in one dataset does not keep the others. */
async function guarded(unit: string, work: () => Promise<Applied>): Promise<Applied> {
  try {
    return await work()
  } catch (error) {
    const actual = error instanceof Error ? error.message : String(error)
    return failed([runProblem('run/bug', { dataset: unit }, { name: unit, actual })])
  }
}

function failed(problems: readonly Problem[]): Applied {
  return { outcome: 'failed', problems, rows: { written: 0, removed: 0 }, bytes: 0 }
}

/** A file that was changed since it was built would go up under the hash of another: nothing of its dataset is sent. */
function alteredFiles(effects: Effects, root: string, offer: Offer): readonly Problem[] {
  const { dist } = layoutOf(effects, root)
  return [...offer.files, ...offer.documents].flatMap(({ path, sha256 }) =>
    hashFile(effects, `${dist}/${path}`) === sha256
      ? []
      : [
          publishRunProblem(
            'run/publish-altered',
            { dataset: offer.id, file: `dist/${path}` },
            { file: `dist/${path}` },
          ),
        ],
  )
}
