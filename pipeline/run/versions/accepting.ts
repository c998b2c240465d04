/** Accepts while a unit is made: its new versions are written once all of its files are staged and sound. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import { type History, type HistoryEntry, lastOf, releaseOf, type Telling } from '../../history/index.ts'
import type { Dataset } from '../../lib/model.ts'
import type { DatasetFacts } from '../about.ts'
import type { NewFile } from '../add/write.ts'
import type { Context } from '../context.ts'
import { dropAllFormer, dropFormer } from '../former.ts'
import type { Accepted } from './accepted.ts'
import { isAsAccepted } from './as-accepted.ts'
import { nextVersions } from './next.ts'
import { putFiles } from './put.ts'
import { recordsStaged } from './staged.ts'
import { takedownOf } from './takedown.ts'

/** A unit as it stands in stage, before anybody has accepted it. */
export interface Waiting {
  readonly unit: string
  /** that holds history.yaml, from the project root */
  readonly folder: string
  readonly history: History
  readonly text: string
  readonly facts: readonly DatasetFacts[]
  readonly inputs: Readonly<Record<string, string>>
  readonly hide?: Telling['hide']
}

export interface Acceptance {
  readonly history: History
  /** slug → the file of its changes, until they are put in their place */
  readonly changes: ReadonlyMap<string, string>
  /** as they are to be staged again */
  readonly released: (datasets: readonly Dataset[]) => readonly Dataset[]
  /** writes the versions: after it they are accepted */
  readonly put: () => Promise<void>
}

/** Undefined where nothing is to be accepted of it. */
export async function acceptanceOf(context: Context, waiting: Waiting): Promise<Acceptance | undefined> {
  const { accepting, effects, layout } = context
  const { unit, history, text, inputs, hide } = waiting
  if (accepting === undefined) return undefined
  const ids = waiting.facts.map(({ id }) => id)
  const facts = waiting.facts.filter(
    (one) => accepting.isWanted(unit, one.id, ids) && !isAsAccepted(history, one),
  )
  if (facts.length === 0) return takenDown(context, accepting, waiting)
  const file = `${waiting.folder}/history.yaml`
  const { date, withhold = false } = accepting
  const made = facts.map((one) => ({ facts: one, records: recordsStaged(context.stage, one.id) }))
  const base = { effects, layout, history, text, file, made, inputs, date, withhold }
  const { entries, files } = await nextVersions({ ...base, ...(hide === undefined ? {} : { hide }) })
  const done = (): readonly Accepted[] => {
    for (const { id, slug } of facts) {
      const former = lastOf(history, slug)
      if (withhold) dropAllFormer(effects, layout, id)
      else if (former !== undefined) dropFormer(effects, layout, id, former.hash)
    }
    return entries.map((entry) => shown(entry, facts, file))
  }
  return acceptanceBy(context, accepting, waiting, [...history, ...entries], files, done)
}

/** Where it has nothing new, a person may want what it said before to be told no more. */
async function takenDown(
  context: Context,
  accepting: NonNullable<Context['accepting']>,
  waiting: Waiting,
): Promise<Acceptance | undefined> {
  const { unit, folder, facts } = waiting
  const ids = facts.map(({ id }) => id)
  const dataset = facts.find(({ id }) => accepting.isTakenDown?.(unit, id, ids) === true)
  const down = dataset === undefined ? undefined : await takedownOf(context, waiting, dataset)
  const last = down === undefined || dataset === undefined ? undefined : lastOf(down.history, dataset.slug)
  if (dataset === undefined || down === undefined || last === undefined) return undefined
  return acceptanceBy(context, accepting, waiting, down.history, down.files, () => {
    dropAllFormer(context.effects, context.layout, dataset.id)
    return [{ ...shown(last, [dataset], `${folder}/history.yaml`), existing: true }]
  })
}

function acceptanceBy(
  { effects, layout }: Context,
  accepting: NonNullable<Context['accepting']>,
  { folder }: Waiting,
  history: History,
  files: readonly NewFile[],
  done: () => readonly Accepted[],
): Acceptance {
  return {
    history,
    changes: new Map(files.flatMap((one) => changesOf(one))),
    released: (datasets) =>
      datasets.map((dataset) => ({ ...dataset, release: releaseOf(history, dataset.slug) })),
    async put() {
      await putFiles(effects, layout.root, layout.state, folder, files)
      const accepted = done()
      forget(effects, layout.state)
      accepting.accepted.push(...accepted)
    },
  }
}

function changesOf({ path: name, file }: NewFile): readonly (readonly [string, string])[] {
  return file === undefined ? [] : [[path.basename(name, '.json'), file]]
}

/** Changes on their way to their place. */
function forget(effects: Effects, state: string): void {
  effects.remove(path.join(state, 'versions'))
}

function shown(entry: HistoryEntry, facts: readonly DatasetFacts[], file: string): Accepted {
  const { inputs: _inputs, columns: _columns, fields: _fields, key: _key, ...rest } = entry
  return { id: facts.find(({ slug }) => slug === entry.dataset)?.id ?? entry.dataset, file, ...rest }
}
