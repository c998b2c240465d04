/** What is made of all datasets: catalog, report, SHA256SUMS. From the folders as staged, streamed. */
import type { Hash } from '../effects.ts'
import { type Context, findStrays } from './context.ts'
import type { Entry } from './entry.ts'
import { lookOutputs } from './files.ts'
import { wholeKey } from './key.ts'
import type { Done } from './source.ts'
import { WHOLE } from './store.ts'
import { SHARED, type Units } from './units.ts'

/** Folded over the units as they are done. */
export interface Fold {
  readonly hash: Hash
  /** names that dist/sources/ should hold */
  readonly publishers: Set<string>
}

export function foldEntry(fold: Fold, unit: string, entry: Entry): void {
  const lines = entry.outs.map((line) => `${line.sha256} ${line.path}\n`)
  fold.hash.update(`${unit} ${entry.key}\n${lines.join('')}${entry.about}\n`)
}

export async function doWhole(context: Context, all: Units, fold: Fold): Promise<Done> {
  const { effects, layout, store, taken } = context
  const units = fold.hash.hex()
  const remembered = store.load(WHOLE)
  const key = wholeKey(context, context.schemas.renew(remembered?.asked ?? ''), units)
  if (!context.force && remembered?.key === key) {
    const outs = lookOutputs(effects, layout.dist, remembered.outs, taken)
    if (outs.wrong.length === 0) {
      const now = { ...remembered, ins: context.schemas.lines, outs: outs.lines }
      if (!context.schemas.same || !outs.same) store.refresh(WHOLE, now)
      lookFolders(context, now, fold)
      return { state: 'unchanged', entry: now }
    }
  }
  context.worked = true
  const { workWhole } = await import('./work-whole.ts')
  const entry = await workWhole(context, all, units, remembered)
  if (entry !== undefined) lookFolders(context, entry, fold)
  return { state: entry === undefined ? 'failed' : 'built', entry }
}

function lookFolders(context: Context, entry: Entry, fold: Fold): void {
  const catalog = entry.outs
    .filter((line) => line.path.startsWith('catalog/'))
    .map((line) => line.path.slice('catalog/'.length))
  const expected = {
    '': new Set(['SHA256SUMS', 'catalog', 'datasets', 'report.json', 'sources']),
    catalog: new Set(catalog),
    datasets: context.claims,
    sources: fold.publishers,
  }
  for (const folder of SHARED) {
    const known = entry.dirs.find((dir) => dir.path === folder)?.signature
    findStrays(context, folder, expected[folder], known)
  }
}
