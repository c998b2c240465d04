/** The solver of the ratings against brute force, with groups that overlap. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assign, type Count, type Item } from '../../pipeline/reconcile/assign.ts'

const VALUES = ['A', 'B', 'C']

/** Every assignment of the domains, tried in turn. */
function bruteForce(items: readonly Item[], counts: readonly Count[]) {
  let all: string[][] = [[]]
  for (const item of items) all = all.flatMap((head) => item.domain.map((value) => [...head, value]))
  const fits = all.filter((values) =>
    counts.every(
      ({ value, count, members }) =>
        values.filter((one, i) => one === value && members.has(i)).length === count,
    ),
  )
  if (fits.length === 0) return undefined
  const score = (values: readonly string[]): number =>
    values.reduce((sum, value, i) => sum + (items[i]?.scores.get(value) ?? 0), 0)
  const top = Math.max(...fits.map(score))
  const seenIn = (list: readonly string[][]) =>
    items.map((item, i) => item.domain.filter((value) => list.some((values) => values[i] === value)))
  return { possible: seenIn(fits), best: seenIn(fits.filter((values) => score(values) === top)) }
}

const item = fc.record({
  domain: fc.subarray(VALUES, { minLength: 1 }),
  scores: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }),
})

const problem = fc.array(item, { minLength: 1, maxLength: 6 }).chain((items) => {
  const members = fc.subarray(
    items.map((_, i) => i),
    { minLength: 1 },
  )
  const count = fc.record({
    value: fc.constantFrom(...VALUES),
    count: fc.integer({ min: 0, max: 4 }),
    members,
  })
  return fc.record({ items: fc.constant(items), counts: fc.array(count, { maxLength: 5 }) })
})

describe('the solver', () => {
  it('finds what brute force finds: what is possible, and what is best', () => {
    let solved = 0
    fc.assert(
      fc.property(problem, (given) => {
        const items = given.items.map(
          ({ domain, scores }): Item => ({
            domain,
            scores: new Map(VALUES.map((value, i) => [value, scores[i] ?? 0])),
          }),
        )
        const counts = given.counts.map((count): Count => ({ ...count, members: new Set(count.members) }))
        const expected = bruteForce(items, counts)
        const found = assign(items, counts)
        if (expected) {
          solved += 1
          expect(found).toEqual({ kind: 'solved', ...expected })
        } else expect(found).toEqual({ kind: 'unfit' })
      }),
      { numRuns: 2000 },
    )
    expect(solved).toBeGreaterThan(300)
  })

  it('uses counts over all where a part states none', () => {
    const free: Item = { domain: VALUES, scores: new Map([['C', 1]]) }
    const counts: Count[] = [
      { value: 'B', count: 1, members: new Set([0, 1]) },
      { value: 'A', count: 2, members: new Set([0, 1, 2, 3]) },
      { value: 'B', count: 2, members: new Set([0, 1, 2, 3]) },
      { value: 'C', count: 0, members: new Set([0, 1, 2, 3]) },
    ]
    const found = assign([free, free, free, free], counts)
    expect(found).toMatchObject({ kind: 'solved', possible: Array.from({ length: 4 }, () => ['A', 'B']) })
  })

  it('gives up in words, not in hours, where too much is open', () => {
    const values = ['A', 'B', 'C', 'D', 'E']
    const items = Array.from({ length: 100 }, (): Item => ({ domain: values, scores: new Map() }))
    const members = new Set(items.keys())
    expect(
      assign(
        items,
        values.map((value) => ({ value, count: 20, members })),
      ),
    ).toEqual({ kind: 'too-many' })
  })
})
