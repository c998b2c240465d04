/** The datasets of dist/ that a name means: a dataset's own, or all of the source that a person names. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import { isObject, listOf } from '../../lib/object.ts'
import { layoutOf } from '../layout.ts'
import { pick } from '../pick.ts'
import { findSources } from '../project.ts'
import { readReport } from '../report-file.ts'

export function datasetsOf(effects: Effects, root: string, name: string): readonly string[] {
  const layout = layoutOf(effects, root)
  const { publisher, source } = pick(effects, layout, findSources(effects, root), name)
  const file = path.join(layout.dist, 'report.json')
  if (effects.stat(file) === undefined) return []
  for (const item of readReport(effects, file)) {
    if (item.publisher !== publisher || item.source !== source) continue
    const ids = listOf(item.datasets).flatMap((one) => (isObject(one) ? [String(one.id)] : []))
    return ids.includes(name) ? [name] : ids
  }
  return []
}
