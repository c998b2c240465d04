/** Files of the project as they are on the disk, or as they were in a commit, read alike. */
import path from 'node:path'
import { type Effects, readText } from '../../effects.ts'
import { type Repository, textOf } from './repository.ts'
import type { Scratch } from './scratch.ts'

/** The bytes of a file, anew each time; a piece may be filled again when the next is taken. */
export type Bytes = () => Iterable<Uint8Array>

export interface CommitTree extends Tree {
  /** all files below `within`, sorted; a symbolic link with what it names */
  readonly list: () => Promise<readonly { readonly path: string; readonly isLink: boolean }[]>
}

export interface Tree {
  /** as a person is told of it */
  readonly name: string
  /** undefined where there is no such file; `/` between folders */
  readonly text: (file: string) => Promise<string | undefined>
  readonly bytes: (file: string) => Promise<Bytes | undefined>
  /** gets files that will be asked for all at once, where that is cheaper */
  readonly prepare: (files: readonly string[]) => Promise<void>
}

/** `folder`: what the paths begin from. */
export function treeOnDisk(effects: Effects, folder: string, name: string): Tree {
  const placeOf = (file: string): string | undefined => {
    const place = path.join(folder, ...file.split('/'))
    const stat = effects.stat(place)
    return stat === undefined || stat.isDirectory ? undefined : place
  }
  return {
    name,
    text(file) {
      const place = placeOf(file)
      return Promise.resolve(place === undefined ? undefined : readText(effects, place))
    },
    bytes(file) {
      const place = placeOf(file)
      return Promise.resolve(place === undefined ? undefined : () => effects.readChunks(place))
    },
    prepare: () => Promise.resolve(),
  }
}

/** Where the bytes of a blob lie: many are in one file, as `cat-file --batch` gives them. */
interface Span {
  readonly file: string
  readonly from: number
  readonly to: number
}

const CHUNK = 1 << 16
/** of `<hash> blob <size>`, with room to spare */
const HEADER = 128

/**
 * `commit`: its whole hash. `within`: the folder of the project that the paths begin from, such as `dist/`. A process of
 * git for each file took 53 s where 1,000 datasets had changed.
 */
export function treeOfCommit(
  effects: Effects,
  repository: Repository,
  commit: string,
  { name, within, scratch }: { readonly name: string; readonly within: string; readonly scratch: Scratch },
): CommitTree {
  let listed: Promise<ReadonlyMap<string, Blob>> | undefined
  const spans = new Map<string, Span>()
  const blobs = (): Promise<ReadonlyMap<string, Blob>> => {
    listed ??= listBlobs(repository, commit, `${repository.prefix}${within}`)
    return listed
  }
  const hashOf = async (file: string): Promise<string | undefined> => {
    return (await blobs()).get(file)?.hash
  }
  const prepare = async (files: readonly string[]): Promise<void> => {
    const wanted = new Set<string>()
    for (const file of files) {
      const hash = await hashOf(file)
      if (hash !== undefined && !spans.has(hash)) wanted.add(hash)
    }
    if (wanted.size === 0) return
    const into = scratch.file()
    const input = [...wanted].map((hash) => `${hash}\n`).join('')
    await repository.git(['cat-file', '--batch'], { input, into })
    for (const [hash, span] of spansIn(effects, into)) spans.set(hash, span)
  }
  const spanOf = async (file: string): Promise<Span | undefined> => {
    await prepare([file])
    return spans.get((await hashOf(file)) ?? '')
  }
  return {
    name,
    async list() {
      return [...(await blobs())].map(([path, { isLink }]) => ({ path, isLink }))
    },
    async text(file) {
      const span = await spanOf(file)
      if (span === undefined) return undefined
      return new TextDecoder().decode(effects.readRange(span.file, span.from, span.to))
    },
    async bytes(file) {
      const span = await spanOf(file)
      return span === undefined ? undefined : () => piecesOf(effects, span)
    },
    prepare,
  }
}

interface Blob {
  readonly hash: string
  readonly isLink: boolean
}

/** path below `folder` → blob; commits of other repositories (submodules) are none */
async function listBlobs(
  repository: Repository,
  commit: string,
  folder: string,
): Promise<ReadonlyMap<string, Blob>> {
  const within = folder === '' ? [] : ['--', folder]
  const listed = textOf(
    await repository.git(['--literal-pathspecs', 'ls-tree', '-r', '-z', '--full-tree', commit, ...within]),
  )
  const found = new Map<string, Blob>()
  for (const line of listed.split('\0')) {
    const [, mode, hash, file] = /^(\d+) blob ([0-9a-f]+)\t([\s\S]+)$/.exec(line) ?? []
    if (hash !== undefined && file?.startsWith(folder) === true)
      found.set(file.slice(folder.length), { hash, isLink: mode === LINK })
  }
  return found
}

/** mode of a symbolic link in a tree of git */
const LINK = '120000'

function* spansIn(effects: Effects, file: string): Generator<readonly [hash: string, span: Span]> {
  const size = effects.stat(file)?.size ?? 0
  let at = 0
  while (at < size) {
    const [header = ''] = new TextDecoder().decode(effects.readRange(file, at, at + HEADER)).split('\n')
    const [, hash, length] = /^([0-9a-f]+) blob (\d+)$/.exec(header) ?? []
    if (hash === undefined) return
    const from = at + header.length + 1
    yield [hash, { file, from, to: from + Number(length) }]
    at = from + Number(length) + 1
  }
}

function* piecesOf(effects: Effects, { file, from, to }: Span): Generator<Uint8Array> {
  for (let at = from; at < to; at += CHUNK) yield effects.readRange(file, at, Math.min(at + CHUNK, to))
}
