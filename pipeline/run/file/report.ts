/** report.json of a conversion, written piece by piece: the cells that changed may be more than memory has room for. */
import type { Effects } from '../../effects.ts'
import type { TableChanges } from '../../job/table/worksheet.ts'
import { columnName } from '../../lib/grid.ts'
import { type FileFound, filesJson } from '../../report/index.ts'
import type { Written } from './sinks.ts'
import { createSpill, type Spill } from './spill.ts'

/** The changed cells of each table, as the text of `changed`. */
export interface ChangedCells {
  readonly add: (table: number, changes: TableChanges) => void
  readonly of: (table: number) => Spill
  readonly end: () => void
}

export function createChangedCells(effects: Effects, target: string): ChangedCells {
  const tables = new Map<number, Spill>()
  const of = (table: number): Spill => {
    const known = tables.get(table)
    if (known !== undefined) return known
    const made = createSpill(effects, `${target}.${table}`)
    tables.set(table, made)
    return made
  }
  return {
    add(table, { changes, fields }) {
      const spill = of(table)
      for (const { row, column, field, before, after } of changes) {
        const cell = {
          row,
          column: column < 0 ? null : columnName(column + 1),
          field: fields[field]?.key ?? '',
          before,
          after,
        }
        spill.add(`${spill.isEmpty() ? '' : ','}\n${indented(cell, IN_CHANGED)}`)
      }
    },
    of,
    end() {
      for (const spill of tables.values()) spill.end()
    },
  }
}

/** Where the values of a table come from; `index`: its place in the look. */
export interface Trace {
  readonly index: number
  readonly rule: object
}

const IN_CHANGED = ' '.repeat(8)
const IN_PROVENANCE = ' '.repeat(4)

/** The same text as `JSON.stringify` gives of the whole. */
export function writeReport(
  effects: Effects,
  target: string,
  found: FileFound,
  traces: readonly Trace[],
  changed: ChangedCells,
): Written {
  const writer = effects.openWriter(target)
  try {
    const head = JSON.stringify({ ...filesJson(found), provenance: [] }, null, 2)
    writer.write(opened(head, ']\n}'))
    for (const [i, { index, rule }] of traces.entries()) {
      writer.write(i === 0 ? '\n' : ',\n')
      const spill = changed.of(index)
      writer.write(opened(indented({ ...rule, changed: [] }, IN_PROVENANCE), `]\n${IN_PROVENANCE}}`))
      for (const chunk of spill.chunks()) writer.write(chunk)
      writer.write(`${spill.isEmpty() ? '' : `\n${IN_PROVENANCE}  `}]\n${IN_PROVENANCE}}`)
    }
    writer.write(`${traces.length === 0 ? '' : '\n  '}]\n}\n`)
    return { path: target, bytes: writer.end().bytes }
  } catch (error) {
    writer.abandon()
    throw error
  }
}

/** Without the end of a list that is still blank. */
function opened(text: string, end: string): string {
  if (!text.endsWith(`[${end}`)) throw new Error('what is to be filled is not last')
  return text.slice(0, -end.length)
}

function indented(value: object, by: string): string {
  return by + JSON.stringify(value, null, 2).replaceAll('\n', `\n${by}`)
}
