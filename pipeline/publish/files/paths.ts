/** Paths of dist/ as names of files elsewhere: which are fit for that, and which are ours. */
import type { Problem } from '../../problem.ts'
import { filesProblem } from './problems.ts'
import type { Putting } from './store.ts'

export const SUMS = 'SHA256SUMS'
/** Names of ours that SHA256SUMS does not name: see claims.ts. */
export const CLAIMS = '.hiraku-files'
/** A file that is being written, beside its place; left where a run was killed. */
const PART = /(?:^|\/)\.[^/]+\.hiraku-part$/

export function partOf(path: string): string {
  const cut = path.lastIndexOf('/') + 1
  return `${path.slice(0, cut)}.${path.slice(cut)}.hiraku-part`
}

export function isPart(path: string): boolean {
  return PART.test(path)
}

/** The dataset in whose folder the file lies. */
export function datasetOf(path: string): string | undefined {
  return /^datasets\/([^/]+)\/./.exec(path)?.[1]
}

/** What every system of files can hold and what leads nowhere else; also not the names of Windows’ devices. */
const SEGMENT =
  /^(?!\.{1,2}$)(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))[^\u0000-\u001f\u007f\\/:*?"<>|]+(?<![. ])$/i

/** What is wrong with the names of files that shall lie beside each other. */
export function pathProblems(files: readonly Putting[], taken: Map<string, string>): readonly Problem[] {
  return files.flatMap(({ path }) => {
    if (path === CLAIMS || isPart(path) || !path.split('/').every((part) => SEGMENT.test(part)))
      return [filesProblem('publish/file-name', { file: path }, { actual: path })]
    // file systems of Windows and macOS take names for the same that differ in case alone
    const folded = path.normalize('NFC').toLowerCase()
    const other = taken.get(folded)
    taken.set(folded, path)
    return other === undefined
      ? []
      : [filesProblem('publish/file-case', { file: path }, { actual: path, other })]
  })
}

/** Paths that the SHA256SUMS there names, or the list of claims beside it. */
export type Owning = ReadonlySet<string>

/** Ours is what was written down there to be ours, and what is half written. Nothing is ours by its place alone. */
export function isOurs(path: string, owning: Owning): boolean {
  return owning.has(path) || path === CLAIMS || isPart(path)
}

/** The files of a dataset, in the order in which they are put. */
export function filesOf(dataset: {
  readonly records: readonly Putting[]
  readonly documents: readonly Putting[]
}): readonly Putting[] {
  return [...dataset.records, ...dataset.documents]
}
