/** Tables for the tests of the DataStore, and an api in memory that holds one as CKAN does. */
import type { ColumnType, Json } from '../../../../pipeline/lib/model.ts'
import { isObject, listOf } from '../../../../pipeline/lib/object.ts'
import type { OfferColumn, OfferRow, OfferTable } from '../../../../pipeline/lib/offer.ts'
import type { CkanApi, CkanOutcome, Refusal } from '../../../../pipeline/publish/ckan/api.ts'

export const quiet = (): void => {}

export function column(header: string, type: ColumnType = 'string', key = 'key'): OfferColumn {
  return {
    header,
    key,
    type,
    title: { ja: header, en: key },
    description: { ja: `${header}の説明`, en: '' },
  }
}

export function tableOf(
  columns: readonly OfferColumn[],
  primaryKey: readonly string[],
  rows: readonly OfferRow[],
  batch = 500,
): OfferTable {
  return {
    columns,
    primaryKey,
    count: rows.length,
    sha256: 'a'.repeat(64),
    rows: async function* () {
      for (let at = 0; at < rows.length; at += batch) yield rows.slice(at, at + batch)
    },
  }
}

export interface Called {
  readonly action: string
  readonly body: { readonly [key: string]: unknown }
}

/** What befalls a call: it is lost before it is done or after, or done twice with the first answer given. */
export type Befalls = (n: number, action: string) => 'before' | 'after' | 'twice' | undefined

export interface FakePortal {
  readonly api: CkanApi
  readonly calls: Called[]
  /** `_id` and values, in the order of the columns; undefined: there is no table */
  readonly rows: () => readonly (readonly Json[])[] | undefined
}

/** One table, in memory: unique where a key has no NULL, `_id` from 1 on, all or nothing. */
export function fakePortal(befalls: Befalls = () => undefined): FakePortal {
  const calls: Called[] = []
  let fields: { id: string; type: string; info: Json }[] = []
  let key: readonly string[] = []
  let rows: Map<number, Readonly<Record<string, Json>>> | undefined
  let next = 1

  const refuse = (kind: Refusal['kind'], errors: Readonly<Record<string, unknown>> = {}): CkanOutcome => ({
    refusal: {
      kind,
      errors,
      problem: {
        code: `fake/${kind}`,
        severity: 'error',
        scope: 'source',
        message: { ja: kind, en: kind },
        remedy: { ja: '', en: '' },
        where: {},
      },
    },
  })
  const keyOf = (row: Readonly<Record<string, Json>>): string | undefined =>
    key.length === 0 || key.some((id) => row[id] === null)
      ? undefined
      : JSON.stringify(key.map((id) => row[id]))

  const put = (records: readonly unknown[], method: string): CkanOutcome => {
    if (rows === undefined) return refuse('not-found')
    const after = new Map(rows)
    const found = new Map([...after].flatMap(([id, row]) => (keyOf(row) ? [[keyOf(row), id]] : [])))
    for (const [at, record] of records.entries()) {
      const row = Object.fromEntries(fields.map(({ id }) => [id, isObject(record) ? json(record[id]) : null]))
      if (Object.values(row).includes('bad'))
        return refuse('invalid', {
          records: ['bad'],
          records_row: method === 'insert' ? records.length - 1 : at,
        })
      const its = keyOf(row)
      const there = its === undefined ? undefined : found.get(its)
      if (there !== undefined && method === 'insert') return refuse('invalid', { constraints: ['unique'] })
      const id = there ?? next++
      after.set(id, row)
      if (its !== undefined) found.set(its, id)
    }
    rows = after
    return { result: {} }
  }

  const act = (action: string, body: Readonly<Record<string, unknown>>): CkanOutcome => {
    switch (action) {
      case 'datastore_info':
        if (rows === undefined) return refuse('not-found')
        return {
          result: { fields: fields.map((one) => ({ ...one, schema: { is_index: key.includes(one.id) } })) },
        }
      case 'datastore_create': {
        if (rows === undefined) {
          const wanted = listOf(body.fields).flatMap((one) =>
            isObject(one) ? [{ id: String(one.id), type: String(one.type), info: json(one.info) }] : [],
          )
          const before = { fields, key }
          fields = wanted
          key = listOf(body.primary_key).map(String)
          rows = new Map()
          const outcome = put(listOf(body.records), 'insert')
          if (outcome.refusal === undefined) return outcome
          rows = undefined
          fields = before.fields
          key = before.key
          return outcome
        }
        fields = fields.map((one) => {
          const told = listOf(body.fields).find((given) => isObject(given) && given.id === one.id)
          return isObject(told) ? { ...one, info: json(told.info) } : one
        })
        return put(listOf(body.records), 'insert')
      }
      case 'datastore_upsert':
        return put(listOf(body.records), String(body.method))
      case 'datastore_delete': {
        if (rows === undefined) return refuse('not-found')
        if (!isObject(body.filters)) {
          rows = undefined
          next = 1
        } else for (const id of listOf(body.filters._id)) rows.delete(Number(id))
        return { result: {} }
      }
      case 'datastore_search': {
        if (rows === undefined) return refuse('not-found')
        const only = isObject(body.filters) ? listOf(body.filters._id) : undefined
        const all = [...rows].sort(([a], [b]) => a - b).filter(([id]) => only?.includes(id) ?? true)
        const from = Number(body.offset ?? 0)
        const limit = Math.min(Number(body.limit), 700)
        return {
          result: {
            limit,
            total: all.length,
            records: all
              .slice(from, from + limit)
              .map(([id, row]) => [id, ...fields.map((field) => row[field.id])]),
          },
        }
      }
      default:
        throw new Error(action)
    }
  }

  return {
    calls,
    rows: () =>
      rows &&
      [...rows]
        .sort(([a], [b]) => a - b)
        .map(([id, row]) => [id, ...fields.map((one) => row[one.id] ?? null)]),
    api: {
      call: async (action, body, options) => {
        const asked = isObject(body) ? body : {}
        // what may be done twice is asked again, as the real one does
        for (let tries = options?.tries === 'again' ? 3 : 1; ; tries -= 1) {
          calls.push({ action, body: asked })
          const what = befalls(calls.length - 1, action)
          const outcome = what === 'before' ? undefined : act(action, asked)
          if (what === 'twice') act(action, asked)
          if (what !== 'after' && outcome !== undefined) return outcome
          if (tries === 1) return refuse('unclear')
        }
      },
      download: async () => {
        throw new Error('nothing is downloaded')
      },
      requests: () => calls.length,
    },
  }
}

function json(value: unknown): Json {
  const text = JSON.stringify(value)
  return text === undefined ? null : JSON.parse(text)
}
