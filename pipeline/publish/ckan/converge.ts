/**
 * Look, see what differs, send the next step, until nothing differs. After an answer that says neither yes nor no, and
 * where another has changed the dataset meanwhile, it looks again and goes on: so it does not matter where a former
 * run was broken off.
 */
import type { Problem } from '../../problem.ts'
import { publishProblem } from '../problems.ts'
import type { Applied, Step } from '../target.ts'
import {
  type Course,
  changedFile,
  fail,
  knownOf,
  lookAgain,
  type Outcome,
  spoiledFile,
  unsettled,
} from './course.ts'
import { diffOf, isSettled } from './diff.ts'
import type { CkanGiven } from './given.ts'
import { indexed } from './indexed.ts'
import { allDoubted } from './known.ts'
import { nextOf } from './revise.ts'
import { clear, drop, make, reorder, revise, table } from './steps.ts'
import type { Wanted } from './wanted.ts'

/** More than any way takes: a portal that says yes and does nothing must not be asked for ever. */
const STEPS = 40

/** Begins the mark of a table while a run writes its rows; the run's own number follows. */
const WRITING = 'writing-'

export interface Start {
  /** the plan saw none, and it is made without another look */
  readonly missing: boolean
  /** the portal's id, where it is known */
  readonly id?: string | undefined
  /** what the portal says of files and tables is not believed */
  readonly distrust: boolean
}

export async function converge(
  given: CkanGiven,
  wanted: Wanted,
  start: Start,
  progress: Step,
): Promise<Applied> {
  const course: Course = {
    given,
    wanted,
    progress,
    shown: undefined,
    id: start.id,
    rounds: 0,
    troubled: false,
    touched: false,
    ignored: new Set(),
    groups: undefined,
    tableWhole: false,
    writing: `${WRITING}${[...given.chance(8)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`,
    overtaken: 0,
    doubted: start.distrust ? allDoubted(wanted.resources.map(({ key }) => key)) : new Set(),
    made: undefined,
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
  for (let steps = 0; outcome === 'on'; steps += 1)
    outcome =
      steps > STEPS + 4 * wanted.resources.length ? fail(course, unsettled(course)) : await step(course)
  const { problems } = course
  if (outcome === 'settled' && course.ignored.size > 0) problems.push(...notKept(course))
  return {
    outcome: outcome === 'failed' ? 'failed' : course.sent ? 'done' : 'same',
    problems,
    rows: { written: course.written, removed: course.removed },
    bytes: course.bytes,
  }
}

async function step(course: Course): Promise<Outcome> {
  const { shown, wanted } = course
  if (shown === undefined) return make(course)
  const diff = diffOf(shown, wanted, knownOf(course))
  if (isSettled(diff)) return course.troubled ? indexed(course, shown) : 'settled'
  const spoiled = spoiledFile(course, diff)
  if (spoiled !== undefined) return fail(course, changedFile(wanted, spoiled))
  const next = nextOf(diff, course.single)
  if (next.part !== undefined) return revise(course, shown, diff, next.part)
  if (next.step === 'drop') return drop(course, diff)
  if (next.step === 'clear') return clear(course, diff)
  return next.step === 'order' ? reorder(course, shown, diff) : table(course, shown)
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
