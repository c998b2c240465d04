/** What is written on a worksheet cell by cell: notes and, of a worksheet that explains, the rows of its tables. */
import type { SheetFacts } from './facts.ts'

export interface WrittenCell {
  readonly row: number
  readonly column: number
  readonly text: string
}

/** In the order of rows and columns. Of a word of a table that comes again its first cell alone is known. */
export function cellsOf({ texts, beside, tables }: SheetFacts): readonly WrittenCell[] {
  const cells: WrittenCell[] = [...texts, ...beside]
  for (const { headers, columns } of tables) {
    cells.push(...headers)
    for (const { column, words } of columns)
      for (const [text, { row }] of words) cells.push({ row, column, text })
  }
  return cells.sort((a, b) => a.row - b.row || a.column - b.column)
}

/** The text to the right of a cell; of a table, where it is one that came before, some text of that column. */
export function besideOf(
  { tables }: SheetFacts,
  cells: readonly WrittenCell[],
  { row, column }: WrittenCell,
): string | undefined {
  const known = cells.find((one) => one.row === row && one.column > column && one.text.trim() !== '')
  if (known !== undefined) return known.text
  for (const { columns, firstData, lastData } of tables) {
    if (row < firstData || row > lastData) continue
    const again = columns.find(
      (one) => one.column > column && one.filled > 0 && !one.blank.places.some((place) => place.row === row),
    )
    if (again !== undefined) return [...again.words.keys()].find((word) => /\p{L}/u.test(word))
  }
  return undefined
}
