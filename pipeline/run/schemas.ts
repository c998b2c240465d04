/** schemas/ of the project first, then those of the package; parsed when asked for, hashed for the key. */
import path from 'node:path'
import { type Effects, hashOf, readText } from '../effects.ts'
import type { InLine } from './entry.ts'
import { lookInputs } from './files.ts'

export interface Schemas {
  /** parsed JSON of schemas/<name>; undefined where there is none */
  readonly get: (name: string) => unknown
  /** text of schemas/<name> */
  readonly text: (name: string) => string | undefined
  readonly hash: string
  /** to be remembered */
  readonly lines: readonly InLine[]
  readonly same: boolean
}

/** What tests hold the schemas against: no build reads it, so that a new example makes nothing anew. */
const EXAMPLES = 'examples/'

/** `known`: the lines remembered; only files with another signature are read. */
export function openSchemas(
  effects: Effects,
  root: string,
  packageFolder: string,
  known: readonly InLine[],
  taken: number,
): Schemas {
  const folders = [...new Set([path.resolve(root), path.resolve(packageFolder)])].map((one) =>
    path.join(one, 'schemas'),
  )
  const files = new Map<string, string>()
  for (const folder of folders) {
    for (const name of walk(effects, folder, ''))
      if (!name.startsWith(EXAMPLES) && !files.has(name)) files.set(name, path.join(folder, name))
  }
  const names = [...files.keys()].sort()
  const relative = (name: string) => path.relative(root, files.get(name) ?? name)
  const { lines, same } = lookInputs(effects, root, names.map(relative), known, taken)
  const parsed = new Map<string, unknown>()
  const text = (name: string) => {
    const file = files.get(name)
    return file === undefined ? undefined : readText(effects, file)
  }
  return {
    text,
    get(name) {
      if (!parsed.has(name)) {
        const found = text(name)
        parsed.set(name, found === undefined ? undefined : JSON.parse(found))
      }
      return parsed.get(name)
    },
    hash: hashOf(effects, lines.map((line, i) => `${names[i]} ${line.sha256}\n`).join('')),
    lines,
    same,
  }
}

function walk(effects: Effects, folder: string, inside: string): readonly string[] {
  return effects.list(path.join(folder, inside)).flatMap((name) => {
    const file = inside === '' ? name : `${inside}/${name}`
    return effects.stat(path.join(folder, file))?.isDirectory === true ? walk(effects, folder, file) : [file]
  })
}
