/** A folder for what is needed only while a command runs: .hiraku/scratch-<pid>/, gone with it. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'

export interface Scratch {
  readonly folder: string
  /** a path that nothing has yet; the ending may matter to who reads it */
  readonly file: (ending?: string) => string
}

/** What a killed run left is removed by the next. */
export async function withScratch<T>(
  effects: Effects,
  root: string,
  body: (scratch: Scratch) => Promise<T>,
): Promise<T> {
  const state = path.join(root, '.hiraku')
  const isOurs = effects.stat(state) === undefined
  sweep(effects, state)
  const folder = path.join(state, `scratch-${effects.pid()}`)
  effects.remove(folder)
  effects.makeFolder(folder)
  const clean = (): void => {
    effects.remove(folder)
    if (isOurs && effects.list(state).length === 0) effects.remove(state)
  }
  const forget = effects.onInterrupt?.(clean)
  let made = 0
  try {
    return await body({
      folder,
      file(ending = '') {
        made += 1
        return path.join(folder, `${made}${ending}`)
      },
    })
  } finally {
    forget?.()
    clean()
  }
}

function sweep(effects: Effects, state: string): void {
  for (const name of effects.list(state)) {
    const pid = /^scratch-(\d+)$/.exec(name)?.[1]
    if (pid !== undefined && effects.processMark(Number(pid)) === undefined)
      effects.remove(path.join(state, name))
  }
}
