/** Observations → the wide form of their indicator, the period of each, and the progress from baseline to target. */
import { fiscalYear } from '../lib/years.ts'
import type { Place, Problem } from '../problem.ts'
import { computed, type FactRow, lineOf, numberOf, textOf } from './facts.ts'
import { latest } from './outcomes.ts'
import { problem } from './problems.ts'
import type { Tables } from './tables.ts'

const MEMBERS = ['text', 'value', 'unit', 'year', 'direction', 'parts'] as const

/** Below 0, or above this, a progress is worth a person's look: 2 is twice as far as the target lay. */
const FAR = 2

export function widenIndicators(tables: Tables, kinds: readonly string[], place: Place): readonly Problem[] {
  const problems: Problem[] = []
  for (const entity of tables.entities()) {
    for (const row of tables.of(entity)) {
      if (row.facts.kind !== undefined) addPeriod(row)
      else {
        const observations = tables
          .observationsOf(row)
          .filter((child) => Object.values(child.parents).includes(row.key))
        if (observations.length > 0 && directlyAbove(row, observations))
          problems.push(...widen(row, observations, kinds, place))
      }
    }
  }
  return problems
}

/** The innermost row above the observations is their indicator; those further out are not. */
function directlyAbove(row: FactRow, observations: readonly FactRow[]): boolean {
  return observations.every((child) => Object.keys(child.parents).at(-1) === row.entity)
}

function addPeriod(row: FactRow): void {
  const year = row.facts.year
  const value = typeof year?.value === 'number' ? fiscalYear(year.value) : null
  const from = year?.from ?? { method: 'computed' as const, formula: 'no year is known' }
  row.facts.period = { value, from: from.method === 'as-written' ? { ...from, method: 'normalized' } : from }
}

function widen(
  row: FactRow,
  observations: readonly FactRow[],
  kinds: readonly string[],
  place: Place,
): readonly Problem[] {
  for (const kind of kinds) {
    const observation = latest(observations, kind)
    for (const member of MEMBERS) {
      const name = `${kind}${member[0]?.toUpperCase() ?? ''}${member.slice(1)}`
      row.facts[name] = observation?.facts[member] ?? computed(null, 'the document has no such cell', [])
    }
  }
  const baseline = numberOf(row, 'baselineValue')
  const target = numberOf(row, 'targetValue')
  const result = numberOf(row, 'resultValue')
  const units = new Set(['baselineUnit', 'targetUnit', 'resultUnit'].map((field) => textOf(row, field)))
  // 42台 is a level, 6台減 a change: nothing can be said of the way from one to the other
  const directions = new Set(
    ['baselineDirection', 'targetDirection', 'resultDirection'].map((field) => textOf(row, field)),
  )
  const known =
    baseline !== undefined &&
    target !== undefined &&
    result !== undefined &&
    target !== baseline &&
    units.size === 1 &&
    directions.size === 1
  const progress = known ? Math.round(((result - baseline) / (target - baseline)) * 10_000) / 10_000 : null
  row.facts.progress = computed(
    progress,
    '(resultValue − baselineValue) / (targetValue − baselineValue), four decimals; unknown where one of them is, where baselineUnit, targetUnit and resultUnit differ, or where targetValue = baselineValue',
    ['baselineValue', 'targetValue', 'resultValue', 'baselineUnit', 'targetUnit', 'resultUnit'],
  )
  if (progress === null || (progress >= 0 && progress <= FAR)) return []
  const line = lineOf(row.cells.name?.[0], row.line)
  const facts = { key: row.key, actual: progress, baseline, target, result }
  return [problem('reconcile/progress', { ...place, line, record: row.key }, facts)]
}
