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
}

export function compareFolders(effects: Effects, wanted: string, made: string): FoldersCompared {
  const [there, here] = [filesIn(effects, wanted), new Set(filesIn(effects, made))]
  const found = { differing: tally(), missing: tally(), extra: tally() }
  for (const file of there) {
    if (!here.delete(file)) count(found.missing, [file])
    else if (!isSame(effects, path.join(wanted, file), path.join(made, file))) count(found.differing, [file])
  }
  for (const file of here) count(found.extra, [file])
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
