/**
 * The privacy gate on the rows of one table: a batch is scanned before it is read, so that whatever is said of its
 * cells is said without what they hold, and a row of which something must not be published is held.
 */
import type { ColumnFinding, InspectedFile, PrivacyFinding, PrivacyTally } from '../../inspect/index.ts'
import type { RowBatch } from '../../lib/grid.ts'
import type { CellFinding, ScannedTable } from '../../lib/inspection.ts'
import type { Place, Problem, Severity, Text } from '../../problem.ts'
import type { RawBatch } from '../../shape/grid/index.ts'
import { createFoundLog, type FoundCells } from './found.ts'
import { withNote } from './masks.ts'
import type { Tally } from './tally.ts'

/** What scans the rows of one table. */
export interface Scan {
  readonly scan: (batch: RowBatch) => readonly PrivacyFinding[]
  /** what only a column as a whole can say, counted; plain data */
  readonly tally: () => PrivacyTally
}

/** What becomes of a finding; undefined: a person has allowed it. */
export interface Judged {
  readonly severity: Severity
  /** said besides */
  readonly note?: Text
}

export interface PrivacyGate {
  readonly scanOf: (table: ScannedTable) => Scan
  /** `tally`: of all rows of the table */
  readonly columnsOf: (table: ScannedTable, tally: PrivacyTally) => readonly ColumnFinding[]
  /** `value`: of the cell; it is masked there */
  readonly cellProblem: (finding: PrivacyFinding, value: string, table: ScannedTable, place: Place) => Problem
  readonly columnProblem: (finding: ColumnFinding, table: ScannedTable, place: Place) => Problem
  /** of a cell, or of a column, whose row is the first that it was met in */
  readonly judge: (finding: CellFinding & { readonly count?: number }, at: FindingPlace) => Judged | undefined
  /** of the file as a whole: hidden parts, comments, properties, pictures */
  readonly fileProblems: (file: InspectedFile, place: Place) => readonly Problem[]
  /** Text that has no cell of its own (a title, a note), without what a person must not be known by. */
  readonly maskText: (text: string) => string
}

export interface FindingPlace {
  readonly worksheet: string | null
  readonly header: string
  /** the cell comes out in a record */
  readonly isPublished: boolean
}

/** The gate as one table has it. */
export interface TablePrivacy {
  readonly gate: PrivacyGate
  readonly table: ScannedTable
  readonly worksheet: string | null
  /** columns (from 0) that this table speaks of; those of a table beside it are that one's */
  readonly isOwn?: (column: number) => boolean
  /** columns of which it is known before that no cell may be printed */
  readonly hidden?: ReadonlySet<number>
}

export interface GuardInput extends TablePrivacy {
  /** columns of the file that come out, from 0 */
  readonly published: ReadonlySet<number>
  /** those that are melted: what is said of them has a place of its own, at `width` or after it */
  readonly melted: ReadonlySet<number>
  readonly width: number
  /** file and worksheet */
  readonly place: Place
  readonly tell: Tally['add']
  readonly hold: (row: number, code: string) => void
}

export interface Guard {
  /** before the batch is read */
  readonly begin: (batch: RowBatch) => void
  /** once it is known which of its rows are data */
  readonly settle: (raw: RawBatch) => void
  /** `column` −1: any cell of the row */
  readonly isFound: (row: number, column: number) => boolean
  readonly found: () => FoundCells
  readonly tally: () => PrivacyTally
}

export function createGuard(input: GuardInput): Guard {
  const { gate, worksheet, place, isOwn, published, melted, width, tell, hold } = input
  const hidden = input.hidden === undefined || input.hidden.size === 0 ? undefined : input.hidden
  const scan = gate.scanOf(input.table)
  const log = createFoundLog()
  const shown = shownTable(input.table, gate)
  /** of the batch at hand, by row; undefined: nothing was found */
  let now: Map<number, PrivacyFinding[]> | undefined
  let batch: RowBatch = { first: 1, rows: [] }
  /** column → text → what was found in it: the cells below that stand for it have it too */
  const above = new Map<number, Map<string, PrivacyFinding>>()

  const textAt = ({ row, column }: CellFinding): string => batch.rows[row - batch.first]?.[column] ?? ''
  const put = (finding: PrivacyFinding): void => {
    now ??= new Map()
    const all = now.get(finding.row)
    if (all === undefined) now.set(finding.row, [finding])
    else all.push(finding)
    log.add(finding.row, finding.column)
  }
  const settleOne = (finding: PrivacyFinding, isData: boolean, text: string): void => {
    const { row, column, code } = finding
    const isPublished = isData && published.has(column)
    // what stands above the table or below it is of no column
    const header = isData ? (input.table.columns[column]?.header ?? '') : ''
    const judged = gate.judge(finding, { worksheet, header, isPublished })
    if (judged === undefined) return
    const { severity, note } = judged
    tell(code, severity, column, () =>
      withNote(gate.cellProblem({ ...finding, severity }, text, isData ? shown : NO_TABLE, place), note),
    )
    if (isPublished && severity === 'error') hold(row, code)
  }

  return {
    begin(next) {
      now = undefined
      batch = next
      for (const [column, texts] of above) {
        const last = [...texts].at(-1)
        if (texts.size > 1 && last !== undefined) above.set(column, new Map([last]))
      }
      for (const finding of scan.scan(next)) if (isOwn?.(finding.column) !== false) put(finding)
    },
    settle({ rows, numbers, carried }) {
      if (now !== undefined) {
        const data = new Set(numbers)
        for (const [row, all] of now) {
          for (const finding of all) {
            const text = textAt(finding)
            settleOne(finding, data.has(row), text)
            const texts = above.get(finding.column) ?? new Map<string, PrivacyFinding>()
            above.set(finding.column, texts.set(text, finding))
          }
        }
      }
      if (carried === undefined || above.size === 0) return
      for (const [i, written] of carried) {
        const row = numbers[i] ?? 0
        for (const column of written.keys()) {
          const text = rows[i]?.[column] ?? ''
          const finding = above.get(column)?.get(text)
          // a row of a cross table gives many records
          if (finding === undefined || now?.get(row)?.some((one) => one.column === column) === true) continue
          const own = { ...finding, row }
          put(own)
          settleOne(own, true, text)
        }
      }
    },
    isFound(row, column) {
      if (hidden !== undefined && (column < 0 || hidden.has(column))) return true
      const all = now?.get(row)
      if (all === undefined) return false
      if (column < 0) return true
      return all.some((one) => one.column === column || (column >= width && melted.has(one.column)))
    },
    found: log.list,
    tally: scan.tally,
  }
}

/** What rows without a table are to the gate. */
export const NO_TABLE: ScannedTable = { columns: [], sheet: null, dataFrom: 1 }

/** Headers are named in messages, and may hold anything. */
export function shownTable(table: ScannedTable, { maskText }: PrivacyGate): ScannedTable {
  return {
    ...table,
    columns: table.columns.map((column) => ({ ...column, header: maskText(column.header) })),
  }
}
