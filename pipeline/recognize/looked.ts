/** The columns of a table, each looked at once: how its header may be spelled, what its cells are. */
import { bareHeader, foldHeader } from './fold.ts'
import type { FoundColumn, FoundTable } from './found.ts'
import type { Knowledge } from './sheet.ts'
import { type Column, readCells } from './values.ts'

/** A column of the table, looked up. */
export interface Looked {
  readonly found: FoundColumn
  readonly cells: Column
  /** of every row of the sample, as written */
  readonly rowCells: readonly string[]
  /** spellings of its header to look up, the surest first, with what each is worth */
  readonly keys: readonly (readonly [folded: string, worth: number])[]
}

const BARE = 0.97
const LAST_PART = 0.9

/** Once per table: the headers folded, the cells read. */
export function lookAt(table: FoundTable, knowledge: Knowledge): readonly Looked[] {
  return table.columns.map((found) => {
    const rowCells = table.data.map((row) => row.cells[found.column - 1] ?? '')
    return { found, cells: readCells(rowCells, knowledge), rowCells, keys: keysOf(found, knowledge) }
  })
}

function keysOf(found: FoundColumn, knowledge: Knowledge): Looked['keys'] {
  const keys = new Map<string, number>()
  const put = (text: string, worth: number): void => {
    const folded = foldHeader(text, knowledge.slips)
    if (folded !== '' && !keys.has(folded)) keys.set(folded, worth)
  }
  put(found.header, 1)
  const within = found.header.match(/[（(［[【〔][^）)］\]】〕]*[）)］\]】〕]/g)?.join('') ?? ''
  if (knowledge.unlike.some((word) => within.includes(word))) return [...keys]
  put(bareHeader(found.header), BARE)
  const last = found.parts.at(-1)
  if (found.parts.length > 1 && last !== undefined) {
    put(found.parts.map(bareHeader).join('_'), BARE)
    put(last, LAST_PART)
    put(bareHeader(last), LAST_PART)
  }
  return [...keys]
}

/** Headings alone: nobody has filled in anything. */
export function isBlank(looked: readonly Looked[]): boolean {
  return looked.every(({ cells }) => cells.filled.length === 0)
}
