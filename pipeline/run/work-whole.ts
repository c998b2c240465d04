/** Makes catalog, report and SHA256SUMS: nothing here grows with the data, little with the number of sources. */

import type { FileFacts } from '../lib/model.ts'
import { parseAbout } from './about.ts'
import { type Context, datasetFolders } from './context.ts'
import type { Entry } from './entry.ts'
import { type Item, listItem, reportChunks, sourceItem } from './report-file.ts'
import { readDescriptor } from './stage.ts'
import { unitOfPublisher, unitOfSource, WHOLE } from './store.ts'
import { entryOf, partsOf, SHARED, type Units } from './units.ts'
import { work } from './work.ts'

/** Undefined where it failed, which is our fault: it is made of files that were found sound. */
export function workWhole(
  context: Context,
  units: Units,
  key: string,
  remembered: Entry | undefined,
): Promise<Entry | undefined> {
  return work(
    context,
    WHOLE,
    remembered,
    async (bench) => {
      const own: FileFacts[] = []
      for (const file of bench.rooms.catalogFiles(() => packages(context, units), units.publishers.length)) {
        own.push(await bench.put(file))
      }
      own.push(
        await bench.put({
          path: 'report.json',
          chunks: reportChunks(sourceItems(context, units), listItems(context, units)),
        }),
      )
      await bench.put({ path: 'SHA256SUMS', chunks: sumsChunks(context, units, own) })
      const about = { datasets: [], inputs: {}, report: null }
      return { problems: [], key, ins: context.schemas.lines, about }
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

function* sourceItems(context: Context, units: Units): Generator<Item> {
  for (const folder of units.sources) {
    yield sourceItem(folder, parseAbout(entryOf(context.store, unitOfSource(folder)).about))
  }
}

function* listItems(context: Context, units: Units): Generator<Item> {
  for (const publisher of units.publishers) {
    const about = parseAbout(entryOf(context.store, unitOfPublisher(publisher)).about)
    if (about.datasets.length > 0) yield listItem(publisher, about)
  }
}

/**
 * `<sha256>  <path>` as `sha256sum -c` reads it, sorted by path. Held in memory are the names of the datasets and
 * the few files outside them; the files of a dataset are looked up in its unit's entry when their turn comes.
 */
function* sumsChunks(context: Context, units: Units, own: readonly FileFacts[]): Generator<string> {
  const blocks = new Map<string, string | FileFacts>(own.map((file) => [file.path, file]))
  for (const unit of partsOf(units)) {
    const { outs } = entryOf(context.store, unit)
    for (const folder of datasetFolders(outs)) blocks.set(`${folder}/`, unit)
    for (const line of outs) if (!line.path.startsWith('datasets/')) blocks.set(line.path, line)
  }
  let last: { readonly unit: string; readonly entry: Entry } | undefined
  for (const name of [...blocks.keys()].sort()) {
    const block = blocks.get(name)
    if (block === undefined) continue
    if (typeof block !== 'string') {
      yield sumLine(block)
      continue
    }
    if (last?.unit !== block) last = { unit: block, entry: entryOf(context.store, block) }
    const files = last.entry.outs.filter((line) => line.path.startsWith(name))
    yield files
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map(sumLine)
      .join('')
  }
}

function sumLine(file: { readonly sha256: string; readonly path: string }): string {
  // coreutils escapes a line break or backslash in a name, and says so by a backslash before the hash
  const escaped = file.path.replace(/[\\\n\r]/g, (c) => (c === '\\' ? '\\\\' : c === '\n' ? '\\n' : '\\r'))
  return `${escaped === file.path ? '' : '\\'}${file.sha256}  ${escaped}\n`
}
