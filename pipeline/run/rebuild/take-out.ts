/**
 * The files of a commit, in a folder. By an index of its own (`read-tree`, `checkout-index`), not by `git worktree`: so
 * the repository is only read, and a run that is killed leaves nothing in it that somebody would have to prune.
 */
import path from 'node:path'
import { type Repository, textOf } from '../git/repository.ts'
import type { Scratch } from '../git/scratch.ts'

/** What a build reads, what it gave, and what says which Hiraku made it. */
const NEEDED = ['sources', 'schemas', 'portals', 'dist', 'package.json', 'package-lock.json']

/** `whole`: all files of the project, as it is needed to install what it depends on. */
export async function takeOut(
  repository: Repository,
  commit: string,
  scratch: Scratch,
  whole: boolean,
): Promise<string> {
  const folder = path.join(scratch.folder, 'tree')
  const index = path.join(scratch.folder, 'index')
  const within = repository.prefix.replace(/\/$/, '')
  await repository.git(['read-tree', within === '' ? commit : `${commit}:${within}`], { index })
  const names = textOf(
    await repository.git(['ls-files', '-z', ...(whole ? [] : ['--', ...NEEDED])], { index }),
  )
  // forward slashes on Windows too: it is a prefix of text
  const prefix = `${folder.split(path.sep).join('/')}/`
  await repository.git(['checkout-index', '--force', '-z', '--stdin', `--prefix=${prefix}`], {
    index,
    input: names,
  })
  return folder
}
