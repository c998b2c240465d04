/** Findings of the gate as problems. A value stands in them masked only. */
import { cellName, columnName } from '../../lib/grid.ts'
import type { ScannedTable } from '../../lib/inspection.ts'
import { masked } from '../../lib/mask.ts'
import type { Place, Problem } from '../../problem.ts'
import { inspectProblem } from '../problems.ts'
import type { PrivacyFinding } from './scan.ts'
import type { PrivacySettings } from './settings.ts'
import type { ColumnFinding } from './verdict.ts'

/** `value`: of the cell, as it stands in the file. */
export function cellProblem(
  { code, row, column, severity }: PrivacyFinding,
  value: string,
  table: ScannedTable,
  place: Place,
): Problem {
  const header = headerOf(table, column)
  const where = { ...place, row, cell: cellName(row, column + 1), header }
  return inspectProblem(code, where, { header, actual: masked(value) }, { severity })
}

export function columnProblem(
  { code, row, column, severity, count, sample = '', also = [] }: ColumnFinding,
  table: ScannedTable,
  place: Place,
  { smallCount }: PrivacySettings,
): Problem {
  const header = headerOf(table, column)
  const where = { ...place, row, cell: cellName(row, column + 1), header }
  if (code === 'inspect/small-counts') {
    const more = also.length
    const facts = {
      count,
      expected: smallCount,
      columns: more === 0 ? `column "${header}"` : `column "${header}" and ${more} more`,
      columnsJa: more === 0 ? `列「${header}」` : `列「${header}」ほか${more}列`,
    }
    return inspectProblem(code, where, facts, { severity })
  }
  return inspectProblem(code, where, { header, count, actual: sample }, { severity })
}

/** As written; of a column without one its letters. */
function headerOf({ columns }: ScannedTable, column: number): string {
  const header = columns[column]?.header ?? ''
  return header === '' ? columnName(column + 1) : header
}
