/** The run of a looked-at file: of a large CSV in ranges by several threads, of all else row by row here. */
import { heldAsWhole } from '../../job/table/account.ts'
import type { OpenFile } from '../../job/table/grids.ts'
import { isOfSchema } from '../../job/table/look.ts'
import { type LookRun, type LookRunInput, runLook } from '../../job/table/run-look.ts'
import { createKeySet } from '../../lib/key-set.ts'
import type { Problem, Severity } from '../../problem.ts'
import { runProblem } from '../problems.ts'
import { type RangesInput, runLookInRanges } from '../ranges/run.ts'
import type { LookedFile } from './open.ts'
import type { Sinks } from './sinks.ts'

/** Of each kind in each column so many problems are listed; the rest are counted. */
export const KEPT = 1000

export interface LookedRun {
  readonly onChanges?: LookRunInput['onChanges']
  readonly sinks?: Sinks
  /** instead of threads */
  readonly lanes?: RangesInput['lanes']
}

/** With what the privacy gate says of the file as a whole; a table that it stops at comes out not at all. */
export async function runLooked(looked: LookedFile, file: OpenFile, asked: LookedRun): Promise<LookRun> {
  const run = guessedKeys(looked, await runRows(looked, file, asked))
  // its ranges were read one by one: all were of one file, or nothing of them is used
  if (looked.large !== undefined) looked.unchanged()
  const { gate, place } = looked
  if (gate === undefined) return run
  const outcomes = run.outcomes.map(({ index, outcome }) => ({
    index,
    outcome: { ...outcome, account: heldAsWhole(outcome.account) },
  }))
  return { ...run, outcomes, problems: [...run.problems, ...gate.fileProblems(file, place)] }
}

const DUPLICATE = 'validate/duplicate-key'
const WARNING: Severity = 'warning'

/** Nobody has said that it is the key: what stands there twice is for a person to look at, and no error. */
function guessedKeys({ look }: LookedFile, run: LookRun): LookRun {
  const outcomes = run.outcomes.map((one) => {
    const { account } = one.outcome
    const table = look.tables[one.index]
    if (table === undefined || isOfSchema(table) || account.problems.every(({ code }) => code !== DUPLICATE))
      return one
    const problems = account.problems.map((counted) =>
      counted.code === DUPLICATE
        ? {
            ...counted,
            severity: WARNING,
            first: counted.first.map((each) => ({ ...each, severity: WARNING })),
          }
        : counted,
    )
    return { ...one, outcome: { ...one.outcome, account: { ...account, problems } } }
  })
  return { ...run, outcomes }
}

/** Tables (places in the look) that the gate stops at as a whole, which is known when their rows were written. */
export function stoppedIn({ outcomes }: LookRun): ReadonlySet<number> {
  return new Set(
    outcomes.flatMap(({ index, outcome }) => (outcome.account.stopped === undefined ? [] : [index])),
  )
}

/** Why there is no file of them. */
export function notWritten({ look, place }: LookedFile, stopped: ReadonlySet<number>): readonly Problem[] {
  return [...stopped].map((index) => {
    const worksheet = look.tables[index]?.worksheet ?? null
    return runProblem('run/not-written', { ...place, ...(worksheet === null ? {} : { worksheet }) })
  })
}

async function runRows(
  { look, context, place, large, threads = [], gate, privacy }: LookedFile,
  file: OpenFile,
  { onChanges, sinks, lanes }: LookedRun,
): Promise<LookRun> {
  const input = {
    file,
    look,
    context,
    place,
    kept: KEPT,
    privacy: gate,
    ...(onChanges === undefined ? {} : { onChanges }),
  }
  const keys = look.tables.map(() => createKeySet())
  const [first = createKeySet()] = keys
  if (large !== undefined) {
    const output = sinks?.outputOf(0)
    const run = await runLookInRanges({
      ...input,
      threads,
      large,
      privacyFiles: privacy,
      keys: first,
      ...(output === undefined ? {} : { output }),
      ...(lanes === undefined ? {} : { lanes }),
      leave: (sizes, rows) => sinks?.leave(0, sizes, rows) ?? {},
    })
    if (run !== undefined) return run
    await Promise.all(threads.map((thread) => thread.close()))
  }
  return runLook({
    ...input,
    takeKey: (table) => {
      const one = look.tables[table]
      return one !== undefined && isOfSchema(one) && one.table.key.length === 0
        ? undefined
        : (key, row) => keys[table]?.take(key, row)
    },
    onRecords: (table, { values }) => sinks?.write(table, values),
  })
}
