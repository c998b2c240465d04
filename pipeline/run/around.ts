/** What stands around every command that reads or writes dist/: the lock, the recovery, the note of the last run. */

import path from 'node:path'
import type { Effects } from '../effects.ts'
import { UserError } from '../problem.ts'
import { putBack, REPLACING } from './add/write.ts'
import type { Layout } from './layout.ts'
import { isLocked, takeLock } from './lock.ts'
import type { RunResult } from './options.ts'
import { runProblem } from './problems.ts'
import { recover } from './swap.ts'

export type Recovered = 'finished' | 'undone' | undefined

/** Alone, and after an interrupted swap was finished or undone. */
export async function withLock<T>(
  effects: Effects,
  state: string,
  command: string,
  body: (taken: number, recovered: Recovered) => Promise<T>,
): Promise<T> {
  effects.makeFolder(state)
  const lock = takeLock(effects, state, command)
  try {
    return await body(lock.taken, recover(effects, state))
  } finally {
    lock.release()
  }
}

/** For commands that only read: an interrupted swap is settled, one at work in another process is left to it. */
export function settleFirst(effects: Effects, state: string): void {
  const isOpen = ['swap.json', REPLACING].some((name) => effects.stat(path.join(state, name)) !== undefined)
  if (!isOpen || isLocked(effects, state)) return
  const lock = takeLock(effects, state, 'recovery')
  try {
    recover(effects, state)
    putBack(effects, path.dirname(state), state)
  } finally {
    lock.release()
  }
}

/** `--out` replaces the folder it names whole: it must be ours or empty, and hold nothing of the project. */
export function guardOut(effects: Effects, layout: Layout): void {
  const { dist, root } = layout
  if (dist === path.join(root, 'dist')) return
  const above = path.relative(dist, root)
  const holdsProject = above === '' || !(above.startsWith('..') || path.isAbsolute(above))
  const inside = path.relative(root, dist).split(path.sep)[0] ?? ''
  const own = ['sources', 'schemas', '.hiraku', '.git', 'dist', 'node_modules'].includes(inside)
  const there = effects.stat(dist)
  const names = effects.list(dist)
  const foreign =
    there !== undefined && (!there.isDirectory || (names.length > 0 && !names.includes('SHA256SUMS')))
  if (holdsProject || own || foreign) {
    throw new UserError(runProblem('run/not-our-folder', { file: dist }, { folder: dist }))
  }
}

/** `.hiraku/last-run.json`: what this run did, with the time, which dist/ never holds. */
export function lastRun(effects: Effects, state: string, result: RunResult): void {
  const { problems, ...rest } = result
  const note = {
    at: effects.now().toISOString(),
    ...rest,
    counts: problems.counts,
    problems: problems.kinds(),
  }
  effects.writeFile(path.join(state, 'last-run.json'), `${JSON.stringify(note, null, 2)}\n`, { sync: false })
}
