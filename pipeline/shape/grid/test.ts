/** A declared test of a row, compiled. */
import { foldWord } from '../../lib/fold.ts'
import type { Row } from '../../lib/grid.ts'
import type { RowTest } from '../../lib/grid-declaration.ts'

/** `left` and `right`: the columns of the table, from 0, both included. */
export type TestRow = (row: Row, left: number, right: number) => boolean

/** `column`: where the column that the test names is, from 0; −1: the first cell that is not blank is looked at. */
export function compileTest({ is, starts, contains, filled }: RowTest, column: number): TestRow {
  const words = compileWords(is, starts, contains)
  return (row, left, right) => {
    if (filled !== undefined && !isFilledAtMost(row, left, right, filled)) return false
    if (words === undefined) return true
    const cell = column >= 0 ? (row[column] ?? '') : firstCell(row, left, right)
    return cell !== '' && words(cell)
  }
}

/** Folding costs far more than looking: a cell is folded only where it could be, or begin with, one of the words. */
function compileWords(
  is: readonly string[] | undefined,
  starts: readonly string[] | undefined,
  contains: readonly string[] | undefined,
): ((cell: string) => boolean) | undefined {
  if (is === undefined && starts === undefined && contains === undefined) return undefined
  const whole = new Set((is ?? []).map(foldWord))
  const heads = (starts ?? []).map(foldWord)
  const parts = (contains ?? []).map(foldWord)
  const firsts = new Set([...whole, ...heads].map((word) => word.slice(0, 1)))
  return (cell) => {
    if (parts.length > 0) {
      const folded = foldWord(cell)
      if (!parts.some((part) => folded.includes(part))) return false
      if (whole.size === 0 && heads.length === 0) return true
    }
    const head = foldWord(cell.trimStart().slice(0, 1))
    if (!firsts.has(head.slice(0, 1))) return false
    const folded = foldWord(cell)
    return (whole.size > 0 && whole.has(folded)) || heads.some((word) => folded.startsWith(word))
  }
}

export function firstCell(row: Row, left: number, right: number): string {
  const end = Math.min(right, row.length - 1)
  for (let c = left; c <= end; c += 1) {
    const cell = row[c] ?? ''
    if (cell !== '' && cell.trim() !== '') return cell
  }
  return ''
}

export function countFilled(row: Row, left: number, right: number): number {
  const end = Math.min(right, row.length - 1)
  let filled = 0
  for (let c = left; c <= end; c += 1) {
    const cell = row[c] ?? ''
    if (cell !== '' && cell.trim() !== '') filled += 1
  }
  return filled
}

function isFilledAtMost(row: Row, left: number, right: number, most: number): boolean {
  return countFilled(row, left, right) <= most
}
