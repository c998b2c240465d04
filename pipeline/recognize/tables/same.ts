/** Whether two tables are of one make: one worksheet per month, one table per district. */
import { foldWord } from '../../lib/fold.ts'
import type { FoundTable } from '../found.ts'

/** The same headers in the same order, over as many rows, in the same block. */
export function sameTable(a: FoundTable, b: FoundTable): boolean {
  if (a.rules.headerRows !== b.rules.headerRows || (a.rules.block ?? 0) !== (b.rules.block ?? 0)) return false
  const left = namesOf(a)
  const right = namesOf(b)
  return left.length === right.length && left.every((name, i) => name === right[i])
}

function namesOf({ columns, rules }: FoundTable): readonly string[] {
  const own = columns.filter(
    ({ leave, header }) => leave === undefined && (header !== '' || rules.headerRows === 0),
  )
  return own.map(({ header }) => foldWord(header))
}
