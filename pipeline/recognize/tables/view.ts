/** The rows of a sample, or of some of its columns, with what is asked of them again and again counted once. */
import type { GridFacts, Merge, Row } from '../../lib/grid.ts'
import { BLANK, createLooker } from './cells.ts'

export interface SampleRow {
  readonly row: number
  readonly cells: Row
}

export interface View {
  readonly rows: readonly SampleRow[]
  /** looks of the cells, by index of row and column from 0 */
  readonly looks: readonly Uint8Array[]
  /** columns, from 0, both included */
  readonly left: number
  readonly right: number
  /** how many cells of a row are filled */
  readonly filled: Int32Array
  /** first filled column; −1: none */
  readonly first: Int32Array
  readonly merges: readonly Merge[]
  /** of some of its columns, as they were asked for: many small tables may have the same */
  readonly narrowed: Map<string, View>
}

export function createView(rows: readonly SampleRow[], facts: GridFacts | undefined): View {
  let width = 0
  const lookOf = createLooker()
  const looks = rows.map(({ cells }) => {
    const own = new Uint8Array(cells.length)
    for (let c = 0; c < cells.length; c += 1) {
      own[c] = lookOf(cells[c] ?? '')
      if (own[c] !== BLANK && c >= width) width = c + 1
    }
    return own
  })
  return count(rows, looks, 0, Math.max(0, width - 1), facts?.merges ?? [])
}

/** The same rows, of some columns. */
export function narrow(view: View, left: number, right: number): View {
  if (left === view.left && right === view.right) return view
  const key = `${left}:${right}`
  const before = view.narrowed.get(key)
  if (before !== undefined) return before
  const narrowed = count(view.rows, view.looks, left, right, view.merges)
  view.narrowed.set(key, narrowed)
  return narrowed
}

function count(
  rows: readonly SampleRow[],
  looks: readonly Uint8Array[],
  left: number,
  right: number,
  merges: readonly Merge[],
): View {
  const filled = new Int32Array(rows.length)
  const first = new Int32Array(rows.length).fill(-1)
  for (let r = 0; r < rows.length; r += 1) {
    const own = looks[r]
    const end = Math.min(right, (own?.length ?? 0) - 1)
    for (let c = left; c <= end; c += 1) {
      if (own?.[c] === BLANK) continue
      filled[r] = (filled[r] ?? 0) + 1
      if ((first[r] ?? -1) < 0) first[r] = c
    }
  }
  return { rows, looks, left, right, filled, first, merges, narrowed: new Map() }
}

export function lookAt({ looks }: View, r: number, c: number): number {
  return looks[r]?.[c] ?? BLANK
}

export function cellAt({ rows }: View, r: number, c: number): string {
  return rows[r]?.cells[c] ?? ''
}

export function filledIn({ filled }: View, r: number): number {
  return filled[r] ?? 0
}

/** The first cell that is not blank. */
export function firstCellOf(view: View, r: number): string {
  const c = view.first[r] ?? -1
  return c < 0 ? '' : cellAt(view, r, c)
}

/** Calls for each filled cell of the row. */
export function eachFilled(view: View, r: number, call: (c: number, look: number) => void): void {
  const own = view.looks[r]
  const end = Math.min(view.right, (own?.length ?? 0) - 1)
  for (let c = view.left; c <= end; c += 1) {
    const look = own?.[c] ?? BLANK
    if (look !== BLANK) call(c, look)
  }
}

/** Whether the row follows the one before it in the file: a sample may have gaps. */
export function followsOn({ rows }: View, r: number): boolean {
  return r > 0 && rows[r]?.row === (rows[r - 1]?.row ?? 0) + 1
}

export function rowNumber({ rows }: View, r: number): number {
  return rows[r]?.row ?? 0
}
