/** The requests that bring a dataset nearer to what it should be, and what each refusal of them means. */
import type { Refusal } from './api.ts'
import {
  type Course,
  changedFile,
  fail,
  knownOf,
  lookAgain,
  type Outcome,
  overtaken,
  refused,
  spoiledFile,
  took,
} from './course.ts'
import { createDataset } from './create.ts'
import { syncTable } from './datastore/sync.ts'
import { bytesOf, type Diff, diffOf } from './diff.ts'
import { manageableGroups } from './look.ts'
import { type Part, revisionOf, toldBy } from './revise.ts'
import { type Shown, shownOf } from './shown.ts'
import { resourceId, TABLE_KEY } from './wanted.ts'

export async function make(course: Course): Promise<Outcome> {
  const spoiled = spoiledFile(course, undefined)
  if (spoiled !== undefined) return fail(course, changedFile(course.wanted, spoiled))
  course.progress('dataset', 0, 1)
  const { result, refusal } = await createDataset(course.given.api, course.wanted)
  if (refusal !== undefined) {
    // there is one of that name: ours, by another delivery of this request, or another's, which the look will tell
    if (refusal.kind === 'invalid' && refusal.errors['name'] !== undefined) return lookAgain(course, refusal)
    return refused(course, refusal)
  }
  const shown = shownOf(result)
  course.made = shown?.id
  return took(course, shown)
}

export async function revise(course: Course, shown: Shown, diff: Diff, part: Part): Promise<Outcome> {
  const { given, wanted, groups, progress } = course
  course.total = Math.max(course.total, course.bytes + bytesOf(diff))
  const files = (done: number): void => progress('files', course.bytes + done, course.total)
  const revision = revisionOf(shown, diff, part, { sha256: given.sha256, progress: files, groups })
  if ('spoiledFile' in revision) return fail(course, changedFile(wanted, revision.spoiledFile))
  if (part.files.length > 0) files(0)
  else progress(part.opens ? 'finish' : 'dataset', 0, 1)
  const answer = await given.api
    .call('package_revise', revision.body, { tries: 'once', uploads: revision.uploads })
    // what a file says while it is read comes through as it is
    .catch((error: unknown) => ({ error }))
  const spoiled = revision.spoiled()
  if (spoiled !== undefined) return fail(course, changedFile(wanted, spoiled))
  if ('error' in answer) throw answer.error
  const { result, refusal } = answer
  if (refusal !== undefined) return refusedRevision(course, shown, diff, part, refusal)
  course.bytes += revision.bytes
  for (const { key } of part.files) course.doubted.delete(key)
  if (part.files.length > 0) files(0)
  const outcome = took(course, shownOf(result))
  if (course.shown === undefined) return outcome
  const told = toldBy(diff, part)
  for (const what of diffOf(course.shown, wanted, knownOf(course)).whats)
    if (told.includes(what)) course.ignored.add(what)
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

export async function reorder(course: Course, shown: Shown, diff: Diff): Promise<Outcome> {
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
  const still = course.shown && diffOf(course.shown, course.wanted, knownOf(course)).order
  if (still !== undefined) course.ignored.add('order')
  else course.rounds = 0
  return outcome
}

function errorsOfOrder({ errors }: Refusal): boolean {
  return errors['order'] !== undefined
}

/** A resource with its table; done twice it is merely not there. */
export async function drop(course: Course, { goneTables: [id = ''] }: Diff): Promise<Outcome> {
  const { refusal } = await course.given.api.call('resource_delete', { id }, { tries: 'again' })
  if (refusal !== undefined && refusal.kind !== 'not-found') return refused(course, refusal)
  course.sent = true
  return lookAgain(course)
}

/** A table that is no longer offered; its rows are old, and the portal would go on giving them to programs. */
export async function clear(course: Course, { oldTable = '' }: Diff): Promise<Outcome> {
  const body = { resource_id: oldTable, force: true }
  const { refusal } = await course.given.api.call('datastore_delete', body, { tries: 'again' })
  if (refusal !== undefined && refusal.kind !== 'not-found') return refused(course, refusal)
  course.sent = true
  return lookAgain(course)
}

export async function table(course: Course, shown: Shown): Promise<Outcome> {
  const { given, wanted, progress } = course
  if (wanted.offer.table === null) return 'settled'
  const id = resourceId(shown.id, TABLE_KEY)
  const synced = await syncTable(given.api, id, wanted.offer.table, progress, {
    pause: given.pause,
    seconds: given.portal.limits.timeoutSeconds,
  })
  const where = { dataset: wanted.offer.id }
  course.problems.push(...synced.problems.map((one) => ({ ...one, where: { ...where, ...one.where } })))
  course.written += synced.written
  course.removed += synced.removed
  if (synced.written + synced.removed > 0) course.sent = true
  if (!synced.complete) return 'failed'
  course.tableWhole = true
  // datastore_create writes to the resource too (datastore_active)
  const outcome = await lookAgain(course)
  if (outcome !== 'on') return outcome
  if (!course.tableWhole) return overtaken(course)
  course.rounds = 0
  return 'on'
}
