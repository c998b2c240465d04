/**
 * One run at a time: .hiraku/lock names the process that holds it. Fetching has a lock of its own, so that a clerk can
 * build meanwhile.
 */
import path from 'node:path'
import { type Effects, readText } from '../effects.ts'
import type { Whereabouts } from '../effects-system.ts'
import { japanTime } from '../lib/japan.ts'
import { isObject, textOf } from '../lib/object.ts'
import { type Problem, UserError } from '../problem.ts'
import { runProblem } from './problems.ts'

/** Who holds a lock, as it says itself. */
export interface Holder {
  readonly pid: number
  readonly mark: string
  readonly command: string
  readonly since: string
  /** which machine and container; absent where the system does not say */
  readonly where?: Whereabouts
}

/** `lock`: whatever reads or writes dist/ and sources/. `acquire`: fetching. */
export type LockName = 'lock' | 'acquire'

const FILES = { lock: 'lock', acquire: 'acquire.lock' } as const satisfies Readonly<Record<LockName, string>>

export interface Lock {
  /** what the file system's clock said when the lock was taken: what changed before it and was read after it is known */
  readonly taken: number
  /** it was taken over from a process that was killed */
  readonly isStale: boolean
  release(): void
}

/** A holder shows that it is alive; one of another machine or container that did not for so long is taken for dead. */
const BEAT = 60_000
const SILENT = 15 * BEAT

/**
 * Takes the lock, over from a dead process too. Throws the problem that names the holder.
 * The lock appears whole (it is linked into place), so that nobody reads half of it.
 */
export function takeLock(effects: Effects, state: string, command: string, name: LockName = 'lock'): Lock {
  const found = tryLock(effects, state, command, name)
  if ('release' in found) return found
  throw new UserError(lockedBy(found.holder, name, effects.whereabouts?.()))
}

/** The lock, or who has it (undefined: it changed hands too fast to say). */
export function tryLock(
  effects: Effects,
  state: string,
  command: string,
  name: LockName,
): Lock | { readonly holder: Holder | undefined } {
  const lock = path.join(state, FILES[name])
  const pid = effects.pid()
  const own: Holder = {
    pid,
    mark: effects.processMark(pid) ?? '',
    command,
    since: effects.now().toISOString(),
    ...(effects.whereabouts === undefined ? {} : { where: effects.whereabouts() }),
  }
  // in two containers two processes may have one number
  const beside = `${lock}-${pid}-${hexOf(effects.chance(4))}`
  let isStale = false
  effects.writeFile(beside, `${JSON.stringify(own)}\n`, { sync: false })
  try {
    for (let tries = 0; tries < 3; tries += 1) {
      if (effects.link(beside, lock)) {
        sweep(effects, state, beside)
        const rest = effects.every?.(BEAT, () => touch(effects, lock))
        const release = () => {
          rest?.()
          // one that was silent for too long (a machine that slept) may have lost it
          if (JSON.stringify(holderOf(effects, lock)) === JSON.stringify(own)) effects.remove(lock)
        }
        return { taken: effects.stat(beside)?.changed ?? 0, isStale, release }
      }
      const holder = holderOf(effects, lock)
      const silent = silence(effects, lock, beside)
      if (holder === undefined ? isBeingMade(effects, lock, silent) : isHeld(effects, holder, silent))
        return { holder }
      isStale = true
      clearStale(effects, lock, beside, holder)
    }
    return { holder: holderOf(effects, lock) }
  } finally {
    effects.remove(beside)
  }
}

/** What dead processes left on their way to a lock. */
function sweep(effects: Effects, state: string, beside: string): void {
  for (const name of effects.list(state)) {
    const file = path.join(state, name)
    if (!/^(?:acquire\.)?lock-(?:\d|taking$)/.test(name) || file === beside) continue
    const holder = holderOf(effects, file)
    if (holder === undefined || !isHeld(effects, holder, silence(effects, file, beside))) effects.remove(file)
  }
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Whether a live process other than this one holds the lock. */
export function isLocked(effects: Effects, state: string): boolean {
  return heldBy(effects, state, 'lock') !== undefined
}

/** The live process other than this one that holds the lock. */
export function heldBy(effects: Effects, state: string, name: LockName): Holder | undefined {
  const holder = holderOf(effects, path.join(state, FILES[name]))
  return holder !== undefined && isHeld(effects, holder, 0) ? holder : undefined
}

/** Whether no live process has it, not even this one. */
export function isFree(effects: Effects, state: string, name: LockName): boolean {
  const holder = holderOf(effects, path.join(state, FILES[name]))
  return holder === undefined || (holder.pid !== effects.pid() && !isHeld(effects, holder, 0))
}

/** Milliseconds since the last sign of life of who holds the lock, by the clock of the file system alone. */
function silence(effects: Effects, lock: string, beside: string): number {
  const [now, last] = [beside, lock].map((file) => effects.stat(file)?.changed)
  return now === undefined || last === undefined ? 0 : (now - last) / 1000
}

/** A lock that is gone is told where it matters; this is but a sign of life. */
function touch(effects: Effects, lock: string): void {
  try {
    effects.touch?.(lock)
  } catch {
    return
  }
}

/**
 * The number of a process says nothing on another machine or in another container (in each the first has number 1): there
 * only its silence does. Of this machine before its last start nobody is left.
 */
function isHeld(effects: Effects, holder: Holder, silent: number): boolean {
  const here = effects.whereabouts?.()
  const { where } = holder
  if (here !== undefined && where !== undefined && (where.boot !== here.boot || where.space !== here.space)) {
    const isFormer = here.machine !== '' && where.machine === here.machine && where.boot !== here.boot
    return !isFormer && silent < SILENT
  }
  const mark = effects.processMark(holder.pid)
  return mark !== undefined && (holder.mark === '' || mark === holder.mark) && holder.pid !== effects.pid()
}

/**
 * One at a time: between the look at a dead one's lock and its removal another may have taken it over. Whoever was killed
 * right here leaves `lock-taking`, which the next but one gets past.
 */
function clearStale(effects: Effects, lock: string, beside: string, stale: Holder | undefined): void {
  const taking = `${lock}-taking`
  if (!effects.link(beside, taking)) {
    const other = holderOf(effects, taking)
    if (other === undefined || !isHeld(effects, other, silence(effects, taking, beside)))
      effects.remove(taking)
    return
  }
  try {
    if (JSON.stringify(holderOf(effects, lock)) === JSON.stringify(stale)) effects.remove(lock)
  } finally {
    effects.remove(taking)
  }
}

/** Where there are no hard links a lock is copied into its place, and is empty for a moment. */
function isBeingMade(effects: Effects, lock: string, silent: number): boolean {
  return effects.stat(lock)?.size === 0 && silent < BEAT
}

function holderOf(effects: Effects, lock: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(readText(effects, lock))
    if (!isObject(value)) return undefined
    const { pid, mark, command, since } = value
    const where = isObject(value.where) ? value.where : undefined
    const [machine, boot, space] = [where?.machine, where?.boot, where?.space].map(textOf)
    const isPlaced = machine !== undefined && boot !== undefined && space !== undefined
    return typeof pid === 'number' && typeof mark === 'string'
      ? {
          pid,
          mark,
          command: String(command),
          since: String(since),
          ...(isPlaced ? { where: { machine, boot, space } } : {}),
        }
      : undefined
  } catch {
    return undefined
  }
}

/** The problem that names the holder. */
export function lockedBy(holder: Holder | undefined, name: LockName, here?: Whereabouts): Problem {
  const { where } = holder ?? {}
  const isElsewhere =
    here !== undefined && where !== undefined && (where.boot !== here.boot || where.space !== here.space)
  const file = `.hiraku/${FILES[name]}`
  return runProblem(
    isElsewhere ? 'run/locked-elsewhere' : 'run/locked',
    { file },
    {
      command: holder?.command ?? '',
      pid: holder?.pid ?? '?',
      since: japanTime(holder?.since ?? '?'),
      file,
    },
  )
}
