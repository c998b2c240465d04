/** References between datasets of one source as links: a value that names a record of another dataset. */
import type { Column, DataRecord, DatasetInfo, Json } from '../lib/model.ts'
import { recordId } from '../lib/record-id.ts'

/** A dataset of the same source with its records, so that a value can be looked up rather than guessed. */
export interface Sibling extends Pick<DatasetInfo, 'id' | 'slug' | 'primaryKey'> {
  readonly records: readonly DataRecord[]
}

/** IRI relative to a record's folder, or undefined where the value names no record, or more than one. */
export type Link = (value: Json) => string | undefined

/** A link exists only where the record does: a sign or a number is none by itself, but may be the key of one. */
export function linkOf(column: Column, siblings: readonly Sibling[]): Link | undefined {
  const [slug, key] = column.references?.split('.') ?? []
  const target = siblings.find((sibling) => sibling.slug === slug)
  if (target === undefined || key === undefined) return undefined
  const ids = new Map<string, string | null>()
  for (const record of target.records) {
    const value = keyText(record[key])
    if (value === undefined) continue
    ids.set(value, ids.has(value) ? null : recordId(record, target.primaryKey))
  }
  const folder = `../../${encodeURIComponent(target.id)}/records/`
  return (value) => {
    const text = keyText(value)
    const id = text === undefined ? undefined : ids.get(text)
    return id === undefined || id === null ? undefined : folder + id
  }
}

function keyText(value: Json | undefined): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
