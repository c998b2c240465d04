/**
 * Takes a newer file over: the source folder becomes, as a whole, one with the new snapshot, its versions and what
 * follows. A stop leaves the former or the new one.
 */
import path from 'node:path'
import { type HistoryEntry, lastOf } from '../../history/index.ts'
import { hasError, type Problem, type Text } from '../../problem.ts'
import { type NewFile, replaceIn } from '../add/write.ts'
import { type LockOptions, withLock } from '../around.ts'
import type { InLine } from '../entry.ts'
import { readJobInput } from '../job-input.ts'
import { nameOf, type SourceFolder } from '../project.ts'
import { today } from '../today.ts'
import { type Bench, type CandidateFile, candidateFolder, sourcePlace } from './bench.ts'
import type { Earlier } from './earlier.ts'
import { type Followed, textsToWrite } from './follow.ts'
import { candidateProblem } from './problems.ts'
import { type Exported, keyLines, type Trial } from './trial.ts'
import { appended, exportBoth } from './versions.ts'

export interface TakenDataset {
  readonly id: string
  readonly title: Text
  readonly records: number
  /** absent: it is a new one */
  readonly before?: number
  /** the version before, and the one that was appended; absent where its records are the same */
  readonly from?: string
  readonly version?: string
  readonly counts?: { readonly added: number; readonly removed: number; readonly changed: number }
}

export interface Taken {
  readonly datasets: readonly TakenDataset[]
  /** paths from the project root */
  readonly written: readonly string[]
}

export interface Taking {
  readonly folder: SourceFolder
  readonly file: CandidateFile
  readonly followed: Followed
  readonly earlier: Earlier
  readonly lock: LockOptions
}

/** A problem: it was not taken over, and all is as it was. */
export async function takeOver(bench: Bench, taking: Taking): Promise<Taken | Problem> {
  const { effects, layout } = bench
  const { folder, file, followed, earlier } = taking
  const { trial } = followed
  const date = today(effects)
  const clock = wrongClock(folder, earlier, date)
  if (clock !== undefined) return clock
  const [fault] = earlier.faults
  if (fault !== undefined && hasError(earlier.faults)) return fault
  const scratch = path.join(layout.state, 'trial')
  const place = `sources/${nameOf(folder)}`
  try {
    effects.remove(scratch)
    const made = await exportBoth(bench, trial, earlier, scratch)
    return await withLock(
      effects,
      layout.state,
      'acquire',
      async () => {
        if (!isAsTried(bench, folder, trial, earlier)) {
          return candidateProblem('run/candidate-moved', sourcePlace(folder), { source: nameOf(folder) })
        }
        const texts = textsToWrite(bench, folder, followed)
        const next = await appended(bench, folder, trial, made, earlier, texts)
        const own: NewFile[] = [
          { path: 'snapshot.yaml', text: trial.snapshot },
          ...[...texts].map(([name, text]) => ({ path: name, text })),
          ...next.files,
        ]
        replaceIn(effects, layout.root, layout.state, place, own, file.path, file.name)
        effects.remove(path.join(layout.root, candidateFolder(folder)))
        effects.remove(path.join(layout.state, 'versions'))
        const datasets = await takenDatasets(trial, made, earlier, next.entries)
        const written = [...own.map((one) => `${place}/${one.path}`), `${place}/snapshot/${file.name}`]
        return { datasets, written }
      },
      taking.lock,
    )
  } finally {
    effects.remove(scratch)
  }
}

async function takenDatasets(
  trial: Trial,
  made: readonly Exported[],
  earlier: Earlier,
  entries: readonly HistoryEntry[],
): Promise<readonly TakenDataset[]> {
  const found: TakenDataset[] = []
  for (const { facts } of made) {
    const { id, slug, records } = facts
    const before = await earlier.records(slug)
    const last = lastOf(earlier.history, slug)
    const entry = entries.find(({ dataset }) => dataset === slug)
    const { added, removed, changed } = entry ?? {}
    found.push({
      id,
      title: trial.datasets.find((one) => one.id === id)?.title ?? { ja: id, en: id },
      records,
      ...(before === undefined ? {} : { before }),
      ...(entry === undefined || last === undefined ? {} : { from: last.version }),
      ...(entry === undefined ? {} : { version: entry.version }),
      ...(added === undefined || removed === undefined || changed === undefined
        ? {}
        : { counts: { added, removed, changed } }),
    })
  }
  return found
}

/** The day is before that of the last version: it would be appended out of order. */
function wrongClock(folder: SourceFolder, { history }: Earlier, date: string): Problem | undefined {
  const last = history.reduce((latest, entry) => (entry.date > latest ? entry.date : latest), '')
  if (date >= last) return undefined
  const facts = { actual: date, expected: last, file: candidateFolder(folder) }
  return candidateProblem('run/candidate-clock', sourcePlace(folder), facts)
}

/** A person may have edited the source meanwhile, or another command may have given it a version or a snapshot. */
function isAsTried(
  { effects, layout, schemas }: Bench,
  folder: SourceFolder,
  { lines }: Trial,
  earlier: Earlier,
): boolean {
  const { input, lines: all } = readJobInput(effects, layout.root, folder, schemas(), 0)
  const text = (of: readonly InLine[]): string => of.map((line) => `${line.path} ${line.sha256}`).join('\n')
  const inside = (name: string): string =>
    new TextDecoder().decode(input.files.get(`sources/${nameOf(folder)}/${name}`))
  return (
    text(keyLines(all, folder)) === text(lines) &&
    inside('history.yaml') === earlier.historyText &&
    inside('snapshot.yaml') === earlier.snapshotText
  )
}
