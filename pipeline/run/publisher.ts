/** A publisher's open data list: a dataset as any other, made from the descriptors of its datasets as staged. */
import { type Context, findStrays, findStraysOf } from './context.ts'
import type { Entry } from './entry.ts'
import { lookInputs, lookOutputs } from './files.ts'
import { type Descriptors, publisherKey } from './key.ts'
import { keepLastGood } from './last-good.ts'
import { listPaths } from './project.ts'
import { type Done, isWaiting } from './source.ts'
import { unitOfPublisher } from './store.ts'

export async function doPublisher(
  context: Context,
  publisher: string,
  descriptors: Descriptors,
  /** names that dist/sources/<publisher>/ should hold */
  accounts: ReadonlySet<string>,
): Promise<Done> {
  const { effects, layout, store, taken } = context
  const unit = unitOfPublisher(publisher)
  if (descriptors.paths.length === 0) return { state: 'unchanged', entry: undefined }
  const folder = `sources/${publisher}`
  const paths = listPaths(effects, layout.root, publisher)
  const remembered = store.load(unit)
  const ins = lookInputs(effects, layout.root, paths, remembered?.ins ?? [], taken)
  const key = publisherKey(context, ins.lines, context.schemas.renew(remembered?.asked ?? ''), descriptors)
  if (!context.force && remembered?.key === key) {
    const outs = lookOutputs(effects, layout.dist, remembered.outs, taken)
    if (outs.wrong.length === 0 && !(await isWaiting(context, unit, folder, remembered))) {
      const now = { ...remembered, ins: ins.lines, outs: outs.lines }
      if (!ins.same || !outs.same) store.refresh(unit, now)
      findStraysOf(context, now)
      lookAccounts(context, publisher, now, accounts)
      return { state: 'unchanged', entry: now }
    }
  }
  context.worked = true
  const { workPublisher } = await import('./work-publisher.ts')
  const entry = await workPublisher(context, publisher, descriptors, ins.lines, remembered)
  const kept = entry ?? keepLastGood(context, unit)
  if (kept !== undefined) lookAccounts(context, publisher, kept, accounts)
  return { state: entry === undefined ? 'failed' : 'built', entry: kept }
}

function lookAccounts(
  context: Context,
  publisher: string,
  entry: Entry,
  accounts: ReadonlySet<string>,
): void {
  const folder = `sources/${publisher}`
  findStrays(context, folder, accounts, entry.dirs.find((dir) => dir.path === folder)?.signature)
}
