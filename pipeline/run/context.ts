/** What one run carries from unit to unit: small, whatever the number of sources. */
import type { Effects } from '../effects.ts'
import { detach } from '../lib/detach.ts'
import type { Problem } from '../problem.ts'
import { type Entry, type OutLine, UNKNOWN } from './entry.ts'
import { lookFolder } from './files.ts'
import type { Layout } from './layout.ts'
import type { SourceFolder } from './project.ts'
import type { Rooms } from './rooms.ts'
import type { Schemas } from './schemas.ts'
import type { Stage, Staged } from './stage.ts'
import type { Store } from './store.ts'
import type { Accepted, Accepting } from './versions/accepted.ts'

/** How many, and the first of them: a run's result stays small. */
export interface Tally {
  count: number
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
  /** versions are accepted while they are made; `accepted`: those so far */
  readonly accepting?: (Accepting & { readonly accepted: Accepted[] }) | undefined
  /** makes everything again whatever is remembered */
  readonly force: boolean
  readonly rooms: () => Promise<Rooms>
  readonly tell: (problems: readonly Problem[]) => void
  /** a fault of ours, met while working on one unit; the others go on */
  readonly bug: (unit: string, error: unknown) => void
  readonly changes: { readonly added: Tally; readonly differing: Tally; readonly strays: Tally }
  /** files of dist/ that are not as they were written and can not be made again now */
  readonly broken: Set<string>
  /** units whose files are the last good ones */
  readonly kept: Set<string>
  /** dataset id → the unit that gives it */
  readonly claims: Map<string, string>
  /** the same as remembered from earlier runs; made when first asked for */
  owners?: ReadonlyMap<string, string>
  /** every source that has a folder, worked on or not */
  readonly sources: readonly SourceFolder[]
  /** whether any unit was worked on: then what is remembered of folders says nothing of what should be in them */
  worked: boolean
}

export function knownOuts(entry: Entry | undefined): ReadonlyMap<string, OutLine> {
  return new Map(entry?.outs.map((line) => [line.path, line]))
}

/** Counts what a unit's files change in dist/, and gives the lines to remember. */
export function settleOuts(context: Context, files: readonly Staged[]): Pick<Entry, 'outs' | 'dirs'> {
  const of = (state: Staged['state']) => files.filter((file) => file.state === state).map((file) => file.path)
  count(context.changes.added, of('new'))
  count(context.changes.differing, of('differs'))
  const outs = files.map(({ path, sha256, bytes }) => ({ path, sha256, bytes, signature: UNKNOWN }))
  return { outs, dirs: datasetFolders(outs).map((path) => ({ path, signature: UNKNOWN })) }
}

/** The folders under datasets/ that these files fill, each once, in their order. */
export function datasetFolders(outs: readonly { readonly path: string }[]): readonly string[] {
  const folders = new Set<string>()
  for (const { path } of outs)
    if (path.startsWith('datasets/')) folders.add(path.slice(0, path.lastIndexOf('/')))
  // these names are held for the whole run, the entries that they are from are not
  return [...folders].map(detach)
}

/** Counts what lies in a folder of dist/ and should not. */
export function findStrays(
  context: Context,
  folder: string,
  expected: Pick<ReadonlySet<string>, 'has'>,
  known?: string,
): void {
  const { effects, layout, worked, changes } = context
  count(changes.strays, lookFolder(effects, layout.dist, folder, expected, worked ? undefined : known))
}

/** The same for the dataset folders of a unit. */
export function findStraysOf(context: Context, entry: Entry): void {
  for (const dir of entry.dirs) {
    if (!dir.path.startsWith('datasets/')) continue
    const start = `${dir.path}/`
    const names = entry.outs
      .filter((line) => line.path.startsWith(start))
      .map((line) => line.path.slice(start.length))
    findStrays(context, dir.path, new Set(names), dir.signature)
  }
}
