/** Whether datasets that did not change wait to be accepted. */
import path from 'node:path'
import { readText } from '../../effects.ts'
import { isShort, parseAbout } from '../about.ts'
import type { Context } from '../context.ts'
import type { Entry } from '../entry.ts'
import type { Accepting } from './accepted.ts'

export async function hasWaiting(
  { effects, layout }: Pick<Context, 'effects' | 'layout'>,
  accepting: Accepting,
  unit: string,
  folder: string,
  entry: Entry,
): Promise<boolean> {
  const about = parseAbout(entry.about)
  const { datasets, problems } = about
  const ids = datasets.map(({ id }) => id)
  if (ids.some((id) => accepting.isTakenDown?.(unit, id, ids) === true)) return true
  const facts = datasets.filter(({ id }) => accepting.isWanted(unit, id, ids))
  // history.yaml is as it was when they were made (it is in the entry's key): what is not accepted was told then
  const isTold = (id: string): boolean =>
    problems.some(({ code, where }) => code === 'history/not-accepted' && where.dataset === id)
  const isKnown = isShort(about) && facts.every(({ id, version }) => version !== null && !isTold(id))
  if (facts.length === 0 || isKnown) return false
  const [{ readHistoryFile }, { parseYaml }, { isAsAccepted }] = await Promise.all([
    import('../../history/index.ts'),
    import('../../lib/yaml.ts'),
    import('./as-accepted.ts'),
  ])
  const file = `${folder}/history.yaml`
  const place = path.join(layout.root, file)
  const text = effects.stat(place) === undefined ? '' : readText(effects, place)
  const { history } = readHistoryFile(parseYaml(text), { file })
  return facts.some((one) => !isAsAccepted(history, one))
}
