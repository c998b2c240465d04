/** Where things lie. */
import path from 'node:path'
import { type Effects, hashOf } from '../effects.ts'

export interface Layout {
  /** the project: holds sources/ */
  readonly root: string
  /** what the public gets */
  readonly dist: string
  /** .hiraku/ */
  readonly state: string
  /** what was made of what: one entry for each source, each publisher, and the whole */
  readonly cache: string
  /** entries of this run, until dist/ holds what they speak of */
  readonly next: string
  /** files of this run that dist/ does not hold yet; on the same file system as dist/ */
  readonly stage: string
  /** what dist/report.json says of each source, spread over small files while a run needs it */
  readonly good: string
  /** the former dist/ between the renames and its removal */
  readonly old: string
}

/** `out`: another folder than dist/, with a cache of its own; it is staged beside itself. */
export function layoutOf(effects: Pick<Effects, 'sha256'>, root: string, out?: string): Layout {
  const state = path.join(root, '.hiraku')
  const own = path.join(root, 'dist')
  const dist = out === undefined ? own : path.resolve(root, out)
  if (dist === own) {
    return {
      root,
      dist,
      state,
      cache: path.join(state, 'cache'),
      next: path.join(state, 'next'),
      stage: path.join(state, 'stage'),
      old: path.join(state, 'old'),
      good: path.join(state, 'good'),
    }
  }
  const beside = path.join(path.dirname(dist), `.hiraku-${path.basename(dist)}`)
  const memory = path.join(state, 'out', hashOf(effects, dist).slice(0, 16))
  return {
    root,
    dist,
    state,
    cache: path.join(memory, 'cache'),
    next: path.join(memory, 'next'),
    stage: `${beside}-stage`,
    old: `${beside}-old`,
    good: path.join(memory, 'good'),
  }
}

/** For `--check`: everything is made again, beside, and nothing that is remembered is used or changed. */
export function checkLayout(layout: Layout): Layout {
  const folder = checkFolder(layout)
  return {
    ...layout,
    cache: path.join(folder, 'cache'),
    next: path.join(folder, 'next'),
    stage: path.join(folder, 'stage'),
    old: path.join(folder, 'old'),
    good: path.join(folder, 'good'),
  }
}

export function checkFolder(layout: Pick<Layout, 'state'>): string {
  return path.join(layout.state, 'check')
}
