/**
 * The constraint problem of the ratings: each item takes one value of its domain, the counts of some values are
 * given, and among all assignments that fit, the one with the highest score is sought. Exact, by dynamic
 * programming over the counts still to be placed: forward and backward, so that it also tells which values an item
 * may take at all, and which in some best assignment.
 */

export interface Item {
  readonly domain: readonly string[]
  /** value → score; values not listed score 0 */
  readonly scores: ReadonlyMap<string, number>
}

export interface Assignment {
  /** per item: the values it may take in an assignment that fits the counts */
  readonly possible: readonly (readonly string[])[]
  /** per item: the values it takes in assignments of the highest score; one each where the best is the only best */
  readonly best: readonly (readonly string[])[]
}

/** `counts`: value → how many items must take it; a value without a count is free. Undefined: nothing fits. */
export function assign(items: readonly Item[], counts: ReadonlyMap<string, number>): Assignment | undefined {
  const values = [...counts.keys()]
  const left = new Map(counts)
  const open: number[] = []
  for (const [i, item] of items.entries()) {
    const [only] = item.domain
    if (item.domain.length !== 1 || only === undefined) open.push(i)
    else if (left.has(only)) left.set(only, (left.get(only) ?? 0) - 1)
  }
  const start = values.map((value) => left.get(value) ?? 0)
  if (start.some((count) => count < 0)) return undefined

  // forward[k]: counts left before the k-th open item → best score so far
  const forward: Map<string, number>[] = [new Map([[start.join(), 0]])]
  for (const at of open) {
    const next = new Map<string, number>()
    for (const [state, score] of forward.at(-1) ?? []) {
      for (const { to, gain } of moves(items[at], state, values)) raise(next, to, score + gain)
    }
    if (next.size === 0) return undefined
    forward.push(next)
  }
  const end = values.map(() => 0).join()
  if (!forward.at(-1)?.has(end)) return undefined

  // backward[k]: counts left before the k-th open item → best score from there to the end
  const backward: Map<string, number>[] = [new Map([[end, 0]])]
  for (let k = open.length - 1; k >= 0; k -= 1) {
    const after = backward[0] ?? new Map<string, number>()
    const here = new Map<string, number>()
    for (const state of forward[k]?.keys() ?? []) {
      for (const { to, gain } of moves(items[open[k] ?? -1], state, values)) {
        const rest = after.get(to)
        if (rest !== undefined) raise(here, state, gain + rest)
      }
    }
    backward.unshift(here)
  }
  const top = forward.at(-1)?.get(end) ?? 0

  const possible = items.map((item) => [...item.domain])
  const best = items.map((item) => [...item.domain])
  for (const [k, at] of open.entries()) {
    const item = items[at]
    const can = new Set<string>()
    const does = new Set<string>()
    for (const [state, score] of forward[k] ?? []) {
      for (const { to, gain, value } of moves(item, state, values)) {
        const rest = backward[k + 1]?.get(to)
        if (rest === undefined) continue
        can.add(value)
        if (score + gain + rest === top) does.add(value)
      }
    }
    possible[at] = (item?.domain ?? []).filter((value) => can.has(value))
    best[at] = (item?.domain ?? []).filter((value) => does.has(value))
  }
  return { possible, best }
}

function moves(item: Item | undefined, state: string, values: readonly string[]) {
  const left = state === '' ? [] : state.split(',').map(Number)
  const out: { value: string; to: string; gain: number }[] = []
  for (const value of item?.domain ?? []) {
    const gain = item?.scores.get(value) ?? 0
    const at = values.indexOf(value)
    if (at < 0) {
      out.push({ value, to: state, gain })
      continue
    }
    const count = left[at] ?? 0
    if (count === 0) continue
    out.push({ value, to: left.with(at, count - 1).join(), gain })
  }
  return out
}

function raise(map: Map<string, number>, key: string, score: number): void {
  const known = map.get(key)
  if (known === undefined || score > known) map.set(key, score)
}
