/** What is remembered of a unit's datasets beside the hashes of its files, as JSON. */
import { fieldText } from '../history/step.ts'
import type { Dataset, Json } from '../lib/model.ts'
import { isJson, isObject, listOf, textOf } from '../lib/object.ts'
import type { Problem } from '../problem.ts'

export interface DatasetFacts {
  readonly id: string
  readonly slug: string
  readonly records: number
  readonly primaryKey: readonly string[]
  /** short hash of the columns' keys, headers and types */
  readonly columns: string
  /** the columns as history.yaml keeps them: `key:type:header` */
  readonly fields: readonly string[]
  /** sha256 of <id>.json */
  readonly hash: string
  readonly version: string | null
}

export interface About {
  readonly datasets: readonly DatasetFacts[]
  /** short hashes of what history.yaml tells the reason of a change by */
  readonly inputs: { readonly [name: string]: string }
  readonly report: Json
  /** warnings and notes; the first of them */
  readonly problems: readonly Problem[]
}

const SHOWN = 200

export function factsOf(dataset: Dataset, hash: string, sha256: (text: string) => string): DatasetFacts {
  const columns = dataset.columns.map(({ key, header, type }) => [key, header, type])
  return {
    id: dataset.id,
    slug: dataset.slug,
    records: dataset.recordCount,
    primaryKey: dataset.primaryKey,
    columns: short(sha256(JSON.stringify(columns))),
    fields: dataset.columns.map(fieldText),
    hash,
    version: dataset.release?.version ?? null,
  }
}

export function formatAbout(about: About): string {
  return JSON.stringify({ ...about, problems: about.problems.slice(0, SHOWN) })
}

/** All problems are among those remembered. */
export function isShort({ problems }: Pick<About, 'problems'>): boolean {
  return problems.length < SHOWN
}

/** Reads back what `formatAbout` wrote, or the little that dist/report.json says of a source. */
export function parseAbout(text: string): About {
  const value: unknown = JSON.parse(text)
  const { datasets, inputs, report, problems } = isObject(value) ? value : {}
  return {
    datasets: listOf(datasets).flatMap((item) => (isObject(item) ? [parseFacts(item)] : [])),
    inputs: isObject(inputs) ? mapValues(inputs) : {},
    report: isJson(report) ? report : null,
    problems: listOf(problems).filter(isProblem),
  }
}

function parseFacts(item: { readonly [key: string]: unknown }): DatasetFacts {
  return {
    id: textOf(item.id) ?? '',
    slug: textOf(item.slug) ?? '',
    records: Number(item.records),
    primaryKey: listOf(item.primaryKey).map(String),
    columns: textOf(item.columns) ?? '',
    fields: listOf(item.fields).map(String),
    hash: textOf(item.hash) ?? '',
    version: textOf(item.version) ?? null,
  }
}

function mapValues(value: { readonly [key: string]: unknown }): { readonly [key: string]: string } {
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, String(one)]))
}

function isProblem(value: unknown): value is Problem {
  return isObject(value) && typeof value.code === 'string' && isObject(value.message) && isObject(value.where)
}

/** Enough of a hash to tell two apart, short enough to be read. */
export function short(hash: string): string {
  return hash.slice(0, 16)
}
