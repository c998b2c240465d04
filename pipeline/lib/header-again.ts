/** A header that stands there again, as at the beginning of a page: one reading for the look and for the run. */
import { foldWord } from './fold.ts'
import type { Row } from './grid.ts'

export type IsHeaderAgain = (row: Row) => boolean

interface Wanted {
  readonly text: string
  readonly folded: string
}

/**
 * `header`: its rows; a row is one of them again where all cells from `left` to `right` (from 0) are the same, folded.
 * It is asked of every row: a cell is folded only where it could be the same.
 */
export function createHeaderAgain(header: readonly Row[], left: number, right: number): IsHeaderAgain {
  const wanted: (readonly Wanted[])[] = []
  for (const row of header) {
    const cells: Wanted[] = []
    let filled = 0
    for (let c = left; c <= right; c += 1) {
      const text = row[c] ?? ''
      const folded = foldWord(text)
      cells.push({ text, folded })
      if (folded !== '') filled += 1
    }
    if (filled >= 2) wanted.push(cells)
  }
  const headOf = createHeads()
  const isOne = (row: Row, cells: readonly Wanted[]): boolean => {
    for (let i = 0; i < cells.length; i += 1) {
      const one = cells[i]
      const cell = row[left + i] ?? ''
      if (one === undefined || cell === one.text) continue
      if (one.folded !== '' && headOf(cell) !== one.folded.slice(0, 1)) return false
      if (foldWord(cell) !== one.folded) return false
    }
    return true
  }
  return (row) => {
    for (const cells of wanted) if (isOne(row, cells)) return true
    return false
  }
}

/** The first character of a cell, folded; each is folded once. */
function createHeads(): (cell: string) => string {
  const heads = new Map<string, string>()
  return (cell) => {
    const first = cell.trimStart().slice(0, 1)
    const before = heads.get(first)
    if (before !== undefined) return before
    const head = foldWord(first).slice(0, 1)
    heads.set(first, head)
    return head
  }
}
