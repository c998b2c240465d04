/** What tells, without reading a table, that a portal has these records in these columns. */
import type { Hash } from '../../../effects.ts'
import type { OfferTable } from '../../../lib/offer.ts'
import { fieldsOf, keyIdsOf } from './columns.ts'

/** Another one: other records, or other columns as sent. A field of the resource, set when its table is complete. */
export function tableMarker(table: OfferTable, sha256: () => Hash): string {
  const fields = fieldsOf(table.columns)
  const hash = sha256()
  hash.update(JSON.stringify([table.sha256, fields, keyIdsOf(table, fields)]))
  return hash.hex()
}
