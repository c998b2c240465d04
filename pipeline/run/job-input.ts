/** Reads what a source's job needs, as bytes; what is hashed is what is worked on. */
import path from 'node:path'
import { type Effects, hashFile, hashOf } from '../effects.ts'
import type { JobInput } from '../job/input.ts'
import { UserError } from '../problem.ts'
import type { InLine } from './entry.ts'
import { isUnreadable, signatureOf } from './files.ts'
import { runProblem } from './problems.ts'
import { CHANGES, inputPaths, type SourceFolder } from './project.ts'
import type { Schemas } from './schemas.ts'

/** One source that may not be read is no reason to leave its neighbours. */
function readInput(effects: Effects, file: string, name: string): Uint8Array {
  try {
    return effects.readFile(file)
  } catch (error) {
    if (!isUnreadable(error)) throw error
    const actual = error instanceof Error ? error.message.replace(/,.*$/s, '') : ''
    throw new UserError(runProblem('run/unreadable', { file: name }, { file: name, actual }))
  }
}

export function readJobInput(
  effects: Effects,
  root: string,
  folder: SourceFolder,
  schemas: Pick<Schemas, 'get'>,
  taken: number,
): { readonly input: JobInput; readonly lines: readonly InLine[] } {
  const files = new Map<string, Uint8Array>()
  const lines: InLine[] = []
  for (const name of inputPaths(effects, root, folder)) {
    const file = path.join(root, name)
    const stat = effects.stat(file)
    if (stat === undefined || stat.isDirectory) continue
    if (name.includes(`/${CHANGES}/`)) {
      // as long as a dataset, and no concern of the job
      lines.push({ path: name, sha256: hashFile(effects, file), signature: signatureOf(stat, taken) })
      continue
    }
    const bytes = readInput(effects, file, name)
    // saved, or copied over, at this very moment: half of it may be what was read
    if (effects.stat(file)?.signature !== stat.signature || bytes.length !== stat.size)
      throw new UserError(runProblem('run/changed-while-read', { file: name }, { file: name }))
    files.set(name, bytes)
    lines.push({ path: name, sha256: hashOf(effects, bytes), signature: signatureOf(stat, taken) })
  }
  const sha256 = (bytes: Uint8Array) => hashOf(effects, bytes)
  const { publisher, source } = folder
  const { packageFile } = effects
  const given = packageFile === undefined ? {} : { packageFile }
  return { input: { publisher, source, files, schemas: schemas.get, sha256, ...given }, lines }
}
