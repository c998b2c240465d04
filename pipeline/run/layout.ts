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

type Given = Pick<Effects, 'sha256'> & Partial<Pick<Effects, 'stat' | 'realPath'>>

/**
 * `out`: another folder than dist/, with a cache of its own; it is staged beside itself. So is dist/ where it is a link,
 * or .hiraku/ lies on another file system: a folder can only be renamed within one.
 */
export function layoutOf(effects: Given, root: string, out?: string): Layout {
  const state = path.join(root, '.hiraku')
  const own = path.join(root, 'dist')
  const dist = linkless(effects, out === undefined ? own : path.resolve(root, out))
  if (dist === own || dist === linkless(effects, own)) {
    const apart = dist !== own || deviceOf(effects, state) !== deviceOf(effects, root)
    const places = apart ? besideOf(dist) : { stage: path.join(state, 'stage'), old: path.join(state, 'old') }
    return {
      root,
      dist,
      state,
      cache: path.join(state, 'cache'),
      next: path.join(state, 'next'),
      ...places,
      good: path.join(state, 'good'),
    }
  }
  const memory = path.join(state, 'out', hashOf(effects, dist).slice(0, 16))
  return {
    root,
    dist,
    state,
    cache: path.join(memory, 'cache'),
    next: path.join(memory, 'next'),
    ...besideOf(dist),
    good: path.join(memory, 'good'),
  }
}

function besideOf(dist: string): Pick<Layout, 'stage' | 'old'> {
  const beside = path.join(path.dirname(dist), `.hiraku-${path.basename(dist)}`)
  return { stage: `${beside}-stage`, old: `${beside}-old` }
}

/** Where the folder itself lies: a rename would put a folder in the place of the link. */
function linkless({ realPath }: Given, folder: string): string {
  const above = realPath?.(path.dirname(folder))
  const real = realPath?.(folder)
  if (above === undefined || real === undefined || real === path.join(above, path.basename(folder)))
    return folder
  return real
}

/** What is not there yet is made in the project. */
function deviceOf({ stat }: Given, folder: string): string | undefined {
  return stat?.(folder)?.device ?? stat?.(path.dirname(folder))?.device
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
