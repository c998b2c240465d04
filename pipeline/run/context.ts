/** What one run carries from unit to unit: small, whatever the number of sources. */
import type { Effects } from '../effects.ts'
import type { Problem } from '../problem.ts'
import { type Entry, type OutLine, UNKNOWN } from './entry.ts'
import type { Layout } from './layout.ts'
import type { SourceFolder } from './project.ts'
import type { Rooms } from './rooms.ts'
import type { Schemas } from './schemas.ts'
import type { Stage, Staged } from './stage.ts'
import type { Store } from './store.ts'

export interface Tally {
  count: number
  /** the first of them; a run's result stays small */
  readonly first: string[]
}

const FIRST = 100

export function tally(): Tally {
  return { count: 0, first: [] }
}

export function count(into: Tally, names: readonly string[]): void {
  into.count += names.length
  for (const name of names) if (into.first.length < FIRST) into.first.push(name)
}

export interface Context {
  readonly effects: Effects
  readonly layout: Layout
  readonly store: Store
  readonly stage: Stage
  readonly schemas: Schemas
  /** hash of the code that makes files */
  readonly code: string
  /** the file system's clock when the run began */
  readonly taken: number
  /** makes everything again whatever is remembered */
  readonly force: boolean
  readonly rooms: () => Promise<Rooms>
  readonly report: (problems: readonly Problem[]) => void
  /** for --check: a file that differs is an error, not news */
  readonly changes: { readonly added: Tally; readonly differing: Tally; readonly removed: Tally; readonly strays: Tally }
  /** dataset id → the unit it comes from */
  readonly claims: Map<string, string>
  /** every source that has a folder, worked on or not */
  readonly sources: readonly SourceFolder[]
}

export function knownOuts(entry: Entry | undefined): ReadonlyMap<string, OutLine> {
  return new Map(entry?.outs.map((line) => [line.path, line]))
}

/** Counts what a unit's new files change in dist/, and gives the lines to remember. */
export function settleOuts(
  context: Context,
  before: Entry | undefined,
  files: readonly Staged[],
): { readonly outs: readonly OutLine[]; readonly dirs: Entry['dirs'] } {
  const { changes, effects, layout } = context
  count(changes.added, files.filter((file) => file.state === 'new').map((file) => file.path))
  count(changes.differing, files.filter((file) => file.state === 'differs').map((file) => file.path))
  const now = new Set(files.map((file) => file.path))
  const gone = (before?.outs ?? []).filter((line) => !now.has(line.path))
  count(changes.removed, gone.map((line) => line.path).filter((name) => effects.stat(`${layout.dist}/${name}`) !== undefined))
  const outs = files.map((file) => ({ path: file.path, sha256: file.sha256, bytes: file.bytes, signature: UNKNOWN }))
  return { outs, dirs: datasetFolders(outs).map((folder) => ({ path: folder, signature: UNKNOWN })) }
}

/** The folders under datasets/ that these files fill, each once, in their order. */
export function datasetFolders(outs: readonly { readonly path: string }[]): readonly string[] {
  const folders = new Set<string>()
  for (const { path } of outs) {
    const folder = datasetFolder(path)
    if (folder !== undefined) folders.add(folder)
  }
  return [...folders]
}

function datasetFolder(path: string): string | undefined {
  return path.startsWith('datasets/') ? path.slice(0, path.lastIndexOf('/')) : undefined
}
