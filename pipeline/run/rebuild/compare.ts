/** Two folders, byte for byte. */
import path from 'node:path'
import { type Effects, hashFile } from '../../effects.ts'
import { count, type Tally, tally } from '../context.ts'

export interface FoldersCompared {
  readonly files: number
  readonly differing: Tally
  /** in the first, not in the second */
  readonly missing: Tally
  readonly extra: Tally
  /** of all these, those that the first folder itself does not have as they were written */
  readonly edited: Tally
}

export function compareFolders(
  effects: Effects,
  wanted: string,
  made: string,
  isEdited: (file: string) => boolean,
): FoldersCompared {
  const [there, here] = [filesIn(effects, wanted), new Set(filesIn(effects, made))]
  const found = { differing: tally(), missing: tally(), extra: tally(), edited: tally() }
  const tell = (into: Tally, file: string): void => {
    count(into, [file])
    if (isEdited(file)) count(found.edited, [file])
  }
  for (const file of there) {
    if (!here.delete(file)) tell(found.missing, file)
    else if (!isSame(effects, path.join(wanted, file), path.join(made, file))) tell(found.differing, file)
  }
  for (const file of here) tell(found.extra, file)
  return { files: there.length, ...found }
}

function isSame(effects: Effects, one: string, other: string): boolean {
  return (
    effects.stat(one)?.size === effects.stat(other)?.size &&
    hashFile(effects, one) === hashFile(effects, other)
  )
}

function filesIn(effects: Effects, folder: string, within = ''): readonly string[] {
  return effects.list(path.join(folder, within)).flatMap((name) => {
    const file = within === '' ? name : `${within}/${name}`
    return effects.stat(path.join(folder, file))?.isDirectory === true
      ? filesIn(effects, folder, file)
      : [file]
  })
}
