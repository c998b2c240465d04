/** What the system says: where this process runs, what is free on a disk, and of which file a fault is. */
import fs from 'node:fs'
import os from 'node:os'

/** Tells the machine, its start and the room for processes (a container has its own) from others. */
export interface Whereabouts {
  /** the same after a restart; empty where nothing says so */
  readonly machine: string
  /** another after each restart */
  readonly boot: string
  /** numbers of processes mean something only within it */
  readonly space: string
}

/** The inode of the first namespace is a constant of the kernel (PROC_PID_INIT_INO in include/linux/proc_ns.h). */
const FIRST_SPACE = 'pid:[4026531836]'

/** An image may bring a machine-id with it: within a container it names nothing. */
export function whereabouts(): Whereabouts {
  const space = tried(() => fs.readlinkSync('/proc/self/ns/pid')) ?? ''
  const isHost = space === FIRST_SPACE
  return {
    machine: isHost ? (tried(() => fs.readFileSync('/etc/machine-id', 'utf8').trim()) ?? '') : '',
    boot: tried(() => fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()) ?? os.hostname(),
    space,
  }
}

/** Bytes that may still be written where the folder lies; undefined where the system does not say. */
export function freeBytes(folder: string): number | undefined {
  const found = tried(() => fs.statfsSync(folder))
  return found === undefined ? undefined : found.bavail * found.bsize
}

/** Where links lead to; undefined where nothing is. */
export function realPath(file: string): string | undefined {
  return tried(() => fs.realpathSync(file))
}

/** Of the name itself, where a link leads does not count. A pipe or a device is neither file nor folder: its reader may wait for ever. */
export function kindOf(file: string): 'file' | 'folder' | 'link' | 'other' | undefined {
  const found = fs.lstatSync(file, { throwIfNoEntry: false })
  if (found === undefined) return undefined
  if (found.isSymbolicLink()) return 'link'
  if (found.isDirectory()) return 'folder'
  return found.isFile() ? 'file' : 'other'
}

function tried<T>(look: () => T): T | undefined {
  try {
    return look()
  } catch {
    return undefined
  }
}

/** What fails on an open file names no path: this one is added to what is thrown. */
export function ofFile<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw namedError(error, file)
  }
}

export function namedError(error: unknown, file: string): unknown {
  return error instanceof Error && 'syscall' in error && !('path' in error)
    ? Object.assign(error, { path: file })
    : error
}
