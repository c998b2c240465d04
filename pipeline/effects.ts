/**
 * Everything that touches the world, injected: files, time, terminal, hashing, decoding.
 * Rooms get what they need of it as arguments; only `run`, `acquire` and `cli` hold the whole.
 * Paths are absolute or relative to the process; the real effects are in `effects-node.ts`.
 */
import type { RunGit, RunProgram } from './effects-git.ts'
import type { Whereabouts } from './effects-system.ts'
import type { SendHttp } from './lib/http/http.ts'

export interface FileStat {
  readonly size: number
  /** what tells that a file was touched without reading it; a hint for the cache, never its key */
  readonly signature: string
  /** when the file system last saw a change to it, in microseconds of its own clock */
  readonly changed: number
  readonly isDirectory: boolean
  /** files of one file system have the same */
  readonly device?: string
  /** who may read and write it, as POSIX counts; absent where a system has no such thing */
  readonly mode?: number
}

export interface Hash {
  update(data: string | Uint8Array): void
  /** lower-case hex; the hash can not be used after it */
  hex(): string
}

/** A file that is being made: beside its place, and put there when it is whole. */
export interface FileWriter {
  write(data: string | Uint8Array): void
  /** leaves room for so many bytes, which another thread puts there by `writeAt`: where, and how the file is called now */
  leave(bytes: number): { readonly path: string; readonly at: number }
  /** the file appears; not synced */
  end(): { readonly bytes: number }
  /** nothing is left of it */
  abandon(): void
}

/** Code that runs beside this. */
export interface Thread {
  /** The answer to a message; answers come in the order of the messages. What failed there is thrown here. */
  ask(message: unknown): Promise<unknown>
  close(): Promise<void>
}

export interface Effects {
  readFile(path: string): Uint8Array
  /** the bytes in order, a piece at a time, so that memory does not grow with the file */
  readChunks(path: string): Iterable<Uint8Array>
  /** names in a folder, sorted by code unit; empty where there is none */
  list(path: string): readonly string[]
  stat(path: string): FileStat | undefined
  /** what lies there itself: links are not followed; undefined where nothing is */
  kindOf(path: string): 'file' | 'folder' | 'link' | 'other' | undefined
  /**
   * Creates the folder, writes beside and renames over: a reader sees the old or the new whole, and a
   * hard-linked original is never changed. Synced, unless `sync: false` (what may be lost, as the cache).
   */
  writeFile(path: string, data: string | Uint8Array, options?: { readonly sync?: boolean }): void
  /**
   * Creates the folder and a new file, chunk by chunk with a running hash, so that memory does not grow
   * with the file. Not synced: `syncFiles` does that for many at once, which is far cheaper.
   */
  writeChunks(
    path: string,
    chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
  ): Promise<{ bytes: number; sha256: string }>
  /**
   * Creates the folder and a file, piece by piece. A run that is broken off (Ctrl-C too) leaves nothing of it.
   */
  openWriter(path: string): FileWriter
  /** bytes `from` to `to` (not included), or as far as the file goes; a view that the next call may fill again */
  readRange(path: string, from: number, to: number): Uint8Array
  /** puts bytes into a file that is being made, at a place that was left for them */
  writeAt(path: string, at: number, data: Uint8Array): void
  /** a faster decoder of UTF-8 than the platform's, which gives U+FFFD for what is none */
  decodeUtf8(bytes: Uint8Array): string
  /** how many threads can run at once */
  readonly threads: number
  /**
   * Starts a thread that answers by what `answerer(data)` of the module (the address of a built one) gives.
   * Undefined where there are no threads.
   */
  startThread(module: string, data: unknown): Thread | undefined
  /** a file of an installed package, by its name from there (`pdfjs-dist/cmaps/V.bcmap`); undefined where there is none */
  packageFile?(name: string): Uint8Array | undefined
  /** false where `to` is there already */
  link(from: string, to: string): boolean
  rename(from: string, to: string): void
  makeFolder(path: string): void
  /** nobody else on this computer may look into it, where the file system knows of such a thing */
  restrict?(folder: string): void
  /** a file, or a folder with all that is in it; nothing where there is none */
  remove(path: string): void
  /** files and folders */
  syncFiles(paths: readonly string[]): Promise<void>
  syncFolder(path: string): void
  sha256(): Hash
  /** the only clock; used by `accept` and for `.hiraku/last-run.json`, never for what goes into dist/ */
  now(): Date
  /** lets the file system's clock move on */
  pause(milliseconds: number): Promise<void>
  /** the network; only `publish` and `acquire` are given it */
  readonly http: SendHttp
  /** git in a folder, by a list of arguments; absent where no process can be started */
  readonly git?: RunGit
  /** npm and Node, for `rebuild --install` alone */
  readonly program?: RunProgram
  /** `count` bytes of chance; never for what goes into dist/ */
  chance(count: number): Uint8Array
  pid(): number
  /** tells a process from a later one with the same number; undefined where it is not alive */
  processMark(pid: number): string | undefined
  /** which machine and container this is; absent where only one can be meant */
  whereabouts?(): Whereabouts
  /** a file's last change is now, by the file system's clock alone: a sign of life */
  touch?(path: string): void
  /** again and again while the process is free; keeps it not alive; gives the way to end it */
  every?(milliseconds: number, work: () => void): () => void
  /** bytes that may still be written where the folder lies */
  freeBytes?(folder: string): number | undefined
  /** where links lead to; undefined where nothing is */
  realPath?(path: string): string | undefined
  /** called when the person breaks it off (Ctrl-C), before the process ends; gives the way to take it back */
  onInterrupt?(tell: () => void): () => void
  stdout(text: string): void
  stderr(text: string): void
  readonly isTerminal: boolean
  /** asks the person at the terminal, and gives the line that was typed; absent where there is nobody to answer */
  readonly ask?: (question: string) => Promise<string>
  readonly env: Readonly<Record<string, string | undefined>>
}

/** The bytes' sha256, lower-case hex. */
export function hashOf(effects: Pick<Effects, 'sha256'>, data: string | Uint8Array): string {
  const hash = effects.sha256()
  hash.update(data)
  return hash.hex()
}

/** A file's sha256, read a piece at a time. */
export function hashFile(effects: Pick<Effects, 'sha256' | 'readChunks'>, path: string): string {
  const hash = effects.sha256()
  for (const chunk of effects.readChunks(path)) hash.update(chunk)
  return hash.hex()
}

export function readText(effects: Pick<Effects, 'readFile'>, path: string): string {
  return new TextDecoder().decode(effects.readFile(path))
}
