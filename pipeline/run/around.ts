/** What stands around every command that reads or writes dist/: the lock, the recovery, the note of the last run. */

import path from 'node:path'
import type { Effects } from '../effects.ts'
import { UserError } from '../problem.ts'
import { putBack, REPLACING } from './add/write.ts'
import type { Layout } from './layout.ts'
import { type Holder, isFree, isLocked, type Lock, type LockName, lockedBy, tryLock } from './lock.ts'
import { safeKinds, safeStack } from './log/safe.ts'
import type { RunResult } from './options.ts'
import type { Phases } from './phases.ts'
import { runProblem } from './problems.ts'
import { makeState } from './state.ts'
import { recover } from './swap.ts'
import { sweepParts } from './sweep.ts'
import { finishPut, isPutOpen } from './versions/put.ts'

export type Recovered = 'finished' | 'undone' | undefined

export interface LockOptions {
  /** seconds to wait for another run to end; absent or 0: leaves at once */
  readonly wait?: number | undefined
  readonly name?: LockName
  /** the command that a person knows of; absent: what is done */
  readonly as?: string | undefined
  /** called once for each holder that is waited for */
  readonly onWait?: ((holder: Holder | undefined) => void) | undefined
}

/** Alone, and (with the lock of dist/) after an interrupted swap was finished or undone. */
export async function withLock<T>(
  effects: Effects,
  state: string,
  command: string,
  body: (taken: number, recovered: Recovered) => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  const { name = 'lock' } = options
  makeState(effects, state)
  const lock = await waitForLock(effects, state, options.as ?? command, name, options)
  try {
    const recovered = name === 'lock' ? settleAll(effects, state) : undefined
    if (lock.isStale) sweepParts(effects, path.dirname(state), state)
    return await body(lock.taken, recovered)
  } finally {
    lock.release()
  }
}

/** dist/ and sources/ as a killed run would have left them had it ended, or not begun. */
function settleAll(effects: Effects, state: string): Recovered {
  const recovered = recover(effects, state)
  putBack(effects, path.dirname(state), state)
  finishPut(effects, path.dirname(state), state)
  // what a killed run was making: the next one makes it again; a trial of `acquire` may be at work
  const names = [
    'versions',
    'accepting',
    'trial-add',
    ...(isFree(effects, state, 'acquire') ? ['trial'] : []),
  ]
  for (const left of names.map((name) => path.join(state, name)))
    if (effects.stat(left) !== undefined) effects.remove(left)
  return recovered
}

/** Between two looks; a second is nothing to who waits for a build. */
const LOOK = 1000

/** The time is counted by the pauses: a clock that is set back (or forward) changes nothing. */
async function waitForLock(
  effects: Effects,
  state: string,
  command: string,
  name: LockName,
  { wait = 0, onWait }: LockOptions,
): Promise<Lock> {
  let told: string | undefined
  for (let left = wait * 1000; ; left -= LOOK) {
    const found = tryLock(effects, state, command, name)
    if ('release' in found) return found
    const { holder } = found
    if (left <= 0) throw new UserError(lockedBy(holder, name, effects.whereabouts?.()))
    const who = `${holder?.pid} ${holder?.mark}`
    if (who !== told) onWait?.(holder)
    told = who
    await effects.pause(Math.min(LOOK, left))
  }
}

/** For commands that only read: an interrupted swap is settled, one at work in another process is left to it. */
export function settleFirst(effects: Effects, state: string): void {
  const isOpen =
    ['swap.json', REPLACING].some((name) => effects.stat(path.join(state, name)) !== undefined) ||
    isPutOpen(effects, state)
  if (!isOpen || isLocked(effects, state)) return
  const lock = tryLock(effects, state, 'recovery', 'lock')
  if (!('release' in lock)) return
  try {
    settleAll(effects, state)
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

/** `.hiraku/last-run.json`: what this run did, with the time, which dist/ never holds. No message: it may quote a cell. */
export function lastRun(
  effects: Effects,
  state: string,
  result: RunResult,
  phases: ReturnType<Phases['all']>,
): void {
  const { problems, bugs, ...rest } = result
  const note = {
    at: effects.now().toISOString(),
    ...rest,
    phases,
    counts: problems.counts,
    problems: safeKinds(problems.kinds()),
    bugs: bugs.map(({ unit, stack }) => ({ unit, stack: safeStack(stack) })),
  }
  effects.writeFile(path.join(state, 'last-run.json'), `${JSON.stringify(note, null, 2)}\n`, { sync: false })
}
