/** Addresses as files write them: `B12`, `A1:C3`, `$A$1`. */
import type { Merge } from '../../lib/grid.ts'

/** Column 2 of `B12`; 0 where no letters stand. */
export function columnOf(address: string): number {
  let column = 0
  for (let i = 0; i < address.length && i < 8; i += 1) {
    const code = address.charCodeAt(i) & ~32
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column
}

/** Row 12 of `B12`; 0 where no figures stand. */
export function rowOf(address: string): number {
  let row = 0
  for (let i = 0; i < address.length; i += 1) {
    const code = address.charCodeAt(i)
    if (code >= 48 && code <= 57) row = row * 10 + code - 48
  }
  return row
}

export function rangeOf(range: string): Merge | undefined {
  const [from = '', to = from] = range.replaceAll('$', '').split(':')
  const merge = { top: rowOf(from), left: columnOf(from), bottom: rowOf(to), right: columnOf(to) }
  return merge.top > 0 && merge.left > 0 && merge.bottom >= merge.top && merge.right >= merge.left
    ? merge
    : undefined
}
