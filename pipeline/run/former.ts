/**
 * The records of the last accepted version, kept while dist/ already shows others: so that `accept` can count what
 * came, went and changed. By their hash, under .hiraku/accepted/; a fresh checkout has them in dist/ itself.
 */
import path from 'node:path'
import { type Effects, hashFile, hashOf } from '../effects.ts'
import { type History, lastOf } from '../history/index.ts'
import type { DatasetFacts } from './about.ts'
import type { Layout } from './layout.ts'

type Places = Pick<Layout, 'dist' | 'state'>

/** Called while dist/ is as before: links what is accepted and about to be replaced. */
export function keepFormer(
  effects: Effects,
  layout: Places,
  history: History,
  facts: readonly DatasetFacts[],
): void {
  for (const { id, slug, hash } of facts) {
    const last = lastOf(history, slug)
    if (last === undefined || last.hash === hash) continue
    const file = path.join(layout.dist, 'datasets', id, `${id}.json`)
    if (effects.stat(file) === undefined || hashFile(effects, file) !== last.hash) continue
    const copy = copyOf(layout, last.hash)
    effects.makeFolder(path.dirname(copy))
    effects.link(file, copy)
  }
}

/** The text of the records with this hash; undefined where they are not at hand. */
export function acceptedCopy(effects: Effects, layout: Places, id: string, hash: string): string | undefined {
  for (const file of [copyOf(layout, hash), path.join(layout.dist, 'datasets', id, `${id}.json`)]) {
    if (effects.stat(file) === undefined) continue
    const bytes = effects.readFile(file)
    if (hashOf(effects, bytes) === hash) return new TextDecoder().decode(bytes)
  }
  return undefined
}

function copyOf(layout: Places, hash: string): string {
  return path.join(layout.state, 'accepted', `${hash}.json`)
}
