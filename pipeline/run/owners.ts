/** Which unit a dataset comes from: of those done in this run, else of those that still have a folder. */
import { type Context, datasetFolders } from './context.ts'
import { unitOfSource } from './store.ts'

/** The other unit that gives this dataset, or undefined. Remembered entries are read once, only where there is work. */
export function ownerOf(context: Context, id: string, unit: string): string | undefined {
  context.owners ??= rememberedOwners(context)
  const owner = context.claims.get(id) ?? context.owners.get(id)
  return owner === unit ? undefined : owner
}

function rememberedOwners(context: Context): ReadonlyMap<string, string> {
  const owners = new Map<string, string>()
  for (const folder of context.sources) {
    const unit = unitOfSource(folder)
    for (const dataset of datasetFolders(context.store.load(unit)?.outs ?? [])) {
      const id = dataset.slice('datasets/'.length)
      if (!owners.has(id)) owners.set(id, unit)
    }
  }
  return owners
}
