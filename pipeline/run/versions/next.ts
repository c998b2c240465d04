/** New versions of a source's datasets (or of a publisher's list): the entries, and the files that say so. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import { changesText, refOf, type Telling } from '../../history/changes-file.ts'
import {
  appendEntries,
  compare,
  type History,
  type HistoryEntry,
  historyProblem,
  lastWithFields,
  nextEntry,
  readHistoryFile,
  recordsIn,
  type Side,
} from '../../history/index.ts'
import { columnsMove } from '../../history/step.ts'
import { parseYaml, placesOfKeys } from '../../lib/yaml.ts'
import { UserError } from '../../problem.ts'
import type { DatasetFacts } from '../about.ts'
import type { NewFile } from '../add/write.ts'
import { acceptedFile } from '../former.ts'
import type { Layout } from '../layout.ts'
import { isAsAccepted } from './as-accepted.ts'

export interface Versioning extends Telling {
  readonly effects: Effects
  readonly layout: Pick<Layout, 'dist' | 'state'>
  readonly history: History
  /** of history.yaml as it is, empty where there is none */
  readonly text: string
  /** its path from the project root */
  readonly file: string
  /** the datasets as just built */
  readonly made: readonly { readonly facts: DatasetFacts; readonly records: Side['records'] }[]
  readonly inputs: Readonly<Record<string, string>>
  /** of the acceptance, YYYY-MM-DD */
  readonly date: string
}

/** Files are relative to the folder that holds history.yaml. Both are empty where no dataset differs from its last entry. */
export async function nextVersions(
  versioning: Versioning,
): Promise<{ readonly entries: readonly HistoryEntry[]; readonly files: readonly NewFile[] }> {
  const { history, text, file, made } = versioning
  const entries: HistoryEntry[] = []
  const changes: NewFile[] = []
  for (const { facts, records } of made) {
    if (isAsAccepted(history, facts)) continue
    const last = lastWithFields(history, facts.slug)
    const { entry, changed } = await nextVersion(versioning, last, facts, records)
    entries.push(entry)
    if (changed !== undefined) changes.push(changed)
  }
  if (entries.length === 0) return { entries, files: [] }
  const next = appendEntries(text, entries)
  checkText(next, [...history, ...entries], file)
  return { entries, files: [...changes, { path: 'history.yaml', text: next }] }
}

/** Whoever edits the text of history.yaml sees first that it says what is meant: every other entry is as it was. */
export function checkText(text: string, meant: History, file: string): void {
  const read = readHistoryFile(parseYaml(text), { file }).history
  if (JSON.stringify(read) !== JSON.stringify(meant.map(ordered)))
    throw new UserError(historyProblem('history/not-appended', { file }, { file }))
}

async function nextVersion(
  { effects, layout, history, text, file, date, inputs, hide, withhold = false }: Versioning,
  last: HistoryEntry | undefined,
  facts: DatasetFacts,
  records: Side['records'],
): Promise<{ readonly entry: HistoryEntry; readonly changed?: NewFile }> {
  const { id, slug, hash, columns, fields, primaryKey } = facts
  const own: Pick<HistoryEntry, 'fields'> = fields.length === 0 ? {} : { fields }
  const now = { dataset: slug, records: facts.records, hash, columns, ...own, key: primaryKey, inputs }
  if (last === undefined) return { entry: nextEntry(last, now, date, undefined) }
  if (date < last.date) {
    const { line } = lineOfDate(text, history, slug)
    const facts = { file, line, actual: date, expected: last.date }
    throw new UserError(historyProblem('history/date-before', { file, line, dataset: id }, facts))
  }
  const before = formerRecords(effects, layout, facts, last, records)
  const comparison =
    before === undefined ? undefined : await compare({ records: before }, { records }, primaryKey)
  const next = nextEntry(last, now, date, comparison?.counts)
  // of what only came nothing was taken down
  const { removed = 1, changed = 1 } = comparison?.counts ?? {}
  const isTakedown = withhold && removed + changed > 0
  const entry = isTakedown ? { ...next, withheld: true as const } : next
  const head = {
    dataset: slug,
    from: refOf(last),
    to: refOf(entry),
    key: primaryKey,
    counts: comparison?.counts ?? null,
    columns: columnsMove(last.fields, own.fields) ?? null,
    withheld: isTakedown,
  }
  // it may be as long as the dataset: written beside, a line at a time
  const place = path.join(layout.state, 'versions', path.dirname(file), `${slug}.json`)
  await effects.writeChunks(place, changesText(head, comparison, { hide, withhold }))
  return { entry, changed: { path: `changes/${slug}.json`, text: '', file: place } }
}

/** The one line of it that a person may change: a version that was accepted with the clock far ahead. */
function lineOfDate(text: string, history: History, slug: string): { readonly line: number } {
  const at = history.findLastIndex(({ dataset }) => dataset === slug)
  return placesOfKeys(text)([at, 'date']) ?? { line: 1 }
}

/** Undefined where they are not at hand. */
function formerRecords(
  effects: Effects,
  layout: Versioning['layout'],
  { id, hash }: DatasetFacts,
  last: HistoryEntry,
  records: Side['records'],
): Side['records'] | undefined {
  // only headers or the key are others
  if (last.hash === hash) return records
  const former = acceptedFile(effects, layout, id, last.hash)
  return former === undefined ? undefined : recordsIn(() => effects.readChunks(former)).records
}

/** In the order of keys in which entries are read. */
function ordered(entry: HistoryEntry): HistoryEntry {
  const { dataset, version, date, records, added, removed, changed, why, hash, columns, fields, key } = entry
  const { withheld, inputs } = entry
  const start = { dataset, version, date, records, added, removed, changed, why, hash, columns }
  return {
    ...start,
    ...(fields === undefined ? {} : { fields }),
    ...(key === undefined ? {} : { key }),
    ...(withheld === undefined ? {} : { withheld }),
    inputs,
  }
}

export function badDate(actual: string, expected: string): UserError {
  return new UserError(historyProblem('history/bad-date', {}, { actual, expected }))
}
