/**
 * Everything that touches the world, injected: files, time, terminal, hashing, decoding.
 * Rooms get what they need of it as arguments; only `run`, `acquire` and `cli` hold the whole.
 * Paths are absolute or relative to the process; the real effects are in `effects-node.ts`.
 */
export interface FileStat {
  readonly size: number
  /** what tells that a file was touched without reading it; a hint for the cache, never its key */
  readonly signature: string
  readonly isDirectory: boolean
}

export interface Hash {
  update(data: string | Uint8Array): void
  /** lower-case hex; the hash can not be used after it */
  hex(): string
}

export interface Effects {
  readFile(path: string): Uint8Array
  /** names in a folder, sorted by code unit; empty where there is none */
  list(path: string): readonly string[]
  stat(path: string): FileStat | undefined
  /** creates the folder, writes, syncs; never follows or changes a hard-linked original */
  writeFile(path: string, data: string | Uint8Array): void
  /** writes chunk by chunk with a running hash, so that memory does not grow with the file */
  writeChunks(path: string, chunks: Iterable<string> | AsyncIterable<string>): Promise<{ bytes: number; sha256: string }>
  link(from: string, to: string): void
  rename(from: string, to: string): void
  makeFolder(path: string): void
  remove(path: string): void
  syncFolder(path: string): void
  sha256(): Hash
  /** the only clock; used by `accept` and for `.hiraku/last-run.json`, never for what goes into dist/ */
  now(): Date
  pid(): number
  isAlive(pid: number): boolean
  stdout(text: string): void
  stderr(text: string): void
  readonly isTerminal: boolean
  readonly env: Readonly<Record<string, string | undefined>>
}
