/** Ratings that changed since the last evaluation: what the text leaves out comes from the rating itself. */

import type { RatingsDeclaration } from '../lib/declaration.ts'
import { entityFacts, nameOf } from '../lib/names.ts'
import type { Place, Problem } from '../problem.ts'
import { computed, lineOf, textOf } from './facts.ts'
import { problem } from './problems.ts'
import type { Tables } from './tables.ts'

const CHANGE = 'change'

const STATED = 'the text says it'

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
    if (row.facts.from) row.facts.fromMethod = computed('stated', STATED, ['from'])
    const said = row.facts.to
    if (said && typeof said.value === 'string') {
      row.facts.toMethod = computed('stated', STATED, ['to'])
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
      const { en } = nameOf(ratings.of)
      row.facts.to = computed(rating.value, `the rating of the ${en}`, [`${ratings.of}.rating`])
      const method = textOf(rated, 'ratingMethod')
      row.facts.toMethod = computed(method, `how the rating of the ${en} is known`, [
        `${ratings.of}.ratingMethod`,
      ])
    }
    if (row.facts.from?.value === row.facts.to?.value) {
      const facts = { key: row.key, actual: textOf(row, 'from') }
      problems.push(problem('reconcile/no-change', { ...place, line, record: row.key }, facts))
    }
  }
  return problems
}
