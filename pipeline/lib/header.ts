/** A header of one or several rows → one text for each column. */
import type { Merge, Row } from './grid.ts'

/** Line breaks within a header cell are of its layout, not of its name. */
export function headerText(cell: string): string {
  return /[\r\n]/.test(cell) ? cell.replace(/\s*[\r\n]+\s*/g, '').trim() : cell.trim()
}

/**
 * The parts of each column's header from above, by column (from 0). A merged group stands over all its columns; in a
 * CSV, where merges are lost, a blank in an upper row takes what stands to its left as long as both columns have a
 * part of their own below.
 * `firstRow`: number of the first of the rows in the file, by which merges are found.
 */
export function headerParts(
  rows: readonly Row[],
  firstRow: number,
  merges: readonly Merge[] = [],
): readonly (readonly string[])[] {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0)
  const grid = rows.map((row) => Array.from({ length: width }, (_, c) => headerText(row[c] ?? '')))
  for (const merge of merges) spread(grid, merge, firstRow)
  for (let r = grid.length - 2; r >= 0; r -= 1) {
    const row = grid[r] ?? []
    for (let c = 1; c < width; c += 1) {
      if (row[c] === '' && hasBelow(grid, r, c) && hasBelow(grid, r, c - 1)) row[c] = row[c - 1] ?? ''
    }
  }
  return Array.from({ length: width }, (_, c) => {
    const parts: string[] = []
    for (const row of grid) {
      const part = row[c] ?? ''
      if (part !== '' && part !== parts.at(-1)) parts.push(part)
    }
    return parts
  })
}

/** The joined headers, by column (from 0). */
export function joinHeader(
  rows: readonly Row[],
  firstRow: number,
  merges?: readonly Merge[],
): readonly string[] {
  return headerParts(rows, firstRow, merges).map((parts) => parts.join('_'))
}

function spread(grid: string[][], { top, left, bottom, right }: Merge, firstRow: number): void {
  const text = grid[top - firstRow]?.[left - 1]
  if (text === undefined || text === '') return
  for (let row = top; row <= bottom; row += 1) {
    const cells = grid[row - firstRow]
    for (let column = left; cells !== undefined && column <= right && column <= cells.length; column += 1) {
      if (cells[column - 1] === '') cells[column - 1] = text
    }
  }
}

function hasBelow(grid: readonly (readonly string[])[], row: number, column: number): boolean {
  for (let r = row + 1; r < grid.length; r += 1) if ((grid[r]?.[column] ?? '') !== '') return true
  return false
}

/** Which column (from 0) has the n-th of this header, counted from 1; −1 where there is none. */
export function columnOf(
  headers: readonly string[],
  header: string,
  nth: number,
  fold: (text: string) => string,
): number {
  const wanted = fold(header)
  let left = nth
  for (const [column, text] of headers.entries()) {
    if (fold(text) === wanted) left -= 1
    if (left === 0) return column
  }
  return -1
}
