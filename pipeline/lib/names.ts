/** What rows are called in messages for people; a name that is not here stands as the declaration writes it. */
import type { Text } from '../problem.ts'

const NAMES: Readonly<Record<string, Text>> = {
  policy: { ja: '基本方針', en: 'policy' },
  measure: { ja: '施策', en: 'measure' },
  initiative: { ja: '取組', en: 'initiative' },
  indicator: { ja: '成果指標', en: 'indicator' },
  observation: { ja: '成果指標の値', en: 'observation' },
  rating: { ja: '評価区分', en: 'rating' },
  total: { ja: '評価別の数', en: 'total' },
  change: { ja: '評価の変更', en: 'rating change' },
  layer: { ja: '地図情報', en: 'map layer' },
  section: { ja: '節', en: 'section' },
}

export function nameOf(entity: string): Text {
  return NAMES[entity] ?? { ja: entity, en: entity }
}

/** The facts `{entity}` and `{entityJa}` of a message. */
export function entityFacts(entity: string): { entity: string; entityJa: string } {
  const name = nameOf(entity)
  return { entity: name.en, entityJa: name.ja }
}
