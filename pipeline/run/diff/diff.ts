/** `hiraku diff`: finds both sides, pairs their tables, and compares each pair. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import type { Problem } from '../../problem.ts'
import { UserError } from '../../problem.ts'
import type { DatasetDiff, DiffFound } from '../../report/diff/model.ts'
import { type Scratch, withScratch } from '../git/scratch.ts'
import type { Machine } from '../options.ts'
import { comparePair } from './pair.ts'
import { pairsOf } from './pairs.ts'
import { diffProblem } from './problems.ts'
import type { DiffSide, TableState } from './side.ts'
import { sidesOf } from './sides.ts'
import { knowingOf, takenDownSince } from './withheld.ts'

export interface DiffOptions {
  readonly root: string
  /** none: the last commit against dist/ now; one: against dist/ now */
  readonly names: readonly string[]
  /** a dataset */
  readonly only?: string
  readonly key?: readonly string[]
  /** a sheet of the standard, for files */
  readonly as?: string
}

export interface Diffed extends DiffFound {
  readonly problems: readonly Problem[]
}

/** What `body` is given can be read while it runs, and no longer. Throws a UserError where a name is not understood. */
export function diff<T>(
  effects: Effects,
  machine: Machine,
  options: DiffOptions,
  body: (found: Diffed) => Promise<T>,
): Promise<T> {
  const root = path.resolve(options.root)
  return withScratch(effects, root, async (scratch) =>
    body(await found(effects, machine, { ...options, root }, scratch)),
  )
}

async function found(
  effects: Effects,
  machine: Machine,
  options: DiffOptions,
  scratch: Scratch,
): Promise<Diffed> {
  const { before, after, problems } = await sidesOf(effects, machine, options, scratch)
  const { only } = options
  if (only !== undefined && !before.marks.has(only) && !after.marks.has(only)) {
    const facts = { name: only, before: before.name, after: after.name }
    throw new UserError(diffProblem('run/diff-no-dataset', {}, facts))
  }
  const { pairs, problems: unpaired } = pairsOf(before, after, only)
  const others = pairs.filter(([was, is]) => {
    const mark = is === undefined ? null : after.marks.get(is)
    return was === undefined || mark === null || before.marks.get(was) !== mark
  })
  await before.prepare?.(others.flatMap(([was]) => was ?? []))
  await after.prepare?.(others.flatMap(([, is]) => is ?? []))
  const datasets: DatasetDiff[] = []
  const told: Problem[] = []
  const knowing = knowingOf(effects, options.root)
  const opened = async (side: DiffSide, id: string | undefined): Promise<TableState | undefined> => {
    const state = id === undefined ? undefined : await side.open(id)
    return state === undefined ? undefined : knowing(state)
  }
  for (const [was, is] of others) {
    const [former, now] = [await opened(before, was), await opened(after, is)]
    const dataset = await comparePair(former, now, options.key)
    datasets.push(dataset)
    if (former !== undefined && now !== undefined) told.push(...noticesOf(former, now, dataset))
  }
  return {
    before: before.name,
    after: after.name,
    datasets,
    isUnpaired: pairs.length === 0 && (before.file ?? after.file) !== undefined,
    caveats: [...told, ...unpaired].map(({ message }) => message),
    // that they are other lists is what the rest has to be read by
    problems: [...told, ...problems, ...before.problems, ...after.problems, ...unpaired],
  }
}

function noticesOf(before: TableState, after: TableState, { state, id }: DatasetDiff): readonly Problem[] {
  const left = leftOut(before, after)
  const notCompared =
    left.length === 0 ? [] : [diffProblem('run/diff-left-out', { dataset: id }, { names: left.join(', ') })]
  if (state === 'same') return notCompared
  const version = takenDownSince(before, after) ?? takenDownSince(after, before)
  const isStrange =
    before.columns.length > 0 &&
    after.columns.length > 0 &&
    !after.columns.some(({ key }) => before.columns.some((one) => one.key === key))
  const [was, is] = [before.sheet ?? undefined, after.sheet ?? undefined]
  const isOther = was !== undefined && is !== undefined && was !== is
  return [
    ...(isOther
      ? [
          diffProblem(
            'run/diff-other-sheet',
            {},
            {
              beforeJa: before.title.ja,
              beforeEn: before.title.en,
              afterJa: after.title.ja,
              afterEn: after.title.en,
            },
          ),
        ]
      : []),
    ...(version === undefined
      ? []
      : [diffProblem('run/diff-withheld', { dataset: id }, { dataset: id, version })]),
    ...notCompared,
    ...(isStrange ? [diffProblem('run/diff-no-common', {}, { before: before.id, after: after.id })] : []),
  ]
}

/** Columns that both files have and that are none of their sheet's: what stands in them does not come out. */
function leftOut(before: TableState, after: TableState): readonly string[] {
  const of = ({ written = [], columns }: TableState): readonly string[] =>
    written.flatMap(({ key }) => (columns.some((one) => one.key === key) ? [] : [key]))
  const is = of(after)
  return of(before).filter((header) => is.includes(header))
}
