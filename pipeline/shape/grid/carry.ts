/** What stands for the cell above: 〃 and the like, a blank, or a cell that is merged with it. */
import { foldWord } from '../../lib/fold.ts'
import type { Merge, Row } from '../../lib/grid.ts'
import type { GridTable } from '../../lib/grid-declaration.ts'
import type { Located } from './locate.ts'

/** The same as `dittos` of schemas/recognition/tables.yaml, by which the look sees them: a test holds them together. */
export const DITTO_WORDS = ['〃', '々', '"', '″', '“', '”', '同上', '同じ', '以下同じ', '〃〃', '""']

const DITTO = new Set(DITTO_WORDS.map(foldWord))

/** Gives the row in which such cells are what they stand for; `number` is its number in the file. */
export type Carry = (row: Row, number: number) => Row

/** Undefined where no column needs it. Rows come in order. */
export function createCarry(table: GridTable, located: Located, merges: readonly Merge[]): Carry | undefined {
  const columns = table.columns.flatMap(({ above }, i) => {
    const at = located.columns[i] ?? -1
    if (above === undefined || at < 0) return []
    return [{ at, above, covered: above === 'merged' ? coveredRows(merges, at + 1) : undefined }]
  })
  if (columns.length === 0) return undefined
  const last = new Map<number, string>()
  return (row, number) => {
    let copy: string[] | undefined
    for (const { at, above, covered } of columns) {
      const cell = row[at] ?? ''
      const before = last.get(at)
      const isBlank = cell.trim() === ''
      const stands = isDitto(cell) || (isBlank && (above === 'blank' || covered?.has(number) === true))
      if (!stands) last.set(at, cell)
      else if (before !== undefined) {
        copy ??= [...row]
        while (copy.length <= at) copy.push('')
        copy[at] = before
      }
    }
    return copy ?? row
  }
}

/** Rows whose cell in this column is covered by one merged with it from above. */
function coveredRows(merges: readonly Merge[], column: number): ReadonlySet<number> {
  const rows = new Set<number>()
  for (const { top, bottom, left, right } of merges) {
    if (column < left || column > right) continue
    for (let row = top + 1; row <= bottom; row += 1) rows.add(row)
  }
  return rows
}

function isDitto(cell: string): boolean {
  return cell !== '' && cell.length <= 6 && DITTO.has(foldWord(cell))
}
