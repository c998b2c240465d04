/** A value as a person reads it in a comparison. */
import { plainDecimal } from '../../lib/decimal.ts'
import type { Json } from '../../lib/model.ts'
import type { ShownField, ShownRecord } from './model.ts'

/** Blank where there is none: who shows it says so in words. */
export function valueText(value: Json | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return plainDecimal(value)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** One side of a field: what it says, or a word for why it says nothing. */
export interface Half {
  readonly text: string
  readonly isWord: boolean
}

/** Both sides of a field, of long texts from shortly before where they part: their beginnings are the same too often. */
export function halvesOf(
  { before, after, withheld }: ShownField,
  words: { readonly blank: string; readonly withheld: string },
  most: number,
): readonly [before: Half, after: Half] {
  const [was, is] = [valueText(before), valueText(after)]
  const start = partingOf(was, is, most)
  const half = (text: string, isHidden: boolean): Half => {
    if (isHidden) return { text: words.withheld, isWord: true }
    if (text === '') return { text: words.blank, isWord: true }
    return { text: start === 0 ? text : `…${text.slice(start)}`, isWord: false }
  }
  const hides = (side: 'before' | 'after'): boolean => withheld === side || withheld === 'both'
  return [half(was, hides('before')), half(is, hides('after'))]
}

/** Where to begin: 0 where the first difference is within what is shown of a text. */
function partingOf(was: string, is: string, most: number): number {
  if (was.length <= most && is.length <= most) return 0
  let same = 0
  while (same < was.length && was[same] === is[same]) same += 1
  if (same <= most / 2) return 0
  const start = same - Math.floor(most / 4)
  // not amid a surrogate pair
  return /[\udc00-\udfff]/.test(was[start] ?? '') ? start - 1 : start
}

/** Of the first columns of the standard, those that say the same in every record of a dataset. */
const NO_NEWS = ['localGovernmentCode', 'localGovernmentName']

/** Values of a record that came or went, with their headers: those that are there, as many as are wanted. */
export function glanceOf(
  record: ShownRecord,
  headers: Readonly<Record<string, string>>,
  without: readonly string[],
  most: number,
): readonly (readonly [header: string, value: string])[] {
  const found: (readonly [string, string])[] = []
  for (const [field, value] of Object.entries(record)) {
    if (found.length === most) break
    const text = valueText(value)
    if (text !== '' && !without.includes(field) && !NO_NEWS.includes(field))
      found.push([headers[field] ?? field, text])
  }
  return found
}
