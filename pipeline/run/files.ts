/** Knows files again without reading them: the content's hash decides, the signature only saves reading. */
import path from 'node:path'
import { type Effects, type FileStat, hashFile } from '../effects.ts'
import { isObject } from '../lib/object.ts'
import { type DirLine, type InLine, type OutLine, UNKNOWN } from './entry.ts'

/**
 * The signature to remember. A file that changed in the same tick of the file system's clock as `before`, or
 * after, may change again without its times showing it: it is not trusted, and read again next time.
 */
export function signatureOf(stat: FileStat, before: number): string {
  return stat.changed < before ? stat.signature : UNKNOWN
}

/** The files as they are now, read only where their signature is not the one known. `same`: all were known. */
export function lookInputs(
  effects: Effects,
  root: string,
  paths: readonly string[],
  known: readonly InLine[],
  taken: number,
): { readonly lines: readonly InLine[]; readonly same: boolean } {
  const before = new Map(known.map((line) => [line.path, line]))
  let same = known.length === paths.length
  const lines: InLine[] = []
  for (const name of paths) {
    const file = path.join(root, name)
    const stat = effects.stat(file)
    if (stat === undefined || stat.isDirectory) continue
    const line = before.get(name)
    if (line !== undefined && line.signature === stat.signature) lines.push(line)
    else {
      same = false
      lines.push({ path: name, sha256: hashOfInput(effects, file), signature: signatureOf(stat, taken) })
    }
  }
  return { lines, same }
}

/** Of a file that may not be read nothing is known: whoever works on it says so. */
function hashOfInput(effects: Effects, file: string): string {
  try {
    return hashFile(effects, file)
  } catch (error) {
    if (isUnreadable(error)) return UNKNOWN
    throw error
  }
}

const UNREADABLE: readonly unknown[] = ['EACCES', 'EPERM', 'EIO', 'EISDIR', 'ENOENT', 'ELOOP']

/** The fault is this file's, not the whole run's. */
export function isUnreadable(error: unknown): boolean {
  return isObject(error) && typeof error.syscall === 'string' && UNREADABLE.includes(error.code)
}

/** Which of the files in dist/ are not what was written; the lines of the others, `same` where all were known. */
export function lookOutputs(
  effects: Effects,
  dist: string,
  outs: readonly OutLine[],
  taken: number,
): { readonly lines: readonly OutLine[]; readonly wrong: readonly string[]; readonly same: boolean } {
  let same = true
  const wrong: string[] = []
  const lines: OutLine[] = []
  for (const line of outs) {
    const file = path.join(dist, line.path)
    const stat = effects.stat(file)
    if (stat !== undefined && stat.signature === line.signature) lines.push(line)
    else if (stat !== undefined && stat.size === line.bytes && hashFile(effects, file) === line.sha256) {
      same = false
      lines.push({ ...line, signature: signatureOf(stat, taken) })
    } else wrong.push(line.path)
  }
  return { lines, wrong, same: same && wrong.length === 0 }
}

/** Names in a folder of dist/ that should not be there; not even listed where its signature is known. */
export function lookFolder(
  effects: Effects,
  dist: string,
  folder: string,
  expected: Pick<ReadonlySet<string>, 'has'>,
  known: string | undefined,
): readonly string[] {
  if (known !== undefined && known !== UNKNOWN && effects.stat(path.join(dist, folder))?.signature === known)
    return []
  return effects
    .list(path.join(dist, folder))
    .filter((name) => !expected.has(name))
    .map((name) => (folder === '' ? name : `${folder}/${name}`))
}

/** Lines with the signatures that files and folders have now. */
export function sealLines<L extends DirLine>(
  effects: Effects,
  dist: string,
  lines: readonly L[],
  before: number,
  broken: ReadonlySet<string> = new Set(),
): readonly L[] {
  return lines.map((line) => {
    const stat = effects.stat(path.join(dist, line.path))
    return {
      ...line,
      signature: stat === undefined || broken.has(line.path) ? UNKNOWN : signatureOf(stat, before),
    }
  })
}

/** The file system's clock, once it has moved past the moment of the call; what changed until then shows. */
export async function nextTick(effects: Effects, state: string): Promise<number> {
  const probe = path.join(state, 'tick')
  const read = () => {
    effects.writeFile(probe, '', { sync: false })
    return effects.stat(probe)?.changed ?? 0
  }
  const from = read()
  let now = from
  // ticks are 1 to 10 ms on the file systems of Linux, macOS and Windows; a coarser clock costs reading again
  for (let tries = 0; tries < 20 && now <= from; tries += 1) {
    await effects.pause(2)
    now = read()
  }
  return now
}
