/** What the look and the run know of a file, as the rules of machine readability ask for it. */
import { type RuledColumn, type RuledTable, type RuledWorksheet, scoreRules } from '../../inspect/index.ts'
import type { OpenFile } from '../../job/table/grids.ts'
import type { LookedTable } from '../../job/table/look.ts'
import type { LookRun } from '../../job/table/run-look.ts'
import { foldWord } from '../../lib/fold.ts'
import type { GridColumn } from '../../lib/grid-declaration.ts'
import type { RuleScore } from '../../lib/inspection.ts'
import type { Units } from '../../lib/units.ts'
import { fieldsOf } from '../../validate/index.ts'
import { readTable } from './knowledge-table.ts'
import type { LookedFile } from './open.ts'

/** Goes over the rows once more; what the look has found is not judged anew. */
export function scoreLooked(
  { look, schemas, place }: Pick<LookedFile, 'look' | 'schemas' | 'place'>,
  file: OpenFile,
  run: LookRun,
): readonly RuleScore[] {
  const worksheets = file.grids.map((grid): RuledWorksheet => {
    const outcomes = run.outcomes.filter(({ index }) => look.tables[index]?.worksheet === grid.worksheet)
    return {
      worksheet: grid.worksheet,
      ...(grid.facts === undefined ? {} : { facts: grid.facts }),
      tables: tablesOf(look.tables, outcomes),
      batches: grid.batches,
    }
  })
  return scoreRules({
    file: place.file,
    format: file.format,
    worksheets,
    units: new Set(Object.keys(readTable<Units>(schemas, 'units'))),
  })
}

/** Tables whose headers begin in the same row share their rows; each group begins where the one above it ended. */
function tablesOf(tables: readonly LookedTable[], outcomes: LookRun['outcomes']): readonly RuledTable[] {
  const starts = [...new Set(outcomes.map(({ outcome }) => outcome.located.headerRows[0] ?? 1))].sort(
    (a, b) => a - b,
  )
  let from = 1
  return starts.flatMap((start) => {
    const group = outcomes.filter(({ outcome }) => (outcome.located.headerRows[0] ?? 1) === start)
    const total = group[0]?.outcome.account.counts.total ?? 0
    const first = from
    from += total
    return group.flatMap(({ index, outcome: { located, account } }) => {
      const looked = tables[index]
      if (looked === undefined) return []
      const { table } = looked
      return [
        {
          headerRows: located.headerRows,
          from: first,
          to: first + total - 1,
          skipped: account.skipped,
          columns: columnsOf(looked),
          isCross: table.melt !== undefined,
        },
      ]
    })
  })
}

function columnsOf({ found, table, schema, sheet }: LookedTable): readonly RuledColumn[] {
  const kinds = new Map(fieldsOf(schema).map(({ header, kind }) => [header, kind]))
  const melted = new Set(found.melted)
  return found.columns.map(({ column, header, parts, nth, above, leave }) => {
    const declared = table.columns.find((one) => isDeclared(one, header, nth))
    const to = melted.has(column) ? table.melt?.value : declared?.to
    const target = typeof to === 'string' ? to : to?.[0]
    const kind = target === undefined ? undefined : kinds.get(target)
    return {
      column,
      header,
      parts,
      ...(above === undefined ? {} : { above }),
      ...(declared?.split === undefined ? {} : { split: declared.split }),
      isLeft: leave !== undefined,
      ...(kind === undefined ? {} : { kind }),
      isStandard: sheet !== null && target !== undefined && foldWord(target) === foldWord(header),
    }
  })
}

function isDeclared(declared: GridColumn, header: string, nth: number): boolean {
  return declared.header === header && (declared.nth ?? 1) === nth
}
