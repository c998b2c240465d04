/** The work of a publish: what is planned is done, or what is there is verified; some datasets at a time. */
import { type Effects, hashFile } from '../../effects.ts'
import type { Offer, Offering } from '../../lib/offer.ts'
import { hasError, type Problem } from '../../problem.ts'
import type { Applied, PlanItem, Target } from '../../publish/index.ts'
import { layoutOf } from '../layout.ts'
import { runProblem } from '../problems.ts'
import { pool } from './pool.ts'
import { publishRunProblem } from './problems.ts'
import { nothingDone, type PublishOptions, type Run, type Shown } from './result.ts'
import { isOfAll, type Teller } from './tell.ts'

export interface Work extends Teller {
  readonly effects: Effects
  readonly options: PublishOptions
  readonly target: Target
  readonly atOnce: number
  /** there is what lets us change the target: a token */
  readonly mayChange: boolean
  readonly read: (id: string) => Offer | undefined
  readonly isDataset: (id: string) => boolean
  readonly count: number
  /** the dataset is at the target as in dist/, or what keeps it from there */
  readonly settled: (id: string, problems: readonly Problem[]) => void
}

export async function planAndApply(work: Work, offering: Offering): Promise<Run> {
  const { options, target, count, tell } = work
  const plan = { create: 0, change: 0, unchanged: 0, retire: 0, refused: 0 }
  const items: PlanItem[] = []
  let looked = 0
  for await (const item of target.plan(offering, options.only === undefined ? {} : { only: options.only })) {
    const altered = item.action === 'create' || item.action === 'change' ? alteredOf(work, item) : []
    const isRefused = hasError(item.problems) || altered.length > 0
    plan[isRefused ? 'refused' : item.action] += 1
    tell([...item.problems, ...altered])
    looked += 1
    options.onProgress?.({ done: looked, total: count, dataset: item.id, what: 'plan', part: 0, parts: 0 })
    if (work.isGone()) break
    if (isRefused || item.action === 'unchanged') work.settled(item.id, [...item.problems, ...altered])
    if (item.action === 'unchanged' && !isRefused) continue
    const told = altered.length > 0 ? { ...item, problems: [...item.problems, ...altered] } : item
    items.push(told)
    if (options.mode === 'plan') options.onItem?.(told)
  }
  const left = { ...nothingDone().done, left: items.length }
  // what apply would meet, where there is a token to ask with
  if (options.mode === 'plan' && work.mayChange && items.length > 0 && !work.isGone())
    tell((await target.ready?.(items, offerOf(work))) ?? [])
  if (options.mode === 'plan' || work.isGone()) return { ...nothingDone(), plan, items, done: left }
  return { plan, ...(await applyAll(work, items)) }
}

async function applyAll(work: Work, items: readonly PlanItem[]): Promise<Omit<Run, 'plan'>> {
  const { options, target, count, tell } = work
  const shown: Shown[] = []
  const done = { applied: 0, failed: 0, verified: 0, left: 0 }
  const rows = { written: 0, removed: 0 }
  let bytes = 0
  const fit = items.filter((item) => !hasError(item.problems))
  done.failed = items.length - fit.length
  const retired = fit.filter(({ action }) => action === 'retire')
  const mayRetire = options.retire && retired.length <= count
  if (options.retire && !mayRetire)
    tell([publishRunProblem('run/publish-many-retired', {}, { retired: retired.length, published: count })])
  const wanted = fit.filter((item) => item.action !== 'retire' || mayRetire)
  done.left = fit.length - wanted.length
  if (wanted.length > 0) tell((await target.ready?.(wanted, offerOf(work))) ?? [])
  let ended = 0
  const one = async (item: PlanItem, offer: Offer | undefined): Promise<void> => {
    if (work.isGone()) {
      done.left += 1
      return
    }
    const progress = (what: string, part: number, parts: number) =>
      options.onProgress?.({ done: ended, total: wanted.length, dataset: item.id, what, part, parts })
    progress('begin', 0, 0)
    const applied = await guarded(item.id, async () => {
      const altered = offer === undefined ? [] : alteredFiles(work.effects, options.root, offer)
      return altered.length > 0 ? failed(altered) : target.apply(item, offer, progress)
    })
    tell(applied.problems)
    work.settled(item.id, applied.problems)
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
    tell([publishRunProblem('run/publish-rest-waits', {}, { failed: done.failed, waiting: rest.length })])
  } else for (const item of rest) await one(item, undefined)
  return { items: shown, done, rows, bytes }
}

/** `repair`: what differs is sent anew, whatever the target says of itself. */
export async function verifyAll(work: Work, offering: Offering): Promise<Run> {
  const { options, target, count, tell } = work
  const rows = { written: 0, removed: 0 }
  const items: Shown[] = []
  let bytes = 0
  const done = { applied: 0, failed: 0, verified: 0, left: 0 }
  let ended = 0
  await pool(work.atOnce, offering.datasets(), async (offer) => {
    if (work.isGone()) {
      done.left += 1
      return
    }
    const progress = (what: string, part: number, parts: number) =>
      options.onProgress?.({ done: ended, total: count, dataset: offer.id, what, part, parts })
    const found = await verified(offer.id, () => target.verify(offer, progress))
    if (options.mode === 'repair' && hasError(found) && !found.some(isOfAll)) {
      const item = {
        action: 'change',
        id: offer.id,
        name: offer.id,
        title: offer.title.ja,
        changes: [],
        problems: [],
        bytes: 0,
      } as const
      const altered = alteredFiles(work.effects, options.root, offer)
      const applied = await guarded(offer.id, async () =>
        altered.length > 0 ? failed(altered) : target.apply(item, offer, progress, true),
      )
      const still =
        applied.outcome === 'failed' ? [] : await verified(offer.id, () => target.verify(offer, progress))
      tell([...applied.problems, ...still])
      work.settled(offer.id, [...applied.problems, ...still])
      rows.written += applied.rows.written
      rows.removed += applied.rows.removed
      bytes += applied.bytes
      const isMended = applied.outcome !== 'failed' && !hasError(still)
      done[isMended ? 'applied' : 'failed'] += 1
      ended += 1
      items.push({ ...item, applied })
      options.onItem?.({ ...item, applied })
      return
    }
    tell(found)
    if (!work.isGone()) work.settled(offer.id, found)
    ended += 1
    done[work.isGone() ? 'left' : hasError(found) ? 'failed' : 'verified'] += 1
    progress('end', 0, 0)
  })
  if (offering.whole.length > 0 && target.verifyWhole !== undefined && !work.isGone()) {
    const found = await verified(
      'catalog',
      async () =>
        (await target.verifyWhole?.(offering.whole, (what, part, parts) =>
          options.onProgress?.({ done: ended, total: count, dataset: 'catalog', what, part, parts }),
        )) ?? [],
    )
    tell(found)
    if (hasError(found)) done.failed += 1
  }
  return { ...nothingDone(), items, done, rows, bytes }
}

async function verified(unit: string, work: () => Promise<readonly Problem[]>): Promise<readonly Problem[]> {
  try {
    return await work()
  } catch (error) {
    return [bugIn(unit, error)]
  }
}

/** What was retired has no folder in dist/. */
function offerOf(work: Work): (id: string) => Offer | undefined {
  return (id) => (work.isDataset(id) ? work.read(id) : undefined)
}

function alteredOf(work: Work, { id }: PlanItem): readonly Problem[] {
  const offer = offerOf(work)(id)
  return offer === undefined ? [] : alteredFiles(work.effects, work.options.root, offer)
}

/** A fault of ours in one dataset does not keep the others. */
async function guarded(unit: string, work: () => Promise<Applied>): Promise<Applied> {
  try {
    return await work()
  } catch (error) {
    return failed([bugIn(unit, error)])
  }
}

function bugIn(unit: string, error: unknown): Problem {
  const actual = error instanceof Error ? error.message : String(error)
  return runProblem('run/bug', { dataset: unit }, { name: unit, actual })
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
