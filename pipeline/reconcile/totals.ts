/** What the document states of how many rows have which rating, per scope; and the table of stated against counted. */
import type { RatingsDeclaration } from '../lib/declaration.ts'
import { keyPath } from '../lib/keys.ts'
import { nameOf } from '../lib/names.ts'
import type { Place, Problem, Text } from '../problem.ts'
import { computed, type Fact, type FactRow, lineOf, numberOf, textOf } from './facts.ts'
import { problem } from './problems.ts'
import type { Tables } from './tables.ts'

export interface TotalGroup {
  /** for people: 基本方針1, policy 1 */
  readonly scope: Text
  readonly line: number | undefined
  readonly stated: ReadonlyMap<string, { readonly count: number; readonly row: FactRow }>
  /** the rated rows that it speaks of, by index */
  readonly members: ReadonlySet<number>
}

interface Scope {
  readonly entity: string | undefined
  readonly key: string
}

/** The entity of the rows that state totals, by the name that the declaration must give them. */
const TOTAL = 'total'

/** The groups of rated rows for which counts are stated: per row above (a policy), and over all. */
export function groupsOf(
  tables: Tables,
  rated: readonly FactRow[],
  ratings: RatingsDeclaration,
  place: Place,
): { groups: readonly TotalGroup[]; problems: readonly Problem[] } {
  const problems: Problem[] = []
  const scopes = new Map<string, { scope: Scope; totals: FactRow[] }>()
  for (const total of tables.of(TOTAL)) {
    const scope = scopeOf(total, rated)
    const id = `${scope.entity ?? ''}|${scope.key}`
    const entry = scopes.get(id) ?? { scope, totals: [] }
    scopes.set(id, entry)
    entry.totals.push(total)
  }
  const groups: TotalGroup[] = []
  for (const { scope, totals } of scopes.values()) {
    const stated = new Map<string, { count: number; row: FactRow }>()
    const covers = (row: FactRow): boolean =>
      scope.entity === undefined || row.parents[scope.entity] === scope.key
    const members = rated.filter(covers)
    const owner = scope.entity === undefined ? undefined : tables.get(scope.entity, scope.key)
    if (owner) problems.push(...wrongCount(scope, members, owner, place))
    for (const row of totals) {
      if (row.facts.rating === undefined) {
        problems.push(...wrongCount(scope, members, row, place))
        continue
      }
      const count = numberOf(row, 'stated')
      const sign = textOf(row, 'rating')
      if (!ratings.scale.some((entry) => entry.sign === sign)) {
        const facts = { actual: sign, key: keyPath('document', 'ratings', 'scale') }
        problems.push(problem('reconcile/rating-unknown', { ...place, line: row.line }, facts))
      } else if (count !== undefined) stated.set(sign, { count, row })
    }
    const line = totals[0] && lineOf(totals[0].cells.stated?.[0], totals[0].line)
    const places = rated.flatMap((row, i) => (covers(row) ? [i] : []))
    groups.push({ scope: scopeName(scope), line, stated, members: new Set(places) })
  }
  return { groups, problems }
}

function scopeName({ entity, key }: Scope): Text {
  if (entity === undefined) return { ja: '全体', en: 'all' }
  const name = nameOf(entity)
  return { ja: `${name.ja}${key}`, en: `${name.en} ${key}` }
}

/** The innermost row above both a total and the rated rows. */
function scopeOf(total: FactRow, rated: readonly FactRow[]): Scope {
  for (const [entity, key] of Object.entries(total.parents).reverse()) {
    if (rated.some((row) => row.parents[entity] === key)) return { entity, key }
  }
  return { entity: undefined, key: '' }
}

/** How many rows there are in all, as a heading, a totals line or the sum column states it: by the row that bears it. */
function wrongCount(
  scope: Scope,
  rows: readonly FactRow[],
  bearer: FactRow,
  place: Place,
): readonly Problem[] {
  const field = statedField(bearer)
  const stated = numberOf(bearer, field)
  if (stated === undefined || stated === rows.length) return []
  const line = lineOf(bearer.cells[field]?.[0], bearer.line)
  const name = scopeName(scope)
  const facts = { scope: name.en, scopeJa: name.ja, line, expected: stated, actual: rows.length }
  return [problem('reconcile/count', { ...place, line }, facts)]
}

/** A total that names no rating may state its number in either field: a sum row shares the columns of the rows above it. */
function statedField(row: FactRow): 'stated' | 'statedInitiatives' {
  return row.facts.stated === undefined ? 'statedInitiatives' : 'stated'
}

/**
 * Replaces the totals read by the whole table: every row above × every rating, stated (or unknown), counted,
 * difference; then what the document states over all, and what it states without a rating.
 */
export function fillTotals(tables: Tables, ratings: RatingsDeclaration): void {
  const read = tables.of(TOTAL)
  const rated = tables.of(ratings.of)
  const scoped = read.map((row) => ({ row, scope: scopeOf(row, rated) }))
  const owner = scoped.find(({ scope }) => scope.entity !== undefined)?.scope.entity
  const above = owner === undefined ? [] : tables.of(owner)
  const overall = scoped.filter(
    ({ row, scope }) => scope.entity === undefined && row.facts.rating !== undefined,
  )
  const whole = overall[0]?.row
  const rows = [
    ...above.flatMap((row) => {
      const parents = { [row.entity]: row.key }
      const known = read.filter((total) => total.parents[row.entity] === row.key)
      return perRating(
        { key: row.key, formula: `{${row.entity}}`, line: row.line, parents, known },
        rated,
        ratings,
      )
    }),
    ...(whole
      ? perRating(
          {
            key: whole.parents[TOTAL] ?? 'all',
            formula: whole.parents[TOTAL] ?? 'all',
            line: whole.line,
            parents: {},
            known: overall.map(({ row }) => row),
          },
          rated,
          ratings,
        )
      : []),
    ...scoped.flatMap(({ row, scope }) =>
      row.facts.rating === undefined ? [withoutRating(row, scope, rated, ratings)] : [],
    ),
  ]
  if (rows.length > 0) tables.replace(TOTAL, rows)
}

interface Within {
  readonly key: string
  readonly formula: string
  readonly line: number
  readonly parents: Readonly<Record<string, string>>
  readonly known: readonly FactRow[]
}

function perRating(
  within: Within,
  rated: readonly FactRow[],
  ratings: RatingsDeclaration,
): readonly FactRow[] {
  const members = rated.filter((row) => isWithin(row, within.parents))
  return ratings.scale.map(({ sign, id }, i) => {
    const known = within.known.find((row) => textOf(row, 'rating') === sign)
    const counted = members.filter((row) => row.facts.rating?.value === sign).length
    const key = `${within.key}-${id}`
    const keyFormula = `${within.formula}-{rating.id}`
    const facts: Record<string, Fact> = {
      '@key': computed(key, keyFormula, []),
      rating: known?.facts.rating ?? {
        value: sign,
        from: { method: 'declared', key: keyPath('document', 'ratings', 'scale', i, 'sign') },
      },
      ...counts(known?.facts.stated, counted, 'number of initiatives with this rating', ratings),
    }
    const line = known?.line ?? within.line
    return { entity: TOTAL, key, parents: within.parents, ordinal: i + 1, line, cells: {}, keyFormula, facts }
  })
}

function withoutRating(
  row: FactRow,
  scope: Scope,
  rated: readonly FactRow[],
  ratings: RatingsDeclaration,
): FactRow {
  const parents: Readonly<Record<string, string>> =
    scope.entity === undefined ? {} : { [scope.entity]: scope.key }
  const counted = rated.filter((entry) => isWithin(entry, parents)).length
  const key = row.facts['@key'] ?? computed(row.key, row.keyFormula ?? '', [])
  const facts = {
    '@key': key,
    ...counts(row.facts[statedField(row)], counted, 'number of initiatives', ratings),
  }
  return { ...row, parents, cells: {}, facts }
}

function isWithin(row: FactRow, parents: Readonly<Record<string, string>>): boolean {
  return Object.entries(parents).every(([entity, key]) => row.parents[entity] === key)
}

function counts(
  stated: Fact | undefined,
  counted: number,
  formula: string,
  { of }: RatingsDeclaration,
): Readonly<Record<string, Fact>> {
  const number = typeof stated?.value === 'number' ? stated.value : null
  return {
    stated: stated ?? computed(null, 'the document names no count', []),
    counted: computed(counted, formula, [`${of}.rating`]),
    difference: computed(number === null ? null : counted - number, 'counted − stated', [
      'counted',
      'stated',
    ]),
  }
}
