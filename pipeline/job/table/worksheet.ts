/**
 * The tables of one worksheet, run. Tables that stand one below the other share its rows: each begins where the one
 * above it ended, what lies between is its preamble. Tables side by side each speak of every row.
 */
import type { Field, ValueContext } from '../../lib/field.ts'
import type { GridTable } from '../../lib/grid-declaration.ts'
import type { Place, Problem } from '../../problem.ts'
import { type Located, locateTables } from '../../shape/grid/index.ts'
import { shapeProblem } from '../../shape/index.ts'
import type { RowGate } from '../../validate/index.ts'
import type { Change, TableAccount } from './account.ts'
import { settleColumns } from './columns.ts'
import { type FoundCells, mergeFound } from './found.ts'
import type { OpenGrid } from './grids.ts'
import { within } from './grids.ts'
import type { PrivacyGate, TablePrivacy } from './guard.ts'
import { nearestHeader } from './missing-header.ts'
import type { Records } from './program.ts'
import { createTableRun, type TableRun } from './run.ts'
import { ownColumns, publishedColumns, scannedTable, scanRest } from './scanned.ts'

/** What a record type is to a run: its fields and the gate of a row. */
export interface RowType {
  readonly fields: readonly Field[]
  readonly gate: RowGate
}

export interface WorksheetInput {
  readonly grid: OpenGrid
  readonly tables: readonly GridTable[]
  /** undefined: there is no such record type */
  readonly typeOf: (table: GridTable) => RowType | undefined
  readonly context: ValueContext
  readonly place: Place
  readonly kept: number
  readonly keepChanges: boolean
  readonly takeKey?: (table: number) => ((key: string, row: number) => number | undefined) | undefined
  /** records of a table as they come; `table` is its place in `tables` */
  readonly onRecords: (table: number, records: Records, type: RowType) => void
  /** of rows that came out, as they come, instead of keeping any */
  readonly onChanges?: ((table: number, changes: TableChanges) => void) | undefined
  /** absent: what stands in the cells is not looked at */
  readonly privacy?: PrivacyGate | undefined
  /** columns of a table (from 0) of which it is known before that no cell may be printed */
  readonly hiddenOf?: ((table: number) => ReadonlySet<number> | undefined) | undefined
  /** sheet of the standard that a table is of */
  readonly sheetOf?: ((table: number) => string | null) | undefined
}

/** Cells that came out otherwise than written. */
export interface TableChanges {
  readonly changes: readonly Change[]
  readonly fields: readonly Field[]
  /** of the columns of the file */
  readonly headers: readonly string[]
}

export interface TableOutcome {
  /** its place in `tables` */
  readonly index: number
  readonly table: GridTable
  readonly located: Located
  readonly type: RowType
  readonly account: TableAccount
  /** for each field the columns of the file that give it, from 0 */
  readonly sources: readonly (readonly number[])[]
}

export interface WorksheetResult {
  readonly outcomes: readonly TableOutcome[]
  /** of the worksheet as a whole: a header that is not there, a column that nobody speaks of */
  readonly problems: readonly Problem[]
  /** cells of all its tables that the privacy gate stopped at */
  readonly found: FoundCells
}

export function runWorksheet(input: WorksheetInput): WorksheetResult {
  const { grid, tables, place } = input
  const located = locateTables(tables, grid.batches(), grid.facts?.merges)
  const problems: Problem[] = []
  const outcomes: TableOutcome[] = []
  const groups = groupsOf(located)
  const where = { ...place, ...(grid.worksheet === null ? {} : { worksheet: grid.worksheet }) }
  for (const [i, at] of located.entries()) {
    if (at !== undefined) continue
    problems.push(headerProblem(tables[i], grid, where))
  }
  let start = 1
  for (const [g, group] of groups.entries()) {
    problems.push(...unknownColumns(group, tables, located, where))
    const next = groups[g + 1]
    const end = next === undefined ? Number.MAX_SAFE_INTEGER : next.firstRow - 1
    const runs = group.members.flatMap((index) => {
      const run = startRun(input, index, located[index], where, ownColumns(group.members, index, located))
      return run === undefined ? [] : [run]
    })
    const until = next === undefined ? end : endOf(input, group, located, start, end)
    for (const batch of within(grid.batches(), start, until)) {
      for (const { index, run, type } of runs) input.onRecords(index, run.push(batch), type)
    }
    for (const { run, index, table, at, type, privacy } of runs) {
      const { sources } = run
      const account =
        privacy === undefined
          ? run.account()
          : settleColumns(run.account(), {
              ...privacy,
              published: publishedColumns(at, sources),
              place: where,
              kept: input.kept,
            })
      outcomes.push({ index, table, located: at, type, account, sources })
    }
    start = until + 1
  }
  const rest =
    outcomes.length > 0 || input.privacy === undefined
      ? undefined
      : scanRest(input.privacy, grid, where, input.kept)
  problems.push(...(rest?.problems ?? []))
  return {
    outcomes: outcomes.sort((a, b) => a.index - b.index),
    problems,
    found: rest?.found ?? mergeFound(outcomes.map(({ account }) => account.found ?? [])),
  }
}

/** The header is not there: which of its columns are gone, and what may have become of them. */
function headerProblem(table: GridTable | undefined, grid: OpenGrid, where: Place): Problem {
  const near = table === undefined ? undefined : nearestHeader(table, grid.batches(), grid.facts?.merges)
  const all = (table?.columns ?? []).map(({ header }) => header).filter((header) => header !== '')
  if (near === undefined || near.missing.length === 0) {
    return shapeProblem('shape/header-not-found', where, { expected: all.join('、') })
  }
  const { row, missing, fresh, renamed } = near
  const quoted = (headers: readonly string[]): string => headers.map((header) => `「${header}」`).join('')
  const isNew = fresh.length > 0
  const isRenamed = renamed.length > 0
  return shapeProblem(
    'shape/header-changed',
    { ...where, row },
    {
      row,
      expected: quoted(missing),
      actual: quoted(fresh),
      freshJa: isNew ? `宣言にない見出しがあります：${quoted(fresh)}。` : '',
      freshEn: isNew ? ` There are new ones: ${quoted(fresh)}.` : '',
      renamedJa: isRenamed
        ? `${renamed.map(([from, to]) => `「${from}」は「${to}」`).join('、')}に変わったようです。`
        : '',
      renamedEn: isRenamed
        ? `It looks as if ${renamed.map(([from, to]) => `「${from}」 became 「${to}」`).join(', ')}. `
        : '',
    },
  )
}

interface Group {
  readonly firstRow: number
  readonly members: readonly number[]
}

/** Tables whose headers begin in the same row stand side by side. */
function groupsOf(located: readonly (Located | undefined)[]): readonly Group[] {
  const groups = new Map<number, number[]>()
  for (const [index, at] of located.entries()) {
    if (at === undefined) continue
    const row = at.headerRows[0] ?? 1
    groups.set(row, [...(groups.get(row) ?? []), index])
  }
  return [...groups].sort(([a], [b]) => a - b).map(([firstRow, members]) => ({ firstRow, members }))
}

interface Started {
  readonly index: number
  readonly table: GridTable
  readonly at: Located
  readonly type: RowType
  readonly run: TableRun
  readonly privacy?: TablePrivacy
}

function startRun(
  input: WorksheetInput,
  index: number,
  at: Located | undefined,
  place: Place,
  isOwn?: TablePrivacy['isOwn'],
): Started | undefined {
  const table = input.tables[index]
  if (table === undefined || at === undefined) return undefined
  const type = input.typeOf(table)
  if (type === undefined) return undefined
  const takeKey = input.takeKey?.(index)
  const { onChanges, privacy } = input
  const { fields } = type
  const { headers } = at
  const hidden = privacy === undefined ? undefined : input.hiddenOf?.(index)
  const own =
    privacy === undefined
      ? {}
      : {
          privacy: {
            gate: privacy,
            table: scannedTable(table, at, fields, input.sheetOf?.(index) ?? null),
            worksheet: input.grid.worksheet,
            ...(isOwn === undefined ? {} : { isOwn }),
            ...(hidden === undefined ? {} : { hidden }),
          },
        }
  const run = createTableRun({
    table,
    located: at,
    ...type,
    context: input.context,
    isCsv: input.grid.worksheet === null,
    ...(input.grid.facts === undefined ? {} : { merges: input.grid.facts.merges }),
    place,
    kept: input.kept,
    keepChanges: input.keepChanges,
    ...(takeKey === undefined ? {} : { takeKey }),
    ...own,
    ...(onChanges === undefined
      ? {}
      : { onChanges: (changes) => onChanges(index, { changes, fields, headers }) }),
  })
  return { index, table, at, type, run, ...own }
}

/** Last row of a table that has another below it: by its own rule, or just before the header of that one. */
function endOf(
  input: WorksheetInput,
  group: Group,
  located: readonly (Located | undefined)[],
  start: number,
  end: number,
): number {
  let last = 0
  for (const index of group.members) {
    const started = startRun(
      {
        ...input,
        takeKey: () => undefined,
        kept: 1,
        keepChanges: false,
        onChanges: undefined,
        privacy: undefined,
      },
      index,
      located[index],
      input.place,
    )
    if (started === undefined) continue
    for (const batch of within(input.grid.batches(), start, end)) {
      started.run.push(batch)
      if (started.run.endedAt() !== undefined) break
    }
    last = Math.max(last, (started.run.endedAt() ?? end + 1) - 1)
  }
  return Math.min(last, end)
}

/** Headers in the row of the header that no table of the group speaks of. */
function unknownColumns(
  { members }: Group,
  tables: readonly GridTable[],
  located: readonly (Located | undefined)[],
  place: Place,
): readonly Problem[] {
  const known = new Set<number>()
  let headers: readonly string[] = []
  for (const index of members) {
    const at = located[index]
    if (at === undefined || tables[index]?.headerRows === 0) continue
    for (const column of at.columns) known.add(column)
    for (const { column } of at.melted) known.add(column)
    for (const text of tables[index]?.melt?.leave ?? []) known.add(at.headers.indexOf(text))
    headers = at.headers
  }
  return headers.flatMap((header, column) =>
    header === '' || known.has(column)
      ? []
      : [shapeProblem('shape/column-unknown', { ...place, header }, { actual: header })],
  )
}
