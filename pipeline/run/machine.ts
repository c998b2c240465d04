/** The machine as built: its rooms, where it lies, and the hash of all code that makes files. */
import path from 'node:path'
import { type Effects, hashOf, readText } from '../effects.ts'
import { isObject } from '../lib/object.ts'
import type { Machine } from './options.ts'

/** What they import is part of their hash in build/code.json, to the lock entries of the packages. */
const MAKERS = ['run/wire.js', 'run/work-source.js', 'run/work-publisher.js', 'run/work-whole.js']

/** `code` is the folder of the compiled code; without a code.json in it (run from TypeScript) nothing is reused. */
export function machineOf(effects: Effects, code: string): Machine {
  return {
    packageFolder: path.dirname(code),
    code: codeHash(effects, path.join(code, 'code.json')),
    rooms: (schemas) => import('./wire.ts').then(({ wire }) => wire(schemas)),
  }
}

function codeHash(effects: Effects, file: string): string | undefined {
  if (effects.stat(file) === undefined) return undefined
  const hashes: unknown = JSON.parse(readText(effects, file))
  if (!isObject(hashes)) return undefined
  const found = MAKERS.map((name) => hashes[name])
  return found.every((hash) => typeof hash === 'string') ? hashOf(effects, found.join('\n')) : undefined
}
