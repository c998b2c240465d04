/** What making a source and making a list have in common: all of its files are staged, or none. */
import { hashOf } from '../effects.ts'
import { type History, historyProblem, lastOf, reasonsFor } from '../history/index.ts'
import type { Dataset, OutFile } from '../lib/model.ts'
import { isObject } from '../lib/object.ts'
import { hasError, type Place, type Problem, UserError } from '../problem.ts'
import { type About, type DatasetFacts, factsOf, formatAbout } from './about.ts'
import { type Context, findStraysOf, knownOuts, settleOuts } from './context.ts'
import { type Entry, type InLine, UNKNOWN } from './entry.ts'
import type { Rooms } from './rooms.ts'
import type { Staged } from './stage.ts'

export interface Bench {
  readonly rooms: Rooms
  /** the schemas asked for so far */
  readonly asked: () => string
  /** writes a file, kept only where dist/ does not hold the same */
  put(file: OutFile): Promise<Staged>
}

export interface Made {
  readonly problems: readonly Problem[]
  readonly key: string
  readonly ins: readonly InLine[]
  readonly asked: string
  readonly about: Omit<About, 'problems'>
}

/** The new entry; undefined where `make` gave or met an error: that was told, and nothing stays staged. */
export async function work(
  context: Context,
  unit: string,
  remembered: Entry | undefined,
  make: (bench: Bench) => Promise<Made | readonly Problem[]>,
  /** folders of dist/ that it shares with other units */
  shared: readonly string[] = [],
): Promise<Entry | undefined> {
  const { effects, layout, stage, store } = context
  const known = knownOuts(remembered)
  const files: Staged[] = []
  const put = async (file: OutFile) => {
    const staged = await stage.put(file, known)
    files.push(staged)
    return staged
  }
  try {
    const rooms = await context.rooms()
    const asked = context.schemas.account()
    const made = await make({ rooms, asked, put })
    const problems = 'problems' in made ? made.problems : made
    context.tell(problems)
    if (!('problems' in made) || hasError(problems)) {
      stage.withdraw(files)
      return undefined
    }
    const fresh = files.filter((file) => file.state !== 'same')
    await effects.syncFiles(fresh.map((file) => `${layout.stage}/${file.path}`))
    const about = formatAbout({ ...made.about, problems })
    const warnings = problems.filter((problem) => problem.severity === 'warning').length
    const { outs, dirs } = settleOuts(context, files)
    const folders = [...dirs, ...shared.map((path) => ({ path, signature: UNKNOWN }))]
    const entry = { key: made.key, ins: made.ins, asked: made.asked, outs, dirs: folders, warnings, about }
    store.put(unit, entry)
    findStraysOf(context, entry)
    return entry
  } catch (error) {
    if (isFromSystem(error)) throw error
    stage.withdraw(files)
    if (error instanceof UserError) context.tell([error.problem])
    else context.bug(unit, error)
    return undefined
  }
}

/** A full disk or a missing right is neither the data's fault nor ours: the run ends, and says so. */
export function isFromSystem(error: unknown): boolean {
  return isObject(error) && typeof error.code === 'string' && typeof error.syscall === 'string'
}

/** Writes every file of the datasets, reads them back, and says what came out. */
export async function stageDatasets(
  context: Context,
  bench: Bench,
  datasets: readonly Dataset[],
): Promise<{ readonly facts: readonly DatasetFacts[]; readonly problems: readonly Problem[] }> {
  const facts: DatasetFacts[] = []
  const problems: Problem[] = []
  for (const dataset of datasets) {
    const written: Staged[] = []
    for (const file of bench.rooms.exportDataset(dataset, datasets)) written.push(await bench.put(file))
    problems.push(...(bench.rooms.checkExport?.(dataset) ?? []))
    for (const file of bench.rooms.describe(dataset, written)) await bench.put(file)
    problems.push(...((await bench.rooms.checkStaged?.(dataset, context.stage.read)) ?? []))
    const json = written.find((file) => file.path.endsWith(`/${dataset.id}.json`))
    facts.push(factsOf(dataset, json?.sha256 ?? '', (text) => hashOf(context.effects, text)))
  }
  return { facts, problems }
}

/** Datasets whose records are not those of their last accepted version. */
export function notAccepted(
  history: History,
  facts: readonly DatasetFacts[],
  inputs: About['inputs'],
  where: Place,
): readonly Problem[] {
  return facts.flatMap(({ id, slug, hash }) => {
    const last = lastOf(history, slug)
    if (last === undefined || last.hash === hash) return []
    const { version, date } = last
    const why = reasonsFor(last, inputs).join(', ')
    return [
      historyProblem('history/not-accepted', { ...where, dataset: id }, { dataset: id, version, date, why }),
    ]
  })
}
