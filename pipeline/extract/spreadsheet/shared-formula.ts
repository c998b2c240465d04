/** A formula that many cells share is written once; for the others its relative references are moved. */
import { columnName } from '../../lib/grid.ts'
import { columnOf, rowOf } from './address.ts'

/** Texts, names of worksheets in quotes, and references; what is a part of a longer name is no reference. */
const PIECES = /"(?:[^"]|"")*"|'(?:[^']|'')*'!?|(?<![\w.$])(\$?)([A-Z]{1,3})(\$?)([1-9]\d{0,6})(?![\w(.!])/g

export function moveFormula(formula: string, rows: number, columns: number): string {
  return formula.replace(PIECES, (whole, fixedColumn, column, fixedRow, row) => {
    if (column === undefined) return whole
    const newColumn = fixedColumn === '$' ? columnOf(String(column)) : columnOf(String(column)) + columns
    const newRow = fixedRow === '$' ? rowOf(String(row)) : rowOf(String(row)) + rows
    if (newColumn < 1 || newRow < 1) return '#REF!'
    return `${fixedColumn}${columnName(newColumn)}${fixedRow}${newRow}`
  })
}
