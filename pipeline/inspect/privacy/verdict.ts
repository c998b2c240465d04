/** What the columns of a table say as a whole, from what was counted in them. */
import type { ScannedTable } from '../../lib/inspection.ts'
import type { Severity } from '../../problem.ts'
import type { InspectCode } from '../problems.ts'
import { type ColumnRole, POPULATION, rolesOf } from './columns.ts'
import { judgeTwelve } from './my-number.ts'
import type { PrivacySettings } from './settings.ts'
import type { ColumnTally, PrivacyTally } from './tally.ts'

/** A column that the gate stopped at. Rows count from 1, columns from 0. */
export interface ColumnFinding {
  readonly code: InspectCode
  readonly column: number
  readonly severity: Severity
  /** cells that it is about; of columns that were looked at in places, those met there */
  readonly count: number
  /** the first of them */
  readonly row: number
  /** masked; where one helps to see what is meant */
  readonly sample?: string
  /** further columns of which the same is told, and whose cells `count` counts too */
  readonly also?: readonly number[]
}

/** Of a whole table: `tally` merged of all its parts. */
export function judgeColumns(
  table: ScannedTable,
  settings: PrivacySettings,
  tally: PrivacyTally,
): readonly ColumnFinding[] {
  const roles = rolesOf(table, settings)
  const findings: ColumnFinding[] = []
  const eachColumn = (
    judge: (counts: ColumnTally, role: ColumnRole, column: number) => ColumnFinding | undefined,
  ) =>
    roles.flatMap((role, column) => {
      const counts = tally[column]
      return (counts === undefined ? undefined : judge(counts, role, column)) ?? []
    })
  findings.push(...eachColumn(numberFinding))
  const names = eachColumn(nameFinding)
  findings.push(...names)
  findings.push(...eachColumn((counts, role, column) => birthFinding(counts, role, column, names.length > 0)))
  const small = smallFinding(tally, severityOfSmall(table, settings))
  if (small !== undefined) findings.push(small)
  return findings
}

function numberFinding(
  { twelve, twelveRight, twelveRow: row, twelveCell: sample = '' }: ColumnTally,
  { numbers }: ColumnRole,
  column: number,
): ColumnFinding | undefined {
  const severity = judgeTwelve({ all: twelve, right: twelveRight })
  // an amount of money is not doubted for one figure
  if (severity === undefined || (severity === 'warning' && numbers === 'amounts')) return undefined
  const code = severity === 'error' ? 'inspect/my-number-column' : 'inspect/my-number-doubt'
  return { code, column, severity, count: twelveRight, row, sample }
}

/** With a header that says names, one name will do; without one most cells must be, and surely. */
function nameFinding(
  { looked, sure, maybe, nameRow: row, name }: ColumnTally,
  { names, isNamed }: ColumnRole,
  column: number,
): ColumnFinding | undefined {
  if (names === undefined) return undefined
  const count = sure + maybe
  const told = { column, count, row, ...(name === undefined ? {} : { sample: name }) }
  if (names === 'unknown') {
    if (sure < FEW || sure < looked * MOST) return undefined
    return { code: 'inspect/person-names', severity: 'error', ...told }
  }
  if (names === 'called' && (sure === 0 || count < looked * HALF)) return undefined
  if (sure === 0 && (maybe < (isNamed ? Math.min(2, looked) : 2) || maybe < looked * SOME)) return undefined
  return names !== 'office'
    ? { code: 'inspect/person-names', severity: 'error', ...told }
    : { code: 'inspect/names-in-office', severity: 'warning', ...told }
}

const FEW = 3
const SOME = 0.3
const HALF = 0.5
const MOST = 0.6

function birthFinding(
  { births: count, birthRow: row }: ColumnTally,
  { isBirth }: ColumnRole,
  column: number,
  isNamed: boolean,
): ColumnFinding | undefined {
  if (!isBirth || count === 0) return undefined
  return isNamed
    ? { code: 'inspect/birth-dates', column, severity: 'error', count, row }
    : { code: 'inspect/birth-dates-alone', column, severity: 'warning', count, row }
}

/** The standard asks for persons by area and age, as they are; where a person has set the limit, it is meant. */
function severityOfSmall({ sheet }: ScannedTable, { isSmallCountSet }: PrivacySettings): Severity {
  return sheet === POPULATION && !isSmallCountSet ? 'info' : 'warning'
}

/** Told once for the table: of a table by age and area each column has some. */
function smallFinding(tally: PrivacyTally, severity: Severity): ColumnFinding | undefined {
  const columns = tally.flatMap((counts, column) =>
    counts !== undefined && counts.small > 0 ? [column] : [],
  )
  const [column, ...also] = columns
  if (column === undefined) return undefined
  const count = columns.reduce((sum, one) => sum + (tally[one]?.small ?? 0), 0)
  const row = columns.reduce(
    (least, one) => Math.min(least, tally[one]?.smallRow ?? least),
    Number.MAX_SAFE_INTEGER,
  )
  return { code: 'inspect/small-counts', column, severity, count, row, also }
}
