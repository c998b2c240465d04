/** The newest file of a folder where a clerk drops files, often on a shared drive. */
import path from 'node:path'
import type { Effects, FileStat, FileWriter } from '../effects.ts'
import type { FolderOrigin } from '../lib/origin.ts'
import type { Facts } from '../problem.ts'
import type { Acquired, Sought } from './acquired.ts'
import { DEFAULT_MAX_BYTES } from './limits.ts'
import { safeName } from './names.ts'
import { acquireProblem } from './problems.ts'
import type { Trouble } from './trouble.ts'
import { compiled, visible } from './words.ts'

export type FolderEffects = Pick<
  Effects,
  'list' | 'stat' | 'kindOf' | 'readChunks' | 'openWriter' | 'sha256' | 'now' | 'pause'
>

/** What programs leave beside files: of Office, LibreOffice, browsers, Windows, macOS; and what is half copied. */
const LEFT =
  /^(?:[.~]|thumbs\.db$|desktop\.ini$|icon\r$)|\.(?:tmp|temp|part|partial|crdownload|download|lnk|lock)$/i
/** A copy over a network stands still for a moment now and then: who was touched just now is looked at again. */
const FRESH = 2000
const WAIT = 1000

interface Candidate {
  readonly name: string
  readonly file: string
  readonly stat: FileStat
}

interface Found {
  readonly newest: Candidate | undefined
  /** what fits by its name, and is no file of its own */
  readonly passed: readonly string[]
}

const LISTED = 5

function hashOf(effects: FolderEffects, text: string): string {
  const hash = effects.sha256()
  hash.update(text)
  return hash.hex().slice(0, 16)
}

/** Copies it beside what it is held against; the folder itself is never written to. */
export async function fetchFromFolder(
  effects: FolderEffects,
  sought: Sought,
  origin: FolderOrigin,
): Promise<Acquired> {
  const failed = (code: Trouble['code'], facts: Facts): Acquired => ({
    state: 'failed',
    problem: acquireProblem(code, sought.where, facts),
  })
  const folder = path.isAbsolute(origin.folder) ? origin.folder : path.join(sought.root, origin.folder)
  const shown = origin.folder
  const pattern = origin.pattern === undefined ? undefined : compiled(origin.pattern)
  if (pattern === null) return failed('acquire/bad-pattern', { actual: origin.pattern })
  let found: Found
  try {
    if (effects.stat(folder)?.isDirectory !== true) return failed('acquire/folder-missing', { actual: shown })
    found = newestOf(effects, folder, pattern)
  } catch (error) {
    return failed('acquire/folder-unreadable', { actual: shown, detail: codeOf(error) })
  }
  const { newest, passed } = found
  const over = { actual: shown, expected: passed.slice(0, LISTED).join(', ') }
  if (newest === undefined && passed.length > 0)
    return {
      state: 'failed',
      problem: acquireProblem('acquire/passed-over', sought.where, over, { severity: 'error' }),
    }
  if (newest === undefined)
    return failed('acquire/folder-empty', { actual: shown, expected: origin.pattern ?? '*' })
  const { name, file, stat } = newest
  const own = `${name}:${stat.signature}`
  // remembered with what was passed over: of that is told once
  const signature = passed.length === 0 ? own : `${own}|${hashOf(effects, passed.join('\n'))}`
  if (sought.known.signature === signature) return { state: 'unchanged', validators: sought.known }
  const notes =
    passed.length === 0 ? {} : { notes: [acquireProblem('acquire/passed-over', sought.where, over)] }
  if (sought.known.signature?.replace(/\|[0-9a-f]{16}$/, '') === own)
    return { state: 'unchanged', validators: { signature }, ...notes }
  const from = visible(`${origin.folder.replace(/[\\/]+$/, '')}/${name}`)
  const maxBytes = origin.maxBytes ?? DEFAULT_MAX_BYTES
  if (stat.size > maxBytes) return failed('acquire/too-large', { url: from, expected: maxBytes })
  const safe = safeName(name)
  const target = path.join(sought.into, safe)
  const writer = effects.openWriter(target)
  const copied = copy(effects, file, writer)
  if ('error' in copied) {
    writer.abandon()
    return failed('acquire/folder-unreadable', { actual: from, detail: codeOf(copied.error) })
  }
  const age = effects.now().getTime() - stat.changed / 1000
  if (age > -FRESH && age < FRESH) await effects.pause(WAIT)
  if (effects.stat(file)?.signature !== stat.signature || copied.bytes !== stat.size) {
    writer.abandon()
    return failed('acquire/being-written', { actual: from })
  }
  if (copied.bytes === 0) {
    writer.abandon()
    return failed('acquire/empty', { url: from })
  }
  writer.end()
  return {
    state: 'fetched',
    path: target,
    name: safe,
    sha256: copied.sha256,
    bytes: copied.bytes,
    from,
    validators: { signature },
    ...notes,
  }
}

/** Last changed, then by name: of two that were put there together the later name is the later year, as a rule. */
function newestOf(effects: FolderEffects, folder: string, pattern: RegExp | undefined): Found {
  const passed: string[] = []
  let newest: Candidate | undefined
  // sorted, so that of equals the last one stays
  for (const name of effects.list(folder)) {
    // macOS writes names in parts (か and ゛), patterns are written whole
    if (LEFT.test(name) || pattern?.test(name.normalize('NFC')) === false) continue
    const file = path.join(folder, name)
    const kind = effects.kindOf(file)
    // a link may lead to what nobody meant to publish; who reads a pipe waits for ever
    if (kind === 'link' || kind === 'other') passed.push(name)
    if (kind !== 'file') continue
    const stat = effects.stat(file)
    if (stat === undefined || stat.isDirectory) continue
    if (newest === undefined || stat.changed >= newest.stat.changed) newest = { name, file, stat }
  }
  return { newest, passed }
}

/** What reading throws is the folder's trouble; what writing throws is ours, and goes on. */
function copy(
  effects: FolderEffects,
  file: string,
  writer: FileWriter,
): { readonly sha256: string; readonly bytes: number } | { readonly error: unknown } {
  const hash = effects.sha256()
  let bytes = 0
  let chunks: Iterator<Uint8Array> | undefined
  for (;;) {
    let next: IteratorResult<Uint8Array>
    try {
      chunks ??= effects.readChunks(file)[Symbol.iterator]()
      next = chunks.next()
    } catch (error) {
      return { error }
    }
    if (next.done === true) return { sha256: hash.hex(), bytes }
    hash.update(next.value)
    try {
      writer.write(next.value)
    } catch (error) {
      chunks.return?.()
      writer.abandon()
      throw error
    }
    bytes += next.value.length
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'EIO'
}
