/** What is offered, and what of it and of ours lies there. */
import type { Offering } from '../../lib/offer.ts'
import { parseSum } from '../../lib/sums.ts'
import type { Text } from '../../problem.ts'
import type { Scope } from '../target.ts'
import { CLAIMS, datasetOf, filesOf, type Owning, SUMS } from './paths.ts'
import type { FileStore, Found, Outcome, Putting } from './store.ts'

export interface Offered {
  readonly id: string
  readonly title: Text
  readonly records: readonly Putting[]
  readonly documents: readonly Putting[]
}

/** What the plan was made for: kept, since what is applied last needs to know of all. */
export interface Known {
  readonly offers: ReadonlyMap<string, Offered>
  readonly whole: readonly Putting[]
  readonly sums: Putting | undefined
  /** in dist/, by id, and left as they are */
  readonly withheld: ReadonlySet<string>
  /** one dataset was asked for: nothing is retired */
  readonly partial: boolean
}

export async function knownOf(offering: Offering, scope: Scope): Promise<Known> {
  const offers = new Map<string, Offered>()
  for await (const offer of offering.datasets()) {
    if (scope.only === undefined || scope.only === offer.id)
      offers.set(offer.id, {
        id: offer.id,
        title: offer.title,
        records: offer.files,
        documents: offer.documents,
      })
  }
  return {
    offers,
    whole: offering.whole,
    sums: offering.whole.find(({ path }) => path === SUMS),
    withheld: new Set(offering.withheld),
    partial: scope.only !== undefined,
  }
}

export interface Survey {
  readonly found: ReadonlyMap<string, Found>
  /** the paths found in each dataset's folder: a thousand datasets must not each look through all */
  readonly ofDatasets: ReadonlyMap<string, readonly string[]>
  readonly owning: Owning
  /** what the list of claims there says */
  readonly claims: ReadonlySet<string>
  /** path → sha256, as the SHA256SUMS that is there says */
  readonly sums: ReadonlyMap<string, string>
  /** that SHA256SUMS is ours of now: so the catalog there is too, which is put before it */
  readonly isCurrent: boolean
}

export function topOf(path: string): string {
  return path.split('/')[0] ?? path
}

/** Looks at all places where files of ours may lie. */
export async function surveyOf(store: FileStore, known: Known): Promise<Outcome<Survey>> {
  const tops = new Set(['datasets', SUMS, CLAIMS, ...known.whole.map(({ path }) => topOf(path))])
  const looked = await store.look([...tops])
  if ('problem' in looked) return looked
  const found = new Map(looked.value)
  const sums = await sumsThere(store, known, found)
  if ('problem' in sums) return sums
  const claimed = await readLines(store, CLAIMS, found)
  if ('problem' in claimed) return claimed
  const claims = new Set(claimed.value.filter((line) => line !== ''))
  const owning = new Set([...sums.value.sums.keys(), ...claims])
  if (sums.value.sums.size > 0) owning.add(SUMS)
  // what an earlier release put elsewhere
  const elsewhere = [...owning].filter((path) => !found.has(path)).map(topOf)
  const more = [...new Set(elsewhere)].filter((top) => !tops.has(top))
  if (more.length > 0) {
    const rest = await store.look(more)
    if ('problem' in rest) return rest
    for (const [path, file] of rest.value) found.set(path, file)
  }
  return { value: { found, ofDatasets: byDataset(found.keys()), owning, claims, ...sums.value } }
}

function byDataset(paths: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>()
  for (const path of paths) {
    const id = datasetOf(path)
    if (id === undefined) continue
    const own = folders.get(id)
    if (own === undefined) folders.set(id, [path])
    else own.push(path)
  }
  return folders
}

type Sums = ReadonlyMap<string, string>

/** Where it is ours of now, it is read here: an unchanged publish asks for nothing more than the list. */
async function sumsThere(
  store: FileStore,
  known: Known,
  found: ReadonlyMap<string, Found>,
): Promise<Outcome<{ readonly sums: Sums; readonly isCurrent: boolean }>> {
  const there = found.get(SUMS)
  if (there === undefined) return { value: { sums: new Map(), isCurrent: false } }
  if (known.sums !== undefined) {
    const compared = await store.compare(known.sums, there)
    if ('problem' in compared) return compared
    if (compared.value.same) return { value: { sums: sumsOf(known.sums), isCurrent: true } }
  }
  const read = await readLines(store, SUMS, found)
  if ('problem' in read) return read
  const sums = parsed(read.value)
  // another's SHA256SUMS, of files that are not of this form, makes nothing ours
  const isOurs = [...sums.keys()].some((path) => /^datasets\/([^/]+)\/\1\./.test(path))
  return { value: { sums: isOurs ? sums : new Map(), isCurrent: false } }
}

export function sumsOf(file: Putting): Sums {
  const lines = lineReader()
  for (const chunk of file.read()) lines.push(chunk)
  return parsed(lines.end())
}

function parsed(lines: readonly string[]): Sums {
  return new Map(
    lines.flatMap((line) => {
      const sum = parseSum(line)
      return sum === undefined ? [] : [[sum.path, sum.sha256] as const]
    }),
  )
}

/** Far above what a million files need; what is larger is no list of ours. */
const LARGEST = 256 << 20

async function readLines(
  store: FileStore,
  path: string,
  found: ReadonlyMap<string, Found>,
): Promise<Outcome<readonly string[]>> {
  const there = found.get(path)
  if (there === undefined || there.bytes > LARGEST) return { value: [] }
  const read = await store.read(path)
  if ('problem' in read) return read
  const lines = lineReader()
  for await (const chunk of read.value?.chunks ?? []) {
    if ('problem' in chunk) return chunk
    lines.push(chunk.value)
  }
  return { value: lines.end() }
}

function lineReader(): { push: (chunk: Uint8Array) => void; end: () => readonly string[] } {
  const decoder = new TextDecoder()
  const lines: string[] = []
  let rest = ''
  return {
    push: (chunk) => {
      const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
      rest = parts.pop() ?? ''
      for (const part of parts) lines.push(part)
    },
    end: () => (rest === '' ? lines : [...lines, rest]),
  }
}

export function offeredPaths(known: Known): ReadonlySet<string> {
  const paths = new Set(known.whole.map(({ path }) => path))
  for (const offered of known.offers.values()) for (const { path } of filesOf(offered)) paths.add(path)
  return paths
}

/** How many files SHA256SUMS of now names that are neither offered nor there as it says: it must not go up then. */
export function unmetSums(known: Known, { found, sums }: Survey): number {
  if (known.sums === undefined) return 0
  const offered = offeredPaths(known)
  return [...sumsOf(known.sums)].filter(
    ([path, sha256]) => !offered.has(path) && !(found.has(path) && sums.get(path) === sha256),
  ).length
}
