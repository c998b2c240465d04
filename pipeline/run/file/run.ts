/** The run of a looked-at file: of a large CSV in ranges by several threads, of all else row by row here. */
import type { OpenFile } from '../../job/table/grids.ts'
import { type LookRun, type LookRunInput, runLook } from '../../job/table/run-look.ts'
import { createKeySet } from '../../lib/key-set.ts'
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

/** With what the privacy gate says of the file as a whole. */
export async function runLooked(looked: LookedFile, file: OpenFile, asked: LookedRun): Promise<LookRun> {
  const run = await runRows(looked, file, asked)
  const { gate, place } = looked
  if (gate === undefined) return run
  return { ...run, problems: [...run.problems, ...gate.fileProblems(file, place)] }
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
    takeKey: (table) => (key, row) => keys[table]?.take(key, row),
    onRecords: (table, { values }) => sinks?.write(table, values),
  })
}
