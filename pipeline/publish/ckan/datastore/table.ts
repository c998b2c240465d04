/** A table as we want it, and as a portal has it. */
import type { Json } from '../../../lib/model.ts'
import { isObject, listOf, textOf } from '../../../lib/object.ts'
import type { OfferRow, OfferTable } from '../../../lib/offer.ts'
import type { CkanApi, Refusal } from '../api.ts'
import { bytesOf, type Field, fieldsOf, keyIdsOf } from './columns.ts'
import { rowText, shown } from './values.ts'

/** The offered table, in the portal's terms. */
export interface Wanted {
  readonly table: OfferTable
  readonly fields: readonly Field[]
  /** ids of the fields of the key; empty: none */
  readonly keyIds: readonly string[]
  /** places of the key's values in a row */
  readonly key: readonly number[]
  /** what the ids take of each record that goes up */
  readonly idBytes: number
}

export function wantedOf(table: OfferTable): Wanted {
  const fields = fieldsOf(table.columns)
  const keyIds = keyIdsOf(table, fields)
  return {
    table,
    fields,
    keyIds,
    key: keyIds.map((id) => fields.findIndex((field) => field.id === id)),
    idBytes: fields.reduce((sum, { id }) => sum + bytesOf(id) + 4, 3),
  }
}

/** A NULL equals nothing in SQL: rows with one in their key can not be found by it, so upsert doubles them. */
export function hasKey({ key }: Wanted, row: OfferRow): boolean {
  return key.length > 0 && key.every((at) => row[at] !== null && row[at] !== undefined)
}

/**
 * What each row is found by, asked in the order of the rows: its key; the row itself where that has a gap (of rows that
 * are the same the first, the second, …); its place where there is no key at all.
 */
export function createFinder(wanted: Wanted): (row: OfferRow) => string {
  const gaps = new Map<string, number>()
  let place = 0
  return (row) => {
    if (wanted.key.length === 0) {
      place += 1
      return `${place}`
    }
    if (hasKey(wanted, row)) return rowText(row, wanted.key)
    const whole = rowText(row)
    const many = (gaps.get(whole) ?? 0) + 1
    gaps.set(whole, many)
    return `?${many}${whole}`
  }
}

/** A record as a person finds it: its key, or its number in the file. */
export function nameOf(wanted: Wanted, row: OfferRow, number: number): string {
  return hasKey(wanted, row) ? wanted.key.map((at) => shown(row[at])).join(' ') : `${number}`
}

/** A column of the portal's table. */
export interface There {
  readonly id: string
  readonly type: string
  readonly info: Json
  /** in an index: of ours there is only that of the key (datastore_info says `uniquekey: false` of it, 2.11.6 and 2.12.0) */
  readonly indexed: boolean
}

export type Look =
  | {
      readonly kind: 'table'
      readonly columns: readonly There[]
      /** how many rows there are; absent where the portal does not say it (CKAN does from 2.9 on) */
      readonly count: number | undefined
    }
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** The table's columns, its data dictionary and how many rows it has; no row is read. */
export async function lookAt(api: CkanApi, resourceId: string): Promise<Look> {
  const { result, refusal } = await api.call('datastore_info', { id: resourceId }, { tries: 'again' })
  if (refusal !== undefined)
    return refusal.kind === 'not-found' ? { kind: 'absent' } : { kind: 'refused', refusal }
  const fields = listOf(isObject(result) ? result.fields : undefined)
  const columns = fields.flatMap((field) => {
    const id = isObject(field) ? textOf(field.id) : undefined
    if (!isObject(field) || id === undefined || id.startsWith('_')) return []
    const schema = isObject(field.schema) ? field.schema : {}
    const info = isObject(field.info) ? JSON.parse(JSON.stringify(field.info)) : {}
    // what was created as json is called `nested` here, and json by datastore_search
    const type = textOf(field.type) ?? ''
    return [{ id, type: type === 'nested' ? 'json' : type, info, indexed: schema.is_index === true }]
  })
  const meta = isObject(result) && isObject(result.meta) ? result.meta : {}
  return { kind: 'table', columns, count: typeof meta.count === 'number' ? meta.count : undefined }
}

/** Columns in their order, types and key: what a table can not be taught later (2.11 says 200 and changes no type). */
export function sameShape(wanted: Wanted, columns: readonly There[]): boolean {
  return (
    columns.length === wanted.fields.length &&
    wanted.fields.every((field, i) => {
      const there = columns[i]
      return (
        there !== undefined &&
        there.id === field.id &&
        there.type === field.type &&
        there.indexed === wanted.keyIds.includes(field.id)
      )
    })
  )
}

/** What the data dictionary says; the order of its members says nothing. */
export function sameInfo(field: Field, there: There | undefined): boolean {
  return there !== undefined && rowText([there.info]) === rowText([{ ...field.info }])
}

/** How many rows the portal counts, after that look. */
export async function countRows(
  api: CkanApi,
  resourceId: string,
  look: Extract<Look, { kind: 'table' }>,
): Promise<{ readonly total: number; readonly refusal?: undefined } | { readonly refusal: Refusal }> {
  if (look.count !== undefined) return { total: look.count }
  const { result, refusal } = await api.call(
    'datastore_search',
    { resource_id: resourceId, limit: 0, include_total: true },
    { tries: 'again' },
  )
  if (refusal !== undefined) return { refusal }
  return { total: isObject(result) && typeof result.total === 'number' ? result.total : -1 }
}
