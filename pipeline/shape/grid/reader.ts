/**
 * A table's rows → its data rows, in batches; every row is accounted for, as data or as what it was taken for.
 * Rules of carry (〃, blank means same) and the end of the table need the rows before: where a table has none of them,
 * any range of its rows can be read by itself.
 */
import { foldWord } from '../../lib/fold.ts'
import { isBlankRow, type Merge, type Row, type RowBatch } from '../../lib/grid.ts'
import type { GridTable, RowKind } from '../../lib/grid-declaration.ts'
import { createHeaderAgain } from '../../lib/header-again.ts'
import { createCarry } from './carry.ts'
import type { Located } from './locate.ts'
import { createSpans, type Span } from './spans.ts'
import { compileTest, countFilled, type TestRow } from './test.ts'

/** Data rows: `numbers[i]` is the row that `rows[i]` stands in; with a cross table several have the same. */
export interface RawBatch {
  readonly rows: readonly Row[]
  readonly numbers: readonly number[]
  /** place in `rows` → column, from 0 → the cell as it stands in the file, where the one above stands for it */
  readonly carried?: ReadonlyMap<number, ReadonlyMap<number, string>>
}

export interface RowFault {
  readonly code: 'shape/row-after-end' | 'shape/extra-cells' | 'shape/short-row'
  readonly row: number
  readonly actual: string
  readonly expected: string
}

export interface GridReader {
  readonly push: (batch: RowBatch) => RawBatch
  /** what the rows so far were taken for */
  readonly spans: () => readonly Span[]
  /** how many rows are data */
  readonly dataRows: () => number
  /** first row after the end of the table, by its own rule */
  readonly endedAt: () => number | undefined
}

interface Skip {
  readonly as: RowKind
  readonly reason: string
  readonly test: TestRow
}

export interface ReaderOptions {
  /** a CSV: a row with more cells than the header has shifted cells */
  readonly isCsv: boolean
  /** of a worksheet */
  readonly merges?: readonly Merge[]
  readonly fault: (fault: RowFault) => void
}

/** Whether any range of the rows below the header can be read by itself. */
export function isSplittable(table: GridTable): boolean {
  return (
    table.endsAt === undefined &&
    table.endsAtBlank === undefined &&
    table.columns.every(({ above }) => above === undefined)
  )
}

export function createReader(table: GridTable, located: Located, options: ReaderOptions): GridReader {
  const { left, right, headerRows, headers, melted } = located
  const at = (header: string | undefined): number => {
    if (header === undefined) return -1
    const i = table.columns.findIndex((column) => foldWord(column.header) === foldWord(header))
    return i < 0 ? -1 : (located.columns[i] ?? -1)
  }
  const skips: readonly Skip[] = (table.skip ?? []).map((rule) => ({
    as: rule.as,
    reason: rule.reason ?? '',
    test: compileTest(rule, at(rule.column)),
  }))
  const ends = table.endsAt === undefined ? undefined : compileTest(table.endsAt, at(table.endsAt.column))
  const carry = createCarry(table, located, options.merges ?? [])
  const used = usedColumns(table, located)
  const lastHeader = headerRows.at(-1) ?? 0
  const isHeaderAgain = createHeaderAgain(located.header, left, right)
  const spans = createSpans()
  let blanks = 0
  let ended: number | undefined
  let data = 0

  const kindOf = (row: Row, number: number): Skip | RowKind | undefined => {
    if (number <= lastHeader) {
      if (headerRows.includes(number)) return 'header'
      return isBlankRow(row) ? 'blank' : 'preamble'
    }
    if (isBlankWithin(row, left, right) && !(options.isCsv && hasExtra(row, headers.length))) {
      blanks += 1
      if (table.endsAtBlank !== undefined && blanks >= table.endsAtBlank && data > 0) {
        ended ??= number - blanks + 1
      }
      return 'blank'
    }
    blanks = 0
    if (ended === undefined && ends?.(row, left, right) === true) ended = number
    const skip = skips.find(({ test }) => test(row, left, right))
    if (ended !== undefined) {
      // the end is a rule; what looks like data below it is told, since the rule may be wrong
      if (skip === undefined && looksLikeData(row, left, right)) {
        options.fault({
          code: 'shape/row-after-end',
          row: number,
          actual: excerpt(row, left, right),
          expected: '',
        })
      }
      return skip ?? 'note'
    }
    if (skip !== undefined) return skip
    return isHeaderAgain(row) ? 'header' : undefined
  }

  const push = ({ first, rows }: RowBatch): RawBatch => {
    const out: Row[] = []
    const numbers: number[] = []
    const carried = new Map<number, ReadonlyMap<number, string>>()
    for (let i = 0; i < rows.length; i += 1) {
      const row = rows[i] ?? []
      const number = first + i
      const kind = kindOf(row, number)
      if (kind !== undefined) {
        if (typeof kind === 'string') spans.add(number, kind, '')
        else spans.add(number, kind.as, kind.reason)
        continue
      }
      const whole = carry === undefined ? row : carry(row, number)
      const isExtra = options.isCsv && hasExtra(row, headers.length)
      if (!isExtra && used.length > 0 && used.every((column) => isBlankCell(row[column]))) {
        spans.add(number, 'blank', NOTHING_USED)
        continue
      }
      data += 1
      if (options.isCsv && row.length !== headers.length) checkLength(row, number, headers.length, options)
      const written = whole === row ? undefined : differences(row, whole)
      if (melted.length === 0) {
        if (written !== undefined) carried.set(out.length, written)
        out.push(whole)
        numbers.push(number)
      } else {
        for (const { column, first: name, second } of melted) {
          if (written !== undefined) carried.set(out.length, written)
          out.push([...padded(whole, headers.length), name, second, whole[column] ?? ''])
          numbers.push(number)
        }
      }
    }
    return { rows: out, numbers, ...(carried.size === 0 ? {} : { carried }) }
  }
  return { push, spans: spans.list, dataRows: () => data, endedAt: () => ended }
}

function differences(row: Row, whole: Row): ReadonlyMap<number, string> {
  const written = new Map<number, string>()
  for (const [column, cell] of whole.entries()) {
    if (cell !== (row[column] ?? '')) written.set(column, row[column] ?? '')
  }
  return written
}

/** Said of a row in which only columns that are not carried have something, as a running number. */
const NOTHING_USED = '取り込む列がすべて空の行'

/** The columns that are carried, from 0; none where all are left. */
function usedColumns(table: GridTable, { columns, melted }: Located): readonly number[] {
  const own = table.columns.flatMap(({ to }, i) => (to === undefined ? [] : [columns[i] ?? -1]))
  return [...own, ...melted.map(({ column }) => column)].filter((column) => column >= 0)
}

/** Values right of the last header of a CSV: cells have shifted, whatever the row is. */
function hasExtra(row: Row, width: number): boolean {
  for (let at = width; at < row.length; at += 1) if (!isBlankCell(row[at])) return true
  return false
}

function isBlankCell(cell: string | undefined): boolean {
  return cell === undefined || cell === '' || cell.trim() === ''
}

/** Columns of the melted name, its second part and its value in a raw row, from 0. */
export function meltedPlaces({ headers }: Located): { name: number; second: number; value: number } {
  const width = headers.length
  return { name: width, second: width + 1, value: width + 2 }
}

function padded(row: Row, width: number): Row {
  return row.length === width ? row : Array.from({ length: width }, (_, c) => row[c] ?? '')
}

function isBlankWithin(row: Row, left: number, right: number): boolean {
  const end = Math.min(right, row.length - 1)
  for (let c = left; c <= end; c += 1) {
    const cell = row[c] ?? ''
    if (cell !== '' && cell.trim() !== '') return false
  }
  return true
}

/** At least half of the columns, and two, are filled. */
function looksLikeData(row: Row, left: number, right: number): boolean {
  const filled = countFilled(row, left, right)
  return filled >= 2 && filled * 2 >= right - left + 1
}

function checkLength(row: Row, number: number, width: number, { fault }: ReaderOptions): void {
  if (row.length > width) {
    const extra = row.slice(width).filter((cell) => cell.trim() !== '')
    if (extra.length > 0) {
      fault({ code: 'shape/extra-cells', row: number, actual: extra.join(' | '), expected: String(width) })
    }
    return
  }
  fault({ code: 'shape/short-row', row: number, actual: String(row.length), expected: String(width) })
}

function excerpt(row: Row, left: number, right: number): string {
  return row
    .slice(left, right + 1)
    .filter((cell) => cell.trim() !== '')
    .slice(0, 4)
    .join(' | ')
}
