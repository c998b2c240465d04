/**
 * The records of the last accepted version, kept while dist/ already shows others: so that `accept` can tell what
 * came, went and changed. By id and hash, under .hiraku/accepted/; a fresh checkout has them in dist/ itself.
 */
import path from 'node:path'
import { type Effects, hashFile } from '../effects.ts'
import { type History, lastOf } from '../history/read.ts'
import type { DatasetFacts } from './about.ts'
import type { Layout } from './layout.ts'

type Places = Pick<Layout, 'dist' | 'state'>

/**
 * Called while dist/ is as before: links what is accepted and about to be replaced. Where the records are the accepted
 * ones (again) the copy has done its work.
 */
export function keepFormer(
  effects: Effects,
  layout: Places,
  history: History,
  facts: readonly Pick<DatasetFacts, 'id' | 'slug' | 'hash'>[],
): void {
  for (const { id, slug, hash } of facts) {
    const last = lastOf(history, slug)
    if (last === undefined) continue
    if (last.hash === hash) {
      dropFormer(effects, layout, id, hash)
      continue
    }
    const file = path.join(layout.dist, 'datasets', id, `${id}.json`)
    if (effects.stat(file) === undefined || hashFile(effects, file) !== last.hash) continue
    const copy = copyOf(layout, id, last.hash)
    effects.makeFolder(path.dirname(copy))
    effects.link(file, copy)
  }
}

/** Another version was accepted: nobody asks for this one any more. */
export function dropFormer(effects: Effects, layout: Places, id: string, hash: string): void {
  const copy = copyOf(layout, id, hash)
  if (effects.stat(copy) !== undefined) effects.remove(copy)
}

/** Values of it were taken down: no records of any earlier version are kept. */
export function dropAllFormer(effects: Effects, layout: Places, id: string): void {
  const folder = path.dirname(copyOf(layout, id, ''))
  for (const name of effects.list(folder))
    if (name.startsWith(`${id}-`)) effects.remove(path.join(folder, name))
}

/** The file of the records with this hash; undefined where they are not at hand. */
export function acceptedFile(effects: Effects, layout: Places, id: string, hash: string): string | undefined {
  const own = path.join(layout.dist, 'datasets', id, `${id}.json`)
  return [copyOf(layout, id, hash), own].find(
    (file) => effects.stat(file) !== undefined && hashFile(effects, file) === hash,
  )
}

/** Records that were made again from what they were made of, where dist/ no longer has them. */
export function putFormer(effects: Effects, layout: Places, id: string, hash: string, file: string): void {
  const copy = copyOf(layout, id, hash)
  effects.makeFolder(path.dirname(copy))
  effects.rename(file, copy)
}

function copyOf(layout: Places, id: string, hash: string): string {
  return path.join(layout.state, 'accepted', `${id}-${hash}.json`)
}
