/**
 * Recovers the rating of each rated row as a small constraint problem. Hard evidence: signs with one reading, the
 * sentence of the comment, the totals stated. Soft evidence, in this order: the readings of ambiguous signs, the
 * words of the comment, result against target. Hard evidence that contradicts itself fails the source, and so does
 * a best assignment that is not the only best one.
 */

import type { RatingsDeclaration } from '../lib/declaration.ts'
import { entityFacts, nameOf } from '../lib/names.ts'
import { own } from '../lib/own.ts'
import type { Reader } from '../lib/readings.ts'
import type { Place, Problem } from '../problem.ts'
import { type Assignment, assign, type Count, type Item } from './assign.ts'
import { explain, type Grounds, overruledSigns } from './evidence.ts'
import { addresses, type FactRow } from './facts.ts'
import { problem } from './problems.ts'
import { look, type Seen } from './seen.ts'
import type { Tables } from './tables.ts'
import { groupsOf, type TotalGroup } from './totals.ts'

/** Weights that keep the order of the soft evidence for up to a hundred thousand rows. */
const READINGS = 10_000_000_000
const WORDS = 100_000
const OUTCOME = 1

/** Adds rating, ratingMethod and ratingEvidence to the rated rows, and the rating to the rows below that bear signs. */
export function rate(
  tables: Tables,
  ratings: RatingsDeclaration,
  reader: Reader,
  place: Place,
  file: string,
): readonly Problem[] {
  const rated = tables.of(ratings.of)
  const problems: Problem[] = unknownIndicators(tables, ratings, { source: place.source, file })
  const seen = rated.map((row) => look(row, tables, ratings, reader))
  problems.push(...seen.flatMap((entry) => unknownSignsOf(entry, place)))
  const hard = seen.map((entry) => {
    const { domain, contradiction } = hardDomain(entry, ratings, place)
    if (contradiction) problems.push(contradiction)
    return domain
  })
  if (problems.length > 0) return problems

  const { groups, problems: declared } = groupsOf(tables, rated, ratings, place)
  if (declared.length > 0) return declared
  for (const members of componentsOf(rated.length, groups)) {
    const within = groups.filter((group) => members.some((i) => group.members.has(i)))
    const counts = within.flatMap((group) =>
      [...group.stated].map(
        ([value, { count }]): Count => ({ value, count, members: placesOf(group, members) }),
      ),
    )
    const items = members.map(
      (i): Item => ({ domain: named(i, hard[i] ?? [], within), scores: scoresOf(seen[i], ratings) }),
    )
    const solved = assign(items, counts)
    if (solved.kind === 'unfit') problems.push(unfit(within, hard, rated, items, members, place))
    else if (solved.kind === 'too-many') problems.push(tooMany(rated, members, place))
    else {
      for (const [n, i] of members.entries()) {
        const entry = seen[i]
        if (entry) problems.push(...conclude(entry, solved, n, finest(i, within), place))
      }
    }
  }
  if (problems.length === 0) below(tables, ratings, reader)
  return problems
}

/** Rows whose groups overlap are solved together; a row in no group, alone. */
function componentsOf(count: number, groups: readonly TotalGroup[]): readonly (readonly number[])[] {
  const component = Array.from({ length: count }, (_, i) => i)
  for (const { members } of groups) {
    const touched = new Set([...members].map((i) => component[i]))
    const to = Math.min(...[...touched].map((at) => at ?? 0))
    for (const [i, at] of component.entries()) if (touched.has(at)) component[i] = to
  }
  const lists = new Map<number, number[]>()
  for (const [i, at] of component.entries()) lists.set(at, [...(lists.get(at) ?? []), i])
  return [...lists.values()]
}

/** The members of a group as places in a component. */
function placesOf(group: TotalGroup, members: readonly number[]): ReadonlySet<number> {
  return new Set(members.flatMap((i, n) => (group.members.has(i) ? [n] : [])))
}

/** Of the groups that a row is in, the smallest that states counts: what its evidence speaks of. */
function finest(i: number, groups: readonly TotalGroup[]): TotalGroup | undefined {
  return groups
    .filter((group) => group.members.has(i) && group.stated.size > 0)
    .sort((a, b) => a.members.size - b.members.size)[0]
}

/**
 * Where counts are stated, what is open takes one of the ratings that they name: counts that leave rows over do not
 * add up, and no row may slip into a rating that nobody spoke of. A row with clear evidence keeps what it has.
 */
function named(i: number, domain: readonly string[], groups: readonly TotalGroup[]): readonly string[] {
  const names = new Set(groups.flatMap((group) => (group.members.has(i) ? [...group.stated.keys()] : [])))
  return domain.length > 1 && names.size > 0 ? domain.filter((sign) => names.has(sign)) : domain
}

/** An indicator declared as "less is better" must be there: a declaration that speaks of nothing is stale. */
function unknownIndicators(tables: Tables, ratings: RatingsDeclaration, declared: Place): Problem[] {
  const known = (key: string): boolean =>
    tables.entities().some((entity) => {
      const row = tables.get(entity, key)
      return row !== undefined && tables.observationsOf(row).length > 0
    })
  return (ratings.lessIsBetter ?? [])
    .filter((key) => !known(key))
    .map((actual) => {
      const key = 'document.ratings.lessIsBetter'
      return problem('reconcile/unknown-field', { ...declared, key }, { key, actual, hintJa: '', hintEn: '' })
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

/** Names the group whose counts can not be met: by itself where there is one, else the widest of those that clash. */
function unfit(
  groups: readonly TotalGroup[],
  hard: readonly (readonly string[])[],
  rated: readonly FactRow[],
  items: readonly Item[],
  members: readonly number[],
  place: Place,
): Problem {
  const alone = groups.find((group) => {
    const at = [...placesOf(group, members)]
    const own = at.flatMap((n) => items[n] ?? [])
    const every = new Set(own.keys())
    const counts = [...group.stated].map(([value, { count }]): Count => ({ value, count, members: every }))
    return assign(own, counts).kind === 'unfit'
  })
  const widest = [...groups].sort((a, b) => b.members.size - a.members.size)[0]
  const group = alone ?? widest
  const stated = group?.stated ?? new Map<string, { readonly count: number }>()
  const inside = [...(group?.members ?? [])]
  const certain = new Map<string, FactRow[]>()
  for (const i of inside) {
    const [only] = hard[i] ?? []
    const row = rated[i]
    if (hard[i]?.length === 1 && only !== undefined && row)
      certain.set(only, [...(certain.get(only) ?? []), row])
  }
  const line = group?.line ?? 1
  const facts = {
    scope: group?.scope.en,
    scopeJa: group?.scope.ja,
    line,
    expected: [...stated].map(([sign, { count }]) => `${sign}${count}`).join(' '),
    sum: [...stated.values()].reduce((sum, { count }) => sum + count, 0),
    actual: [...certain].map(([sign, rows]) => `${sign}${rows.length}`).join(' '),
    count: inside.length,
  }
  const crowded = [...certain].flatMap(([sign, rows]) =>
    rows.length > (stated.get(sign)?.count ?? Number.POSITIVE_INFINITY) ? rows : [],
  )
  const others = alone ? [] : groups.filter((other) => other !== group && other.line !== undefined)
  const also = [
    ...crowded.slice(0, 20).map((row) => ({ ...place, line: row.line, record: row.key })),
    ...others.map((other) => ({ ...place, line: other.line })),
  ]
  return problem('reconcile/totals', { ...place, line }, facts, { also })
}

function tooMany(rated: readonly FactRow[], members: readonly number[], place: Place): Problem {
  const line = rated[members[0] ?? 0]?.line ?? 1
  return problem('reconcile/too-many-open', { ...place, line }, { line, actual: members.length })
}

function conclude(
  seen: Seen,
  solved: Extract<Assignment, { kind: 'solved' }>,
  n: number,
  group: TotalGroup | undefined,
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
    ...(group?.line === undefined ? {} : { totals: { line: group.line, scope: group.scope } }),
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
      const cells = own(row.cells, field) ?? []
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
