/** The numbers, spellings, patterns and dictionaries of the knowledge, read from their files. */
import { isObject, listOf, textOf } from '../lib/object.ts'
import { entriesOf, numberOf } from './files.ts'
import type { Slips } from './fold.ts'
import type { Sheet, Thresholds, ValuePattern, Weights } from './sheet.ts'

export function readSlips(pairs: unknown, romaji: unknown): Slips {
  return { pairs: readPairs(pairs), romaji: readPairs(romaji) }
}

function readPairs(value: unknown): Slips['pairs'] {
  return listOf(value).flatMap((one) => {
    const from = isObject(one) ? textOf(one.from) : undefined
    const to = isObject(one) && typeof one.to === 'string' ? one.to : undefined
    return from === undefined || to === undefined ? [] : [[from, to] as const]
  })
}

export function readWeights(value: unknown): Weights {
  const entries = entriesOf(value)
  const number = (name: string): number => numberOf(entries.get(name))
  return {
    exact: number('exact'),
    folded: number('folded'),
    layout: number('layout'),
    english: number('english'),
    alias: number('alias'),
    noun: number('noun'),
    split: number('split'),
    slip: number('slip'),
    // as sure as a letter that is wrong
    cut: number('slip'),
    position: number('position'),
    values: number('values'),
    weak: number('weak'),
    distinct: listOf(entries.get('distinct')).map(numberOf),
    common: number('common'),
    strongTitle: number('strongTitle'),
    weakTitle: number('weakTitle'),
    names: number('names'),
    distinctScale: number('distinctScale'),
    vocabulary: number('vocabulary'),
    whole: number('whole'),
    cells: number('cells'),
    telling: number('telling'),
  }
}

export function readThresholds(value: unknown): Thresholds {
  const entries = entriesOf(value)
  const number = (name: string): number => numberOf(entries.get(name))
  return {
    claim: number('claim'),
    distinct: number('distinct'),
    distinctColumns: number('distinctColumns'),
    againstDistinct: number('againstDistinct'),
    values: number('values'),
    veto: number('veto'),
    vocabulary: number('vocabulary'),
    margin: number('margin'),
    nearer: number('nearer'),
    literal: number('literal'),
    literalCoverage: number('literalCoverage'),
    coverage: number('coverage'),
    literalWide: number('literalWide'),
    wideCoverage: number('wideCoverage'),
    layout: number('layout'),
    telling: number('telling'),
    whole: number('whole'),
    columns: number('columns'),
  }
}

export function readPatterns(value: unknown): ReadonlyMap<string, ValuePattern> {
  return new Map(
    [...entriesOf(value)].flatMap(([kind, one]) => {
      const pattern = isObject(one) ? textOf(one.pattern) : undefined
      if (pattern === undefined || !isObject(one)) return []
      return [[kind, { pattern: new RegExp(pattern, 'u'), rigid: one.rigid === true }] as const]
    }),
  )
}

export function readKeys(
  value: unknown,
  sheets: readonly Sheet[],
  fold: (text: string) => string,
): ReadonlyMap<string, string> {
  const keys = new Map<string, string>()
  for (const [header, one] of entriesOf(value)) {
    const key = isObject(one) ? textOf(one.key) : undefined
    if (key !== undefined) keys.set(fold(header), key)
  }
  for (const sheet of sheets) {
    for (const { folded, key } of sheet.columns) if (!keys.has(folded)) keys.set(folded, key)
  }
  return keys
}
