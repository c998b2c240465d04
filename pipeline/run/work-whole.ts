/** Makes catalog, report and SHA256SUMS: nothing here grows with the data, little with the number of sources. */
import path from 'node:path'
import { hashFile } from '../effects.ts'
import {
  CHANGES_ATOM,
  CHANGES_JSON,
  entriesIn,
  type FeedEntry,
  feedText,
  newestOf,
} from '../history/index.ts'
import { detach } from '../lib/detach.ts'
import type { FileFacts, OutFile } from '../lib/model.ts'
import type { Problem } from '../problem.ts'
import { parseAbout } from './about.ts'
import { type Context, datasetFolders } from './context.ts'
import type { Entry } from './entry.ts'
import { wholeKey } from './key.ts'
import {
  type Item,
  itemsInOrder,
  itemsOf,
  listItem,
  piecesOf,
  readReport,
  reportChunks,
  sourceItem,
} from './report-file.ts'
import { readDescriptor } from './stage.ts'
import { unitOfPublisher, unitOfSource, WHOLE } from './store.ts'
import { formatSum, readSums } from './sums.ts'
import { entryOf, partsOf, SHARED, type Units } from './units.ts'
import { type Bench, work } from './work.ts'

/** Undefined where it failed, which is our fault: it is made of files that were found sound. */
export function workWhole(
  context: Context,
  units: Units,
  /** hash of what the units gave */
  given: string,
  remembered: Entry | undefined,
): Promise<Entry | undefined> {
  return work(
    context,
    WHOLE,
    remembered,
    async (bench) => {
      const own: FileFacts[] = []
      const former = context.kept.size === 0 ? () => undefined : formerItems(context)
      for (const file of bench.rooms.catalogFiles(() => packages(context, units), units.publishers.length)) {
        own.push(await bench.put(file))
      }
      for (const file of changesFeed(context, units, bench)) own.push(await bench.put(file))
      own.push(
        await bench.put({
          path: 'report.json',
          chunks: reportChunks(sourceItems(context, units, former), listItems(context, units, former)),
        }),
      )
      const problems = reportProblems(context, bench)
      await bench.put({ path: 'SHA256SUMS', chunks: sumsChunks(context, units, own) })
      const about = { datasets: [], inputs: {}, report: null }
      const asked = bench.asked()
      const key = wholeKey(context, asked, given)
      return { problems, key, ins: context.schemas.lines, asked, about }
    },
    SHARED,
  )
}

function* packages(context: Context, units: Units): Generator<unknown> {
  for (const unit of partsOf(units)) {
    for (const line of entryOf(context.store, unit).outs) {
      if (line.path.endsWith('/datapackage.json')) yield readDescriptor(context.stage, line.path)
    }
  }
}

/** The newest changes of all datasets; none where nothing was accepted. */
function changesFeed(context: Context, units: Units, { rooms }: Bench): readonly OutFile[] {
  const first = packages(context, units).next().value
  const header = first === undefined ? undefined : rooms.catalogHeader?.(first, units.publishers.length)
  if (header === undefined) return []
  const entries = newestOf(entriesOfAll(context, units), FEED)
  if (entries.length === 0) return []
  const { iri, title, publisher } = header
  const id = { id: `${iri}#changes`, self: `${iri}${CHANGES_ATOM}`, about: iri }
  const text = feedText({ ...id, title: `${title}の変更履歴`, author: publisher, entries })
  return [{ path: `catalog/${CHANGES_ATOM}`, chunks: [text] }]
}

/** Entries of the feed of all datasets. */
const FEED = 100

function* entriesOfAll(context: Context, units: Units): Generator<readonly FeedEntry[]> {
  for (const unit of partsOf(units)) {
    for (const line of entryOf(context.store, unit).outs) {
      if (!line.path.endsWith(`/${CHANGES_JSON}`) || context.broken.has(line.path)) continue
      yield entriesIn(context.stage.readChunks(line.path))
    }
  }
}

/** The report as staged, held against its schema. */
function reportProblems(context: Context, { rooms }: Bench): readonly Problem[] {
  const { kept, stage } = context
  const isOld = (publisher: string, source: string | undefined) =>
    kept.has(source === undefined ? unitOfPublisher(publisher) : unitOfSource({ publisher, source }))
  const problems: Problem[] = []
  for (const piece of piecesOf(itemsOf(stage.readChunks('report.json')), isOld)) {
    problems.push(...(rooms.checkPublished?.('report', piece, 'report.json') ?? []))
    if (problems.length > 0) break
  }
  return problems
}

type Former = ReturnType<typeof itemsInOrder>

function* sourceItems(context: Context, units: Units, former: Former): Generator<Item> {
  for (const folder of units.sources) {
    const unit = unitOfSource(folder)
    const kept = context.kept.has(unit) ? former(folder.publisher, folder.source) : undefined
    yield kept ?? sourceItem(folder, parseAbout(entryOf(context.store, unit).about))
  }
}

function* listItems(context: Context, units: Units, former: Former): Generator<Item> {
  for (const publisher of units.publishers) {
    const unit = unitOfPublisher(publisher)
    const about = parseAbout(entryOf(context.store, unit).about)
    if (about.datasets.length === 0) continue
    const kept = context.kept.has(unit) ? former(publisher, undefined) : undefined
    yield kept ?? listItem(publisher, about)
  }
}

/**
 * What dist/report.json says of the last good files goes on standing as it stands, whatever made it and whatever is
 * remembered; only a report that was altered is not followed.
 */
function formerItems({ effects, layout, store }: Context): Former {
  const file = path.join(layout.dist, 'report.json')
  const known = store.load(WHOLE)?.outs ?? [...readSums(effects, path.join(layout.dist, 'SHA256SUMS'))]
  const sum = known.find((line) => line.path === 'report.json')?.sha256
  const sound = effects.stat(file) !== undefined && (sum === undefined || hashFile(effects, file) === sum)
  return itemsInOrder(sound ? readReport(effects, file) : [].values())
}

/**
 * `<sha256>  <path>` as `sha256sum -c` reads it, sorted by path. Held in memory are the names of the datasets and
 * of the few files outside them; their lines are looked up in the unit's entry when their turn comes.
 */
function* sumsChunks(context: Context, units: Units, own: readonly FileFacts[]): Generator<string> {
  const blocks = new Map<string, string | FileFacts>(own.map((file) => [file.path, file]))
  for (const unit of partsOf(units)) {
    const { outs } = entryOf(context.store, unit)
    for (const folder of datasetFolders(outs)) blocks.set(`${folder}/`, unit)
    for (const line of outs) if (!line.path.startsWith('datasets/')) blocks.set(detach(line.path), unit)
  }
  let last: { readonly unit: string; readonly entry: Entry } | undefined
  for (const name of [...blocks.keys()].sort()) {
    const block = blocks.get(name)
    if (block === undefined) continue
    if (typeof block !== 'string') {
      yield formatSum(block)
      continue
    }
    if (last?.unit !== block) last = { unit: block, entry: entryOf(context.store, block) }
    const files = last.entry.outs.filter(
      (line) => line.path === name || (name.endsWith('/') && line.path.startsWith(name)),
    )
    const lines = files.sort((a, b) => (a.path < b.path ? -1 : 1)).map(formatSum)
    // what waits to be written holds no entry
    yield detach(lines.join(''))
  }
}
