/** A found table read by a schema that a person gave: headers are the names or titles of its properties. */

import type { Field } from '../../lib/field.ts'
import { foldWord } from '../../lib/fold.ts'
import type { GridColumn, GridTable } from '../../lib/grid-declaration.ts'
import type { FoundTable } from '../../recognize/index.ts'

export interface SchemaMatch {
  readonly table: GridTable
  /** for each found column the header of its field, or null */
  readonly targets: readonly (string | null)[]
}

/** `key`: names of the fields that identify a row. */
export function matchSchema(
  found: FoundTable,
  fields: readonly Field[],
  key: readonly string[],
  dataset: string,
  worksheet: string | null,
): SchemaMatch {
  const byWord = new Map<string, string>()
  for (const field of fields) byWord.set(foldWord(field.key), field.header)
  for (const field of fields) byWord.set(foldWord(field.header), field.header)
  const taken = new Set<string>()
  const take = (target: string | undefined): string | null => {
    if (target === undefined || taken.has(target)) return null
    taken.add(target)
    return target
  }
  const whole = found.columns.map(({ header }) => take(byWord.get(foldWord(header))))
  // of a header of several rows the lowest part may name the field, where no column names it as a whole
  const targets = found.columns.map(({ parts }, i) => {
    const last = parts.length > 1 ? parts.at(-1) : undefined
    return whole[i] ?? (last === undefined ? null : take(byWord.get(foldWord(last))))
  })
  const columns = found.columns.map(({ header, nth, above }, i): GridColumn => {
    const target = targets[i] ?? null
    return {
      header,
      ...(nth > 1 ? { nth } : {}),
      ...(target === null ? { leave: 'no property of the schema' } : { to: target }),
      ...(above === undefined ? {} : { above }),
    }
  })
  const headerOf = new Map(fields.map((field) => [field.key, field.header]))
  const { melt: _, ...rules } = found.rules
  return {
    targets,
    table: {
      dataset,
      ...(worksheet === null ? {} : { worksheet }),
      ...rules,
      columns,
      key: key.flatMap((name) => headerOf.get(name) ?? []),
    },
  }
}
