/** What rows are called in messages for people; a name that is not here stands as the declaration writes it. */
import type { Text } from '../problem.ts'
import { own } from './own.ts'

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

const FIELDS: Readonly<Record<string, string>> = {
  number: '番号',
  code: 'コード',
  name: '名称',
  title: '名称',
  heading: '見出し',
  description: '内容',
  comment: '見解',
  department: '担当課',
  sign: '評価の記号',
  rating: '評価',
  meaning: '意味',
  text: '表記',
  year: '年度',
  reason: '理由',
  stated: '数',
  statedInitiatives: '取組数',
}

/** The facts `{field}` and `{fieldJa}` of a message. */
export function fieldFacts(field: string): { field: string; fieldJa: string } {
  return { field, fieldJa: own(FIELDS, field) ?? field }
}

export function nameOf(entity: string): Text {
  return own(NAMES, entity) ?? { ja: entity, en: entity }
}

/** The facts `{entity}` and `{entityJa}` of a message. */
export function entityFacts(entity: string): { entity: string; entityJa: string } {
  const name = nameOf(entity)
  return { entity: name.en, entityJa: name.ja }
}
