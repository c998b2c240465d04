/**
 * Look, see what differs, send the next step, until nothing differs. After an answer that says neither yes nor no, and
 * where another has changed the dataset meanwhile, it looks again and goes on: so it does not matter where a former
 * run was broken off.
 */
import type { Problem } from '../../problem.ts'
import { publishProblem } from '../problems.ts'
import type { Applied, Step } from '../target.ts'
import type { Refusal } from './api.ts'
import { isWhole } from './body.ts'
import { createDataset } from './create.ts'
import { syncTable } from './datastore/sync.ts'
import { bytesOf, type Diff, diffOf, isSettled } from './diff.ts'
import { findDataset, isUnclear } from './find.ts'
import type { CkanGiven } from './given.ts'
import { manageableGroups } from './look.ts'
import { nextOf, type Part, revisionOf, toldBy } from './revise.ts'
import { type Shown, shownOf } from './shown.ts'
import { resourceId, TABLE_KEY, type Wanted, type WantedResource } from './wanted.ts'

/** So often in a row it looks again without having come nearer: 1 + 2 + 4 + 8 + 16 seconds. */
const ROUNDS = 5
const FIRST_PAUSE = 1000

/** What is known so far of one dataset that is being brought to what it should be. */
interface Course {
  readonly given: CkanGiven
  readonly wanted: Wanted
  readonly progress: Step
  shown: Shown | undefined
  /** the portal's id, once it was seen */
  id: string | undefined
  /** looks in a row that brought nothing nearer */
  rounds: number
  readonly ignored: Set<string>
  groups: ReadonlySet<string> | undefined
  tableWhole: boolean
  /** small files one by one: one of several was refused for its size */
  single: boolean
  readonly checked: Set<string>
  sent: boolean
  /** bytes that went up, of so many in all */
  bytes: number
  total: number
  written: number
  removed: number
  readonly problems: Problem[]
}

/** `missing`: the plan saw none, and it is made without another look. `id`: the portal's, where it is known. */
export async function converge(
  given: CkanGiven,
  wanted: Wanted,
  start: { readonly missing: boolean; readonly id?: string | undefined },
  progress: Step,
): Promise<Applied> {
  const course: Course = {
    given,
    wanted,
    progress,
    shown: undefined,
    id: start.id,
    rounds: 0,
    ignored: new Set(),
    groups: undefined,
    tableWhole: false,
    single: false,
    checked: new Set(),
    sent: false,
    bytes: 0,
    total: 0,
    written: 0,
    removed: 0,
    problems: [],
  }
  let outcome: Outcome = start.missing ? await make(course) : await lookAgain(course)
  while (outcome === 'on') outcome = await step(course)
  const { problems } = course
  if (outcome === 'settled' && course.ignored.size > 0) problems.push(...notKept(course))
  return {
    outcome: outcome === 'failed' ? 'failed' : course.sent ? 'done' : 'same',
    problems,
    rows: { written: course.written, removed: course.removed },
    bytes: course.bytes,
  }
}

type Outcome = 'on' | 'settled' | 'failed'

async function step(course: Course): Promise<Outcome> {
  const { shown, wanted, ignored, tableWhole } = course
  if (shown === undefined) return make(course)
  const diff = diffOf(shown, wanted, { ignored, tableWhole })
  if (isSettled(diff)) return 'settled'
  const spoiled = spoiledFile(course, diff)
  if (spoiled !== undefined) return fail(course, changedFile(wanted, spoiled))
  const next = nextOf(diff, course.single)
  if (next.part !== undefined) return revise(course, shown, diff, next.part)
  if (next.step === 'drop') return drop(course, diff)
  return next.step === 'order' ? reorder(course, shown, diff) : table(course, shown)
}

async function make(course: Course): Promise<Outcome> {
  const spoiled = spoiledFile(course, undefined)
  if (spoiled !== undefined) return fail(course, changedFile(course.wanted, spoiled))
  course.progress('dataset', 0, 1)
  const { result, refusal } = await createDataset(course.given.api, course.wanted)
  if (refusal !== undefined) {
    // there is one of that name: ours, by another delivery of this request, or another's, which the look will tell
    if (refusal.kind === 'invalid' && refusal.errors['name'] !== undefined) return lookAgain(course, refusal)
    return refused(course, refusal)
  }
  return took(course, shownOf(result))
}

async function revise(course: Course, shown: Shown, diff: Diff, part: Part): Promise<Outcome> {
  const { given, wanted, groups, progress } = course
  course.total = Math.max(course.total, course.bytes + bytesOf(diff))
  const files = (done: number): void => progress('files', course.bytes + done, course.total)
  const revision = revisionOf(shown, diff, part, { sha256: given.sha256, progress: files, groups })
  if ('spoiledFile' in revision) return fail(course, changedFile(wanted, revision.spoiledFile))
  if (part.files.length > 0) files(0)
  else progress(part.opens ? 'finish' : 'dataset', 0, 1)
  const { result, refusal } = await given.api.call('package_revise', revision.body, {
    tries: 'once',
    uploads: revision.uploads,
  })
  const spoiled = revision.spoiled()
  if (spoiled !== undefined) return fail(course, changedFile(wanted, spoiled))
  if (refusal !== undefined) return refusedRevision(course, shown, diff, part, refusal)
  course.bytes += revision.bytes
  if (part.files.length > 0) files(0)
  const outcome = took(course, shownOf(result))
  const { ignored, tableWhole } = course
  if (course.shown === undefined) return outcome
  const told = toldBy(diff, part)
  for (const what of diffOf(course.shown, wanted, { ignored, tableWhole }).whats)
    if (told.includes(what)) ignored.add(what)
  return outcome
}

async function refusedRevision(
  course: Course,
  shown: Shown,
  diff: Diff,
  part: Part,
  refusal: Refusal,
): Promise<Outcome> {
  const { kind, errors } = refusal
  if (kind === 'invalid' && errors['match'] !== undefined) return lookAgain(course, refusal)
  const hasGroups = shown.groups.length > 0 || diff.groups !== undefined
  if ((kind === 'not-allowed' || kind === 'not-found') && hasGroups && course.groups === undefined) {
    course.groups = (await manageableGroups(course.given.api)) ?? new Set()
    return 'on'
  }
  if (kind === 'too-large' && part.files.length > 1) {
    course.single = true
    return 'on'
  }
  const [only] = part.files
  if (only !== undefined && part.files.length === 1)
    return refused(course, {
      ...refusal,
      problem: { ...refusal.problem, where: { ...refusal.problem.where, field: only.file.path } },
    })
  return refused(course, refusal)
}

async function reorder(course: Course, shown: Shown, diff: Diff): Promise<Outcome> {
  const { refusal } = await course.given.api.call(
    'package_resource_reorder',
    { id: shown.id, order: diff.order ?? [] },
    { tries: 'once' },
  )
  if (refusal !== undefined) {
    // a resource has come or gone meanwhile
    if (refusal.kind === 'invalid' && errorsOfOrder(refusal)) return lookAgain(course, refusal)
    return refused(course, refusal)
  }
  course.sent = true
  const outcome = await lookAgain(course)
  const { ignored, tableWhole } = course
  const still = course.shown && diffOf(course.shown, course.wanted, { ignored, tableWhole }).order
  if (still !== undefined) course.ignored.add('order')
  else course.rounds = 0
  return outcome
}

function errorsOfOrder({ errors }: Refusal): boolean {
  return errors['order'] !== undefined
}

/** A resource with its table; done twice it is merely not there. */
async function drop(course: Course, { goneTable = '' }: Diff): Promise<Outcome> {
  const { refusal } = await course.given.api.call('resource_delete', { id: goneTable }, { tries: 'again' })
  if (refusal !== undefined && refusal.kind !== 'not-found') return refused(course, refusal)
  course.sent = true
  return lookAgain(course)
}

async function table(course: Course, shown: Shown): Promise<Outcome> {
  const { given, wanted, progress } = course
  if (wanted.offer.table === null) return 'settled'
  const id = resourceId(shown.id, TABLE_KEY)
  const synced = await syncTable(given.api, id, wanted.offer.table, progress)
  const where = { dataset: wanted.offer.id }
  course.problems.push(...synced.problems.map((one) => ({ ...one, where: { ...where, ...one.where } })))
  course.written += synced.written
  course.removed += synced.removed
  if (synced.written + synced.removed > 0) course.sent = true
  if (!synced.complete) return 'failed'
  course.tableWhole = true
  // datastore_create writes to the resource too (datastore_active)
  const outcome = await lookAgain(course)
  if (outcome === 'on') course.rounds = 0
  return outcome
}

/** The portal's own answer is the next look. */
function took(course: Course, shown: Shown | undefined): Outcome | 'on' {
  course.sent = true
  course.rounds = 0
  if (shown !== undefined) {
    course.shown = shown
    course.id = shown.id
  }
  return 'on'
}

async function refused(course: Course, refusal: Refusal): Promise<Outcome> {
  return isUnclear(refusal.kind) ? lookAgain(course, refusal) : fail(course, refusal.problem)
}

/** Looks at what the portal has now; `after`: what made it necessary, which is told where looking does not help. */
async function lookAgain(course: Course, after?: Refusal): Promise<Outcome> {
  if (after !== undefined) {
    if (course.rounds === ROUNDS) return fail(course, after.problem, publishUnsettled(course))
    await course.given.pause(FIRST_PAUSE * 2 ** course.rounds)
    course.rounds += 1
  }
  const found = await findDataset(course.given.api, course.wanted, course.id)
  if (found.problem !== undefined) return fail(course, found.problem)
  course.shown = found.shown
  course.id = found.shown?.id ?? course.id
  return 'on'
}

function fail(course: Course, ...problems: readonly Problem[]): 'failed' {
  const { offer } = course.wanted
  for (const problem of problems)
    course.problems.push({ ...problem, where: { ...problem.where, dataset: offer.id } })
  return 'failed'
}

function publishUnsettled({ wanted }: Course): Problem {
  return publishProblem('publish/unsettled', { dataset: wanted.offer.id }, { actual: wanted.name })
}

/** Before anything goes up, each file that is to go is held against what dist/ says it is. */
function spoiledFile(course: Course, diff: Diff | undefined): WantedResource | undefined {
  const files =
    diff === undefined
      ? course.wanted.resources
      : [...diff.missing, ...diff.stale.map(({ wanted }) => wanted)]
  return files.find(({ key, file }) => {
    if (course.checked.has(key)) return false
    course.checked.add(key)
    return !isWhole(file, course.given.sha256)
  })
}

function changedFile({ offer }: Wanted, { file }: WantedResource): Problem {
  return publishProblem('publish/file-changed', { dataset: offer.id }, { actual: file.path })
}

function notKept({ ignored, wanted, groups }: Course): readonly Problem[] {
  const where = { dataset: wanted.offer.id }
  const told = [...ignored].filter((what) => what !== 'groups' && !what.includes('hiraku_'))
  return [
    ...(ignored.has('groups') && groups !== undefined
      ? [publishProblem('publish/groups-refused', where, { actual: wanted.dataset.groups.join(', ') })]
      : []),
    ...(told.length > 0 ? [publishProblem('publish/not-kept', where, { actual: told.join(', ') })] : []),
  ]
}
