/** Rows that are not data, as runs: a thousand blank rows are one line of the account. */
import type { RowKind } from '../../lib/grid-declaration.ts'

export interface Span {
  readonly from: number
  readonly to: number
  readonly as: RowKind
  readonly reason: string
}

export interface Spans {
  readonly add: (row: number, as: RowKind, reason: string) => void
  readonly list: () => readonly Span[]
}

/** Rows come in order. */
export function createSpans(): Spans {
  const spans: { from: number; to: number; as: RowKind; reason: string }[] = []
  return {
    add(row, as, reason) {
      const last = spans.at(-1)
      if (last !== undefined && last.to === row - 1 && last.as === as && last.reason === reason) last.to = row
      else spans.push({ from: row, to: row, as, reason })
    },
    list: () => spans,
  }
}
