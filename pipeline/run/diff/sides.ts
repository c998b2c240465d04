/** What a person means by A and B: a file or folder, a version of a dataset, or a commit, in this order. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import { isTableFile } from '../../lib/file-endings.ts'
import { suggest } from '../../lib/suggest.ts'
import type { Problem } from '../../problem.ts'
import { UserError } from '../../problem.ts'
import { gitProblem, SHALLOW } from '../git/problems.ts'
import { openRepository, type Repository } from '../git/repository.ts'
import type { Scratch } from '../git/scratch.ts'
import { treeOfCommit, treeOnDisk } from '../git/tree.ts'
import type { Machine } from '../options.ts'
import { sideOfDataset, sideOfDist } from './of-dist.ts'
import { sideOfFile } from './of-file.ts'
import { diffProblem } from './problems.ts'
import type { DiffSide } from './side.ts'
import { sideOfVersion, versionName } from './versions.ts'

export interface Sides {
  readonly before: DiffSide
  readonly after: DiffSide
  readonly problems: readonly Problem[]
}

interface Asked {
  readonly root: string
  readonly names: readonly string[]
  readonly as?: string
}

export async function sidesOf(
  effects: Effects,
  machine: Machine,
  { root, names, as }: Asked,
  scratch: Scratch,
): Promise<Sides> {
  const problems: Problem[] = []
  const dist = path.join(root, 'dist')
  const isDataset = (name: string): boolean =>
    !/[\\/]/.test(name) && effects.stat(path.join(dist, 'datasets', name))?.isDirectory === true
  let repository: Promise<Repository> | undefined
  const open = (): Promise<Repository> => {
    repository ??= openRepository(effects, root)
    return repository
  }
  const now = (): Promise<DiffSide> => sideOfDist(treeOnDisk(effects, dist, 'dist/'))
  const nowOf = (id: string): DiffSide => sideOfDataset(treeOnDisk(effects, dist, 'dist/'), id)
  const commitNamed = async (name: string): Promise<DiffSide | undefined> => {
    const commit = await (await open()).commit(name)
    if (commit === undefined) return undefined
    return sideOfDist(treeOfCommit(effects, await open(), commit, { name, within: 'dist/', scratch }))
  }
  /** `id`: of the dataset that the other side names */
  const sideNamed = async (name: string, id: string | undefined): Promise<DiffSide> => {
    const place = path.resolve(root, name)
    const stat = effects.stat(place)
    if (stat !== undefined) {
      problems.push(...(await ambiguous(name, effects, root)))
      if (stat.isDirectory) return sideOfDist(treeOnDisk(effects, distIn(effects, place), name))
      const options = { file: name, ...(as === undefined ? {} : { as }) }
      return sideOfFile(effects, machine, { root, scratch, options })
    }
    const version = versionName(name) ?? (id === undefined ? undefined : versionName(`${id}@${name}`))
    if (version !== undefined) return sideOfVersion(effects, root, scratch, version)
    if (isDataset(name)) return nowOf(name)
    // the name of a file needs no git to be told that there is none
    const isFile = isTableFile(name) || /[\\/]/.test(name)
    const side = isFile && !(await isRepository(effects, root)) ? undefined : await commitNamed(name)
    if (side !== undefined) return side
    throw new UserError(gitProblem('run/no-commit', {}, { name, ...(await hintsOf(name)) }))
  }
  const hintsOf = async (name: string): Promise<{ readonly hintJa: string; readonly hintEn: string }> => {
    const beside = path.dirname(path.resolve(root, name))
    const files = effects.stat(beside) === undefined ? [] : effects.list(beside).filter(isTableFile)
    const near =
      suggest(name, effects.list(path.join(dist, 'datasets'))) ?? suggest(path.basename(name), files)
    if (near !== undefined) return { hintJa: `「${near}」のことですか。`, hintEn: ` Did you mean "${near}"?` }
    return (await isRepository(effects, root)) && (await open()).isShallow
      ? SHALLOW
      : { hintJa: '', hintEn: '' }
  }
  const [first, second] = names
  if (first === undefined) return { before: await sideNamed('HEAD', undefined), after: await now(), problems }
  const id = versionName(first)?.id ?? (second === undefined ? undefined : versionName(second)?.id)
  if (second !== undefined) {
    const [before, after] = [await sideNamed(first, id), await sideNamed(second, id)]
    const again = (side: DiffSide, sheet: string | undefined): Promise<DiffSide> | DiffSide =>
      sheet === undefined || side.file === undefined
        ? side
        : sideOfFile(effects, machine, { root, scratch, options: { file: side.file, as: sheet } })
    return {
      before: await again(before, missingSheet(before, after)),
      after: await again(after, missingSheet(after, before)),
      problems,
    }
  }
  const stat = effects.stat(path.resolve(root, first))
  if (stat !== undefined && !stat.isDirectory)
    throw new UserError(diffProblem('run/diff-two', {}, { name: first }))
  if (stat === undefined && id === undefined && isDataset(first)) {
    // one dataset: as it was committed last against as it is
    const head = treeOfCommit(effects, await open(), 'HEAD', { name: 'HEAD', within: 'dist/', scratch })
    return { before: sideOfDataset(head, first), after: nowOf(first), problems }
  }
  return {
    before: await sideNamed(first, undefined),
    after: id === undefined ? await now() : nowOf(id),
    problems,
  }
}

/**
 * The name of one file may say which sheet it is where that of the other does not: a table that was not recognized by
 * itself is read as what the other side is, so that the same columns meet.
 */
function missingSheet(side: DiffSide, other: DiffSide): string | undefined {
  const [own, ...rest] = side.sheets ?? []
  const [sheet, ...others] = other.sheets ?? []
  if (own !== null || rest.length > 0 || others.length > 0) return undefined
  return sheet ?? undefined
}

/** A project, or its dist/. */
function distIn(effects: Effects, folder: string): string {
  const inside = path.join(folder, 'dist')
  const isDist = effects.stat(path.join(folder, 'SHA256SUMS')) !== undefined
  return !isDist && effects.stat(inside)?.isDirectory === true ? inside : folder
}

async function isRepository(effects: Effects, root: string): Promise<boolean> {
  try {
    await openRepository(effects, root)
    return true
  } catch (error) {
    if (error instanceof UserError) return false
    throw error
  }
}

/** Told where a commit, too, is called so; without git there is none. */
async function ambiguous(name: string, effects: Effects, root: string): Promise<readonly Problem[]> {
  if (effects.git === undefined || /[./\\]/.test(name)) return []
  try {
    const found = await (await openRepository(effects, root)).commit(name)
    return found === undefined ? [] : [diffProblem('run/diff-ambiguous', {}, { name })]
  } catch (error) {
    if (error instanceof UserError) return []
    throw error
  }
}
