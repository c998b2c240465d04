/** Where a folder to be published to must not lie. Told by what the system says of it: links lead anywhere. */
import type { Effects } from '../../effects.ts'
import type { Problem } from '../../problem.ts'
import { filesProblem } from '../files/problems.ts'

export type FolderEffects = Pick<
  Effects,
  | 'list'
  | 'stat'
  | 'readChunks'
  | 'writeChunks'
  | 'rename'
  | 'remove'
  | 'makeFolder'
  | 'syncFiles'
  | 'syncFolder'
  | 'sha256'
>

export interface FolderPlace {
  /** absolute; it need not be there yet */
  readonly folder: string
  /** absolute: what must neither be it nor hold it */
  readonly dist: string
  readonly sources: string
  /** absolute: what must not be it, though it may lie in it */
  readonly project: string
}

/** Deeper than any path that a system takes (4,096 bytes). */
const DEEPEST = 2048

/** What is wrong with the folder; undefined where it may be published to. */
export function outsideOf(
  { stat }: Pick<FolderEffects, 'stat'>,
  { folder, dist, sources, project }: FolderPlace,
): Problem | undefined {
  const no = (actual: string): Problem =>
    filesProblem('publish/folder-inside', { file: folder }, { folder, actual })
  let here = folder
  let there = stat(here)
  if (there?.isDirectory === false)
    return filesProblem('publish/folder-none', { file: folder }, { folder, actual: 'ENOTDIR' })
  const signature = (path: string): string | undefined => stat(path)?.signature
  if (there !== undefined && there.signature === signature(project)) return no('.')
  // what is not there yet is looked for at the folder that it would be made in
  while (there === undefined && here !== '' && here !== '/') {
    here = here.slice(0, Math.max(0, here.search(/[\\/][^\\/]*$/)))
    there = stat(here === '' ? '/' : here)
    if (there?.isDirectory === false)
      return filesProblem('publish/folder-none', { file: folder }, { folder, actual: 'ENOTDIR' })
  }
  const forbidden = [
    ['dist/', signature(dist)],
    ['sources/', signature(sources)],
  ] as const
  // `..` goes where the system goes, so a link into dist/ is found too
  for (let depth = 0; there !== undefined && depth < DEEPEST; depth += 1) {
    for (const [name, mark] of forbidden) if (mark !== undefined && there.signature === mark) return no(name)
    here = `${here}/..`
    const above = stat(here)
    if (above?.signature === there.signature) break
    there = above
  }
  return undefined
}
