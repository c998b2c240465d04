/** The version of a newer file that `add` takes over. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import { withLock } from '../around.ts'
import { createBench } from '../candidate/bench.ts'
import { readEarlier } from '../candidate/earlier.ts'
import { appended, exportBoth, type Tried } from '../candidate/versions.ts'
import { layoutOf } from '../layout.ts'
import type { Machine } from '../options.ts'
import type { SourceFolder } from '../project.ts'
import type { NewFile } from './write.ts'

/** What is accepted has its version at once; nothing is written where it can not be appended. */
export async function withVersions(
  effects: Effects,
  machine: Machine,
  root: string,
  source: SourceFolder,
  tried: Tried,
  files: readonly NewFile[],
  replace: (files: readonly NewFile[]) => void,
): Promise<readonly NewFile[]> {
  const layout = layoutOf(effects, root)
  const bench = createBench(effects, machine, layout, 0)
  // not the one of `acquire`, which may be at work meanwhile
  const scratch = path.join(layout.state, 'trial-add')
  return withLock(effects, layout.state, 'add', async () => {
    try {
      effects.remove(scratch)
      const earlier = await readEarlier(bench, source)
      const made = await exportBoth(bench, tried, earlier, scratch)
      const next = await appended(bench, source, tried, made, earlier, new Map())
      const all = [...files, ...next.files]
      replace(all)
      effects.remove(path.join(layout.state, 'versions'))
      return all
    } finally {
      effects.remove(scratch)
    }
  })
}
