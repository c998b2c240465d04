/** All rows of a portal's table, held as hashes, for the offered ones to be met with. */
import type { Refusal } from '../api.ts'
import { readRows } from './read.ts'
import { createRowMap, type RowMap } from './row-map.ts'
import type { To } from './send.ts'
import { createFinder } from './table.ts'
import { rowText } from './values.ts'

export type Held =
  | {
      readonly map: RowMap
      /** numbers of rows that have what another is found by */
      readonly doubled: readonly number[]
      /** numbers of all rows in their order, where there is no key */
      readonly ids: readonly number[]
      readonly refusal?: undefined
    }
  | { readonly refusal: Refusal }

export async function holdRows(
  { api, resourceId, wanted }: Pick<To, 'api' | 'resourceId' | 'wanted'>,
  read: (rows: number) => void,
): Promise<Held> {
  const map = createRowMap()
  const doubled: number[] = []
  const ids: number[] = []
  const placeOf = createFinder(wanted)
  const each = (id: number, row: Parameters<typeof placeOf>[0]): void => {
    if (!map.put(placeOf(row), rowText(row), id)) doubled.push(id)
    if (wanted.key.length === 0) ids.push(id)
  }
  const refusal = await readRows(api, resourceId, wanted.fields, each, read)
  return refusal === undefined ? { map, doubled, ids } : { refusal }
}
