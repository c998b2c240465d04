/**
 * The files of a commit, in a folder: their bytes as git keeps them (`cat-file`), not as a check-out would write them. That
 * runs what a configuration says on the way (filters, line ends), and a worktree leaves something to be pruned.
 */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import type { Repository } from '../git/repository.ts'
import type { Scratch } from '../git/scratch.ts'
import { type CommitTree, treeOfCommit } from '../git/tree.ts'

/** What a build reads, what it gave, and what says which Hiraku made it. */
const NEEDED = /^(?:(?:sources|schemas|portals|dist)\/|package(?:-lock)?\.json$)/

/** `whole`: all files of the project, as it is needed to install what it depends on. */
export async function takeOut(
  effects: Effects,
  repository: Repository,
  commit: string,
  scratch: Scratch,
  whole: boolean,
): Promise<string> {
  const folder = path.join(scratch.folder, 'tree')
  effects.makeFolder(folder)
  const tree = treeOfCommit(effects, repository, commit, { name: commit, within: '', scratch })
  const all = await tree.list()
  const isFile = new Set(all.flatMap(({ path: file, isLink }) => (isLink ? [] : [file])))
  const wanted = all.filter((one) => (whole || NEEDED.test(one.path)) && isSafe(one.path))
  await tree.prepare(wanted.map((one) => one.path))
  for (const { path: file, isLink } of wanted) {
    const from = isLink ? await targetOf(tree, file) : file
    // a link to elsewhere, or to a folder, is none of the project's files
    const bytes = isFile.has(from) ? await tree.bytes(from) : undefined
    if (bytes !== undefined) await effects.writeChunks(path.join(folder, ...file.split('/')), copies(bytes()))
  }
  return folder
}

/** A link says where it leads from its own folder. */
async function targetOf(tree: CommitTree, link: string): Promise<string> {
  const target = (await tree.text(link)) ?? ''
  return path.posix.normalize(path.posix.join(path.posix.dirname(link), target))
}

/** git itself makes no such names; who makes a tree by other means may. */
function isSafe(file: string): boolean {
  return !file.includes('\\') && file.split('/').every((name) => !['', '.', '..', '.git'].includes(name))
}

/** A piece may be filled again while the one before is still being written. */
function* copies(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  for (const piece of pieces) yield piece.slice()
}
