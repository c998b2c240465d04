/**
 * Dates such as 3/4/2021 say by themselves neither the third of April nor the fourth of March. In a column one date that
 * can be read in one way only (3/15/2021) proves the order of all, as long as none says otherwise.
 */
export type DateOrder = 'mdy' | 'dmy'

const SHORT = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?=$|[^\d])/

/** Undefined where nothing proves it, or two cells prove different orders. */
export function dateOrderOf(cells: Iterable<string>): DateOrder | undefined {
  let found: DateOrder | undefined
  for (const cell of cells) {
    const match = SHORT.exec(cell)
    if (match === null) continue
    const first = Number(match[1])
    const second = Number(match[2])
    const order = first > 12 && second <= 12 ? 'dmy' : second > 12 && first <= 12 ? 'mdy' : undefined
    if (order === undefined) continue
    if (found !== undefined && found !== order) return undefined
    found = order
  }
  return found
}

/** The same date with its year first; any other text as it is. */
export function yearFirst(text: string, order: DateOrder): string {
  const match = SHORT.exec(text)
  if (match === null) return text
  const [whole = '', a = '', b = '', year = ''] = match
  const rest = text.slice(whole.length)
  return order === 'mdy' ? `${year}/${a}/${b}${rest}` : `${year}/${b}/${a}${rest}`
}
