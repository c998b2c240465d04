/** A record as the values of its columns, in their order. */
import type { DatasetInfo, Json } from '../lib/model.ts'
import { idSegment } from '../lib/record-id.ts'

export type RecordRow = readonly Json[]

/** What `recordId` gives of a record, of its row; undefined where nothing identifies a record. */
export function rowIdOf({ columns, primaryKey }: DatasetInfo): ((row: RecordRow) => string) | undefined {
  const key = primaryKey.map((name) => columns.findIndex((column) => column.key === name))
  const [only = -1] = key
  if (key.length === 0) return undefined
  if (key.length === 1) return (row) => idSegment(row[only] ?? null)
  return (row) => key.map((at) => idSegment(row[at] ?? null)).join('/')
}
