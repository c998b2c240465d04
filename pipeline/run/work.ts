/** What making a source and making a list have in common: all of its files are staged, or none. */
import { hashOf } from '../effects.ts'
import {
  CHANGES_JSON,
  type History,
  historyProblem,
  lastOf,
  publishedPieces,
  reasonsFor,
  reasonWords,
} from '../history/index.ts'
import type { Dataset, OutFile } from '../lib/model.ts'
import { isObject } from '../lib/object.ts'
import { hasError, type Place, type Problem, UserError } from '../problem.ts'
import { type About, type DatasetFacts, factsOf, formatAbout } from './about.ts'
import { type Context, findStraysOf, knownOuts, settleOuts } from './context.ts'
import { type Entry, type InLine, UNKNOWN } from './entry.ts'
import { lookInputs } from './files.ts'
import { runProblem } from './problems.ts'
import type { Rooms } from './rooms.ts'
import type { Staged } from './stage.ts'
import { isAsAccepted } from './versions/as-accepted.ts'
import { type Versions, versionFiles } from './versions/staged.ts'

export interface Bench {
  readonly rooms: Rooms
  /** the schemas asked for so far */
  readonly asked: () => string
  /** writes a file, kept only where dist/ does not hold the same */
  put(file: OutFile): Promise<Staged>
  /** takes back what was staged so far, to be staged anew */
  again(): void
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
    const again = () => {
      stage.withdraw(files)
      files.length = 0
    }
    const made = await make({ rooms, asked, put, again })
    const problems = 'problems' in made ? made.problems : made
    context.tell(problems)
    if (!('problems' in made) || hasError(problems)) {
      stage.withdraw(files)
      return undefined
    }
    const changed = changedSince(context, made.ins)
    if (changed.length > 0) {
      context.tell(changed)
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

/**
 * Inputs that are others than those it was made of: what is remembered must be of what was worked on, and files that
 * belong together must not be of two states. Costs a look each; only what is newer than the run is read again.
 */
function changedSince({ effects, layout, taken }: Context, ins: readonly InLine[]): readonly Problem[] {
  const { lines } = lookInputs(
    effects,
    layout.root,
    ins.map((line) => line.path),
    ins,
    taken,
  )
  const now = new Map(lines.map((line) => [line.path, line.sha256]))
  return ins
    .filter((line) => now.get(line.path) !== line.sha256)
    .map(({ path: file }) => runProblem('run/changed-while-read', { file }, { file }))
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
  versions: Versions,
  where: Place,
): Promise<{ readonly facts: readonly DatasetFacts[]; readonly problems: readonly Problem[] }> {
  const facts: DatasetFacts[] = []
  const problems: Problem[] = []
  for (const dataset of datasets) {
    const written: Staged[] = []
    for (const file of bench.rooms.exportDataset(dataset, datasets)) written.push(await bench.put(file))
    problems.push(...(bench.rooms.checkExport?.(dataset) ?? []))
    const told = versionFiles(context, dataset, versions, where)
    problems.push(...told.problems)
    for (const file of told.files) written.push(await bench.put(file))
    for (const file of bench.rooms.describe(dataset, written)) await bench.put(file)
    problems.push(...((await bench.rooms.checkStaged?.(dataset, context.stage.read)) ?? []))
    problems.push(...checkChanges(context, bench, written))
    const json = written.find((file) => file.path.endsWith(`/${dataset.id}.json`))
    facts.push(factsOf(dataset, json?.sha256 ?? '', (text) => hashOf(context.effects, text)))
  }
  return { facts, problems }
}

/** `changes.json` as staged, a piece at a time. */
function checkChanges({ stage }: Context, { rooms }: Bench, written: readonly Staged[]): readonly Problem[] {
  const file = written.find(({ path }) => path.endsWith(`/${CHANGES_JSON}`))?.path
  if (file === undefined || rooms.checkPublished === undefined) return []
  for (const piece of publishedPieces(() => stage.readChunks(file))) {
    const problems = rooms.checkPublished('changes', piece, file)
    if (problems.length > 0) return problems
  }
  return []
}

/** The same where nobody looks on: an error, also of what never had a version. */
export function heldBack(
  history: History,
  facts: readonly DatasetFacts[],
  _inputs: About['inputs'],
  where: Place,
): readonly Problem[] {
  return facts.flatMap((one) => {
    if (isAsAccepted(history, one)) return []
    const last = lastOf(history, one.slug)
    const told = { dataset: one.id, version: last?.version ?? '', source: where.source ?? '' }
    const code = last === undefined ? 'history/held-first' : 'history/held-back'
    return [historyProblem(code, { ...where, dataset: one.id }, told)]
  })
}

/** Datasets that are not as their last accepted version. */
export function notAccepted(
  history: History,
  facts: readonly DatasetFacts[],
  inputs: About['inputs'],
  where: Place,
): readonly Problem[] {
  return facts.flatMap((own) => {
    const { id, slug } = own
    const last = lastOf(history, slug)
    if (last === undefined || isAsAccepted(history, own)) return []
    const { version, date } = last
    const reasons = reasonsFor(last, inputs)
    const facts = { dataset: id, version, date, whyJa: reasonWords(reasons), whyEn: reasons.join(', ') }
    return [historyProblem('history/not-accepted', { ...where, dataset: id }, facts)]
  })
}
