/**
 * The gate as rows go by. What a cell gives away by itself is found at once and hangs on its row and the table alone;
 * what only a column as a whole can say is counted, and judged when the counts of all parts of the file are there.
 */

import { narrow } from '../../lib/characters.ts'
import { readDate } from '../../lib/dates.ts'
import type { RowBatch } from '../../lib/grid.ts'
import type { CellFinding, ScannedTable } from '../../lib/inspection.ts'
import { masked } from '../../lib/mask.ts'
import { halfWidth } from '../../lib/text.ts'
import type { InspectCode } from '../problems.ts'
import { judgeCell, judgeShortPhone, type Sight } from './cell.ts'
import { type ColumnRole, rolesOf } from './columns.ts'
import { FIGURES, glance, SHORTEST } from './glance.ts'
import { readsAsPerson } from './person.ts'
import { readsUnderNames } from './said.ts'
import type { PrivacySettings } from './settings.ts'
import { type Counting, noTally, type PrivacyTally } from './tally.ts'
import { type ColumnFinding, judgeColumns } from './verdict.ts'

/** A finding of the gate has a code of the gate. */
export interface PrivacyFinding extends CellFinding {
  readonly code: InspectCode
}

export interface PrivacyScan {
  /** columns whose cells are nobody's business, known by their headers alone: none of them is printed anywhere */
  readonly hidden: ReadonlySet<number>
  /** findings of this batch; the same empty list where there are none */
  readonly scan: (batch: RowBatch) => readonly PrivacyFinding[]
  /** of whole columns, where all rows of the table went through this scan */
  readonly end: () => readonly ColumnFinding[]
  /** what was counted: where a file is scanned in parts, they are merged (`mergeTallies`) and then judged */
  readonly tally: () => PrivacyTally
}

const NOTHING: readonly PrivacyFinding[] = []

/** What stands above the table and beside it. */
const LOOSE: ColumnRole = {
  isSkipped: false,
  isNamed: false,
  numbers: 'free',
  isOfThings: false,
  isContact: false,
  isAsked: false,
  isPhone: false,
  isBirth: false,
  isCount: false,
}

/** Columns that nothing says are of names are looked at in their first rows, after these in one row of 128. */
const ROWS_LOOKED = 500
const EACH = 127

export function createPrivacyScan(table: ScannedTable, settings: PrivacySettings): PrivacyScan {
  const roles = rolesOf(table, settings)
  const { dataFrom } = table
  const counts: (Counting | undefined)[] = roles.map(() => undefined)
  const counted = roles.map(({ names, isBirth, isCount }) => names !== undefined || isBirth || isCount)
  const inPlaces = roles.map(({ names, isBirth, isCount }) => names === 'unknown' && !isBirth && !isCount)
  const countOf = (column: number): Counting => {
    const known = counts[column] ?? noTally()
    counts[column] = known
    return known
  }
  let here = 0
  let at = 0
  const countTwelve = (all: number, right: number, text: string): void => {
    if (here < dataFrom) return
    const count = countOf(at)
    count.twelve += all
    count.twelveRight += right
    if (right === 0 || count.twelveRow !== 0) return
    count.twelveRow = here
    count.twelveCell = masked(text)
  }
  const scan = (batch: RowBatch): readonly PrivacyFinding[] => {
    const { first, rows } = batch
    let found: PrivacyFinding[] | undefined
    const tell = ({ code, severity }: Sight, row: number, column: number): void => {
      found ??= []
      found.push({ code, row, column, severity })
    }
    for (let i = 0; i < rows.length; i += 1) {
      const cells = rows[i]
      if (cells === undefined) continue
      const row = first + i
      const isData = row >= dataFrom
      const isLooked = row < dataFrom + ROWS_LOOKED || (row & EACH) === 0
      for (let column = 0; column < cells.length; column += 1) {
        const text = cells[column]
        if (text === undefined || text.length === 0) continue
        const role = (isData ? roles[column] : undefined) ?? LOOSE
        // of degrees only what has no point may be another number, put into the wrong column
        if (role.isSkipped && (text.length < SHORTEST || text.includes('.'))) continue
        if (isData && counted[column] === true && (isLooked || inPlaces[column] === false)) {
          countCell(text, row, role, countOf(column), isLooked, settings)
        }
        if (text.length < SHORTEST) continue
        const seen = role.numbers === 'own' ? glance(text) | FIGURES : glance(text)
        if (seen === 0) {
          if (!role.isPhone || text.length > 12 || text.length < 10) continue
          const sight = judgeShortPhone(text, role)
          if (sight !== undefined) tell(sight, row, column)
          continue
        }
        here = row
        at = column
        for (const sight of judgeCell(text, seen, role, settings, countTwelve)) tell(sight, row, column)
      }
    }
    return found ?? NOTHING
  }
  const tally = (): PrivacyTally => counts
  const hidden = new Set(
    roles.flatMap(({ names, isBirth, numbers }, column) =>
      names === 'private' || isBirth || numbers === 'own' ? [column] : [],
    ),
  )
  return { hidden, scan, tally, end: () => judgeColumns(table, settings, counts) }
}

function countCell(
  text: string,
  row: number,
  role: ColumnRole,
  count: Counting,
  isLooked: boolean,
  settings: PrivacySettings,
): void {
  if (role.isCount && text.length <= 3 && isSmall(text, settings.smallCount)) {
    count.small += 1
    if (count.smallRow === 0) count.smallRow = row
  }
  if (role.isBirth && text.length >= 6 && text.length <= 20 && isDay(text)) {
    count.births += 1
    if (count.birthRow === 0) count.birthRow = row
  }
  if (role.names === undefined || (role.names === 'unknown' && !isLooked)) return
  count.looked += 1
  const reads =
    role.names === 'unknown' ? readsAsPerson(text, settings) : readsUnderNames(text, role.isNamed, settings)
  if (reads === 'no') return
  if (reads === 'sure') count.sure += 1
  else count.maybe += 1
  if (count.nameRow === 0) {
    count.nameRow = row
    count.name = masked(text)
  }
}

/** 1, 2; 0 singles out nobody. */
function isSmall(text: string, below: number): boolean {
  const bare = halfWidth(text).trim()
  if (!/^[0-9]+$/.test(bare)) return false
  const number = Number(bare)
  return number > 0 && number < below
}

function isDay(text: string): boolean {
  const read = readDate(narrow(text).trim())
  if (read === undefined) return false
  // 1/4/1950 is a day, whichever it is
  return 'why' in read ? read.why !== 'no-year' && read.why !== 'fiscal' : read.day !== undefined
}
