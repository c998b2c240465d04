/** A new workbook with the rows of a file as text, marked like a copy: for CSV, and for formats that are not patched. */
import { isBlankRow, type Row, type RowBatch } from '../../lib/grid.ts'
import { cellsOf } from '../../lib/width.ts'
import type { Book, Cell, Column, Comment, Sheet, Style } from '../../lib/xlsx/book.ts'
import { sheetName } from '../../lib/xlsx/write.ts'
import type { Label } from '../../problem.ts'
import type { Finding } from '../findings.ts'
import type { FileFound } from '../tables.ts'
import { findingsSheet } from './findings-sheet.ts'
import { FILLS, type Mark, type Marks, marksOf } from './marks.ts'
import { MARK_WORDS } from './words.ts'

/** One worksheet of the file that is read. */
export interface MarkedGrid {
  /** null: a CSV */
  readonly worksheet: string | null
  readonly batches: () => Iterable<RowBatch>
}

export interface MarkedInput {
  readonly found: FileFound
  readonly findings: readonly Finding[]
  readonly lang: 'ja' | 'en'
  readonly grids: readonly MarkedGrid[]
  /** why it is no copy of the file itself, where it could have been one */
  readonly note?: string
}

/** More is not opened with pleasure, nor held in memory. */
const MOST_CELLS = 2_000_000
const MOST_ROWS = 1_048_576
const LONGEST = 40
const SHORTEST = 8
/** rows that the widths of columns are taken from */
const LOOKED = 200
/** a header further down is no frozen pane */
const FROZEN = 12

const TEXT: Style = { format: '@' }
const HEAD: Style = { format: '@', bold: true }
const MARKED: Readonly<Record<Label, Style>> = {
  error: { format: '@', fill: FILLS.error },
  warning: { format: '@', fill: FILLS.warning },
  note: { format: '@', fill: FILLS.note },
  mended: { format: '@', fill: FILLS.mended },
}

export function markedBook(input: MarkedInput): Book {
  const { found, findings, lang, grids, note } = input
  const words = MARK_WORDS[lang]
  const isSmall = fits(grids)
  const names = namesOf(isSmall ? grids : [], lang)
  const marks = marksOf(findings, lang)
  const worksheets = isSmall ? grids.map((grid, i) => gridSheet(grid, names[i] ?? '', marks, found)) : []
  const notes =
    grids.length === 0 ? [words.unread] : isSmall ? [note ?? words.plain, words.whole] : [words.onlyFindings]
  const own = findingsSheet({
    found,
    findings,
    lang,
    name: words.worksheet,
    worksheetOf: (worksheet) => names[grids.findIndex((grid) => grid.worksheet === (worksheet ?? null))],
    notes,
  })
  return { sheets: [own, ...worksheets], properties: { language: lang } }
}

function fits(grids: readonly MarkedGrid[]): boolean {
  let cells = 0
  for (const { batches } of grids) {
    let last = 0
    for (const { first, rows } of batches()) {
      last = first + rows.length - 1
      for (const row of rows) cells += row.length
      if (cells > MOST_CELLS || last > MOST_ROWS) return false
    }
  }
  return true
}

/** Of each worksheet its name here: what Excel takes, and no two alike (it does not tell A from a). */
function namesOf(grids: readonly MarkedGrid[], lang: 'ja' | 'en'): readonly string[] {
  const words = MARK_WORDS[lang]
  const taken = new Set([words.worksheet.toLowerCase()])
  return grids.map(({ worksheet }) => {
    const name = freeName(sheetName(worksheet ?? words.data), taken)
    taken.add(name.toLowerCase())
    return name
  })
}

/** `taken`: in lower case. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name
  for (let i = 2; taken.has(free.toLowerCase()); i += 1) free = sheetName(`${name.slice(0, 26)} ${i}`)
  return free
}

function gridSheet({ worksheet, batches }: MarkedGrid, name: string, all: Marks, found: FileFound): Sheet {
  const marks = all.get(worksheet ?? '') ?? []
  const headers = new Set(
    found.tables.filter((one) => one.worksheet === worksheet).flatMap((one) => one.headerRows),
  )
  const last = Math.max(0, ...headers)
  return {
    name,
    rows: rowsOf(batches(), marks, headers),
    columns: widthsOf(batches()),
    comments: marks.filter(({ text }) => text !== '').map(commentOf),
    ...(last > 0 && last <= FROZEN && headers.size <= 3 ? { frozen: { rows: last } } : {}),
    inline: true,
  }
}

function* rowsOf(
  batches: Iterable<RowBatch>,
  marks: readonly Mark[],
  headers: ReadonlySet<number>,
): Generator<readonly Cell[]> {
  const byRow = new Map<number, Mark[]>()
  for (const mark of marks) byRow.set(mark.row, [...(byRow.get(mark.row) ?? []), mark])
  for (const { first, rows } of batches) {
    for (const [i, row] of rows.entries()) {
      const style = headers.has(first + i) ? HEAD : TEXT
      const cells: Cell[] = isBlankRow(row)
        ? []
        : row.map((value) => (value === '' ? undefined : { value, style }))
      for (const { column, label } of byRow.get(first + i) ?? []) {
        while (cells.length < column) cells.push(undefined)
        cells[column - 1] = { value: row[column - 1] ?? '', style: MARKED[label] }
      }
      yield cells
    }
  }
}

function widthsOf(batches: Iterable<RowBatch>): readonly Column[] {
  const widths: number[] = []
  let seen = 0
  for (const { rows } of batches) {
    for (const row of rows) {
      if (seen >= LOOKED) break
      seen += 1
      measure(row, widths)
    }
    if (seen >= LOOKED) break
  }
  return Array.from(widths, (width = SHORTEST) => ({ width, style: TEXT }))
}

/** A title in the first column of a row of its own says nothing of how wide the column is. */
function measure(row: Row, widths: number[]): void {
  if (row.filter((cell) => cell !== '').length < 2) return
  for (const [i, cell] of row.entries()) {
    const wide = cellsOf(cell.slice(0, LONGEST).split('\n')[0] ?? '') + 2
    widths[i] = Math.min(LONGEST, Math.max(widths[i] ?? SHORTEST, wide))
  }
}

function commentOf({ row, column, text }: Mark): Comment {
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(cellsOf(line) / 34)), 0)
  return { row, column, text, columns: 3, rows: Math.min(30, Math.max(4, lines + 1)) }
}
