/** Result against target: what the numbers of a rated row's indicators speak for. */
import type { RatingsDeclaration } from '../lib/declaration.ts'
import { squeeze } from '../lib/text.ts'
import { type FactRow, numberOf, textOf } from './facts.ts'

export type Outcome = 'better' | 'equal' | 'worse' | 'unknown'

/**
 * The observation of a kind that speaks last: with results of several years, the latest that says anything (a cell
 * may be blank, or say that there was no survey that year).
 */
export function latest(observations: readonly FactRow[], kind: string): FactRow | undefined {
  let found: FactRow | undefined
  for (const row of observations) {
    if (textOf(row, 'kind') !== kind) continue
    if (!found || rank(row) >= rank(found)) found = row
  }
  return found
}

/** What is said comes before what is not, then the later year. */
function rank(row: FactRow): number {
  return (textOf(row, 'text') === '' ? 0 : 10_000) + (numberOf(row, 'year') ?? 0)
}

/**
 * Better means more, unless a word of the target (減, 削減) or the declaration says less. A quantity with a word of
 * decrease counts downwards: 25%減 is less than 20%減. Direction is never guessed from baseline against target.
 */
export function outcomeOf(result: FactRow | undefined, target: FactRow | undefined, less: boolean): Outcome {
  if (!result || !target) return 'unknown'
  const reached = signed(result)
  const wanted = signed(target)
  if (reached === undefined || wanted === undefined) {
    const same =
      textOf(result, 'text') !== '' && squeeze(textOf(result, 'text')) === squeeze(textOf(target, 'text'))
    return same ? 'equal' : 'unknown'
  }
  if (textOf(result, 'unit') !== textOf(target, 'unit')) return 'unknown'
  // 180個削減 against 200個: whether that is how many went or how many are left, nobody says
  if ((textOf(result, 'direction') === '') !== (textOf(target, 'direction') === '')) return 'unknown'
  if (reached === wanted) return 'equal'
  const lessIsBetter = less || textOf(target, 'direction') === 'decrease'
  return reached < wanted === lessIsBetter ? 'better' : 'worse'
}

function signed(row: FactRow): number | undefined {
  const value = numberOf(row, 'value')
  if (value === undefined) return undefined
  return textOf(row, 'direction') === 'decrease' ? -value : value
}

/** Of several indicators: all better speaks for better, none worse for equal, anything else for nothing. */
export function joint(outcomes: readonly Outcome[]): 'better' | 'equal' | undefined {
  if (outcomes.length === 0) return undefined
  if (outcomes.every((outcome) => outcome === 'better')) return 'better'
  return outcomes.every((outcome) => outcome === 'better' || outcome === 'equal') ? 'equal' : undefined
}

/** The rating that the words of a comment speak for; words for two ratings speak for neither. */
export function wordsOf(
  comment: string,
  ratings: RatingsDeclaration,
): { readonly sign: string; readonly words: string } | undefined {
  const clauses = comment
    .split(/[。\n]/)
    .filter((clause) => !(ratings.otherGoals ?? []).some((other) => squeeze(clause).includes(squeeze(other))))
  let found: { sign: string; words: string } | undefined
  for (const rating of ratings.scale) {
    const words = rating.words?.find((entry) =>
      clauses.some((clause) => squeeze(clause).includes(squeeze(entry))),
    )
    if (words === undefined) continue
    if (found) return undefined
    found = { sign: rating.sign, words }
  }
  return found
}
