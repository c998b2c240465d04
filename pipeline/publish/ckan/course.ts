/** One dataset on its way to what it should be: what is known of it so far, and how a refusal is met. */
import type { Problem } from '../../problem.ts'
import { publishProblem } from '../problems.ts'
import type { Step } from '../target.ts'
import type { Refusal } from './api.ts'
import { isWhole } from './body.ts'
import type { Diff } from './diff.ts'
import { isTableOurs } from './diff-resources.ts'
import { findDataset, isUnclear } from './find.ts'
import type { CkanGiven } from './given.ts'
import type { Known } from './known.ts'
import type { Shown } from './shown.ts'
import type { Wanted, WantedResource } from './wanted.ts'

/** So often in a row it looks again without having come nearer: 1 + 2 + 4 + 8 + 16 seconds. */
const ROUNDS = 5
const FIRST_PAUSE = 1000

/** What is known so far of one dataset that is being brought to what it should be. */
export interface Course {
  readonly given: CkanGiven
  readonly wanted: Wanted
  readonly progress: Step
  shown: Shown | undefined
  /** the portal's id, once it was seen */
  id: string | undefined
  /** looks in a row that brought nothing nearer */
  rounds: number
  /** an answer was unclear: the portal's index may not have heard of what was done (`Search Index Error` after the commit) */
  troubled: boolean
  /** the portal was made to index it once more */
  touched: boolean
  readonly ignored: Set<string>
  groups: ReadonlySet<string> | undefined
  tableWhole: boolean
  /** this run's own mark of the table, while it writes rows */
  readonly writing: string
  /** so often another wrote into the table meanwhile */
  overtaken: number
  /** keys of files, and TABLE, of which the portal is not believed; of each until this run has sent it */
  readonly doubted: Set<string>
  /** the portal's id of the dataset, where this run has made it */
  made: string | undefined
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

export type Outcome = 'on' | 'settled' | 'failed'

/** The portal's own answer is the next look. */
export function took(course: Course, shown: Shown | undefined): Outcome {
  course.sent = true
  course.rounds = 0
  if (shown !== undefined) see(course, shown)
  return 'on'
}

/** Another has written into the table: it is given time to end, and then all of it is compared again. */
export async function overtaken(course: Course): Promise<Outcome> {
  if (course.overtaken === ROUNDS) return fail(course, unsettled(course))
  await course.given.pause(FIRST_PAUSE * 2 ** course.overtaken)
  course.overtaken += 1
  return lookAgain(course)
}

export async function refused(course: Course, refusal: Refusal): Promise<Outcome> {
  return isUnclear(refusal.kind) ? lookAgain(course, refusal) : fail(course, refusal.problem)
}

function see(course: Course, shown: Shown): void {
  course.shown = shown
  course.id = shown.id
  if (!isTableOurs(shown, course.wanted, knownOf(course))) course.tableWhole = false
}

export function knownOf({ ignored, tableWhole, writing, doubted, made, shown }: Course): Known {
  return { ignored, tableWhole, writing, doubted, made: made !== undefined && made === shown?.id }
}

/** Looks at what the portal has now; `after`: what made it necessary, which is told where looking does not help. */
export async function lookAgain(course: Course, after?: Refusal): Promise<Outcome> {
  if (after !== undefined) {
    if (isUnclear(after.kind)) course.troubled = true
    if (course.rounds === ROUNDS) return fail(course, after.problem, unsettled(course))
    await course.given.pause(FIRST_PAUSE * 2 ** course.rounds)
    course.rounds += 1
  }
  const found = await findDataset(course.given, course.wanted, course.id)
  if (found.problem !== undefined) return fail(course, found.problem)
  if (found.shown === undefined) course.shown = undefined
  else see(course, found.shown)
  return 'on'
}

export function fail(course: Course, ...problems: readonly Problem[]): 'failed' {
  const { offer } = course.wanted
  for (const problem of problems)
    course.problems.push({ ...problem, where: { ...problem.where, dataset: offer.id } })
  return 'failed'
}

export function unsettled({ wanted }: Course): Problem {
  return publishProblem('publish/unsettled', { dataset: wanted.offer.id }, { actual: wanted.name })
}

/** Before anything goes up, each file that is to go is held against what dist/ says it is. */
export function spoiledFile(course: Course, diff: Diff | undefined): WantedResource | undefined {
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

export function changedFile({ offer }: Wanted, { file }: WantedResource): Problem {
  return publishProblem('publish/file-changed', { dataset: offer.id }, { actual: file.path })
}
