/** Files that a killed process was writing beside their places. Looked for only after one was killed: it takes a walk. */
import path from 'node:path'
import type { Effects } from '../effects.ts'

/** `<file>.<process>.part`, as `writeFile` and `openWriter` name what is not whole yet */
const PART = /\.(\d+)\.part$/

function isLeft(effects: Effects, name: string): boolean {
  const pid = PART.exec(name)?.[1]
  return pid !== undefined && effects.processMark(Number(pid)) === undefined
}

export function sweepParts(effects: Effects, root: string, state: string): void {
  const walk = (folder: string): void => {
    for (const name of effects.list(folder)) {
      const place = path.join(folder, name)
      if (isLeft(effects, name)) effects.remove(place)
      else if (effects.stat(place)?.isDirectory === true) walk(place)
    }
  }
  for (const folder of [state, path.join(root, 'sources'), path.join(root, 'schemas')]) walk(folder)
}

/** What a killed `convert` left beside the files that it is to write again; nothing else in that folder is ours. */
export function sweepBeside(effects: Effects, files: readonly string[]): void {
  const own = new Set(files)
  for (const folder of new Set(files.map((file) => path.dirname(file)))) {
    for (const name of effects.list(folder)) {
      const place = path.join(folder, name)
      const whole = place.replace(PART, '')
      // a long report is written in pieces that have a number
      if ((own.has(whole) || own.has(whole.replace(/\.\d+$/, ''))) && isLeft(effects, name))
        effects.remove(place)
    }
  }
}
