/** Where an earlier state may be written: a place of its own, so that nothing of today is lost. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import { UserError } from '../../problem.ts'
import { guardOut } from '../around.ts'
import { layoutOf } from '../layout.ts'
import { rebuildProblem } from './problems.ts'

/** Throws a UserError unless `out` is a folder that is empty or not there, and no part of what the project lives of. */
export function guardEmpty(effects: Effects, root: string, out: string): void {
  const dist = path.join(root, 'dist')
  // a build may replace what a build made; what is compared with may not be what is overwritten
  if (out !== dist && effects.list(out).length === 0) guardOut(effects, layoutOf(effects, root, out))
  else {
    const folder = path.relative(root, out) || '.'
    const free = path.relative(root, freeName(effects, out === dist ? path.join(root, 'earlier') : out))
    throw new UserError(rebuildProblem('run/rebuild-not-empty', { file: folder }, { folder, free }))
  }
}

/** The folder beside that nothing is in yet. */
export function freeName(effects: Effects, out: string): string {
  for (let more = 2; ; more += 1) {
    const name = `${out}-${more}`
    if (effects.stat(name) === undefined) return name
  }
}
