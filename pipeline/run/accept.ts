/**
 * Accepts what was built: each dataset whose records are not those of its last accepted version gets a new one in
 * history.yaml, and dist/ is built again so that the dates appear. Nothing is accepted where there is an error.
 */
import path from 'node:path'
import { OPEN_DATA_LIST } from '../catalog/index.ts'
import { type Effects, readText } from '../effects.ts'
import {
  appendEntries,
  countChanges,
  type History,
  type HistoryEntry,
  historyProblem,
  isDate,
  lastOf,
  nextEntry,
  readHistoryFile,
} from '../history/index.ts'
import { parseYaml } from '../lib/yaml.ts'
import { hasError, UserError } from '../problem.ts'
import { build } from '../run.ts'
import { type DatasetFacts, parseAbout } from './about.ts'
import { withLock } from './around.ts'
import { datasetFolders } from './context.ts'
import { acceptedCopy } from './former.ts'
import { type Layout, layoutOf } from './layout.ts'
import type { Machine, RunOptions, RunResult } from './options.ts'
import { pick } from './pick.ts'
import { findSources, nameOf } from './project.ts'
import { openStore, unitOfPublisher, unitOfSource } from './store.ts'
import { today } from './today.ts'

export interface Accepted extends Omit<HistoryEntry, 'inputs' | 'columns'> {
  readonly id: string
  /** the file that was appended to */
  readonly file: string
}

export interface AcceptResult {
  readonly accepted: readonly Accepted[]
  /** of the last build */
  readonly build: RunResult
}

type Options = Pick<RunOptions, 'root' | 'onProgress'> & { readonly id?: string; readonly date?: string }

export async function accept(effects: Effects, machine: Machine, options: Options): Promise<AcceptResult> {
  const { root, id } = options
  const date = options.date ?? today(effects)
  if (!isDate(date)) throw badDate(date, 'YYYY-MM-DD')
  const layout = layoutOf(effects, root)
  const folders = findSources(effects, root)
  // the list of a publisher's datasets is of no source
  const store = openStore(effects, layout)
  const lister = folders.find(
    ({ publisher }) =>
      id === `${publisher}_${OPEN_DATA_LIST}` ||
      datasetFolders(store.load(unitOfPublisher(publisher))?.outs ?? []).includes(`datasets/${id}`),
  )?.publisher
  const only =
    id === undefined || lister !== undefined ? undefined : nameOf(pick(effects, layout, folders, id))
  const again = () => build(effects, machine, { root, only, onProgress: options.onProgress })
  let result = await again()
  if (result.problems.counts.error > 0) return { accepted: [], build: result }
  const chosen =
    lister === undefined ? folders.filter((folder) => only === undefined || nameOf(folder) === only) : []
  const accepted: Accepted[] = []
  for (const folder of chosen) {
    const file = `sources/${nameOf(folder)}/history.yaml`
    accepted.push(...(await acceptUnit(effects, layout, unitOfSource(folder), file, date, id)))
  }
  if (accepted.length > 0) result = await again()
  // the lists follow: they show the dates and versions that were just accepted
  let lists = 0
  for (const publisher of lister === undefined ? new Set(chosen.map((one) => one.publisher)) : [lister]) {
    if (result.problems.counts.error > 0) break
    const file = `sources/${publisher}/history.yaml`
    const more = await acceptUnit(effects, layout, unitOfPublisher(publisher), file, date, undefined)
    accepted.push(...more)
    lists += more.length
  }
  if (lists > 0) result = await again()
  return { accepted, build: result }
}

/** One file of versions: read, appended to, read back, and only then written. */
function acceptUnit(
  effects: Effects,
  layout: Layout,
  unit: string,
  file: string,
  date: string,
  id: string | undefined,
): Promise<readonly Accepted[]> {
  return withLock(effects, layout.state, 'accept', () => {
    const entry = openStore(effects, layout).load(unit)
    const place = path.join(layout.root, file)
    const text = effects.stat(place) === undefined ? '' : readText(effects, place)
    const { history, problems } = readHistoryFile(parseYaml(text), { file })
    if (hasError(problems))
      throw new UserError(problems[0] ?? historyProblem('history/not-appended', { file }, { file }))
    if (entry === undefined) return Promise.resolve([])
    const { datasets, inputs } = parseAbout(entry.about)
    const named = datasets.some((dataset) => dataset.id === id)
    const entries = datasets
      .filter((dataset) => !named || dataset.id === id)
      .filter((dataset) => lastOf(history, dataset.slug)?.hash !== dataset.hash)
      .map((dataset) => newVersion(effects, layout, history, dataset, inputs, date, file))
    if (entries.length === 0) return Promise.resolve([])
    const next = appendEntries(text, entries)
    if (!isAppended(history, entries, readHistoryFile(parseYaml(next), { file }).history)) {
      throw new UserError(historyProblem('history/not-appended', { file }, { file }))
    }
    effects.writeFile(place, next)
    return Promise.resolve(
      entries.map(({ inputs: _inputs, columns: _columns, ...shown }) => ({
        id: datasets.find((dataset) => dataset.slug === shown.dataset)?.id ?? shown.dataset,
        file,
        ...shown,
      })),
    )
  })
}

function newVersion(
  effects: Effects,
  layout: Layout,
  history: History,
  dataset: DatasetFacts,
  inputs: Readonly<Record<string, string>>,
  date: string,
  file: string,
): HistoryEntry {
  const last = lastOf(history, dataset.slug)
  if (last !== undefined && date < last.date) throw badDate(date, `>= ${last.date} (${file})`)
  const former = last === undefined ? undefined : acceptedCopy(effects, layout, dataset.id, last.hash)
  const now = path.join(layout.dist, 'datasets', dataset.id, `${dataset.id}.json`)
  const changes =
    former === undefined
      ? undefined
      : countChanges(JSON.parse(former), JSON.parse(readText(effects, now)), dataset.primaryKey)
  const { slug, records, hash, columns } = dataset
  return nextEntry(last, { dataset: slug, records, hash, columns, inputs }, date, changes)
}

/** Every earlier entry is as it was, and the new ones follow. */
function isAppended(before: History, entries: readonly HistoryEntry[], after: History): boolean {
  return JSON.stringify(after) === JSON.stringify([...before, ...entries].map(ordered))
}

/** In the order of keys in which entries are read. */
function ordered(entry: HistoryEntry): HistoryEntry {
  const { dataset, version, date, records, added, removed, changed, why, hash, columns, inputs } = entry
  return { dataset, version, date, records, added, removed, changed, why, hash, columns, inputs }
}

function badDate(actual: string, expected: string): UserError {
  return new UserError(historyProblem('history/bad-date', {}, { actual, expected }))
}
