/** Reads what a source's job needs, as bytes; what is hashed is what is worked on. */
import path from 'node:path'
import { type Effects, hashOf } from '../effects.ts'
import type { JobInput } from '../job/input.ts'
import type { InLine } from './entry.ts'
import { signatureOf } from './files.ts'
import { inputPaths, type SourceFolder } from './project.ts'
import type { Schemas } from './schemas.ts'

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
    const bytes = effects.readFile(file)
    files.set(name, bytes)
    lines.push({ path: name, sha256: hashOf(effects, bytes), signature: signatureOf(stat, taken) })
  }
  const sha256 = (bytes: Uint8Array) => hashOf(effects, bytes)
  const { publisher, source } = folder
  const { packageFile } = effects
  const given = packageFile === undefined ? {} : { packageFile }
  return { input: { publisher, source, files, schemas: schemas.get, sha256, ...given }, lines }
}
