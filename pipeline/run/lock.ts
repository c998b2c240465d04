/** One run at a time: .hiraku/lock names the process that holds it. */
import path from 'node:path'
import { type Effects, readText } from '../effects.ts'
import { isObject } from '../lib/object.ts'
import { UserError } from '../problem.ts'
import { runProblem } from './problems.ts'

interface Holder {
  readonly pid: number
  readonly mark: string
  readonly command: string
  readonly since: string
}

export interface Lock {
  /** what the file system's clock said when the lock was taken: what changed before it and was read after it is known */
  readonly taken: number
  release(): void
}

/**
 * Takes the lock, over from a dead process too. Throws the problem that names the holder.
 * The lock appears whole (it is linked into place), so that nobody reads half of it.
 */
export function takeLock(effects: Effects, state: string, command: string): Lock {
  const lock = path.join(state, 'lock')
  const pid = effects.pid()
  const own: Holder = {
    pid,
    mark: effects.processMark(pid) ?? '',
    command,
    since: effects.now().toISOString(),
  }
  const beside = path.join(state, `lock-${pid}`)
  effects.writeFile(beside, `${JSON.stringify(own)}\n`, { sync: false })
  try {
    for (let tries = 0; tries < 3; tries += 1) {
      if (effects.link(beside, lock)) {
        sweep(effects, state)
        return { taken: effects.stat(beside)?.changed ?? 0, release: () => effects.remove(lock) }
      }
      const holder = holderOf(effects, lock)
      if (holder !== undefined && isHeld(effects, holder)) throw new UserError(lockedBy(holder))
      putAside(effects, lock, path.join(state, `lock-stale-${pid}`))
    }
    throw new UserError(lockedBy(undefined))
  } finally {
    effects.remove(beside)
  }
}

/** What dead processes left on their way to the lock. */
function sweep(effects: Effects, state: string): void {
  for (const name of effects.list(state)) {
    const pid = /^lock-(?:stale-)?(\d+)$/.exec(name)?.[1]
    if (pid !== undefined && effects.processMark(Number(pid)) === undefined)
      effects.remove(path.join(state, name))
  }
}

/** Whether a live process other than this one holds the lock. */
export function isLocked(effects: Effects, state: string): boolean {
  const holder = holderOf(effects, path.join(state, 'lock'))
  return holder !== undefined && isHeld(effects, holder)
}

function isHeld(effects: Effects, holder: Holder): boolean {
  const mark = effects.processMark(holder.pid)
  return mark !== undefined && (holder.mark === '' || mark === holder.mark) && holder.pid !== effects.pid()
}

/** Renames first and looks after: if another took the dead one's lock in the meantime, it gets its own back. */
function putAside(effects: Effects, lock: string, aside: string): void {
  try {
    effects.rename(lock, aside)
  } catch {
    return // another was faster; the next try sees its lock
  }
  const holder = holderOf(effects, aside)
  if (holder !== undefined && isHeld(effects, holder)) effects.link(aside, lock)
  effects.remove(aside)
}

function holderOf(effects: Effects, lock: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(readText(effects, lock))
    if (!isObject(value)) return undefined
    const { pid, mark, command, since } = value
    return typeof pid === 'number' && typeof mark === 'string'
      ? { pid, mark, command: String(command), since: String(since) }
      : undefined
  } catch {
    return undefined
  }
}

function lockedBy(holder: Holder | undefined) {
  return runProblem(
    'run/locked',
    { file: '.hiraku/lock' },
    { command: holder?.command ?? '', pid: holder?.pid ?? '?', since: holder?.since ?? '?' },
  )
}
