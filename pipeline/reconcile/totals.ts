/** What the document states of how many rows have which rating, per scope; and the table of stated against counted. */
import type { RatingsDeclaration } from '../lib/declaration.ts'
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
  readonly rows: readonly FactRow[]
  readonly covers: (row: FactRow) => boolean
}

interface Scope {
  readonly entity: string | undefined
  readonly key: string
}

/** The entity of the rows that state totals, by the name that the declaration must give them. */
const TOTAL = 'total'

/**
 * The groups within which counts are stated: per row above (a policy), or over all. Where the groups below cover
 * everything, a total over all is no group of its own but is checked against their sum.
 */
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
  const all: TotalGroup[] = []
  for (const { scope, totals } of scopes.values()) {
    const stated = new Map<string, { count: number; row: FactRow }>()
    for (const row of totals) {
      const count = numberOf(row, 'stated')
      const sign = textOf(row, 'rating')
      if (!ratings.scale.some((entry) => entry.sign === sign)) {
        const facts = { actual: sign, key: `${TOTAL} ${row.key}` }
        problems.push(problem('reconcile/rating-unknown', { ...place, line: row.line }, facts))
      } else if (count !== undefined) stated.set(sign, { count, row })
    }
    const covers = (row: FactRow): boolean => scope.entity === undefined || row.parents[scope.entity] === scope.key
    const line = totals[0] && lineOf(totals[0].cells.stated?.[0], totals[0].line)
    all.push({ scope: scopeName(scope), line, stated, rows: rated.filter(covers), covers })
    problems.push(...wrongCount(scope, rated.filter(covers), tables, place))
  }
  const fine = all.filter((group) => group.rows.length < rated.length)
  const covered = rated.every((row) => fine.some((group) => group.covers(row)))
  if (!covered || fine.length === 0) {
    const whole = all.find((group) => group.rows.length === rated.length)
    if (whole) return { groups: [whole], problems }
    const rest = rated.filter((row) => !fine.some((group) => group.covers(row)))
    const ids = new Set(rest)
    const free: TotalGroup = { scope: { ja: '—', en: '—' }, line: undefined, stated: new Map(), rows: rest, covers: (row) => ids.has(row) }
    return { groups: [...fine, free], problems }
  }
  for (const whole of all.filter((group) => !fine.includes(group))) problems.push(...wrongSum(whole, fine, place))
  return { groups: fine, problems }
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

function wrongCount(scope: Scope, rows: readonly FactRow[], tables: Tables, place: Place): readonly Problem[] {
  const owner = scope.entity === undefined ? undefined : tables.get(scope.entity, scope.key)
  const stated = numberOf(owner, 'statedInitiatives')
  if (!owner || stated === undefined || stated === rows.length) return []
  const line = lineOf(owner.cells.statedInitiatives?.[0], owner.line)
  const name = scopeName(scope)
  const facts = { scope: name.en, scopeJa: name.ja, line, expected: stated, actual: rows.length }
  return [problem('reconcile/count', { ...place, line }, facts)]
}

function wrongSum(whole: TotalGroup, parts: readonly TotalGroup[], place: Place): readonly Problem[] {
  const wrong = [...whole.stated].filter(([sign, { count }]) => {
    const counts = parts.map((part) => part.stated.get(sign)?.count)
    return counts.every((entry) => entry !== undefined) && counts.reduce<number>((sum, n) => sum + (n ?? 0), 0) !== count
  })
  if (wrong.length === 0) return []
  const line = whole.line ?? 1
  const facts = {
    scope: whole.scope.en,
    scopeJa: whole.scope.ja,
    line,
    expected: wrong.map(([sign, { count }]) => `${sign}${count}`).join(' '),
    actual: wrong
      .map(([sign]) => `${sign}${parts.reduce((sum, part) => sum + (part.stated.get(sign)?.count ?? 0), 0)}`)
      .join(' '),
    count: whole.rows.length,
  }
  const also = parts.flatMap((part) => (part.line === undefined ? [] : [{ ...place, line: part.line }]))
  return [problem('reconcile/totals', { ...place, line }, facts, { also })]
}

/** Replaces the totals read by the whole table: every row above × every rating, stated (or unknown), counted, difference. */
export function fillTotals(tables: Tables, ratings: RatingsDeclaration): void {
  const read = tables.of(TOTAL)
  const rated = tables.of(ratings.of)
  const owner = read.map((row) => scopeOf(row, rated)).find((scope) => scope.entity !== undefined)?.entity
  if (owner === undefined) return
  const rows: FactRow[] = []
  for (const above of tables.of(owner)) {
    for (const [i, { sign, id }] of ratings.scale.entries()) {
      const known = read.find((row) => row.parents[owner] === above.key && textOf(row, 'rating') === sign)
      const stated = known?.facts.stated
      const counted = rated.filter((row) => row.parents[owner] === above.key && row.facts.rating?.value === sign).length
      const number = typeof stated?.value === 'number' ? stated.value : null
      const facts: Record<string, Fact> = {
        '@key': computed(`${above.key}-${id}`, `{${owner}}-{id of the rating}`, []),
        rating: known?.facts.rating ?? { value: sign, from: { method: 'declared', key: `document.ratings.scale.${i + 1}.sign` } },
        stated: stated ?? computed(null, 'the document names no count', []),
        counted: computed(counted, 'number of initiatives with this rating', ['ict_plan_initiatives.rating']),
        difference: computed(number === null ? null : counted - number, 'counted − stated', ['counted', 'stated']),
      }
      const parents = { [owner]: above.key }
      rows.push({ entity: TOTAL, key: `${above.key}-${id}`, parents, ordinal: i + 1, line: known?.line ?? above.line, cells: {}, facts })
    }
  }
  tables.replace(TOTAL, rows)
}
