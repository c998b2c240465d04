/** Ratings that changed since the last evaluation: what the text leaves out comes from the rating itself. */

import type { RatingsDeclaration } from '../lib/declaration.ts'
import { entityFacts } from '../lib/names.ts'
import type { Place, Problem } from '../problem.ts'
import { lineOf, textOf } from './facts.ts'
import { problem } from './problems.ts'
import type { Tables } from './tables.ts'

const CHANGE = 'change'

export function completeChanges(
  tables: Tables,
  ratings: RatingsDeclaration,
  place: Place,
): readonly Problem[] {
  const problems: Problem[] = []
  for (const row of tables.of(CHANGE)) {
    const rated = tables.get(ratings.of, row.key)
    const rating = rated?.facts.rating
    const line = lineOf(row.cells.reason?.[0], row.line)
    const known = { method: 'computed' as const, formula: 'how the rating is known' }
    if (row.facts.from) row.facts.fromMethod = { value: 'stated', from: { ...known, fields: ['from'] } }
    const said = row.facts.to
    if (said && typeof said.value === 'string') {
      row.facts.toMethod = { value: 'stated', from: { ...known, fields: ['to'] } }
      if (rating && rating.value !== said.value) {
        const facts = {
          ...entityFacts(ratings.of),
          key: row.key,
          line,
          actual: said.value,
          other: rated.line,
          expected: String(rating.value),
        }
        const also = [{ ...place, line: rated.line }]
        problems.push(problem('reconcile/rating-contradiction', { ...place, line }, facts, { also }))
      }
    } else if (rated && rating) {
      const fields = ['ict_plan_initiatives.rating']
      row.facts.to = {
        value: rating.value,
        from: { method: 'computed', formula: 'the rating of the initiative', fields },
      }
      row.facts.toMethod = { value: textOf(rated, 'ratingMethod'), from: { ...known, fields } }
    }
    if (row.facts.from?.value === row.facts.to?.value) {
      const facts = { key: row.key, actual: textOf(row, 'from') }
      problems.push(problem('reconcile/no-change', { ...place, line, record: row.key }, facts))
    }
  }
  return problems
}
