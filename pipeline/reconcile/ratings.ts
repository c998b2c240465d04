/**
 * Recovers the rating of each rated row as a small constraint problem. Hard evidence: signs with one reading, the
 * sentence of the comment, the totals stated. Soft evidence, in this order: the readings of ambiguous signs, the
 * words of the comment, result against target. Hard evidence that contradicts itself fails the source, and so does
 * a best assignment that is not the only best one.
 */

import type { RatingsDeclaration } from '../lib/declaration.ts'
import { entityFacts, nameOf } from '../lib/names.ts'
import type { Reader } from '../lib/readings.ts'
import type { Place, Problem } from '../problem.ts'
import { type Assignment, assign, type Item } from './assign.ts'
import { explain, type Grounds, overruledSigns } from './evidence.ts'
import { addresses } from './facts.ts'
import { problem } from './problems.ts'
import { look, type Seen } from './seen.ts'
import type { Tables } from './tables.ts'
import { groupsOf, type TotalGroup, wrongTotals } from './totals.ts'

/** Weights that keep the order of the soft evidence for up to a thousand rows a group. */
const READINGS = 1_000_000
const WORDS = 1_000
const OUTCOME = 1

/** Adds rating, ratingMethod and ratingEvidence to the rated rows, and the rating to the rows below that bear signs. */
export function rate(
  tables: Tables,
  ratings: RatingsDeclaration,
  reader: Reader,
  place: Place,
): readonly Problem[] {
  const rated = tables.of(ratings.of)
  const problems: Problem[] = unknownIndicators(tables, ratings, place)
  const seen = rated.map((row) => look(row, tables, ratings, reader))
  problems.push(...seen.flatMap((entry) => unknownSignsOf(entry, place)))
  const hard = seen.map((entry) => {
    const { domain, contradiction } = hardDomain(entry, ratings, place)
    if (contradiction) problems.push(contradiction)
    return domain
  })
  if (problems.length > 0) return problems

  const { groups, all, problems: declared } = groupsOf(tables, rated, ratings, place)
  problems.push(...declared)
  for (const group of groups) {
    const members = rated.flatMap((row, i) => (group.covers(row) ? [i] : []))
    const counts = new Map([...group.stated].map(([sign, entry]) => [sign, entry.count]))
    const items = members.map(
      (i): Item => ({ domain: named(hard[i] ?? [], counts), scores: scoresOf(seen[i], ratings) }),
    )
    const solved = assign(items, counts)
    if (!solved) {
      problems.push(
        unfit(
          group,
          members.map((i) => hard[i] ?? []),
          place,
        ),
      )
      continue
    }
    for (const [n, i] of members.entries()) {
      const entry = seen[i]
      if (entry) problems.push(...conclude(entry, solved, n, group, rated.length, place))
    }
  }
  if (problems.length === 0) problems.push(...all.flatMap((group) => wrongTotals(group, place)))
  if (problems.length === 0) below(tables, ratings, reader)
  return problems
}

/**
 * Where counts are stated, what is open takes one of the ratings that they name: counts that leave rows over do not
 * add up, and no row may slip into a rating that nobody spoke of. A row with clear evidence keeps what it has.
 */
function named(domain: readonly string[], counts: ReadonlyMap<string, number>): readonly string[] {
  return domain.length > 1 && counts.size > 0 ? domain.filter((sign) => counts.has(sign)) : domain
}

/** An indicator declared as "less is better" must be there: a declaration that speaks of nothing is stale. */
function unknownIndicators(tables: Tables, ratings: RatingsDeclaration, place: Place): Problem[] {
  const known = (key: string): boolean =>
    tables.entities().some((entity) => {
      const row = tables.get(entity, key)
      return row !== undefined && tables.observationsOf(row).length > 0
    })
  return (ratings.lessIsBetter ?? [])
    .filter((key) => !known(key))
    .map((actual) => {
      const key = 'document.ratings.lessIsBetter'
      return problem('reconcile/unknown-field', { ...place, key }, { key, actual, hintJa: '', hintEn: '' })
    })
}

/** What stands where a sign should, and is none. */
function unknownSignsOf({ row, signs }: Seen, place: Place): readonly Problem[] {
  return signs
    .filter((sign) => sign.readings.length === 0)
    .map(({ line, text }) => {
      const facts = { ...entityFacts(row.entity), key: row.key, line, actual: text }
      return problem('reconcile/sign-unknown', { ...place, line, record: row.key }, facts)
    })
}

function hardDomain(
  seen: Seen,
  ratings: RatingsDeclaration,
  place: Place,
): { domain: readonly string[]; contradiction?: Problem } {
  const hard = seen.signs.flatMap((sign) => {
    const [only] = sign.readings
    return only !== undefined && sign.readings.length === 1 ? [{ sign: only, line: sign.line }] : []
  })
  const all = [...seen.stated, ...hard]
  const [first] = all
  if (!first) return { domain: ratings.scale.map((rating) => rating.sign) }
  const other = all.find((entry) => entry.sign !== first.sign)
  if (!other) return { domain: [first.sign] }
  const facts = {
    ...entityFacts(seen.row.entity),
    key: seen.row.key,
    line: other.line,
    actual: other.sign,
    other: first.line,
    expected: first.sign,
  }
  const where = { ...place, line: other.line }
  const also = [{ ...place, line: first.line }]
  return { domain: [], contradiction: problem('reconcile/rating-contradiction', where, facts, { also }) }
}

function scoresOf(seen: Seen | undefined, ratings: RatingsDeclaration): ReadonlyMap<string, number> {
  const scores = new Map<string, number>()
  if (!seen) return scores
  for (const { sign } of ratings.scale) {
    const fits = seen.signs.filter(
      (entry) => entry.readings.length > 1 && entry.readings.includes(sign),
    ).length
    const words = seen.words?.sign === sign ? WORDS : 0
    const outcome = seen.outcome?.sign === sign ? OUTCOME : 0
    scores.set(sign, fits * READINGS + words + outcome)
  }
  return scores
}

function unfit(group: TotalGroup, domains: readonly (readonly string[])[], place: Place): Problem {
  const certain = new Map<string, number>()
  for (const domain of domains) {
    const [only] = domain
    if (domain.length === 1 && only !== undefined) certain.set(only, (certain.get(only) ?? 0) + 1)
  }
  const line = group.line ?? 1
  const facts = {
    scope: group.scope.en,
    scopeJa: group.scope.ja,
    line,
    expected: [...group.stated].map(([sign, entry]) => `${sign}${entry.count}`).join(' '),
    sum: [...group.stated.values()].reduce((sum, entry) => sum + entry.count, 0),
    actual: [...certain].map(([sign, count]) => `${sign}${count}`).join(' '),
    count: domains.length,
  }
  const crowded = [...certain].filter(
    ([sign, count]) => count > (group.stated.get(sign)?.count ?? Number.POSITIVE_INFINITY),
  )
  const also = crowded.flatMap(([sign]) =>
    group.rows.filter((_, i) => domains[i]?.[0] === sign && domains[i]?.length === 1),
  )
  return problem('reconcile/totals', { ...place, line }, facts, {
    also: also.slice(0, 20).map((row) => ({ ...place, line: row.line, record: row.key })),
  })
}

function conclude(
  seen: Seen,
  solved: Assignment,
  n: number,
  group: TotalGroup,
  everything: number,
  place: Place,
): readonly Problem[] {
  const { row } = seen
  const best = solved.best[n] ?? []
  const [rating] = best
  if (rating === undefined || best.length > 1) {
    const facts = { ...entityFacts(row.entity), key: row.key, candidates: best.join('・') }
    return [problem('reconcile/rating-ambiguous', { ...place, line: row.line, record: row.key }, facts)]
  }
  const clear = seen.signs.some((sign) => sign.readings.length === 1)
  const method = seen.stated.length > 0 ? 'stated' : clear ? 'observed' : 'inferred'
  const grounds: Grounds = {
    ...seen,
    rating,
    possible: solved.possible[n] ?? [],
    everything,
    ...(group.line === undefined ? {} : { totals: { line: group.line, scope: group.scope } }),
  }
  const evidence = explain(grounds)
  const cites = seen.signs.map((sign) => [sign.address])
  const overruled = overruledSigns(grounds).map((sign) => sign.address)
  const from = {
    method: method === 'inferred' ? ('inferred' as const) : ('normalized' as const),
    cites: method === 'stated' ? [...cites, ...commentCites(seen)] : cites,
    evidence,
    ...(overruled.length > 0 ? { overruled } : {}),
  }
  row.facts.rating = { value: rating, from }
  const judged = { method: 'computed' as const, formula: 'how the rating is known', fields: ['rating'] }
  row.facts.ratingMethod = { value: method, from: judged }
  row.facts.ratingEvidence = { value: evidence.ja, from: { ...judged, formula: 'the evidence, in words' } }
  return []
}

function commentCites(seen: Seen): readonly (readonly string[])[] {
  const cell = Object.values(seen.row.cells)
    .flat()
    .find((entry) =>
      entry.parts.some((part) => seen.stated.some(({ line }) => line === part.line) && part.type === 'prose'),
    )
  return cell ? addresses([cell]) : []
}

/**
 * A row below the rated one has a rating of its own where its sign has one reading; else it takes that above. So do
 * indicators for which the document has no sign at all.
 */
function below(tables: Tables, ratings: RatingsDeclaration, reader: Reader): void {
  const bearing = ratings.signs.map((name) => name.split('.')).filter(([entity]) => entity !== ratings.of)
  const unsigned = new Set(tables.of(ratings.of).flatMap((row) => tables.childrenWithObservations(row)))
  for (const [entity = ''] of bearing) for (const row of tables.of(entity)) unsigned.delete(row)
  const groups = [
    ...bearing.map(([entity = '', field = '']) => ({ rows: tables.of(entity), field })),
    { rows: [...unsigned], field: '' },
  ]
  for (const { rows, field } of groups) {
    for (const row of rows) {
      const above = tables.parent(row, ratings.of)
      const cells = row.cells[field] ?? []
      const cites = addresses(cells)
      const sign = cells[0] && reader.readSign(cells[0].text).sign
      const overruledBy = above?.facts.rating
      if (sign !== undefined) row.facts.rating = { value: sign, from: { method: 'normalized', cites } }
      else if (overruledBy) {
        const overruled = overruledBy.from.overruled?.filter((address) => cites.flat().includes(address))
        const evidence = {
          ja: `${field === '' ? '自身の記号がない' : '自身の記号では決まらない'}ので、${nameOf(ratings.of).ja}${above.key}の評価による。`,
          en: `${field === '' ? 'It has no sign of its own' : 'Its own sign does not decide'}; taken from ${ratings.of} ${above.key}.`,
        }
        const more = overruled && overruled.length > 0 ? { overruled } : {}
        row.facts.rating = {
          value: overruledBy.value,
          from: { method: 'inferred', cites, evidence, ...more },
        }
      }
      const method = sign === undefined ? 'inferred' : 'observed'
      const from = { method: 'computed' as const, formula: 'how the rating is known', fields: ['rating'] }
      row.facts.ratingMethod = { value: method, from }
    }
  }
}
