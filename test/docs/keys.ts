/** The keys that source.yaml may have, and the words of their closed lists: a guide names them all. */
import fs from 'node:fs'
import path from 'node:path'
import { isObject } from '../../pipeline/lib/object.ts'
import { PACKAGE } from '../helpers/job.ts'

export function sourceSchema(): unknown {
  return JSON.parse(fs.readFileSync(path.join(PACKAGE, 'schemas/authored/source.schema.json'), 'utf8'))
}

/** The parts of the schema that are about tables. */
export function ofTables(name: string): boolean {
  return ['grid', 'gridTable', 'gridColumn', 'skip', 'rowTest'].includes(name)
}

/** Those about where a file comes from. */
export function ofOrigins(name: string): boolean {
  return ['fromUrl', 'fromPage', 'fromCkan', 'fromFolder'].includes(name)
}

/** `wanted`: by the name of the property or definition that a part of the schema is of. */
export function keysOf(
  schema: unknown,
  wanted: (name: string) => boolean,
): { readonly keys: readonly string[]; readonly words: readonly string[] } {
  const keys = new Set<string>()
  const words = new Set<string>()
  if (!isObject(schema)) return { keys: [], words: [] }
  const parts = [schema.properties, schema.$defs]
  for (const part of parts) {
    for (const [name, value] of Object.entries(isObject(part) ? part : {})) {
      if (!wanted(name)) continue
      if (part === schema.properties) keys.add(name)
      collect(value, keys, words)
    }
  }
  return { keys: [...keys], words: [...words] }
}

function collect(schema: unknown, keys: Set<string>, words: Set<string>): void {
  if (Array.isArray(schema)) for (const one of schema) collect(one, keys, words)
  if (!isObject(schema)) return
  for (const [name, value] of Object.entries(schema)) {
    if (name === 'properties' && isObject(value)) for (const key of Object.keys(value)) keys.add(key)
    if (name === 'enum' && Array.isArray(value)) for (const word of value) words.add(String(word))
    collect(value, keys, words)
  }
}
