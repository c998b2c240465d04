/** Cross tables: which columns hold values of one field under headers that are values of another. */
import { foldWord } from '../../lib/fold.ts'
import type { Melt, MeltType } from '../../lib/grid-declaration.ts'
import { readYear } from '../../lib/years.ts'

export interface Melted {
  /** from 0 */
  readonly column: number
  /** the header, or its part that is the value: `令和4年` */
  readonly first: string
  /** what else the header says: `男` */
  readonly second: string
}

const AGE = /^(?:\d{1,3}(?:歳)?(?:(?:ー|~|〜|から)\d{1,3}歳?)?|\d{1,3}歳(?:以上|未満|以下))$/
const MONTH = /^(?:1[0-2]|0?[1-9])月(?:分|末)?$/
const YEAR_MONTH = /^(.+?年)(?:度)?(1[0-2]|0?[1-9])月(?:分|末)?$|^\d{4}[-/.](?:1[0-2]|0?[1-9])$/
const DATE = /^(.+?年)(?:1[0-2]|0?[1-9])月(?:[12]?\d|3[01])日(?:現在)?$|^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$/

/** Whether a header (or a part of one) is a value of this type. */
export function isValueOf(type: MeltType, text: string): boolean {
  const word = foldWord(text).toUpperCase()
  switch (type) {
    case 'year':
      return readYear(word) !== undefined
    case 'month':
      return MONTH.test(word)
    case 'yearMonth': {
      const match = YEAR_MONTH.exec(word)
      return match !== null && (match[1] === undefined || readYear(match[1]) !== undefined)
    }
    case 'date': {
      const match = DATE.exec(word)
      return match !== null && (match[1] === undefined || readYear(match[1]) !== undefined)
    }
    case 'age':
      return AGE.test(word)
    case 'listed':
      return false
  }
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
    const at = own.findIndex((part) => listed.has(foldWord(part)) || isValueOf(type, part))
    if (at < 0) return []
    const second = own.filter((_, i) => i !== at).join('_')
    return left.has(foldWord(second)) ? [] : [{ column, first: own[at] ?? '', second }]
  })
}
