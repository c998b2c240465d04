/** Completes the stage with what did not change, swaps it in, and remembers how to know the files again. */
import path from 'node:path'
import type { Context } from './context.ts'
import { type Entry, formatEntry } from './entry.ts'
import { nextTick, sealLines } from './files.ts'
import { openStore, promote } from './store.ts'
import { swap } from './swap.ts'
import { allUnits, entryOf, type Units } from './units.ts'

/** After the walk. Nothing is replaced where no byte differs, or where what is made of all could not be made. */
export async function settle(
  context: Context,
  units: Units | undefined,
): Promise<'nothing' | 'same' | 'replaced'> {
  const { added, differing, strays } = context.changes
  if (units === undefined || (!context.worked && strays.count === 0)) return 'nothing'
  const fresh = allUnits(units).filter((unit) => context.store.isPending(unit))
  if (added.count + differing.count + strays.count === 0) {
    keepDist(context)
    await seal(context, fresh)
    return 'same'
  }
  await replaceDist(context, units)
  await seal(context, allUnits(units))
  return 'replaced'
}

/** Every file that is in dist/ and not in the stage is linked into it: never copied, never written again. */
async function replaceDist(context: Context, units: Units): Promise<void> {
  const { effects, layout, store, stage } = context
  const shared = new Set([layout.stage])
  for (const unit of allUnits(units)) {
    const fresh = store.isPending(unit)
    const own = new Set<string>()
    for (const { path: file } of entryOf(store, unit).outs) {
      const target = path.join(layout.stage, file)
      const folder = path.dirname(target)
      if (!own.has(folder) && !shared.has(folder)) {
        effects.makeFolder(folder)
        own.add(folder)
        for (let one = path.dirname(folder); one.length > layout.stage.length; one = path.dirname(one))
          shared.add(one)
      }
      if (fresh && stage.has(file)) continue
      const from = path.join(layout.dist, file)
      if (!context.broken.has(file) || effects.stat(from) !== undefined) effects.link(from, target)
    }
    // a folder of several units may be synced more than once; those of a thousand are not all held for the end
    await effects.syncFiles([...own])
  }
  await effects.syncFiles([...shared])
  swap(effects, layout)
}

/** dist/ holds the same bytes as before; only what is remembered of it moves on. */
function keepDist(context: Context): void {
  context.effects.remove(context.layout.stage)
  promote(context.effects, context.layout)
}

/**
 * Takes the signatures of everything in dist/, once the clock of the file system has moved past our last change:
 * a later change then has another time, and is seen.
 */
async function seal(context: Context, units: readonly string[]): Promise<void> {
  const { effects, layout } = context
  const store = openStore(effects, layout)
  const before = await nextTick(effects, layout.state)
  for (const unit of units) {
    const file = path.join(layout.cache, `${unit}.entry`)
    const entry = entryOf(store, unit)
    const now: Entry = {
      ...entry,
      outs: sealLines(effects, layout.dist, entry.outs, before, context.broken),
      dirs: sealLines(effects, layout.dist, entry.dirs, before),
    }
    const text = formatEntry(now)
    if (text !== formatEntry(entry)) effects.writeFile(file, text, { sync: false })
  }
}
