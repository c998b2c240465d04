/** All rows of a portal's table, in the order in which they were put there, page by page. */
import type { Json } from '../../../lib/model.ts'
import { isJson, isObject, listOf } from '../../../lib/object.ts'
import type { CkanApi, Refusal } from '../api.ts'
import type { Field } from './columns.ts'

/** Most tables end there; it tells how many bytes a row has. */
const FIRST_PAGE = 1000
/** more is not given: ckan.datastore.search.rows_max */
const LARGEST_PAGE = 32_000
/** Pages of 2,000 rows take 2.5 times as long as those of 32,000 (10 columns, 1.2 MB). */
const PAGE_BYTES = 6 << 20

/** The number that the table gave the row, and its values in the order of the fields. */
export type EachRow = (id: number, values: readonly Json[]) => void

export async function readRows(
  api: CkanApi,
  resourceId: string,
  fields: readonly Field[],
  each: EachRow,
  read: (rows: number) => void,
): Promise<Refusal | undefined> {
  let limit = FIRST_PAGE
  for (let offset = 0; ; ) {
    const { result, refusal } = await api.call(
      'datastore_search',
      {
        resource_id: resourceId,
        fields: ['_id', ...fields.map(({ id }) => id)],
        records_format: 'lists',
        sort: '_id',
        limit,
        offset,
        include_total: false,
      },
      { tries: 'again' },
    )
    if (refusal !== undefined) return refusal
    const records = listOf(isObject(result) ? result.records : undefined)
    for (const record of records) eachOf(record, each)
    offset += records.length
    read(offset)
    // a portal may give fewer than it is asked for
    const given = isObject(result) && typeof result.limit === 'number' ? Math.min(limit, result.limit) : limit
    if (records.length === 0 || records.length < given) return undefined
    limit = pageFor(records)
  }
}

function eachOf(record: unknown, each: EachRow): void {
  const [id, ...values] = listOf(record)
  if (typeof id === 'number') each(id, values.filter(isJson))
}

/** By a spread of the rows that came. */
function pageFor(records: readonly unknown[]): number {
  const step = Math.max(1, Math.floor(records.length / 50))
  let bytes = 0
  let many = 0
  for (let at = 0; at < records.length; at += step) {
    bytes += JSON.stringify(records[at]).length * 2
    many += 1
  }
  return Math.max(100, Math.min(LARGEST_PAGE, Math.floor((PAGE_BYTES * many) / bytes)))
}
