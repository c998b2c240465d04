/** What the sources, as they lie on the disk, say of the versions that were accepted. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import { type History, readHistoryFile } from '../../history/index.ts'
import { isObject, textOf } from '../../lib/object.ts'
import { parseYaml } from '../../lib/yaml.ts'

/** Each history.yaml, of a source or of a publisher, in which these words stand: most are of others, and are not parsed. */
export function* historiesIn(
  effects: Effects,
  root: string,
  words: string,
): Generator<{ readonly code: () => string; readonly history: History }> {
  const sources = path.join(root, 'sources')
  for (const publisher of effects.list(sources)) {
    const folder = path.join(sources, publisher)
    for (const place of [folder, ...effects.list(folder).map((source) => path.join(folder, source))]) {
      const file = path.join(place, 'history.yaml')
      if (effects.stat(file) === undefined) continue
      const text = new TextDecoder().decode(effects.readFile(file))
      if (!text.includes(words)) continue
      const { history } = readHistoryFile(parseYaml(text), { file })
      yield { code: () => codeOf(effects, folder, publisher), history }
    }
  }
}

/** 全国地方公共団体コード: the name of the folder, unless publisher.yaml says otherwise. */
function codeOf(effects: Effects, folder: string, publisher: string): string {
  const file = path.join(folder, 'publisher.yaml')
  if (effects.stat(file) === undefined) return publisher
  const { value } = parseYaml(new TextDecoder().decode(effects.readFile(file)))
  return (isObject(value) ? textOf(value.code) : undefined) ?? publisher
}
