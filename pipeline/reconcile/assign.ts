/**
 * The constraint problem of the ratings: each item takes one value of its domain, it is given how many items of some
 * groups take some values, and among all assignments that fit, those with the highest score are sought. Exact, by
 * dynamic programming over the counts still to be placed: forward and backward, so that it also tells which values an
 * item may take at all, and which in some best assignment.
 */

export interface Item {
  readonly domain: readonly string[]
  /** value → score; values not listed score 0 */
  readonly scores: ReadonlyMap<string, number>
}

/** So many of these items (by index) take this value. Groups may overlap: a policy's counts, and those over all. */
export interface Count {
  readonly value: string
  readonly count: number
  readonly members: ReadonlySet<number>
}

export type Assignment =
  | {
      readonly kind: 'solved'
      /** per item: the values it may take in an assignment that fits the counts */
      readonly possible: readonly (readonly string[])[]
      /** per item: the values it takes in assignments of the highest score; one each where the best is the only best */
      readonly best: readonly (readonly string[])[]
    }
  | { readonly kind: 'unfit' }
  /** more states than are followed: too many open items share too many counts */
  | { readonly kind: 'too-many' }

/** States kept for one item. A plan with 16 open ratings of 34 needs fewer than 30; this many take about a second. */
const STATE_LIMIT = 50_000

interface Move {
  readonly value: string
  readonly to: string
  readonly gain: number
}

type States = ReadonlyMap<string, number>

export function assign(items: readonly Item[], counts: readonly Count[], limit = STATE_LIMIT): Assignment {
  const left = counts.map(({ count }) => count)
  const open: { readonly at: number; readonly item: Item }[] = []
  for (const [at, item] of items.entries()) {
    const [only] = item.domain
    if (item.domain.length !== 1 || only === undefined) open.push({ at, item })
    else {
      for (const [c, { value, members }] of counts.entries()) {
        if (value === only && members.has(at)) left[c] = (left[c] ?? 0) - 1
      }
    }
  }
  if (left.some((count) => count < 0)) return { kind: 'unfit' }
  const ways = open.map(({ at, item }) => movesOf(at, item, counts))
  const rooms = roomsLeft(open, counts)
  const forward = walkForward(left.join(), ways, rooms, limit)
  if (forward === 'too-many') return { kind: 'too-many' }
  const end = counts.map(() => 0).join()
  const top = forward.at(-1)?.get(end)
  if (top === undefined) return { kind: 'unfit' }
  const backward = walkBackward(end, forward, ways)

  const possible = items.map((item) => [...item.domain])
  const best = items.map((item) => [...item.domain])
  for (const [k, { at, item }] of open.entries()) {
    const can = new Set<string>()
    const does = new Set<string>()
    for (const [state, score] of forward[k] ?? []) {
      for (const { value, to, gain } of ways[k]?.(state) ?? []) {
        const rest = backward[k + 1]?.get(to)
        if (rest === undefined) continue
        can.add(value)
        if (score + gain + rest === top) does.add(value)
      }
    }
    possible[at] = item.domain.filter((value) => can.has(value))
    best[at] = item.domain.filter((value) => does.has(value))
  }
  return { kind: 'solved', possible, best }
}

/** For one item: from the counts left, each value that it may take, and the counts then left. */
function movesOf(at: number, item: Item, counts: readonly Count[]): (state: string) => readonly Move[] {
  const choices = item.domain.map((value) => ({
    value,
    gain: item.scores.get(value) ?? 0,
    uses: counts.flatMap((count, c) => (count.value === value && count.members.has(at) ? [c] : [])),
  }))
  return (state) => {
    const left = state === '' ? [] : state.split(',').map(Number)
    return choices.flatMap(({ value, gain, uses }) => {
      if (uses.some((c) => (left[c] ?? 0) === 0)) return []
      if (uses.length === 0) return [{ value, gain, to: state }]
      const next = [...left]
      for (const c of uses) next[c] = (next[c] ?? 0) - 1
      return [{ value, gain, to: next.join() }]
    })
  }
}

/** After the k-th open item: how many items are still to come that could take up each count. */
function roomsLeft(
  open: readonly { readonly at: number; readonly item: Item }[],
  counts: readonly Count[],
): readonly (readonly number[])[] {
  const rooms: number[][] = [counts.map(() => 0)]
  for (const { at, item } of [...open].reverse()) {
    const [after = []] = rooms
    rooms.unshift(
      counts.map(
        ({ value, members }, c) => (after[c] ?? 0) + (members.has(at) && item.domain.includes(value) ? 1 : 0),
      ),
    )
  }
  return rooms
}

function walkForward(
  start: string,
  ways: readonly ((state: string) => readonly Move[])[],
  rooms: readonly (readonly number[])[],
  limit: number,
): readonly States[] | 'too-many' {
  const forward: Map<string, number>[] = [new Map([[start, 0]])]
  for (const [k, moves] of ways.entries()) {
    const next = new Map<string, number>()
    const room = rooms[k + 1] ?? []
    for (const [state, score] of forward.at(-1) ?? []) {
      for (const { to, gain } of moves(state)) {
        // what is left must still find items to take it
        if (to !== '' && to.split(',').some((count, c) => Number(count) > (room[c] ?? 0))) continue
        raise(next, to, score + gain)
      }
    }
    if (next.size > limit) return 'too-many'
    forward.push(next)
  }
  return forward
}

function walkBackward(
  end: string,
  forward: readonly States[],
  ways: readonly ((state: string) => readonly Move[])[],
): readonly States[] {
  const backward: Map<string, number>[] = [new Map([[end, 0]])]
  for (let k = ways.length - 1; k >= 0; k -= 1) {
    const after = backward[0] ?? new Map<string, number>()
    const here = new Map<string, number>()
    for (const state of forward[k]?.keys() ?? []) {
      for (const { to, gain } of ways[k]?.(state) ?? []) {
        const rest = after.get(to)
        if (rest !== undefined) raise(here, state, gain + rest)
      }
    }
    backward.unshift(here)
  }
  return backward
}

function raise(map: Map<string, number>, key: string, score: number): void {
  const known = map.get(key)
  if (known === undefined || score > known) map.set(key, score)
}
