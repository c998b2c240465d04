/** What a source gave before the newer file came: from what is remembered, else by running its job on the snapshot. */
import { hashOf } from '../../effects.ts'
import { type History, lastOf, readHistoryFile } from '../../history/index.ts'
import type { JobInput } from '../../job/input.ts'
import type { Dataset } from '../../lib/model.ts'
import type { Problem } from '../../problem.ts'
import { type About, isShort, parseAbout } from '../about.ts'
import { readJobInput } from '../job-input.ts'
import { nameOf, type SourceFolder } from '../project.ts'
import { openStore, unitOfSource } from '../store.ts'
import { isFromSystem } from '../work.ts'
import type { Bench } from './bench.ts'

export interface Earlier {
  readonly history: History
  /** of history.yaml: where there is one, nothing can be appended */
  readonly faults: readonly Problem[]
  readonly historyText: string
  readonly snapshotText: string
  /** how many records a dataset had; undefined where it is a new one */
  readonly records: (slug: string) => Promise<number | undefined>
  /** what was told of it and stands; to know what is new */
  readonly problems: () => Promise<readonly Problem[]>
  /** bytes of its snapshot */
  readonly bytes: Uint8Array | undefined
  /** the datasets of the former snapshot, made now */
  readonly datasets: () => Promise<readonly Dataset[]>
}

export async function readEarlier(bench: Bench, folder: SourceFolder): Promise<Earlier> {
  const { effects, layout } = bench
  const own = `sources/${nameOf(folder)}/`
  const { input } = readJobInput(effects, layout.root, folder, bench.schemas(), 0)
  const rooms = await bench.rooms()
  const file = `${own}history.yaml`
  const historyText = new TextDecoder().decode(input.files.get(file))
  const place = { source: nameOf(folder), file }
  const { history, problems: faults } = readHistoryFile(rooms.parseYaml(historyText), place)
  const entry = openStore(effects, layout).load(unitOfSource(folder))
  const about: About | undefined = entry === undefined ? undefined : parseAbout(entry.about)
  const bytes = [...input.files].find(([name]) => name.startsWith(`${own}snapshot/`))?.[1]
  const snapshotText = new TextDecoder().decode(input.files.get(`${own}snapshot.yaml`))
  // a file that was taken over since and not built yet: what was told then is of the one before
  const isOfThis =
    about !== undefined &&
    isShort(about) &&
    entry?.ins.find((line) => line.path === `${own}snapshot.yaml`)?.sha256 === hashOf(effects, snapshotText)
  let ran: Promise<Ran> | undefined
  const run = (): Promise<Ran> => {
    ran ??= bytes === undefined ? Promise.resolve(NOTHING) : runAgain(bench, input)
    return ran
  }
  return {
    history,
    faults,
    historyText,
    snapshotText,
    bytes,
    async records(slug) {
      const last = lastOf(history, slug)
      if (last !== undefined) return last.records
      const known = about?.datasets.find((one) => one.slug === slug)
      if (known !== undefined) return known.records
      return (await run()).datasets.find((one) => one.slug === slug)?.recordCount
    },
    problems: async () => (isOfThis ? about.problems : (await run()).problems),
    datasets: async () => (await run()).datasets,
  }
}

interface Ran {
  readonly datasets: readonly Dataset[]
  readonly problems: readonly Problem[]
}

const NOTHING: Ran = { datasets: [], problems: [] }

/** The former snapshot may not build any more, as after an edit of source.yaml: then it says nothing. */
async function runAgain(bench: Bench, input: JobInput): Promise<Ran> {
  try {
    return await (await bench.rooms()).runJob(input)
  } catch (error) {
    if (isFromSystem(error)) throw error
    return NOTHING
  }
}
