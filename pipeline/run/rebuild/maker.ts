/** Which Hiraku made a state: by the code on record in history.yaml, and by what package.json and its lock file say. */
import path from 'node:path'
import { type Effects, readText } from '../../effects.ts'
import { readHistoryFile } from '../../history/index.ts'
import { isObject, textOf } from '../../lib/object.ts'
import { parseYaml } from '../../lib/yaml.ts'
import { parsed } from '../diff/of-dist.ts'

export interface Maker {
  /** hashes of the code of the last versions, as history.yaml has them */
  readonly code: readonly string[]
  /** own: the state holds Hiraku itself; package: it depends on it; none: nothing says */
  readonly kind: 'own' | 'package' | 'none'
  readonly version?: string
  /** its program within the folder, once it is installed */
  readonly program: string
}

export function makerOf(effects: Effects, folder: string): Maker {
  const json = (name: string): unknown => {
    const file = path.join(folder, name)
    return effects.stat(file) === undefined ? undefined : parsed(readText(effects, file))
  }
  const about = json('package.json')
  const code = codesIn(effects, folder)
  const own = isObject(about) && about.name === 'hiraku' ? about : undefined
  const lock = json('package-lock.json')
  if (own !== undefined && lock !== undefined) {
    return { code, kind: 'own', ...versionOf(own), program: path.join('build', 'cli.js') }
  }
  const packages = isObject(lock) && isObject(lock.packages) ? lock.packages : {}
  const used = packages['node_modules/hiraku']
  const program = path.join('node_modules', 'hiraku', 'build', 'cli.js')
  return isObject(used)
    ? { code, kind: 'package', ...versionOf(used), program }
    : { code, kind: 'none', program }
}

function versionOf(about: { readonly [key: string]: unknown }): { readonly version?: string } {
  const version = textOf(about.version)
  return version === undefined ? {} : { version }
}

/** Of each dataset's last version. */
function codesIn(effects: Effects, folder: string): readonly string[] {
  const codes = new Set<string>()
  const sources = path.join(folder, 'sources')
  for (const publisher of effects.list(sources)) {
    const own = path.join(sources, publisher)
    for (const place of [own, ...effects.list(own).map((source) => path.join(own, source))]) {
      const file = path.join(place, 'history.yaml')
      if (effects.stat(file) === undefined) continue
      const { history } = readHistoryFile(parseYaml(readText(effects, file)), { file })
      const last = new Map(history.map((entry) => [entry.dataset, entry.inputs.code]))
      for (const hash of last.values()) if (hash !== undefined) codes.add(hash)
    }
  }
  return [...codes].sort()
}
