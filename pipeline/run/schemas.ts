/**
 * schemas/ of the project first, then those of the package; parsed when asked for. Who asks for which is noted, so
 * that a unit is keyed by those alone that it asked for.
 */
import path from 'node:path'
import { type Effects, hashOf, readText } from '../effects.ts'
import { isObject } from '../lib/object.ts'
import { own } from '../lib/own.ts'
import { UserError } from '../problem.ts'
import { formatAsked, namesIn } from './asked.ts'
import type { InLine } from './entry.ts'
import { lookInputs } from './files.ts'
import { runProblem } from './problems.ts'

export interface Schemas {
  /** parsed JSON of schemas/<name>; undefined where there is none */
  readonly get: (name: string) => unknown
  /** names of the files in a folder of schemas/, with the folder, in code-unit order */
  readonly within: (folder: string) => readonly string[]
  /** what schemas/<name>, a YAML file, says, where that was read when the code was built, and it is still the same file */
  readonly prepared: (name: string) => unknown
  /** text of schemas/<name> */
  readonly text: (name: string) => string | undefined
  /**
   * Begins the account of one unit's work, and ends the one before. What it gives: the names asked for so far, and
   * those asked for before any account (by the rooms themselves, as they are made), with their hashes.
   */
  readonly account: () => () => string
  /** the same names, with the hashes that they have now */
  readonly renew: (asked: string) => string
  /** every file, to be remembered */
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
  const hashes = new Map(lines.map((line, i) => [names[i], line.sha256]))
  const asked = (of: Iterable<string>) => formatAsked(of, (name) => hashes.get(name))
  const renewed = new Map<string, string>()
  const parsed = new Map<string, unknown>()
  let prepared: { readonly [name: string]: unknown } | undefined
  const shared = new Set<string>()
  let noted = shared
  const read = (name: string) => {
    const file = files.get(name)
    if (file === undefined) return undefined
    const bytes = effects.readFile(file)
    // units are keyed by what it was when the run began
    if (hashOf(effects, bytes) !== hashes.get(name))
      throw new UserError(
        runProblem('run/changed-while-read', { file: relative(name) }, { file: relative(name) }),
      )
    return new TextDecoder().decode(bytes)
  }
  return {
    within: (folder) => names.filter((name) => name.startsWith(`${folder}/`)),
    prepared(name) {
      noted.add(name)
      prepared ??= readPrepared(effects, packageFolder)
      const entry = own(prepared, name)
      return isObject(entry) && entry.sha256 === hashes.get(name) ? entry.value : undefined
    },
    text(name) {
      noted.add(name)
      return read(name)
    },
    get(name) {
      noted.add(name)
      if (!parsed.has(name)) {
        const found = read(name)
        parsed.set(name, found === undefined ? undefined : JSON.parse(found))
      }
      return parsed.get(name)
    },
    account() {
      const own = new Set<string>()
      noted = own
      return () => asked([...shared, ...own])
    },
    renew(before) {
      const now = renewed.get(before) ?? asked(namesIn(before))
      renewed.set(before, now)
      return now
    },
    lines,
    same,
  }
}

/** build/knowledge.json; run from TypeScript there is none. */
function readPrepared(effects: Effects, packageFolder: string): { readonly [name: string]: unknown } {
  const file = path.join(packageFolder, 'build', 'knowledge.json')
  if (effects.stat(file) === undefined) return {}
  const value: unknown = JSON.parse(readText(effects, file))
  return isObject(value) ? value : {}
}

function walk(effects: Effects, folder: string, inside: string): readonly string[] {
  return effects.list(path.join(folder, inside)).flatMap((name) => {
    const file = inside === '' ? name : `${inside}/${name}`
    return effects.stat(path.join(folder, file))?.isDirectory === true ? walk(effects, folder, file) : [file]
  })
}
