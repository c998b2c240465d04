/** The versions that a newer file brings, made of the very records that a build will write. */
import path from 'node:path'
import { hashOf } from '../../effects.ts'
import { type HistoryEntry, lastOf } from '../../history/index.ts'
import type { NewFile } from '../add/write.ts'
import { formatAsked, namesIn } from '../asked.ts'
import { type InLine, UNKNOWN } from '../entry.ts'
import { acceptedFile, putFormer } from '../former.ts'
import { nameOf, type SourceFolder } from '../project.ts'
import { openStore, unitOfSource } from '../store.ts'
import { today } from '../today.ts'
import { nextVersions } from '../versions/next.ts'
import { inputHashes } from '../work-source.ts'
import type { Bench } from './bench.ts'
import type { Earlier } from './earlier.ts'
import type { Texts } from './follow.ts'
import { type Exported, exportTrial, type Trial, writeJson } from './trial.ts'

/** What of a trial is needed. */
export type Tried = Pick<Trial, 'input' | 'datasets' | 'asked'>

/** Before the lock is taken: the records of the newer file, and the former ones where they are nowhere else. */
export async function exportBoth(
  bench: Bench,
  tried: Pick<Trial, 'datasets'>,
  earlier: Earlier,
  scratch: string,
): Promise<readonly Exported[]> {
  const made = await exportTrial(bench, tried, scratch)
  await formerCopies(bench, earlier, made, scratch)
  return made
}

/** Under the lock: entries and files; `texts`: authored files that are written with them. */
export async function appended(
  bench: Bench,
  folder: SourceFolder,
  tried: Tried,
  made: readonly Exported[],
  earlier: Earlier,
  texts: Texts,
): Promise<{ readonly entries: readonly HistoryEntry[]; readonly files: readonly NewFile[] }> {
  const { effects, layout } = bench
  return nextVersions({
    effects,
    layout,
    history: earlier.history,
    text: earlier.historyText,
    file: `sources/${nameOf(folder)}/history.yaml`,
    made,
    inputs: inputsOf(bench, folder, tried, texts),
    date: today(effects),
    hide: await bench.masks(),
  })
}

/** Where dist/ no longer (or not yet) has the records of the last version, the former snapshot gives them again. */
async function formerCopies(
  bench: Bench,
  earlier: Earlier,
  made: readonly Exported[],
  scratch: string,
): Promise<void> {
  const { effects, layout } = bench
  const lacking = made.flatMap(({ facts: { id, slug, hash } }) => {
    const last = lastOf(earlier.history, slug)?.hash
    if (last === undefined || last === hash) return []
    return acceptedFile(effects, layout, id, last) === undefined ? [{ id, last }] : []
  })
  if (lacking.length === 0) return
  const rooms = await bench.rooms()
  const datasets = await earlier.datasets()
  for (const { id, last } of lacking) {
    const dataset = datasets.find((one) => one.id === id)
    if (dataset === undefined) continue
    const file = path.join(scratch, 'former', `${id}.json`)
    // records that were made by other code may differ: then nobody has the former ones
    if ((await writeJson(bench, rooms, dataset, datasets, file)) !== last) continue
    putFormer(effects, layout, id, last, file)
  }
}

/**
 * What history.yaml keeps of what a version was made of, as the build hashes it: of files as they will lie. A build asks
 * for more schemas than a trial: for those that the last one asked for, and for each dataset's own.
 */
function inputsOf(
  { effects, layout, machine, schemas }: Bench,
  folder: SourceFolder,
  { input, asked, datasets }: Tried,
  texts: Texts,
): Readonly<Record<string, string>> {
  const own = `sources/${nameOf(folder)}/`
  const files = new Map(input.files)
  for (const [name, text] of texts) files.set(own + name, new TextEncoder().encode(text))
  const lines: readonly InLine[] = [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, bytes]) => ({ path: name, sha256: hashOf(effects, bytes), signature: UNKNOWN }))
  const before = openStore(effects, layout).load(unitOfSource(folder))?.asked ?? ''
  const names = datasets.map(({ slug }) => `records/${slug}.schema.json`)
  const all = formatAsked([...namesIn(before), ...namesIn(asked), ...names], () => undefined)
  const context = { effects, code: machine.code ?? 'unknown' }
  return inputHashes(context, folder, lines, schemas().renew(all), files.get(`${own}source.yaml`))
}
