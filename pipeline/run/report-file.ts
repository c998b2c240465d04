/**
 * dist/report.json: what the datasets in dist/ were made of, per source, and per publisher for its list. Written
 * and read an item at a time: an item begins and ends on a line of its own, so a reader needs no more of the
 * file than that (a string in JSON holds no line break).
 */
import type { Effects } from '../effects.ts'
import type { Json } from '../lib/model.ts'
import { isObject, listOf } from '../lib/object.ts'
import type { About } from './about.ts'
import type { SourceFolder } from './project.ts'

export type Item = { readonly [key: string]: unknown }

const OPEN = '    {'

export function sourceItem(folder: SourceFolder, about: About): Item {
  const { report } = about
  const rest = isObject(report) ? report : { report }
  return { publisher: folder.publisher, source: folder.source, datasets: publicFacts(about), ...rest }
}

/** A publisher's open data list, which comes from no source. */
export function listItem(publisher: string, about: About): Item {
  return { publisher, datasets: publicFacts(about) }
}

function publicFacts(about: About): Json {
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
export function* readReport(effects: Effects, file: string): Generator<Item> {
  let item: string[] | undefined
  for (const line of linesOf(effects.readChunks(file))) {
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

function* linesOf(chunks: Iterable<Uint8Array>): Generator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  yield rest
}
