/** Cross tables: which columns hold values of one field under headers that are values of another. */
import { foldWord } from '../../lib/fold.ts'
import type { Melt } from '../../lib/grid-declaration.ts'
import { meltTypeOf } from '../../lib/melt.ts'

export interface Melted {
  /** from 0 */
  readonly column: number
  /** the header, or its part that is the value: `令和4年` */
  readonly first: string
  /** what else the header says: `男` */
  readonly second: string
}

/** `parts`: the parts of each column's header; a column that is declared by itself is not melted. */
export function meltedColumns(
  parts: readonly (readonly string[])[],
  { type, headers = [], leave = [] }: Pick<Melt, 'type' | 'headers' | 'leave'>,
  declared: readonly number[],
): readonly Melted[] {
  const taken = new Set(declared)
  const listed = new Set(headers.map(foldWord))
  const left = new Set(leave.map(foldWord))
  return parts.flatMap((own, column): Melted[] => {
    const whole = own.join('_')
    if (taken.has(column) || own.length === 0 || left.has(foldWord(whole))) return []
    if (listed.has(foldWord(whole))) return [{ column, first: whole, second: '' }]
    const at = own.findIndex((part) => listed.has(foldWord(part)) || meltTypeOf(part) === type)
    if (at < 0) return []
    const second = own.filter((_, i) => i !== at).join('_')
    return left.has(foldWord(second)) ? [] : [{ column, first: own[at] ?? '', second }]
  })
}
