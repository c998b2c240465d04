/** What lies outside git, under `.hiraku/held/`, until it is mended, let pass or thrown away: nothing else lists it. */
import path from 'node:path'
import type { Effects } from '../effects.ts'
import type { Text } from '../problem.ts'

const SHOWN = 5

/** Undefined: there is nothing. */
export function heldNote(effects: Pick<Effects, 'list' | 'stat'>, root: string): Text | undefined {
  const held = path.join(root, '.hiraku', 'held')
  const folders = effects.list(held).flatMap((publisher) =>
    effects
      .list(path.join(held, publisher))
      .filter((source) => effects.stat(path.join(held, publisher, source, 'snapshot.yaml')) !== undefined)
      .map((source) => `.hiraku/held/${publisher}/${source}`),
  )
  if (folders.length === 0) return undefined
  const names = `${folders.slice(0, SHOWN).join(' ')}${folders.length > SHOWN ? ' …' : ''}`
  return {
    ja: `保留中: ${folders.length} 件 ${names}（公開してよいか確かめるもの。要らなくなったフォルダーは消してください）`,
    en: `held: ${folders.length} ${names} (to be looked at before they are published; remove the folders that nobody needs)`,
  }
}
