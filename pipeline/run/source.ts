/** One source: nothing to do, made again, or failed and as it was. */
import { type Context, findStraysOf } from './context.ts'
import type { Entry } from './entry.ts'
import { lookInputs, lookOutputs } from './files.ts'
import { sourceKey } from './key.ts'
import { keepLastGood } from './last-good.ts'
import { inputPaths, nameOf, type SourceFolder } from './project.ts'
import { unitOfSource } from './store.ts'

export type State = 'unchanged' | 'built' | 'failed' | 'kept'

export interface Done {
  readonly state: State
  /** undefined: nothing of it is in dist/ */
  readonly entry: Entry | undefined
}

/** Looks, and works where anything that went in or came out is not as it was. */
export async function doSource(context: Context, folder: SourceFolder, selected: boolean): Promise<Done> {
  const unit = unitOfSource(folder)
  if (!selected) return { state: 'kept', entry: keepLastGood(context, unit) }
  const remembered = context.store.load(unit)
  if (!context.force && remembered !== undefined) {
    const unchanged = lookUnchanged(context, folder, unit, remembered)
    const isOpen =
      unchanged !== undefined && (await isWaiting(context, unit, `sources/${nameOf(folder)}`, unchanged))
    if (unchanged !== undefined && !isOpen) return { state: 'unchanged', entry: unchanged }
  }
  context.worked = true
  const { workSource } = await import('./work-source.ts')
  const entry = await workSource(context, folder, remembered)
  return entry === undefined
    ? { state: 'failed', entry: keepLastGood(context, unit) }
    : { state: 'built', entry }
}

/** Whether something of an unchanged unit is to be accepted now: then it is made again with its new version. */
export async function isWaiting(
  context: Context,
  unit: string,
  folder: string,
  entry: Entry,
): Promise<boolean> {
  if (context.accepting === undefined || context.accepting.isUnitWanted?.(unit) === false) return false
  const { hasWaiting } = await import('./versions/waiting.ts')
  return hasWaiting(context, context.accepting, unit, folder, entry)
}

/** The entry where inputs and outputs are those that it speaks of. */
function lookUnchanged(
  context: Context,
  folder: SourceFolder,
  unit: string,
  entry: Entry,
): Entry | undefined {
  const { effects, layout, store, taken } = context
  const ins = lookInputs(effects, layout.root, inputPaths(effects, layout.root, folder), entry.ins, taken)
  const asked = context.schemas.renew(entry.asked)
  if (sourceKey(context, ins.lines, asked) !== entry.key) return undefined
  const outs = lookOutputs(effects, layout.dist, entry.outs, taken)
  if (outs.wrong.length > 0) return undefined
  const now = { ...entry, ins: ins.lines, outs: outs.lines }
  if (!ins.same || !outs.same) store.refresh(unit, now)
  findStraysOf(context, now)
  return now
}
