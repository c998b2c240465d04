/** history.yaml as parsed → entries, strictly. The file is a list, oldest first. */
import { keyPath } from '../lib/keys.ts'
import type { Release } from '../lib/model.ts'
import { isObject } from '../lib/object.ts'
import type { YamlFault } from '../lib/yaml.ts'
import type { Place, Problem } from '../problem.ts'
import { historyProblem } from './problems.ts'

/** Why the records differ from the version before; `datasets`: the list follows the datasets that it lists. */
export const WHY = ['first', 'snapshot', 'correction', 'declaration', 'datasets', 'code'] as const
export type Why = (typeof WHY)[number]

/** Hashes of what a version was made of, so that the reason of the next can be told. */
export const INPUTS = ['snapshot', 'corrections', 'declaration', 'datasets', 'code'] as const
export type Inputs = { readonly [key in (typeof INPUTS)[number]]?: string }

export interface HistoryEntry {
  /** the slug */
  readonly dataset: string
  readonly version: string
  /** accepted, YYYY-MM-DD */
  readonly date: string
  readonly records: number
  /** against the version before; absent for the first, and where the former records are not at hand */
  readonly added?: number
  readonly removed?: number
  readonly changed?: number
  readonly why: readonly Why[]
  /** sha256 of <id>.json */
  readonly hash: string
  /** hash of the columns' keys, headers and types */
  readonly columns: string
  /**
   * The columns, `key:type:header`: with the first entry that has them, and absent in what Hiraku wrote before it kept
   * them. Then the keys of those that identify a record.
   */
  readonly fields?: readonly string[]
  readonly key?: readonly string[]
  /** values of the version before were taken down: they are not to be told any more */
  readonly withheld?: true
  readonly inputs: Inputs
}

export type History = readonly HistoryEntry[]

/** Takes what the YAML held; entries are empty where there is a problem, so that no date is guessed. */
export function readHistory(
  value: unknown,
  where: Place,
): { readonly history: History; readonly problems: readonly Problem[] } {
  if (value === null || value === undefined) return { history: [], problems: [] }
  if (!Array.isArray(value)) return { history: [], problems: [historyProblem('history/not-a-list', where)] }
  const history: HistoryEntry[] = []
  const problems: Problem[] = []
  value.forEach((item: unknown, index) => {
    const entry = entryOf(item)
    if (typeof entry !== 'string') history.push(entry)
    else {
      const key = `${keyPath(index)}.${entry}`
      problems.push(historyProblem('history/bad-entry', { ...where, key }, { number: index + 1, key: entry }))
    }
  })
  if (problems.length === 0) problems.push(...outOfOrder(history, where))
  return problems.length > 0 ? { history: [], problems } : { history, problems }
}

/**
 * The versions of a dataset rise, and their days do not fall: where both sides of a merge were kept, two versions would
 * have one number, and their entries in the feed one id (RFC 4287, 4.2.6).
 */
function outOfOrder(history: History, where: Place): readonly Problem[] {
  const lasts = new Map<string, { readonly entry: HistoryEntry; readonly seen: Set<string> }>()
  return history.flatMap((entry, index) => {
    const { dataset, version, date } = entry
    const last = lasts.get(dataset)
    const seen = last?.seen ?? new Set()
    const isRepeated = seen.has(version)
    seen.add(version)
    lasts.set(dataset, { entry, seen })
    if (last === undefined) return []
    const { version: former, date: since } = last.entry
    const facts = { number: index + 1, dataset, version, date, former, since }
    const place = { ...where, key: `${keyPath(index)}.${isRepeated || date >= since ? 'version' : 'date'}` }
    if (isRepeated) return [historyProblem('history/repeated-version', place, facts)]
    if (date >= since && isAfter(version, former)) return []
    return [historyProblem('history/out-of-order', place, facts)]
  })
}

function isAfter(version: string, former: string): boolean {
  const [now, before] = [version, former].map((text) => text.split('.').map(Number))
  const at = [0, 1, 2].find((place) => now?.[place] !== before?.[place])
  return at !== undefined && (now?.[at] ?? 0) > (before?.[at] ?? 0)
}

/** What a YAML parser made of history.yaml: a file that is none has no versions to speak of, and says so. */
export function readHistoryFile(
  { value, faults }: { readonly value: unknown; readonly faults: readonly YamlFault[] },
  where: Place,
): { readonly history: History; readonly problems: readonly Problem[] } {
  const [fault] = faults
  if (fault === undefined) return readHistory(value, where)
  const { line, column, message } = fault
  const facts = { line, actual: message }
  return { history: [], problems: [historyProblem('history/yaml', { ...where, line, column }, facts)] }
}

/** The last accepted version of a dataset. */
export function lastOf(history: History, slug: string): HistoryEntry | undefined {
  return history.findLast((entry) => entry.dataset === slug)
}

/** The same, with its columns where an earlier entry with the same ones says them. */
export function lastWithFields(history: History, slug: string): HistoryEntry | undefined {
  const last = lastOf(history, slug)
  if (last === undefined || last.fields !== undefined) return last
  const { fields } =
    history.findLast(
      (entry) => entry.dataset === slug && entry.columns === last.columns && entry.fields !== undefined,
    ) ?? {}
  return fields === undefined ? last : { ...last, fields }
}

/** The dates that are published: first and last acceptance. Null where nothing was accepted yet. */
export function releaseOf(history: History, slug: string): Release | null {
  const first = history.find((entry) => entry.dataset === slug)
  const last = lastOf(history, slug)
  return first === undefined || last === undefined
    ? null
    : { version: last.version, issued: first.date, modified: last.date }
}

/** The entry, or the name of the key that is wrong. */
function entryOf(item: unknown): HistoryEntry | string {
  if (!isObject(item)) return 'dataset'
  const { dataset, version, date, records, added, removed, changed, why, hash, columns, ...more } = item
  const { fields, key, withheld, inputs, ...rest } = more
  const [unknown] = Object.keys(rest)
  if (unknown !== undefined) return unknown
  if (typeof dataset !== 'string' || dataset === '') return 'dataset'
  if (typeof version !== 'string' || !/^\d+\.\d+\.\d+$/.test(version)) return 'version'
  if (typeof date !== 'string' || !isDate(date)) return 'date'
  if (!isCount(records)) return 'records'
  if (added !== undefined && !isCount(added)) return 'added'
  if (removed !== undefined && !isCount(removed)) return 'removed'
  if (changed !== undefined && !isCount(changed)) return 'changed'
  if (!Array.isArray(why) || why.length === 0) return 'why'
  const reasons = WHY.filter((one) => why.includes(one))
  if (reasons.length !== why.length) return 'why'
  if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash)) return 'hash'
  if (typeof columns !== 'string') return 'columns'
  if (fields !== undefined && !(isTexts(fields) && fields.every(isField))) return 'fields'
  if (key !== undefined && !isTexts(key)) return 'key'
  if (withheld !== undefined && withheld !== true) return 'withheld'
  const hashes = inputsOf(inputs)
  if (hashes === undefined) return 'inputs'
  return {
    dataset,
    version,
    date,
    records,
    added,
    removed,
    changed,
    why: reasons,
    hash,
    columns,
    ...(fields === undefined ? {} : { fields }),
    ...(key === undefined ? {} : { key }),
    ...(withheld === undefined ? {} : { withheld }),
    inputs: hashes,
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

function isField(text: string): boolean {
  return /^[^:]+:[^:]+:/.test(text)
}

function inputsOf(value: unknown): Inputs | undefined {
  if (!isObject(value)) return undefined
  const found: { -readonly [key in keyof Inputs]: Inputs[key] } = {}
  for (const [key, hash] of Object.entries(value)) {
    const name = INPUTS.find((one) => one === key)
    if (name === undefined || typeof hash !== 'string') return undefined
    found[name] = hash
  }
  return found
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}

/** A day that the calendar has, as YYYY-MM-DD. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}
