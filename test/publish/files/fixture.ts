/** A dist/ as data, a place of files in memory, and the run's way through a plan. */
import { createHash } from 'node:crypto'
import type { Offer, OfferFile, Offering } from '../../../pipeline/lib/offer.ts'
import { formatSum } from '../../../pipeline/lib/sums.ts'
import { hasError, type Problem } from '../../../pipeline/problem.ts'
import type { FileStore, Found, Outcome } from '../../../pipeline/publish/files/store.ts'
import type { Applied, PlanItem, Scope, Target } from '../../../pipeline/publish/index.ts'

export const sha256Of = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')

export const sha256 = () => {
  const hash = createHash('sha256')
  return {
    update: (data: string | Uint8Array) => {
      hash.update(data)
    },
    hex: () => hash.digest('hex'),
  }
}

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  md: 'text/markdown; charset=utf-8',
  ttl: 'text/turtle; charset=utf-8',
}

/** Path → content of all that dist/ holds but SHA256SUMS. */
export type Dist = Readonly<Record<string, string>>

export interface Given {
  /** ids that lie in dist/ and are not offered */
  readonly withheld?: readonly string[]
}

export function fileOf(path: string, text: string): OfferFile {
  const data = new TextEncoder().encode(text)
  const name = path.slice(path.lastIndexOf('/') + 1)
  return {
    key: name,
    path,
    name,
    mediaType: TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain; charset=utf-8',
    bytes: data.length,
    sha256: sha256Of(data),
    read: () => [data],
  }
}

export function withSums(dist: Dist): Dist {
  const sums = Object.keys(dist)
    .sort()
    .map((path) => formatSum({ sha256: sha256Of(dist[path] ?? ''), path }))
  return { ...dist, SHA256SUMS: sums.join('') }
}

const idOf = (path: string): string | undefined => /^datasets\/([^/]+)\//.exec(path)?.[1]

export function offersOf(dist: Dist): readonly Offer[] {
  const ids = [...new Set(Object.keys(dist).flatMap((path) => idOf(path) ?? []))].sort()
  return ids.map((id) => {
    const files = Object.keys(dist)
      .filter((path) => idOf(path) === id)
      .map((path) => fileOf(path, dist[path] ?? ''))
    const isRecords = ({ name }: OfferFile): boolean => name.startsWith(`${id}.`)
    return {
      id,
      iri: `https://example.jp/${id}`,
      code: '142140',
      title: { ja: `題名${id}`, en: id },
      files: files.filter(isRecords),
      documents: files.filter((file) => !isRecords(file)),
      table: null,
    }
  })
}

export function offeringOf(given: Dist, { withheld = [] }: Given = {}): Offering {
  const dist = withSums(given)
  return {
    datasets: async function* () {
      yield* offersOf(dist).filter(({ id }) => !withheld.includes(id))
    },
    whole: Object.keys(dist)
      .filter((path) => idOf(path) === undefined)
      .map((path) => fileOf(path, dist[path] ?? '')),
    withheld,
  }
}

/** What a place has, and every write to it; `before` may break a write off. */
export interface Memory {
  readonly files: Map<string, string>
  readonly writes: string[]
  before: (write: string) => void
}

export function memoryOf(files: Dist = {}): Memory {
  return { files: new Map(Object.entries(files)), writes: [], before: () => undefined }
}

/** A place that keeps nothing but paths and bytes. */
export function memoryStore(memory: Memory): FileStore {
  const { files } = memory
  const write = (what: string): void => {
    memory.before(what)
    memory.writes.push(what)
  }
  return {
    label: 'memory',
    atOnce: 1,
    ready: async () => ({ value: null }),
    look: async (paths) => {
      const found = new Map<string, Found>()
      for (const [path, text] of files)
        if (paths.some((one) => path === one || path.startsWith(`${one}/`)))
          found.set(path, { bytes: new TextEncoder().encode(text).length })
      return { value: found }
    },
    compare: async (file) => {
      const hash = sha256Of(files.get(file.path) ?? '')
      return { value: { same: hash === file.sha256, sha256: hash } }
    },
    put: async (file) => {
      write(`put ${file.path}`)
      files.set(file.path, Buffer.concat([...file.read()]).toString('utf8'))
      return { value: null }
    },
    remove: async (path) => {
      write(`remove ${path}`)
      files.delete(path)
      return { value: null }
    },
    read: async (path) => {
      const text = files.get(path)
      return { value: text === undefined ? undefined : { chunks: oneChunk(text) } }
    },
    requests: () => 0,
  }
}

async function* oneChunk(text: string): AsyncIterable<Outcome<Uint8Array>> {
  yield { value: new TextEncoder().encode(text) }
}

export interface Ran {
  readonly items: readonly PlanItem[]
  readonly applied: readonly (readonly [string, Applied])[]
  readonly problems: readonly Problem[]
}

export async function planned(
  target: Target,
  offering: Offering,
  scope: Scope = {},
): Promise<readonly PlanItem[]> {
  const items: PlanItem[] = []
  for await (const item of target.plan(offering, scope)) items.push(item)
  return items
}

/** Plan and apply, in the order in which the run does it. */
export async function published(
  target: Target,
  offering: Offering,
  { retire = true, scope = {} }: { readonly retire?: boolean; readonly scope?: Scope } = {},
): Promise<Ran> {
  const items = await planned(target, offering, scope)
  const offers = new Map<string, Offer>()
  for await (const offer of offering.datasets()) offers.set(offer.id, offer)
  const applied: [string, Applied][] = []
  for (const item of items) {
    if (item.action === 'unchanged' || hasError(item.problems) || (item.action === 'retire' && !retire))
      continue
    const offer = item.action === 'retire' ? undefined : offers.get(item.id)
    applied.push([item.id, await target.apply(item, offer, () => undefined)])
  }
  const problems = [...items.flatMap((item) => item.problems), ...applied.flatMap(([, one]) => one.problems)]
  return { items, applied, problems }
}

export const actionsOf = (items: readonly PlanItem[]): readonly string[] =>
  items.map(({ action, id }) => `${action} ${id}`)

export const codesOf = (problems: readonly Problem[]): readonly string[] => problems.map(({ code }) => code)

const A = 'datasets/142140_aed/142140_aed'
const B = 'datasets/142140_toilet/142140_toilet'

/** Two datasets and what is made of them. */
export const TWO: Dist = {
  [`${A}.csv`]: '名称\n市役所\n',
  [`${A}.json`]: '[{"名称":"市役所"}]',
  'datasets/142140_aed/README.md': '# AED',
  [`${B}.csv`]: '名称\n公園\n',
  'datasets/142140_toilet/README.md': '# 公衆トイレ',
  'catalog/catalog.ttl': 'aed, toilet',
  'report.json': '{}',
}

/** One file of one dataset is another, and what is made of it. */
export const CHANGED: Dist = {
  ...TWO,
  [`${A}.csv`]: '名称\n消防署\n',
  'catalog/catalog.ttl': 'aed 2, toilet',
}

/** One dataset is gone, one of the other's files too, and a page of the catalog. */
export const FEWER: Dist = {
  [`${A}.csv`]: '名称\n市役所\n',
  'datasets/142140_aed/README.md': '# AED',
  'catalog/catalog.ttl': 'aed',
  'report.json': '{}',
}

export const PAGED: Dist = { ...TWO, 'catalog/page-2.ttl': 'toilet', 'feeds/all.json': '[]' }
