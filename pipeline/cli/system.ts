/** What the system refuses, said so that a person knows what to do: which folder, what is wrong, what is free. */
import path from 'node:path'
import type { Effects } from '../effects.ts'
import { isObject, textOf } from '../lib/object.ts'
import type { Problem } from '../problem.ts'
import { cliProblem } from './problems.ts'

/** Names of errno.h (POSIX.1-2017, 2.3 Error Numbers; EDQUOT of Linux and the BSDs). */
const KINDS = {
  ENOSPC: 'cli/disk-full',
  EDQUOT: 'cli/quota',
  EFBIG: 'cli/file-limit',
  EROFS: 'cli/read-only',
  EACCES: 'cli/no-right',
  EPERM: 'cli/no-right',
  EMFILE: 'cli/many-files',
  ENFILE: 'cli/many-files',
  EXDEV: 'cli/other-disk',
  EBUSY: 'cli/in-use',
  ETXTBSY: 'cli/in-use',
  EIO: 'cli/disk-fault',
  ENOENT: 'cli/gone',
  ESTALE: 'cli/gone',
  ENAMETOOLONG: 'cli/long-name',
} as const

/** Undefined where the error is not of the system. */
export function systemProblem(
  error: unknown,
  effects: Pick<Effects, 'freeBytes'>,
  root: string,
): Problem | undefined {
  if (!isObject(error)) return undefined
  const { code, syscall, path: named, dest } = error
  if (typeof code !== 'string' || typeof syscall !== 'string') return undefined
  const actual = error instanceof Error ? error.message : code
  const kind = Object.entries(KINDS).find(([name]) => name === code)?.[1] ?? 'cli/system'
  // a rename fails for where it leads as often as for where it comes from
  const places = [textOf(dest), textOf(named)].flatMap((one) => one ?? [])
  // of two that a rename is between, the one that a person knows: not a place of ours in .hiraku/
  const file = places.find((one) => !isOurs(one, root)) ?? places[0]
  if (file === undefined) return cliProblem('cli/system', {}, { actual })
  const shown = shownPath(file, root)
  const free = kind === 'cli/disk-full' ? freeAt(effects, folderOf(file)) : undefined
  const facts = {
    actual,
    file: shown,
    folder: shownPath(folderOf(file), root),
    freeJa: free === undefined ? '' : `（残り ${sizeOf(free)}）`,
    freeEn: free === undefined ? '' : ` (${sizeOf(free)} are free)`,
  }
  return cliProblem(kind, { file: shown }, facts)
}

function isOurs(file: string, root: string): boolean {
  return path.relative(root, file).split(path.sep)[0] === '.hiraku'
}

/** What is half-written has a name of its own, which says nothing to a person. */
function shownPath(file: string, root: string): string {
  const plain = file.replace(/\.\d+\.part$/, '')
  const inside = path.relative(root, plain)
  if (inside === '') return '.'
  return inside.startsWith('..') || path.isAbsolute(inside) ? plain : inside
}

function folderOf(file: string): string {
  return path.dirname(file)
}

/** The folder may have been one of those that were cleared away. */
function freeAt(effects: Pick<Effects, 'freeBytes'>, folder: string): number | undefined {
  const above = folderOf(folder)
  return effects.freeBytes?.(folder) ?? (above === folder ? undefined : freeAt(effects, above))
}

function sizeOf(bytes: number): string {
  const mega = bytes / 1_000_000
  return mega >= 1000 ? `${(mega / 1000).toFixed(1)} GB` : `${mega.toFixed(1)} MB`
}
