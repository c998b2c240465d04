/** `DATASET@VERSION`: where its records are to be had: in dist/ now, in a commit, or kept since they were accepted. */
import path from 'node:path'
import { type Effects, hashFile } from '../../effects.ts'
import type { HistoryEntry } from '../../history/index.ts'
import { isObject, listOf, textOf as textIn } from '../../lib/object.ts'
import { UserError } from '../../problem.ts'
import { gitProblem, NO_REPOSITORY, SHALLOW } from '../git/problems.ts'
import { openRepository, type Repository, textOf } from '../git/repository.ts'
import type { Scratch } from '../git/scratch.ts'
import { treeOfCommit, treeOnDisk } from '../git/tree.ts'
import { layoutOf } from '../layout.ts'
import { historiesIn } from './histories.ts'
import { parsed, sideOfDataset, stateOf } from './of-dist.ts'
import type { DiffSide } from './side.ts'

export interface VersionName {
  readonly id: string
  readonly version: string
}

export function versionName(name: string): VersionName | undefined {
  const [, id, version] = /^([^@/\\]+)@(\d+\.\d+\.\d+)$/.exec(name) ?? []
  return id === undefined || version === undefined ? undefined : { id, version }
}

/** Where a version was found: `commit` undefined: as dist/ is now. */
export type VersionPlace =
  | { readonly kind: 'now' }
  | { readonly kind: 'commit'; readonly repository: Repository; readonly commit: string }
  | { readonly kind: 'kept'; readonly file: string }

/** Throws a UserError that names the versions which there are. */
export async function findVersion(
  effects: Effects,
  root: string,
  { id, version }: VersionName,
  /** what was not committed will not do */
  isCommit = false,
): Promise<VersionPlace> {
  const accepted = entryOf(effects, root, id, version)
  const found = new Set<string>()
  const now = parsed(await treeOnDisk(effects, path.join(root, 'dist'), '').text(packageOf(id)))
  const own = versionIn(now)
  if (own !== undefined) found.add(own)
  const isOwn = own === version
  // a dist/ that is not accepted yet says the version before
  if (!isCommit && isOwn && (accepted === undefined || recordsHash(now, id) === accepted.hash))
    return { kind: 'now' }
  let repository: Repository | undefined
  try {
    repository = await openRepository(effects, root)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    if (error.problem.code === 'run/git-unsafe') throw error
  }
  let inexact: string | undefined
  for (const { commit, about } of repository === undefined ? [] : await commitsOf(repository, id)) {
    const said = versionIn(about)
    if (said !== undefined) found.add(said)
    if (said !== version || repository === undefined) continue
    if (accepted === undefined || recordsHash(about, id) === accepted.hash)
      return { kind: 'commit', repository, commit }
    inexact ??= commit
  }
  if (accepted !== undefined && !isCommit) {
    const file = path.join(layoutOf(effects, root).state, 'accepted', `${accepted.hash}.json`)
    if (effects.stat(file) !== undefined && hashFile(effects, file) === accepted.hash)
      return { kind: 'kept', file }
  }
  if (inexact !== undefined && repository !== undefined)
    return { kind: 'commit', repository, commit: inexact }
  if (isOwn && !isCommit) return { kind: 'now' }
  const isShallow = repository?.isShallow === true
  const hints = repository === undefined ? NO_REPOSITORY : isShallow ? SHALLOW : { hintJa: '', hintEn: '' }
  throw new UserError(
    gitProblem(
      'run/no-version',
      { dataset: id },
      {
        dataset: id,
        version,
        found: found.size === 0 ? '—' : [...found].join(', '),
        ...hints,
      },
    ),
  )
}

export async function sideOfVersion(
  effects: Effects,
  root: string,
  scratch: Scratch,
  wanted: VersionName,
): Promise<DiffSide> {
  const { id, version } = wanted
  const name = `${id}@${version}`
  const place = await findVersion(effects, root, wanted)
  const now = treeOnDisk(effects, path.join(root, 'dist'), name)
  if (place.kind === 'now') return sideOfDataset(now, id)
  if (place.kind === 'commit') {
    const { repository, commit } = place
    return sideOfDataset(treeOfCommit(effects, repository, commit, { name, within: 'dist/', scratch }), id)
  }
  // of what was only kept, the columns are those of now: where they changed, the records still say so
  const schema = parsed(await now.text(`datasets/${id}/${id}.schema.json`))
  const state = { ...stateOf(() => effects.readChunks(place.file), schema, id, name), version }
  return {
    name,
    marks: new Map([[id, null]]),
    open: (asked) => Promise.resolve(asked === id ? state : undefined),
    problems: [],
  }
}

/** The newest first. */
async function commitsOf(
  repository: Repository,
  id: string,
): Promise<readonly { readonly commit: string; readonly about: unknown }[]> {
  const file = `dist/${packageOf(id)}`
  const log = await repository.ask([
    // a folder may be called `:data` or `[2024]`: a name, and no pattern
    '--literal-pathspecs',
    'log',
    '--format=%H',
    'HEAD',
    '--',
    `${repository.prefix}${file}`,
  ])
  if (log.exit !== 0) return []
  const commits = textOf(log)
    .split('\n')
    .filter((line) => line !== '')
  const found: { readonly commit: string; readonly about: unknown }[] = []
  for (const commit of commits) {
    const blob = await repository.ask(['cat-file', 'blob', `${commit}:${repository.prefix}${file}`])
    if (blob.exit === 0) found.push({ commit, about: parsed(textOf(blob)) })
  }
  return found
}

function packageOf(id: string): string {
  return `datasets/${id}/datapackage.json`
}

function versionIn(about: unknown): string | undefined {
  return isObject(about) ? textIn(about.version) : undefined
}

/** What the descriptor says of <id>.json. */
function recordsHash(about: unknown, id: string): string | undefined {
  const resources = isObject(about) ? listOf(about.resources) : []
  const json = resources.find((one) => isObject(one) && one.path === `${id}.json`)
  return isObject(json) ? textIn(json.hash)?.replace(/^sha256:/, '') : undefined
}

/** What history.yaml of any source, or of a publisher, says of this version. */
function entryOf(effects: Effects, root: string, id: string, version: string): HistoryEntry | undefined {
  const [, code = '', slug = ''] = /^([^_]+)_(.+)$/.exec(id) ?? []
  for (const { code: own, history } of historiesIn(effects, root, slug)) {
    const entry = history.find((one) => one.dataset === slug && one.version === version)
    if (entry !== undefined && own() === code) return entry
  }
  return undefined
}
