/**
 * dist/report.json: what the datasets in dist/ were made of, per source, and per publisher for its list. Written
 * and read an item at a time: an item begins and ends on a line of its own, so a reader needs no more of the
 * file than that (a string in JSON holds no line break).
 */
import type { Effects } from '../effects.ts'
import { isObject, listOf } from '../lib/object.ts'
import type { About } from './about.ts'
import { linesOf } from './lines.ts'
import type { SourceFolder } from './project.ts'

export type Item = { readonly [key: string]: unknown }

const OPEN = '    {'

export function sourceItem(folder: SourceFolder, about: About): Item {
  const { datasets, ...rest } = isObject(about.report) ? about.report : { report: about.report }
  const facts = publicFacts(about).map((fact) => ({ ...fact, ...factsOf(datasets, fact.id) }))
  return { publisher: folder.publisher, source: folder.source, datasets: facts, ...rest }
}

/** What the job says of one of its datasets beside what the run knows. */
function factsOf(datasets: unknown, id: string): Item | undefined {
  return listOf(datasets)
    .filter(isObject)
    .find((one) => one.id === id)
}

/** A publisher's open data list, which comes from no source. */
export function listItem(publisher: string, about: About): Item {
  return { publisher, datasets: publicFacts(about) }
}

function publicFacts(about: About) {
  return about.datasets.map(({ id, records, version }) => ({ id, records, version }))
}

export function* reportChunks(sources: Iterable<Item>, lists: Iterable<Item>): Generator<string> {
  const totals = { sources: 0, datasets: 0, records: 0 }
  function* items(all: Iterable<Item>): Generator<string> {
    let first = true
    for (const item of all) {
      for (const dataset of listOf(item.datasets)) {
        totals.datasets += 1
        totals.records += isObject(dataset) ? Number(dataset.records) : 0
      }
      const text = JSON.stringify(item, null, 2).replaceAll('\n', '\n    ')
      yield `${first ? '\n' : ',\n'}    ${text}`
      first = false
      if (item.source !== undefined) totals.sources += 1
    }
    yield first ? '' : '\n  '
  }
  yield '{\n  "sources": ['
  yield* items(sources)
  yield '],\n  "lists": ['
  yield* items(lists)
  yield `],\n  "totals": ${JSON.stringify(totals)}\n}\n`
}

/** The items of a report as written by `reportChunks`; what is not of that form is passed over. */
export function readReport(effects: Effects, file: string): Generator<Item> {
  return itemsOf(effects.readChunks(file))
}

export function* itemsOf(chunks: Iterable<Uint8Array>): Generator<Item> {
  let item: string[] | undefined
  for (const line of linesOf(chunks)) {
    if (line === OPEN) item = []
    item?.push(line)
    if (item !== undefined && (line === '    }' || line === '    },')) {
      const parsed = parse(item.join('\n').replace(/,$/, ''))
      if (parsed !== undefined) yield parsed
      item = undefined
    }
  }
}

function parse(text: string): Item | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/**
 * Finds the items of a report that are asked for in the order in which they stand (sources by publisher and name, then
 * the lists): it is read once, and no more of it than is asked for. Undefined where there is none.
 */
export function itemsInOrder(
  items: Iterator<Item>,
): (publisher: string, source: string | undefined) => Item | undefined {
  let next: IteratorResult<Item> | undefined
  return (publisher, source) => {
    const wanted = rankOf({ publisher, source })
    next ??= items.next()
    while (next.done !== true && isBefore(rankOf(next.value), wanted)) next = items.next()
    return next.done !== true && !isBefore(wanted, rankOf(next.value)) ? next.value : undefined
  }
}

function rankOf({ publisher, source }: Item): readonly string[] {
  return [source === undefined ? 'lists' : '', String(publisher), source === undefined ? '' : String(source)]
}

function isBefore(a: readonly string[], b: readonly string[]): boolean {
  const at = a.findIndex((one, i) => one !== b[i])
  return at >= 0 && (a[at] ?? '') < (b[at] ?? '')
}

/**
 * A report as reports of one item each, so that each may pass the schema of the whole, and it is never held whole.
 * Items that `isOld` are left out: what stood in dist/ before need not fit the schema of today.
 */
export function* piecesOf(
  items: Iterable<Item>,
  isOld: (publisher: string, source: string | undefined) => boolean,
): Generator<Item> {
  for (const item of items) {
    const { publisher, source } = item
    if (isOld(String(publisher), source === undefined ? undefined : String(source))) continue
    const records = listOf(item.datasets).map((one) => (isObject(one) ? Number(one.records) : 0))
    const totals = {
      sources: source === undefined ? 0 : 1,
      datasets: records.length,
      records: records.reduce((sum, one) => sum + one, 0),
    }
    yield { sources: source === undefined ? [] : [item], lists: source === undefined ? [item] : [], totals }
  }
}
