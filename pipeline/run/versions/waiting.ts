/** Whether datasets that did not change wait to be accepted. */
import path from 'node:path'
import { readText } from '../../effects.ts'
import { lastOf, readHistoryFile } from '../../history/index.ts'
import { parseYaml } from '../../lib/yaml.ts'
import { parseAbout } from '../about.ts'
import type { Context } from '../context.ts'
import type { Entry } from '../entry.ts'
import type { Accepting } from './accepted.ts'

export function hasWaiting(
  { effects, layout }: Pick<Context, 'effects' | 'layout'>,
  accepting: Accepting,
  unit: string,
  folder: string,
  entry: Entry,
): boolean {
  const { datasets } = parseAbout(entry.about)
  const ids = datasets.map(({ id }) => id)
  const facts = datasets.filter(({ id }) => accepting.isWanted(unit, id, ids))
  if (facts.length === 0) return false
  const file = `${folder}/history.yaml`
  const place = path.join(layout.root, file)
  const text = effects.stat(place) === undefined ? '' : readText(effects, place)
  const { history } = readHistoryFile(parseYaml(text), { file })
  return facts.some(({ slug, hash }) => lastOf(history, slug)?.hash !== hash)
}
