/**
 * A look, run over a large CSV in threads: each reads ranges of it by itself, and what comes out is put together here
 * in their order. The result is that of `runLook`, and so are the bytes.
 */
import type { Effects, Thread } from '../../effects.ts'
import type { PrivacyFiles } from '../../inspect/index.ts'
import { settleColumns } from '../../job/table/columns.ts'
import { isOfSchema } from '../../job/table/look.ts'
import { hiddenColumns, type LookRun, type LookRunInput, runLook } from '../../job/table/run-look.ts'
import { publishedColumns, scannedTable } from '../../job/table/scanned.ts'
import type { KeySet } from '../../lib/key-set.ts'
import { isObject } from '../../lib/object.ts'
import { isSplittable, locateTables } from '../../shape/grid/index.ts'
import type { PartAsk } from './answer.ts'
import type { ByteRange } from './cut.ts'
import { createFold } from './fold.ts'
import { type Lane, runInLanes } from './lanes.ts'
import type { LargeCsv } from './large.ts'
import { compileParts, type Part, type PartPlaces, type PartPlan, type TableOutput } from './part.ts'

export interface RangesInput extends Omit<LookRunInput, 'takeKey' | 'onRecords'> {
  readonly threads: readonly Thread[]
  readonly large: LargeCsv
  /** what the privacy gate of each part goes by, where there is one */
  readonly privacyFiles: PrivacyFiles
  readonly keys: KeySet
  readonly output?: TableOutput
  /** makes room for the bytes of the next records in the file of each format */
  readonly leave: (sizes: Part['sizes'], rows: Part['rows']) => PartPlaces
  /** instead of threads */
  readonly lanes?: (plan: PartPlan) => readonly PartLane[]
}

/** A part, and how its bytes get into their files. */
export interface MadePart {
  readonly part: Part
  readonly put: (places: PartPlaces) => Promise<void>
}

export type PartLane = Lane<ByteRange, MadePart>

/** More would wait for the one that writes. */
const MOST_THREADS = 4
/** Ranges that may wait for those before them, beside those being read. */
const SPARE = 2

/** Undefined: this table can not be read so, and nothing was done. */
export async function runLookInRanges(input: RangesInput): Promise<LookRun | undefined> {
  const { threads, large, look, file, keys, privacy } = input
  const [only, ...others] = look.tables
  const [grid] = file.grids
  const ranges = large.ranges()
  const [first] = ranges ?? []
  if (only === undefined || others.length > 0 || grid === undefined || !isSplittable(only.table))
    return undefined
  if (ranges === undefined || first === undefined) return undefined
  const [located] = locateTables([only.table], large.rowsOf(first))
  if (located === undefined) return undefined
  const hidden = hiddenColumns(input, 0)
  const plan: PartPlan = {
    file: large.file,
    encoding: large.encoding,
    delimiter: large.delimiter,
    table: only.table,
    located,
    schema: only.schema,
    context: input.context,
    place: input.place,
    kept: input.kept,
    listChanges: input.onChanges !== undefined,
    hasKey: only.table.key.length > 0,
    areCompared: only.table.key.length > 0 || !isOfSchema(only),
    sheet: only.sheet?.id ?? null,
    ...(privacy === undefined ? {} : { privacy: input.privacyFiles }),
    ...(hidden === undefined ? {} : { hidden: [...hidden] }),
    ...(input.output === undefined ? {} : { output: input.output }),
  }
  const lanes = input.lanes?.(plan) ?? lanesOf(threads, plan)
  if (lanes.length === 0) return undefined
  // what the head says of the table as a whole; its rows are read again with all others
  const head = runLook({
    ...input,
    privacy: undefined,
    file: { ...file, grids: [{ ...grid, batches: () => large.rowsOf(first) }] },
    takeKey: () => undefined,
    onRecords: () => {},
    onChanges: undefined,
  })
  const [found] = head.outcomes
  if (found === undefined) {
    await Promise.all(lanes.map((lane) => lane.close()))
    return undefined
  }
  const { outcome } = found
  const { sources, type } = outcome
  const headers = privacy === undefined ? located.headers : located.headers.map(privacy.maskText)
  const fold = createFold({ ...plan, located: { ...located, headers }, fields: type.fields, sources }, keys)
  await runInLanes({
    tasks: ranges,
    lanes,
    ahead: lanes.length * 2 + SPARE,
    take: ({ part, put }) => {
      fold.add(part)
      input.onChanges?.(0, { changes: part.changes, fields: outcome.type.fields, headers: located.headers })
      return input.output === undefined ? undefined : put(input.leave(part.sizes, part.rows))
    },
  })
  large.tell(fold.problems())
  const account =
    privacy === undefined
      ? fold.account()
      : settleColumns(fold.account(), {
          gate: privacy,
          table: scannedTable(only.table, located, type.fields, plan.sheet),
          worksheet: null,
          published: publishedColumns(located, sources),
          place: input.place,
          kept: input.kept,
        })
  const cells = account.found ?? []
  return {
    ...head,
    outcomes: [{ ...found, outcome: { ...outcome, account } }],
    ...(cells.length === 0 ? {} : { found: new Map([['', cells]]) }),
  }
}

/** Threads that wait for their plan; none where a second could do nothing beside this one. */
export function startThreads(effects: Effects): readonly Thread[] {
  const module = new URL('./answer.js', import.meta.url).href
  const count = effects.threads < 2 ? 0 : Math.min(effects.threads, MOST_THREADS)
  return Array.from({ length: count }, () => effects.startThread(module, null)).flatMap(
    (thread) => thread ?? [],
  )
}

function lanesOf(threads: readonly Thread[], plan: PartPlan): readonly PartLane[] {
  return threads.map((thread) => {
    const ready = thread.ask({ plan })
    const ask = (message: PartAsk): Promise<unknown> => thread.ask(message)
    return {
      run: async (range) => {
        await ready
        const part = partOf(await ask({ range }))
        const put = async (places: PartPlaces): Promise<void> => {
          await ask({ range, places })
        }
        return { part, put }
      },
      close: thread.close,
    }
  })
}

/** Reads ranges in this thread. */
export function laneHere(effects: Effects, plan: PartPlan): PartLane {
  const parts = compileParts(plan, effects)
  return {
    run: async (range) => ({
      part: parts.make(range),
      put: async (places) => parts.put(range, places),
    }),
    close: async () => {},
  }
}

function partOf(answer: unknown): Part {
  if (!isPart(answer)) throw new Error('a thread answered what is no part')
  return answer
}

function isPart(value: unknown): value is Part {
  return (
    isObject(value) &&
    isObject(value.account) &&
    Array.isArray(value.changes) &&
    Array.isArray(value.faults) &&
    isObject(value.sizes)
  )
}
