/** Finds the publishers and sources of a project, and the one that a person names. */
import path from 'node:path'
import type { Effects } from '../effects.ts'
import { suggest } from '../lib/suggest.ts'
import { UserError } from '../problem.ts'
import { runProblem } from './problems.ts'

/** A folder sources/<publisher>/<source>/ with a source.yaml in it. */
export interface SourceFolder {
  readonly publisher: string
  readonly source: string
}

export const AUTHORED = [
  'source.yaml',
  'snapshot.yaml',
  'corrections.yaml',
  'cases.yaml',
  'history.yaml',
] as const

/** What Excel, LibreOffice and the desktops of macOS and Windows put beside a file that somebody has opened. */
const BESIDE = /^(?:~\$|\.~lock\.|\._)|^(?:\.DS_Store|Thumbs\.db|desktop\.ini)$/i

export function nameOf(folder: SourceFolder): string {
  return `${folder.publisher}/${folder.source}`
}

/** Throws where nothing is a project: nothing is to be made there. */
export function checkProject(effects: Effects, root: string): void {
  if (effects.stat(path.join(root, 'sources'))?.isDirectory !== true) {
    throw new UserError(runProblem('run/no-project', {}, { folder: root }))
  }
}

/** Every source in code-unit order of publisher, then source. */
export function findSources(effects: Effects, root: string): readonly SourceFolder[] {
  checkProject(effects, root)
  const sources = path.join(root, 'sources')
  const found: SourceFolder[] = []
  for (const publisher of effects.list(sources)) {
    for (const source of effects.list(path.join(sources, publisher))) {
      if (effects.stat(path.join(sources, publisher, source, 'source.yaml')) !== undefined) {
        found.push({ publisher, source })
      }
    }
  }
  return found
}

/** Paths of what a source's job reads, relative to the project, in code-unit order; only those that are there. */
export function inputPaths(effects: Effects, root: string, folder: SourceFolder): readonly string[] {
  const own = `sources/${folder.publisher}/${folder.source}`
  const names = new Set(effects.list(path.join(root, own)))
  const paths = AUTHORED.filter((name) => names.has(name)).map((name) => `${own}/${name}`)
  if (names.has('snapshot')) {
    for (const name of effects.list(path.join(root, own, 'snapshot')))
      if (!BESIDE.test(name)) paths.push(`${own}/snapshot/${name}`)
  }
  if (names.has(CHANGES)) paths.push(...changesPaths(effects, root, own))
  const publisher = `sources/${folder.publisher}/publisher.yaml`
  if (effects.stat(path.join(root, publisher)) !== undefined) paths.push(publisher)
  return paths.sort()
}

/** What changed with the latest versions; read a line at a time where a dataset's files are made. */
export const CHANGES = 'changes'

export function changesPaths(effects: Effects, root: string, folder: string): readonly string[] {
  return effects
    .list(path.join(root, folder, CHANGES))
    .filter((name) => name.endsWith('.json'))
    .map((name) => `${folder}/${CHANGES}/${name}`)
}

/** Paths of what a publisher's list is made from beside its datasets; only those that are there. */
export function listPaths(effects: Effects, root: string, publisher: string): readonly string[] {
  const own = `sources/${publisher}`
  const names = [`${own}/${CHANGES}/open_data_list.json`, `${own}/history.yaml`]
  return names.filter((name) => effects.stat(path.join(root, name)) !== undefined)
}

/**
 * The source that `name` means: `<publisher>/<source>`, a folder, a source's own name, a publisher that has one
 * source only, or a dataset's id.
 * `datasetsOf` is asked only where nothing else fits.
 */
export function pickSource(
  root: string,
  all: readonly SourceFolder[],
  name: string,
  datasetsOf: (folder: SourceFolder) => readonly string[],
): SourceFolder {
  const relative = path
    .relative(path.join(root, 'sources'), path.resolve(root, name))
    .split(path.sep)
    .join('/')
  const wanted = new Set([name.replace(/\/+$/, ''), relative])
  const byPath = all.filter((folder) => wanted.has(nameOf(folder)))
  const byName = all.filter((folder) => folder.source === name)
  const byPublisher = all.filter((folder) => wanted.has(folder.publisher))
  const [known = []] = [byPath, byName, byPublisher].filter((list) => list.length > 0)
  const found = known.length > 0 ? known : all.filter((folder) => datasetsOf(folder).includes(name))
  const [first] = found
  if (first !== undefined && found.length === 1) return first
  if (found.length > 1) {
    const list = found.slice(0, 5).map(nameOf).join(', ') + (found.length > 5 ? ' …' : '')
    throw new UserError(runProblem('run/ambiguous-source', {}, { name, found: list }))
  }
  const near = suggest(
    name,
    all.flatMap((folder) => [nameOf(folder), folder.source, ...datasetsOf(folder)]),
  )
  const problem = runProblem('run/unknown-source', {}, { name, hint: '' })
  if (near === undefined) throw new UserError(problem)
  const { ja, en } = problem.message
  throw new UserError({
    ...problem,
    message: { ja: `${ja}「${near}」のことでしょうか。`, en: `${en} Did you mean "${near}"?` },
  })
}
