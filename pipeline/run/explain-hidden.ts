/** Which cells of a worksheet the privacy gate stops at: explained values are data, but not printed whole. */
import { COUNTS } from '../job/table/columns.ts'
import { createFoundLog, type FoundCells, mergeFound } from '../job/table/found.ts'
import type { OpenGrid } from '../job/table/grids.ts'
import type { PrivacyGate } from '../job/table/guard.ts'
import { scannedTable } from '../job/table/scanned.ts'
import type { Field } from '../lib/field.ts'
import type { GridTable } from '../lib/grid-declaration.ts'
import type { Located } from '../shape/grid/index.ts'

/** `tables` and where each of them is; `sheetOf`: the sheet of the standard that one is of. */
export function hiddenCells(
  gate: PrivacyGate,
  grid: OpenGrid,
  tables: readonly GridTable[],
  located: readonly (Located | undefined)[],
  fields: readonly Field[],
  sheetOf: (table: GridTable) => string | null,
): FoundCells {
  const all = tables.flatMap((table, i): readonly FoundCells[] => {
    const at = located[i]
    if (at === undefined) return []
    const scanned = scannedTable(table, at, fields, sheetOf(table))
    const scan = gate.scanOf(scanned)
    const log = createFoundLog()
    for (const batch of grid.batches()) for (const { row, column } of scan.scan(batch)) log.add(row, column)
    const whole = gate
      .columnsOf(scanned, scan.tally())
      .filter(({ code }) => code !== COUNTS)
      .map(({ column }) => ({ column, rows: [[scanned.dataFrom, Number.MAX_SAFE_INTEGER] as const] }))
    return [log.list(), whole]
  })
  return mergeFound(all)
}
