/** Cross tables: years, months, dates or ages as headers of columns. */

import type { MeltType } from '../../lib/grid-declaration.ts'
import { meltTypeOf } from '../../lib/melt.ts'
import type { FoundColumn, FoundTable } from '../found.ts'
import type { Words } from './words.ts'

type Type = Exclude<MeltType, 'listed'>

const FEWEST = 3

export interface FoundMelt {
  readonly rule: NonNullable<FoundTable['rules']['melt']>
  /** from 1 */
  readonly columns: readonly number[]
}

/**
 * Columns whose headers are values of one field. Two years side by side are compared, three are a series; and there
 * must be a column that is none, or nothing says what the rows are. Headers that a standard has are no values.
 */
export function findMelt(
  columns: readonly FoundColumn[],
  words: Words,
  isKnown: (text: string) => boolean,
): FoundMelt | undefined {
  const types = columns.map(({ parts }) => {
    for (const part of parts) {
      const type = meltTypeOf(part)
      if (type !== undefined) return { type, part }
    }
    return undefined
  })
  const many = new Map<Type, Set<string>>()
  for (const found of types) {
    if (found === undefined) continue
    many.set(found.type, (many.get(found.type) ?? new Set()).add(found.part))
  }
  let best: Type | undefined
  for (const [type, parts] of many) {
    const fewest = type === 'year' || type === 'yearMonth' || type === 'date' ? 2 : FEWEST
    const columnsOf = types.filter((found) => found?.type === type).length
    if (
      parts.size >= fewest &&
      columnsOf >= FEWEST - 1 &&
      (best === undefined || parts.size > (many.get(best)?.size ?? 0))
    )
      best = type
  }
  if (best === undefined) return undefined
  const melted = columns.filter((_, i) => types[i]?.type === best)
  // what the rows are is said to the left of the values
  if (melted[0] === columns[0]) return undefined
  if (melted.filter(({ header }) => isKnown(header)).length * 2 >= melted.length) return undefined
  const first = melted[0]?.column ?? 0
  const leave = columns
    .filter(({ column, header, parts }, i) => {
      if (header === '' || column < first) return false
      const last = parts.at(-1) ?? ''
      if (types[i]?.type === best) return parts.length > 1 && words.totals(last) !== undefined
      return parts.some((part) => words.totals(part) !== undefined || words.weakTotals(part)?.match === 'is')
    })
    .map(({ header }) => header)
  const left = new Set(leave)
  return {
    rule: { type: best, ...(leave.length === 0 ? {} : { leave }) },
    columns: melted.filter(({ header }) => !left.has(header)).map(({ column }) => column),
  }
}
