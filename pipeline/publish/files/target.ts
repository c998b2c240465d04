/**
 * A place of files as a target. A reader never meets a catalogue that names what is not there: datasets' files go up
 * first, then what is made of all of them with SHA256SUMS last, and only then goes what is named no more.
 */
import type { Hash } from '../../effects.ts'
import { hasError, type Problem } from '../../problem.ts'
import type { Applied, PlanItem, Step, Target } from '../target.ts'
import { claimsAfter, claimsBefore, isSameSet, writeClaims } from './claims.ts'
import { filesOf, SUMS } from './paths.ts'
import { atOnce, planItems, staleOf, WHOLE, wholeStale } from './plan.ts'
import { filesProblem } from './problems.ts'
import type { Compared, FileStore, Outcome, Putting } from './store.ts'
import { type Known, knownOf, type Offered, type Survey, surveyOf, unmetSums } from './survey.ts'
import { verifyFiles, verifyWhole } from './verify.ts'

interface Memory {
  known: Known | undefined
  /** what was to be written down before the first change, once it is begun */
  claimed: (() => Promise<Outcome<null>>) | undefined
  /** the catalog and SHA256SUMS there are those of now */
  isCurrent: boolean
  /** paths that were seen to be there as they should, or were put there */
  readonly settled: Set<string>
}

export function createFilesTarget(store: FileStore, sha256: () => Hash): Target {
  const memory: Memory = { known: undefined, claimed: undefined, isCurrent: false, settled: new Set() }
  return {
    label: store.label,
    plan: async function* (offering, scope) {
      const ready = await store.ready()
      if ('problem' in ready) {
        yield refusal(store, ready.problem)
        return
      }
      const known = await knownOf(offering, scope)
      const survey = await surveyOf(store, known)
      if ('problem' in survey) {
        yield refusal(store, survey.problem)
        return
      }
      memory.known = known
      memory.claimed = once(() => claim(store, sha256, known, survey.value))
      memory.isCurrent = survey.value.isCurrent
      memory.settled.clear()
      yield* planItems(store, known, survey.value, (path) => memory.settled.add(path))
    },
    apply: async (item, offer, progress) => {
      const { known } = memory
      if (hasError(item.problems)) return failed(item.problems.filter(({ severity }) => severity === 'error'))
      if (known === undefined) throw new Error('a plan comes before it is applied')
      const claimed = await memory.claimed?.()
      if (claimed !== undefined && 'problem' in claimed) return failed([claimed.problem])
      const doing = { store, known, memory, progress, sha256 }
      if (item.action === 'retire') return retire(doing, item.id)
      if (offer === undefined && item.id === WHOLE) return applyWhole(doing)
      const offered = known.offers.get(item.id)
      if (offered === undefined) throw new Error(`${item.id} is in no plan`)
      return applyDataset(doing, offered)
    },
    verify: (offer, progress) => verifyFiles(store, offer, sha256, progress),
    verifyWhole: (whole, progress) => verifyWhole(store, whole, sha256, progress),
    requests: store.requests,
  }
}

interface Doing {
  readonly store: FileStore
  readonly known: Known
  readonly memory: Memory
  readonly progress: Step
  readonly sha256: () => Hash
}

const NO_ROWS = { written: 0, removed: 0 } as const

/** Where the place itself can not be used, that is all there is to tell. */
function refusal({ label }: FileStore, problem: Problem): PlanItem {
  return {
    action: 'unchanged',
    id: '',
    name: label,
    title: label,
    changes: [],
    problems: [problem],
    bytes: 0,
  }
}

function failed(problems: readonly Problem[], bytes = 0): Applied {
  return { outcome: 'failed', problems, rows: NO_ROWS, bytes }
}

function finished(steps: number, bytes: number): Applied {
  return { outcome: steps > 0 ? 'done' : 'same', problems: [], rows: NO_ROWS, bytes }
}

async function applyDataset(doing: Doing, offered: Offered): Promise<Applied> {
  const { store, known, memory } = doing
  const looked = await store.look([`datasets/${offered.id}`])
  if ('problem' in looked) return failed([looked.problem])
  const put = await putAll(doing, [offered.records, offered.documents], looked.value)
  if (put.problems.length > 0) return failed(put.problems, put.bytes)
  // the catalog that is there may still name what leaves: then it goes after the new catalog
  if (!memory.isCurrent) return finished(put.count, put.bytes)
  const survey = await surveyOf(store, known)
  if ('problem' in survey) return failed([survey.problem], put.bytes)
  const stale = staleOf(offered.id, filesOf(offered), survey.value)
  const problem = (await removeAll(doing, stale)) ?? (await disclaim(doing, survey.value, stale))
  return problem === undefined ? finished(put.count + stale.length, put.bytes) : failed([problem], put.bytes)
}

async function applyWhole(doing: Doing): Promise<Applied> {
  const { store, known, memory } = doing
  const surveyed = await surveyOf(store, known)
  if ('problem' in surveyed) return failed([surveyed.problem])
  const survey = surveyed.value
  const unmet = unmetSums(known, survey) + (await unsettled(doing, survey))
  if (unmet > 0) return failed([filesProblem('publish/files-incomplete', {}, { count: unmet })])
  const first = await putAll(doing, [known.whole.filter(({ path }) => path !== SUMS)], survey.found)
  if (first.problems.length > 0) return failed(first.problems, first.bytes)
  const last = await putAll(doing, [known.sums === undefined ? [] : [known.sums]], survey.found)
  const bytes = first.bytes + last.bytes
  if (last.problems.length > 0) return failed(last.problems, bytes)
  memory.isCurrent = true
  const stale = [
    ...wholeStale(known, survey),
    ...[...known.offers.values()].flatMap((offered) => staleOf(offered.id, filesOf(offered), survey)),
  ]
  const problem = (await removeAll(doing, stale)) ?? (await disclaim(doing, survey, stale))
  return problem === undefined
    ? finished(first.count + last.count + stale.length, bytes)
    : failed([problem], bytes)
}

/** Done once, however many datasets begin at the same time. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | undefined
  return () => {
    begun ??= work()
    return begun
  }
}

async function claim(
  store: FileStore,
  sha256: () => Hash,
  known: Known,
  survey: Survey,
): Promise<Outcome<null>> {
  const claims = claimsBefore(known, survey)
  return claims === undefined ? { value: null } : writeClaims(store, sha256, claims)
}

/** What is done needs not be written down any more. */
async function disclaim(
  { store, known, sha256 }: Doing,
  survey: Survey,
  removed: readonly string[],
): Promise<Problem | undefined> {
  const gone = new Set(removed)
  const found = new Map([...survey.found].filter(([path]) => !gone.has(path)))
  const claims = claimsAfter(known, { ...survey, found })
  return isSameSet(claims, survey.claims) ? undefined : problemOf(await writeClaims(store, sha256, claims))
}

/** How many of the datasets' files are not there as they should: a catalog must not name them then. */
async function unsettled({ store, known, memory }: Doing, { found }: Survey): Promise<number> {
  const files = [...known.offers.values()].flatMap(filesOf)
  const doubts = files.filter(
    ({ path, bytes }) => !(memory.settled.has(path) && found.get(path)?.bytes === bytes),
  )
  const outcomes = await atOnce(doubts, store.atOnce, async (file) => {
    const there = found.get(file.path)
    return there === undefined ? undefined : store.compare(file, there)
  })
  return outcomes.filter((outcome) => outcome === undefined || 'problem' in outcome || !outcome.value.same)
    .length
}

async function retire(doing: Doing, id: string): Promise<Applied> {
  const { store, known, memory } = doing
  if (!memory.isCurrent) return failed([filesProblem('publish/files-catalog-first', { dataset: id })])
  const survey = await surveyOf(store, known)
  if ('problem' in survey) return failed([survey.problem])
  const stale = staleOf(id, [], survey.value)
  const problem = (await removeAll(doing, stale)) ?? (await disclaim(doing, survey.value, stale))
  return problem === undefined ? finished(stale.length, 0) : failed([problem])
}

interface PutAll {
  readonly count: number
  readonly bytes: number
  readonly problems: readonly Problem[]
}

/** Puts what is not there as it should be, group after group: what describes comes after what it describes. */
async function putAll(
  { store, memory, progress }: Doing,
  groups: readonly (readonly Putting[])[],
  found: Survey['found'],
): Promise<PutAll> {
  const total = groups.flat().length
  let count = 0
  let bytes = 0
  let done = 0
  const problems: Problem[] = []
  const one = async (file: Putting): Promise<void> => {
    // the first fault ends it: what is wrong with one file is mostly wrong with the place
    if (problems.length > 0) return
    const there = found.get(file.path)
    const compared = there === undefined ? MISSING : await store.compare(file, there)
    if ('problem' in compared) {
      problems.push(compared.problem)
      return
    }
    const problem = compared.value.same ? undefined : problemOf(await store.put(file))
    if (problem !== undefined) {
      problems.push(problem)
      return
    }
    memory.settled.add(file.path)
    if (!compared.value.same) {
      count += 1
      bytes += file.bytes
    }
    done += 1
    progress('files', done, total)
  }
  for (const files of groups) await atOnce(files, store.atOnce, one)
  return { count, bytes, problems }
}

const MISSING: Outcome<Compared> = { value: { same: false } }

async function removeAll({ store, progress }: Doing, paths: readonly string[]): Promise<Problem | undefined> {
  let done = 0
  for (const path of paths) {
    const problem = problemOf(await store.remove(path))
    if (problem !== undefined) return problem
    done += 1
    progress('retire', done, paths.length)
  }
  return undefined
}

function problemOf(outcome: Outcome<unknown>): Problem | undefined {
  return 'problem' in outcome ? outcome.problem : undefined
}
