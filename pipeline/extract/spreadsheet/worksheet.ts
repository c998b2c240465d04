/** A worksheet being filled: rows as long as their last text, facts shared where they are the same, limits kept. */
import { detach } from '../../lib/detach.ts'
import { addressKey, type CellFacts, cellName, type Merge, type Row, type Worksheet } from '../../lib/grid.ts'
import { fail, LAST_COLUMN, LAST_ROW, type Reading, tell } from './reading.ts'

const NOTHING: Row = []

export interface WorksheetBuilder {
  /** false: there is no such place, and the reading has failed */
  add(row: number, column: number, text: string, facts: CellFacts | undefined): void
  comment(row: number, column: number, comment: string): void
  merge(merge: Merge): void
  hideRows(first: number, last: number): void
  hideColumns(first: number, last: number): void
  formulaWithoutValue(row: number, column: number): void
  finish(hidden: boolean): Worksheet
}

interface Tally {
  count: number
  cell: string
  actual: string
}

export function buildWorksheet(name: string, reading: Reading): WorksheetBuilder {
  const rows: (string[] | undefined)[] = []
  const cells = new Map<number, CellFacts>()
  const merges: Merge[] = []
  const hiddenRows: (readonly [number, number])[] = []
  const hiddenColumns: (readonly [number, number])[] = []
  const noValue: Tally = { count: 0, cell: '', actual: '' }
  const twice: Tally = { count: 0, cell: '', actual: '' }
  const covered: Tally = { count: 0, cell: '', actual: '' }
  let widest = 0

  const count = (tally: Tally, row: number, column: number, actual = ''): void => {
    if (tally.count === 0) {
      tally.cell = cellName(row, column)
      tally.actual = actual
    }
    tally.count += 1
  }
  const tooLarge = (whatJa: string, what: string, expected: number): void =>
    fail(
      reading,
      'extract/spreadsheet-too-large',
      { worksheet: name },
      {
        whatJa,
        what,
        actual: `> ${expected}`,
        expected,
      },
    )
  const inside = (row: number, column: number): boolean => {
    if (row >= 1 && row <= LAST_ROW && column >= 1 && column <= LAST_COLUMN) return true
    const cell = `${row}, ${column}`
    fail(reading, 'extract/outside-worksheet', { worksheet: name }, { worksheet: name, actual: cell })
    return false
  }
  const put = (row: number, column: number, text: string): boolean => {
    let list = rows[row - 1]
    if (list === undefined) {
      list = []
      // no holes: an array with holes becomes a dictionary
      while (rows.length < row - 1) rows.push(undefined)
      rows[row - 1] = list
    }
    if (column <= list.length && list[column - 1] !== '') {
      count(twice, row, column)
      return false
    }
    reading.cells += 1
    reading.places += Math.max(0, column - list.length)
    if (reading.cells > reading.limits.cells)
      tooLarge('値のあるセルの数', 'cells with a value', reading.limits.cells)
    else if (reading.places > reading.limits.places)
      tooLarge('最も右の値までのセルの数', 'cells up to the last value of each row', reading.limits.places)
    if (reading.fault !== undefined) return false
    while (list.length < column - 1) list.push('')
    list[column - 1] = text
    if (column > widest) widest = column
    return true
  }
  const clearCovered = (): void => {
    let work = 0
    for (const { top, left, bottom, right } of merges) {
      const last = Math.min(bottom, rows.length)
      work += Math.max(0, last - top + 1)
      for (let row = top; row <= last; row += 1) {
        const list = rows[row - 1]
        if (list === undefined) continue
        work += Math.max(0, Math.min(right, list.length) - left)
        for (let column = left; column <= right && column <= list.length; column += 1) {
          const text = list[column - 1] ?? ''
          if (text === '' || (row === top && column === left)) continue
          count(covered, row, column, text)
          list[column - 1] = ''
          cells.delete(addressKey(row, column))
        }
        if (work > reading.limits.places) {
          tooLarge('結合されたセルの数', 'merged cells', reading.limits.places)
          return
        }
      }
    }
  }
  const tellTallies = (): void => {
    const place = { worksheet: name }
    const facts = ({ count, cell, actual }: Tally) => ({
      worksheet: name,
      count,
      cell,
      ...(actual === '' ? {} : { actual }),
    })
    if (noValue.count > 0)
      tell(reading, 'extract/formula-without-value', { ...place, cell: noValue.cell }, facts(noValue))
    if (covered.count > 0)
      tell(reading, 'extract/value-under-merge', { ...place, cell: covered.cell }, facts(covered))
    if (twice.count > 0) tell(reading, 'extract/cell-twice', { ...place, cell: twice.cell }, facts(twice))
  }
  return {
    add: (row, column, text, facts) => {
      if (reading.fault !== undefined || !inside(row, column)) return
      if (text !== '' && !put(row, column, text)) return
      if (facts === undefined) return
      // formulas without a text cost as much as texts
      if (text === '' && ++reading.cells > reading.limits.cells)
        return tooLarge('値のあるセルの数', 'cells with a value', reading.limits.cells)
      cells.set(addressKey(row, column), facts)
    },
    comment: (row, column, comment) => {
      if (reading.fault !== undefined || !inside(row, column) || comment === '') return
      const key = addressKey(row, column)
      cells.set(key, { ...(cells.get(key) ?? { type: 'text' }), comment: detach(comment) })
    },
    merge: (merge) => {
      if (merge.top === merge.bottom && merge.left === merge.right) return
      if (!inside(merge.top, merge.left) || !inside(merge.bottom, merge.right)) return
      if (merges.length >= reading.limits.merges)
        return tooLarge('セルの結合の数', 'merges', reading.limits.merges)
      merges.push(merge)
    },
    hideRows: (first, last) => extend(hiddenRows, first, last),
    hideColumns: (first, last) => extend(hiddenColumns, first, last),
    formulaWithoutValue: (row, column) => count(noValue, row, column),
    finish: (hidden) => {
      clearCovered()
      for (let i = 0; i < rows.length; i += 1) {
        const list = rows[i]
        while (list !== undefined && list.length > 0 && list[list.length - 1] === '') list.pop()
      }
      while (rows.length > 0 && (rows[rows.length - 1]?.length ?? 0) === 0) rows.pop()
      tellTallies()
      return {
        name,
        hidden,
        rows: rows.map((row) => row ?? NOTHING),
        cells,
        merges,
        hiddenRows: numbersOf(hiddenRows, rows.length),
        hiddenColumns: numbersOf(hiddenColumns, widest),
      }
    },
  }
}

/** Neighbours become one range, so that a million hidden rows below a table cost nothing. */
function extend(ranges: (readonly [number, number])[], first: number, last: number): void {
  const before = ranges[ranges.length - 1]
  if (before !== undefined && before[1] + 1 === first) ranges[ranges.length - 1] = [before[0], last]
  else ranges.push([first, last])
}

/** Only where there is text: that the rest of a worksheet is hidden says nothing. */
function numbersOf(ranges: readonly (readonly [number, number])[], most: number): ReadonlySet<number> {
  const numbers = new Set<number>()
  for (const [first, last] of ranges)
    for (let i = Math.max(1, first); i <= Math.min(last, most); i += 1) numbers.add(i)
  return numbers
}
