/** The real effects: Node's file system, hashing, clock and terminal. */
import { createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Effects, FileStat } from './effects.ts'
import { createUtf8Decoder } from './effects-decode.ts'
import { gitRunner, programRunner } from './effects-git.ts'
import { packageFile } from './effects-package.ts'
import { freeBytes, kindOf, namedError, ofFile, realPath, whereabouts } from './effects-system.ts'
import { startThread } from './effects-threads.ts'
import { createWriters, writeAt } from './effects-writer.ts'
import type { Chunks } from './lib/model.ts'

/** Small enough that what was written dies young: of 1 MB the pieces outlived two collections, and piled up. */
const CHUNK = 1 << 16
/** Past the size that a file had: its end, or what was written to it since. */
const PROBE = 1 << 10
/** Measured on ext4: eight at a time cost a third of one after the other; the journal commits them together. */
const SYNCS_AT_ONCE = 8

/** Makes the effects of this process. */
export function nodeEffects(): Effects {
  return {
    readFile: (file) => ofFile(file, () => fs.readFileSync(file)),
    readChunks,
    list,
    stat,
    kindOf,
    writeFile,
    writeChunks,
    openWriter: createWriters({ pid: process.pid, onSignal }, openNew),
    readRange: rangeReader(),
    writeAt,
    decodeUtf8: createUtf8Decoder(),
    threads: os.availableParallelism(),
    startThread,
    packageFile,
    onInterrupt: onSignal,
    link,
    rename: (from, to) => fs.renameSync(from, to),
    restrict: (folder) => {
      try {
        fs.chmodSync(folder, 0o700)
      } catch {
        // of another user, or on a drive that keeps no such thing
      }
    },
    makeFolder: (folder) => {
      makeFolders(folder)
    },
    remove: (target) => fs.rmSync(target, { recursive: true, force: true, maxRetries: 3 }),
    syncFiles,
    syncFolder,
    sha256: () => {
      const hash = createHash('sha256')
      return {
        update: (data) => {
          hash.update(data)
        },
        hex: () => hash.digest('hex'),
      }
    },
    now: () => new Date(),
    http: async (request) => (await import('./effects-http.ts')).sendHttp(request, { env: process.env }),
    git: gitRunner(process.env),
    program: programRunner(process.env, process.execPath),
    chance: randomBytes,
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    pid: () => process.pid,
    processMark,
    whereabouts,
    freeBytes,
    realPath,
    touch: (file) => {
      const { atime, mtime } = fs.statSync(file)
      fs.utimesSync(file, atime, mtime)
    },
    every: (milliseconds, work) => {
      const timer = setInterval(work, milliseconds)
      timer.unref()
      return () => clearInterval(timer)
    },
    stdout: (text) => writeAll(1, text),
    stderr: (text) => writeAll(2, text),
    isTerminal: process.stderr.isTTY === true,
    ...(process.stderr.isTTY === true && process.stdin.isTTY === true ? { ask } : {}),
    env: process.env,
  }
}

function errorCode(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}

function* readChunks(file: string): Iterable<Uint8Array> {
  const handle = fs.openSync(file, 'r')
  try {
    // most files are smaller than a chunk, and a publish of a thousand datasets reads tens of thousands of them
    let left = fs.fstatSync(handle).size
    for (;;) {
      const chunk = new Uint8Array(left > 0 ? Math.min(left, CHUNK) : PROBE)
      const length = fs.readSync(handle, chunk, 0, chunk.length, null)
      if (length === 0) return
      left -= length
      yield length === chunk.length ? chunk : chunk.subarray(0, length)
    }
  } finally {
    fs.closeSync(handle)
  }
}

function list(folder: string): readonly string[] {
  try {
    return fs.readdirSync(folder).sort()
  } catch (error) {
    const code = errorCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    throw error
  }
}

function stat(file: string): FileStat | undefined {
  const found = statOf(file)
  if (found === undefined) return undefined
  // Milliseconds as a double keep a quarter of a microsecond: finer than any file system's tick.
  const modified = Math.round(found.mtimeMs * 1000)
  const changed = Math.max(modified, Math.round(found.ctimeMs * 1000))
  return {
    size: found.size,
    signature: `${found.size}:${modified}:${changed}:${found.ino}`,
    changed,
    device: String(found.dev),
    isDirectory: found.isDirectory(),
    // Windows gives 0o666 for whatever its own lists of rights say
    ...(process.platform === 'win32' ? {} : { mode: found.mode & 0o777 }),
  }
}

function statOf(file: string): fs.Stats | undefined {
  try {
    return fs.statSync(file, { throwIfNoEntry: false })
  } catch (error) {
    // a file where the path wants a folder
    if (errorCode(error) === 'ENOTDIR') return undefined
    throw error
  }
}

function writeFile(file: string, data: string | Uint8Array, options: { readonly sync?: boolean } = {}): void {
  const beside = `${file}.${process.pid}.part`
  const handle = openNew(beside, 'w')
  try {
    try {
      fs.writeFileSync(handle, data)
      if (options.sync !== false) fs.fsyncSync(handle)
    } finally {
      fs.closeSync(handle)
    }
    fs.renameSync(beside, file)
  } catch (error) {
    // a full disk is not to be left with half a file more
    fs.rmSync(beside, { force: true })
    throw namedError(error, file)
  }
  if (options.sync !== false) syncFolder(path.dirname(file))
}

/** Opens, and makes the folder only where it is missing: most files stand beside another. */
function openNew(file: string, flags: 'w' | 'wx'): number {
  try {
    return fs.openSync(file, flags)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
    makeFolders(path.dirname(file))
    return fs.openSync(file, flags)
  }
}

async function writeChunks(file: string, chunks: Chunks) {
  const handle = openNew(file, 'wx')
  const hash = createHash('sha256')
  let bytes = 0
  let waiting: string[] = []
  let waitingLength = 0
  const put = (data: Uint8Array) => {
    hash.update(data)
    fs.writeFileSync(handle, data)
    bytes += data.length
  }
  const flush = () => {
    put(Buffer.from(waiting.join('')))
    waiting = []
    waitingLength = 0
  }
  const take = (chunk: string | Uint8Array) => {
    if (typeof chunk !== 'string') {
      flush()
      put(chunk)
      return
    }
    waiting.push(chunk)
    waitingLength += chunk.length
    if (waitingLength >= CHUNK) flush()
  }
  try {
    if (Symbol.asyncIterator in chunks) for await (const chunk of chunks) take(chunk)
    else for (const chunk of chunks) take(chunk)
    flush()
  } catch (error) {
    // half of it must not be taken for the whole
    fs.rmSync(file, { force: true })
    throw namedError(error, file)
  } finally {
    fs.closeSync(handle)
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** One buffer for all: ranges are read one after the other. */
function rangeReader(): Effects['readRange'] {
  let buffer = new Uint8Array(0)
  return (file, from, to) => {
    if (buffer.length < to - from) buffer = new Uint8Array(to - from)
    const handle = fs.openSync(file, 'r')
    try {
      let at = 0
      while (at < to - from) {
        const length = fs.readSync(handle, buffer, at, to - from - at, from + at)
        if (length === 0) break
        at += length
      }
      return buffer.subarray(0, at)
    } finally {
      fs.closeSync(handle)
    }
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** The signal does to the process what it always does, after `clean`. */
function onSignal(clean: () => void): () => void {
  const forget = (): void => {
    for (const signal of SIGNALS) process.off(signal, end)
  }
  const end = (signal: NodeJS.Signals): void => {
    clean()
    forget()
    process.kill(process.pid, signal)
  }
  for (const signal of SIGNALS) process.on(signal, end)
  return forget
}

function link(from: string, to: string): boolean {
  try {
    fs.linkSync(from, to)
    return true
  } catch (error) {
    const code = errorCode(error)
    if (code === 'EEXIST') return false
    // file systems without hard links (FAT, some network drives) and the limit of links: a copy says the same
    if (
      code === 'EPERM' ||
      code === 'ENOTSUP' ||
      code === 'EMLINK' ||
      code === 'EXDEV' ||
      code === 'ENOSYS'
    ) {
      fs.copyFileSync(from, to, fs.constants.COPYFILE_EXCL)
      return true
    }
    throw error
  }
}

async function syncFiles(paths: readonly string[]): Promise<void> {
  let next = 0
  const worker = async () => {
    while (next < paths.length) {
      const file = paths[next++]
      if (file !== undefined) await syncOne(file)
    }
  }
  await Promise.all(Array.from({ length: Math.min(SYNCS_AT_ONCE, paths.length) }, worker))
}

async function syncOne(file: string): Promise<void> {
  const handle = openForSync(file)
  if (handle === undefined) return
  try {
    await new Promise<void>((resolve, reject) => {
      fs.fsync(handle, (error) =>
        error === null || isUnsyncable(error) ? resolve() : reject(namedError(error, file)),
      )
    })
  } finally {
    fs.closeSync(handle)
  }
}

function syncFolder(folder: string): void {
  const handle = openForSync(folder)
  if (handle === undefined) return
  try {
    fs.fsyncSync(handle)
  } catch (error) {
    if (!isUnsyncable(error)) throw namedError(error, folder)
  } finally {
    fs.closeSync(handle)
  }
}

/** Windows opens no folder, and no file for reading can be synced there. */
function openForSync(file: string): number | undefined {
  try {
    return fs.openSync(file, process.platform === 'win32' ? 'r+' : 'r')
  } catch (error) {
    if (process.platform === 'win32') return undefined
    throw error
  }
}

function isUnsyncable(error: unknown): boolean {
  const code = errorCode(error)
  return code === 'EINVAL' || code === 'EPERM' || code === 'EISDIR' || code === 'EBADF'
}

/** On Linux the time a process began tells it from a later one with its number; elsewhere being alive must do. */
function processMark(pid: number): string | undefined {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    // the 22nd field, counted after the name, which is in parentheses and may hold anything
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    if (process.platform === 'linux') return undefined
  }
  try {
    process.kill(pid, 0)
    return 'alive'
  } catch (error) {
    return errorCode(error) === 'EPERM' ? 'alive' : undefined
  }
}

/** Straight to the handle: nothing is lost when the process ends at once. A closed pipe (`| head`) is no fault. */
function writeAll(handle: number, text: string): void {
  const data = Buffer.from(text)
  let from = 0
  while (from < data.length) {
    try {
      from += fs.writeSync(handle, data, from)
    } catch (error) {
      const code = errorCode(error)
      if (code === 'EPIPE') return
      if (code !== 'EAGAIN') throw error
    }
  }
}

/** The question goes to stderr: stdout carries the result only. */
async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline')
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  return new Promise((resolve) => {
    // the end of the input is an answer too: none
    terminal.on('close', () => resolve(''))
    terminal.question(question, (answer) => {
      resolve(answer)
      terminal.close()
    })
  })
}

/**
 * One folder after the other: Node's own `recursive` tries for ever where nothing can be made (`/proc/x`, seen on
 * Node 20: a whole processor, no error).
 */
function makeFolders(folder: string): void {
  if (fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return
  const above = path.dirname(folder)
  if (above !== folder) makeFolders(above)
  try {
    fs.mkdirSync(folder)
  } catch (error) {
    // another made it meanwhile
    if (fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw error
  }
}
