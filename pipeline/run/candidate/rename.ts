/** Which of the new columns is a gone one under another name: by its name, by what stands in it, by where it stands. */
import { foldWord } from '../../lib/fold.ts'
import { suggest } from '../../lib/suggest.ts'

export interface Column {
  readonly header: string
  /** the first of its cells that are not blank */
  readonly values: readonly string[]
  readonly at?: number
  /** header of the field that it gave */
  readonly meant?: string | undefined
}

export interface Renamed {
  readonly from: string
  readonly to: string
  /** the same values stand in both */
  readonly byValues: boolean
}

/** Enough for a pair: a name that is near, or the same values; two weak signs (kind and place) do it too. */
const ENOUGH = 0.5

/** The best pairs first; each column is in one at most. */
export function pairColumns(
  gone: readonly Column[],
  fresh: readonly Column[],
  isBeside: (gone: string, fresh: string) => boolean,
): readonly Renamed[] {
  const scored = gone
    .flatMap((from, i) =>
      fresh.map((to, j) => {
        const shared = overlap(from.values, to.values)
        const sameKind = kindOf(from.values) === kindOf(to.values)
        const known = from.values.length > 0 && to.values.length > 0
        const score =
          likeness(from, to) +
          0.8 * shared +
          (isBeside(from.header, to.header) ? 0.3 : 0) +
          (known ? (sameKind ? 0.2 : -0.5) : 0) +
          (gone.length === 1 && fresh.length === 1 ? 0.1 : 0)
        return { i, j, score, shared }
      }),
    )
    .sort((a, b) => b.score - a.score || a.i - b.i || a.j - b.j)
  const [usedFrom, usedTo] = [new Set<number>(), new Set<number>()]
  const pairs: (Renamed & { readonly order: number })[] = []
  for (const { i, j, score, shared } of scored) {
    const [from, to] = [gone[i], fresh[j]]
    if (score < ENOUGH || from === undefined || to === undefined || usedFrom.has(i) || usedTo.has(j)) continue
    usedFrom.add(i)
    usedTo.add(j)
    pairs.push({ from: from.header, to: to.header, byValues: shared >= 0.5, order: i })
  }
  return pairs.sort((a, b) => a.order - b.order).map(({ order: _, ...pair }) => pair)
}

/** From 0 to 0.6: the words themselves, or those of the field that the column gave. */
function likeness({ header, meant }: Column, to: Column): number {
  const [from, word] = [foldWord(header), foldWord(to.header)]
  if (meant !== undefined && foldWord(meant) === word) return 0.6
  if (bare(from) === bare(word) && bare(from) !== '') return 0.6
  if (suggest(from, [word]) !== undefined && Math.max(from.length, word.length) > 2) return 0.45
  return from.includes(word) || word.includes(from) ? 0.4 : 0
}

/** Without what stands in brackets and without the joints of a header of several rows. */
function bare(word: string): string {
  return word.replace(/[(（［[【].*?[)）］\]】]/gu, '').replace(/[_・/]/g, '')
}

/** Of the values of the column that has fewer, how many stand in the other too. */
function overlap(a: readonly string[], b: readonly string[]): number {
  const [one, other] = [new Set(a), new Set(b)]
  const [small, large] = one.size <= other.size ? [one, other] : [other, one]
  // 有 and 無 stand in many columns
  if (small.size < 3) return 0
  let both = 0
  for (const value of small) if (large.has(value)) both += 1
  return both / small.size
}

const KINDS: readonly (readonly [string, RegExp])[] = [
  ['url', /^https?:\/\//i],
  ['mail', /^\S+@\S+$/],
  ['date', /^(?:\d{2,4}[-/.年]\d{1,2}|[RHS令平昭]\S{0,2}\d+[.年])/],
  ['phone', /^0\d{1,4}-\d/],
  ['time', /^\d{1,2}[:：]\d{2}/],
  ['number', /^[-+]?[\d,]+(?:\.\d+)?$/],
]

/** What most of the values are. */
function kindOf(values: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const value of values) {
    const kind = KINDS.find(([, pattern]) => pattern.test(value.normalize('NFKC')))?.[0] ?? 'text'
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? 'none'
}
