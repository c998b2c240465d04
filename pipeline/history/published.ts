/** What dist/ says of a dataset's versions: `changes.json`, all of them newest first, the latest one's changes in full. */
import type { DatasetInfo, OutFile } from '../lib/model.ts'
import { isObject, listOf, textOf } from '../lib/object.ts'
import { datasetIri } from '../lib/terms.ts'
import type { ReadChanges } from './changes-file.ts'
import { entriesOf, type FeedEntry, feedText } from './feed.ts'
import { lineIn } from './lines.ts'
import type { History, HistoryEntry } from './read.ts'

export const CHANGES_JSON = 'changes.json'
export const CHANGES_ATOM = 'changes.atom'

type Info = Pick<DatasetInfo, 'id' | 'slug' | 'title' | 'publisher'>

/** RFC 4287 sets no limit; a reader asks often, and who wants all has changes.json. */
const ENTRIES = 50

const OPEN = '  "changes": '

/** Nothing where no version was accepted. `latest`: of the last version; undefined where nobody kept what changed. */
export function changesFiles(
  info: Info,
  history: History,
  latest: ReadChanges | undefined,
): readonly OutFile[] {
  const versions = history.filter(({ dataset }) => dataset === info.slug).reverse()
  if (versions.length === 0) return []
  const folder = `datasets/${info.id}`
  return [
    { path: `${folder}/${CHANGES_JSON}`, chunks: changesJson(info, versions, latest) },
    { path: `${folder}/${CHANGES_ATOM}`, chunks: [datasetFeed(info, versions)] },
  ]
}

function* changesJson(
  info: Info,
  versions: readonly HistoryEntry[],
  latest: ReadChanges | undefined,
): Generator<string> {
  const { id, title, publisher } = info
  yield '{\n'
  yield line('dataset', id)
  yield line('iri', datasetIri(publisher, id))
  yield line('title', { ja: title.ja, en: title.en })
  yield line('publisher', publisher.name.ja)
  const listed = versions.map((entry) => `    ${JSON.stringify(publicEntry(entry))}`)
  yield `  "versions": [\n${listed.join(',\n')}\n  ],\n`
  if (latest === undefined) {
    yield `  "latest": null,\n${OPEN}null\n}\n`
    return
  }
  const { dataset: _slug, ...head } = latest.head
  yield line('latest', head)
  yield `${OPEN}[`
  let first = true
  for (const change of latest.lines()) {
    yield `${first ? '\n' : ',\n'}    ${change}`
    first = false
  }
  yield `${first ? '' : '\n  '}]\n}\n`
}

function line(key: string, value: unknown): string {
  return `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`
}

/** What the hashes of the inputs were is nobody's business but the next version's. */
function publicEntry(entry: HistoryEntry): object {
  const { version, date, records, added, removed, changed, why, withheld, hash } = entry
  return { version, date, records, added, removed, changed, why, withheld, hash }
}

function datasetFeed(info: Info, versions: readonly HistoryEntry[]): string {
  const iri = datasetIri(info.publisher, info.id)
  const dataset = { id: info.id, iri, title: info.title.ja, publisher: info.publisher.name.ja }
  return feedText({
    id: `${iri}#changes`,
    self: `${iri}${CHANGES_ATOM}`,
    about: iri,
    title: `${info.title.ja}の変更履歴`,
    author: info.publisher.name.ja,
    entries: entriesOf(dataset, versions.slice(0, ENTRIES)),
  })
}

/** The entries of a feed, off `changes.json` as it lies in dist/; none where it is not as we write it. */
export function entriesIn(chunks: Iterable<Uint8Array>): readonly FeedEntry[] {
  const top = topOf(chunks)
  if (!isObject(top) || !isObject(top.title)) return []
  const dataset = {
    id: textOf(top.dataset) ?? '',
    iri: textOf(top.iri) ?? '',
    title: textOf(top.title.ja) ?? '',
    publisher: textOf(top.publisher) ?? '',
  }
  return entriesOf(
    dataset,
    listOf(top.versions).flatMap((value) => {
      if (!isObject(value)) return []
      const { version, date, records, added, removed, changed, why } = value
      const counts = [added, removed, changed].map((one) => (typeof one === 'number' ? one : undefined))
      return [
        {
          version: textOf(version) ?? '',
          date: textOf(date) ?? '',
          records: Number(records),
          added: counts[0],
          removed: counts[1],
          changed: counts[2],
          why: listOf(why).map(String),
        },
      ]
    }),
  )
}

/** The versions in which values were taken down, off `changes.json`; none where it is not as we write it. */
export function withheldIn(chunks: Iterable<Uint8Array>): readonly string[] {
  const top = topOf(chunks)
  if (!isObject(top)) return []
  // before versions said it themselves, only what was told of the latest did
  const latest = isObject(top.latest) && top.latest.withheld === true ? [top.latest.to] : []
  const versions = listOf(top.versions).filter((one) => isObject(one) && one.withheld === true)
  return [...latest, ...versions].flatMap((one) => (isObject(one) ? (textOf(one.version) ?? []) : []))
}

/** All that stands before the changes. */
function topOf(chunks: Iterable<Uint8Array>): unknown {
  let text = ''
  for (const one of lineIn(chunks)) {
    if (one.startsWith(OPEN)) {
      try {
        return JSON.parse(`${text.replace(/,\s*$/, '')}}`)
      } catch {
        return undefined
      }
    }
    text += `${one}\n`
  }
  return undefined
}

/** What the schema of `changes.json` is held against, so many changes at a time that memory does not grow with it. */
export function* publishedPieces(chunks: () => Iterable<Uint8Array>, size = 1000): Generator<unknown> {
  const top = topOf(chunks())
  if (!isObject(top)) {
    yield top ?? null
    return
  }
  let changes: unknown[] | null = null
  for (const one of lineIn(chunks())) {
    if (changes === null) changes = one.startsWith(`${OPEN}[`) ? [] : null
    else if (one.startsWith('    ')) {
      changes.push(JSON.parse(one.trim().replace(/,$/, '')))
      if (changes.length < size) continue
      yield { ...top, changes }
      changes = []
    }
  }
  yield { ...top, changes }
}
