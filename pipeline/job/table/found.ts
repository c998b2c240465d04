/**
 * The cells that the privacy gate stopped at, so that nothing said later prints what they hold: by column, as runs of
 * rows. Plain data, small where every row has one, and mergeable over ranges of a file.
 */
export interface FoundColumn {
  /** from 0 */
  readonly column: number
  /** first and last row of each run, in order */
  readonly rows: readonly (readonly [from: number, to: number])[]
}

/** In the order of their columns. */
export type FoundCells = readonly FoundColumn[]

/** Worksheet (blank: of a CSV) → its cells; only those that have any. */
export type FoundByWorksheet = ReadonlyMap<string, FoundCells>

export interface FoundLog {
  /** rows come in order, or nearly so */
  readonly add: (row: number, column: number) => void
  readonly list: () => FoundCells
}

export function createFoundLog(): FoundLog {
  const columns = new Map<number, [number, number][]>()
  return {
    add(row, column) {
      const runs = columns.get(column)
      const last = runs?.at(-1)
      if (runs === undefined) columns.set(column, [[row, row]])
      else if (last !== undefined && row >= last[0] && row <= last[1] + 1) last[1] = Math.max(last[1], row)
      else runs.push([row, row])
    },
    list: () => inOrder(columns),
  }
}

/** Of ranges of one table, or of several tables of one worksheet. */
export function mergeFound(all: readonly FoundCells[]): FoundCells {
  const columns = new Map<number, [number, number][]>()
  for (const { column, rows } of all.flat()) {
    const known = columns.get(column) ?? []
    for (const [from, to] of rows) known.push([from, to])
    columns.set(column, known)
  }
  return inOrder(columns)
}

function inOrder(columns: ReadonlyMap<number, readonly (readonly [number, number])[]>): FoundCells {
  return [...columns]
    .sort(([a], [b]) => a - b)
    .map(([column, runs]) => {
      const rows: [number, number][] = []
      for (const [from, to] of runs.toSorted(([a], [b]) => a - b)) {
        const last = rows.at(-1)
        if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to)
        else rows.push([from, to])
      }
      return { column, rows }
    })
}

/** `column` absent: whether any cell of the row is one. */
export function isFoundAt(found: FoundCells, row: number, column?: number): boolean {
  return found.some(
    (one) =>
      (column === undefined || one.column === column) && one.rows.some(([a, b]) => row >= a && row <= b),
  )
}
