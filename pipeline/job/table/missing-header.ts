/** A header that is not there: the row that is most like it, what it lacks, and what stands there instead. */
import { foldWord } from '../../lib/fold.ts'
import type { Merge, Row, RowBatch } from '../../lib/grid.ts'
import type { GridTable } from '../../lib/grid-declaration.ts'
import { headerParts } from '../../lib/header.ts'
import { suggest } from '../../lib/suggest.ts'

export interface NearHeader {
  readonly row: number
  /** all that stands there, by column from 0 */
  readonly headers: readonly string[]
  /** declared headers that are not there */
  readonly missing: readonly string[]
  /** headers that nobody declared */
  readonly fresh: readonly string[]
  /** a missing one and the new one that is like it */
  readonly renamed: readonly (readonly [from: string, to: string])[]
}

/** A header stands near the top; below it only data would be gone through. */
const ROWS = 200

/** Undefined where no row has half of the headers. */
export function nearestHeader(
  table: GridTable,
  batches: Iterable<RowBatch>,
  merges: readonly Merge[] = [],
): NearHeader | undefined {
  const height = Math.max(1, table.headerRows)
  const wanted = table.columns.filter(({ optional, header }) => optional !== true && header !== '')
  const folded = new Set(wanted.map(({ header }) => foldWord(header)))
  const declared = new Set(table.columns.map(({ header }) => foldWord(header)))
  const window: Row[] = []
  let best: { readonly row: number; readonly headers: readonly string[]; readonly many: number } | undefined
  for (const { first, rows } of batches) {
    for (const [i, cells] of rows.entries()) {
      const last = first + i
      if (last > ROWS) break
      window.push(cells)
      if (window.length > height) window.shift()
      if (window.length < height) continue
      const row = last - height + 1
      const headers = headerParts(window, row, merges).map((parts) => parts.join('_'))
      const many = new Set(headers.map(foldWord).filter((word) => folded.has(word))).size
      if (many > (best?.many ?? 0)) best = { row, headers, many }
    }
    if (first + rows.length > ROWS) break
  }
  if (best === undefined || best.many * 2 < folded.size) return undefined
  const there = new Set(best.headers.map(foldWord))
  const missing = wanted.flatMap(({ header }) => (there.has(foldWord(header)) ? [] : [header]))
  const fresh = best.headers.filter((header) => header !== '' && !declared.has(foldWord(header)))
  return { row: best.row, headers: best.headers, missing, fresh, renamed: pairs(missing, fresh) }
}

/** Each with the one that is most like it; a single one on both sides is the same column under another name. */
function pairs(missing: readonly string[], fresh: readonly string[]): readonly (readonly [string, string])[] {
  const [from, to] = [missing[0], fresh[0]]
  if (missing.length === 1 && fresh.length === 1 && from !== undefined && to !== undefined)
    return [[from, to]]
  const left = [...fresh]
  return missing.flatMap((header) => {
    const near = suggest(header, left) ?? left.find((one) => one.includes(header) || header.includes(one))
    if (near === undefined) return []
    left.splice(left.indexOf(near), 1)
    return [[header, near] as const]
  })
}
