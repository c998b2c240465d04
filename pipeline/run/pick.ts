/** The source that a person means: by its name, its folder, or one of the datasets that it gave. */
import path from 'node:path'
import type { Effects } from '../effects.ts'
import { isObject, listOf, textOf } from '../lib/object.ts'
import { datasetFolders } from './context.ts'
import type { Layout } from './layout.ts'
import { nameOf, pickSource, type SourceFolder } from './project.ts'
import { readReport } from './report-file.ts'
import { openStore, unitOfSource } from './store.ts'

export function pick(
  effects: Effects,
  layout: Layout,
  sources: readonly SourceFolder[],
  name: string,
): SourceFolder {
  const store = openStore(effects, layout)
  let reported: ReadonlyMap<string, readonly string[]> | undefined
  return pickSource(layout.root, sources, name, (folder) => {
    const remembered = datasetFolders(store.load(unitOfSource(folder))?.outs ?? [])
    if (remembered.length > 0) return remembered.map((one) => one.slice('datasets/'.length))
    reported ??= inReport(effects, path.join(layout.dist, 'report.json'))
    return reported.get(nameOf(folder)) ?? []
  })
}

/** On a fresh checkout nothing is remembered, but dist/ says what came from where. */
function inReport(effects: Effects, file: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  if (effects.stat(file) === undefined) return found
  for (const { publisher, source, datasets } of readReport(effects, file)) {
    if (source === undefined) continue
    const ids = listOf(datasets).flatMap((dataset) => (isObject(dataset) ? [textOf(dataset.id) ?? ''] : []))
    found.set(`${publisher}/${source}`, ids)
  }
  return found
}
