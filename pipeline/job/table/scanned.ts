/** What the privacy gate is told of a table, and the rows that no table speaks of. */
import type { Field } from '../../lib/field.ts'
import type { GridTable } from '../../lib/grid-declaration.ts'
import type { ScannedColumn, ScannedTable } from '../../lib/inspection.ts'
import type { Place, Problem } from '../../problem.ts'
import type { Located } from '../../shape/grid/index.ts'
import { createFoundLog, type FoundCells } from './found.ts'
import type { OpenGrid } from './grids.ts'
import { NO_TABLE, type PrivacyGate, type TablePrivacy } from './guard.ts'
import { withNote } from './masks.ts'
import { createTally } from './tally.ts'

/** `sheet`: of the standard; null: a dataset of its own. */
export function scannedTable(
  table: GridTable,
  { headers, headerRows, columns, melted }: Located,
  fields: readonly Field[],
  sheet: string | null,
): ScannedTable {
  const kinds = new Map(fields.map(({ header, kind }) => [header, kind]))
  const targets = new Map<number, string>()
  for (const [i, { to }] of table.columns.entries()) {
    const at = columns[i] ?? -1
    const target = typeof to === 'string' ? to : to?.[0]
    if (at >= 0 && target !== undefined) targets.set(at, target)
  }
  for (const { column } of melted) targets.set(column, table.melt?.value ?? '')
  return {
    columns: headers.map((header, at): ScannedColumn => {
      const field = targets.get(at) ?? null
      const kind = field === null ? undefined : kinds.get(field)
      return { header, field, ...(kind === undefined ? {} : { kind }) }
    }),
    sheet,
    dataFrom: (headerRows.at(-1) ?? 0) + 1,
  }
}

/** Columns of the file, from 0, whose cells come out. */
export function publishedColumns(
  { melted }: Located,
  sources: readonly (readonly number[])[],
): ReadonlySet<number> {
  return new Set([...sources.flat(), ...melted.map(({ column }) => column)])
}

/** Side by side, each table speaks of its own columns; the first also of those that none of them has. */
export function ownColumns(
  members: readonly number[],
  index: number,
  located: readonly (Located | undefined)[],
): TablePrivacy['isOwn'] {
  const others = members.flatMap((one) => {
    const at = one === index ? undefined : located[one]
    return at === undefined ? [] : [at]
  })
  if (others.length === 0) return undefined
  const own = located[index]
  const has = (at: Located | undefined, column: number): boolean =>
    at !== undefined && column >= at.left && column <= at.right
  return (column) => has(own, column) || (members[0] === index && !others.some((other) => has(other, column)))
}

export interface Rest {
  readonly problems: readonly Problem[]
  readonly found: FoundCells
}

/** A worksheet of which nothing is published. */
export function scanRest(
  gate: PrivacyGate,
  { worksheet, batches }: OpenGrid,
  place: Place,
  kept: number,
): Rest {
  const { scan } = gate.scanOf(NO_TABLE)
  const log = createFoundLog()
  const tally = createTally(kept)
  for (const batch of batches()) {
    for (const finding of scan(batch)) {
      const { row, column, code } = finding
      log.add(row, column)
      const judged = gate.judge(finding, { worksheet, header: '', isPublished: false })
      if (judged === undefined) continue
      const { severity, note } = judged
      tally.add(code, severity, column, () => {
        const value = batch.rows[row - batch.first]?.[column] ?? ''
        return withNote(gate.cellProblem({ ...finding, severity }, value, NO_TABLE, place), note)
      })
    }
  }
  const problems = tally
    .list()
    .flatMap(({ count, first }) =>
      first.map((problem, i) =>
        i === first.length - 1 && count > first.length ? { ...problem, more: count - first.length } : problem,
      ),
    )
  return { problems, found: log.list() }
}
