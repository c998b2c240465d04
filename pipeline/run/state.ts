/** `.hiraku/`: what this computer remembers. Whoever makes it first keeps it out of git. */
import path from 'node:path'
import type { Effects } from '../effects.ts'

/**
 * Whatever the project's own .gitignore says: what was fetched or is kept back (killed or not) must not get into git by
 * `git add .`.
 */
export function makeState(effects: Pick<Effects, 'makeFolder' | 'stat' | 'writeFile'>, state: string): void {
  effects.makeFolder(state)
  const file = path.join(state, '.gitignore')
  if (effects.stat(file) === undefined) effects.writeFile(file, '*\n')
}
