/** `check --fix`: every cell that came out otherwise than written, as a CSV beside each table's. */
import type { Effects, FileWriter } from '../../effects.ts'
import { csvCell } from '../../export/index.ts'
import type { TableChanges } from '../../job/table/worksheet.ts'
import { cellName } from '../../lib/grid.ts'
import type { Written } from './sinks.ts'

export interface ChangeLists {
  readonly add: (table: number, changes: TableChanges) => void
  /** the lists of these tables appear, blank ones too; nothing is left of others */
  readonly close: (tables: readonly number[]) => readonly Written[]
  /** nothing is left of them */
  readonly abandon: () => void
}

const HEADERS = ['行', 'セル', '見出し', '項目', '書かれていた値', '直した値']

/** `mask`: headers may hold what must not be told. */
export function createChangeLists(
  effects: Effects,
  pathOf: (table: number) => string,
  mask: (text: string) => string = String,
): ChangeLists {
  const open = new Map<number, FileWriter>()
  const of = (table: number): FileWriter => {
    const known = open.get(table)
    if (known !== undefined) return known
    const made = effects.openWriter(pathOf(table))
    made.write(`\ufeff${lineOf(HEADERS)}`)
    open.set(table, made)
    return made
  }
  return {
    add(table, { changes, fields, headers }) {
      if (changes.length === 0) return
      const writer = of(table)
      for (const { row, column, field, before, after } of changes) {
        const cell = column < 0 ? '' : cellName(row, column + 1)
        const names = [mask(headers[column] ?? ''), mask(fields[field]?.header ?? '')]
        writer.write(lineOf([String(row), cell, ...names, before, after === null ? '' : String(after)]))
      }
    },
    close(tables) {
      for (const [table, writer] of open) if (!tables.includes(table)) writer.abandon()
      return tables.map((table) => ({ path: pathOf(table), bytes: of(table).end().bytes }))
    },
    abandon() {
      for (const writer of open.values()) writer.abandon()
    },
  }
}

function lineOf(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}
