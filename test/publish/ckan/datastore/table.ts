/** Tables for the tests of the DataStore, and an api in memory that holds one as CKAN does. */
import type { ColumnType, Json } from '../../../../pipeline/lib/model.ts'
import { isObject, listOf } from '../../../../pipeline/lib/object.ts'
import type { OfferColumn, OfferRow, OfferTable } from '../../../../pipeline/lib/offer.ts'
import type { CkanApi, CkanOutcome, Refusal } from '../../../../pipeline/publish/ckan/api.ts'
import type { Patience } from '../../../../pipeline/publish/ckan/datastore/sync.ts'

export const quiet = (): void => {}
/** Waits for nothing. */
export const hasty: Patience = { pause: async () => {}, seconds: 0 }

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

/**
 * What befalls a call: it is lost before it is done or after, done twice with the first answer given, or not answered and
 * done later (see `catchUp`).
 */
export type Befalls = (n: number, action: string) => 'before' | 'after' | 'twice' | 'late' | undefined

export interface FakePortal {
  readonly api: CkanApi
  readonly calls: Called[]
  /** `_id` and values, in the order of the columns; undefined: there is no table */
  readonly rows: () => readonly (readonly Json[])[] | undefined
  /** does what is late */
  readonly catchUp: () => void
  /** makes the table anew as XLoader does: all is text, there is no key, a data dictionary stays where its name is known */
  readonly reload: (rename?: (id: string) => string) => void
}

export interface FakeOptions {
  /** what is late is done before so many calls later */
  readonly lateBy?: number
  /** `datastore_info` says how many rows there are, as CKAN does from 2.9 on */
  readonly counts?: boolean
}

/** One table, in memory: unique where a key has no NULL, `_id` from 1 on, all or nothing. */
export function fakePortal(
  befalls: Befalls = () => undefined,
  { lateBy = Number.POSITIVE_INFINITY, counts = true }: FakeOptions = {},
): FakePortal {
  const calls: Called[] = []
  let late: { readonly at: number; readonly act: () => void }[] = []
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
          result: {
            ...(counts ? { meta: { count: rows.size } } : {}),
            fields: fields.map((one) => ({ ...one, schema: { is_index: key.includes(one.id) } })),
          },
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

  const catchUp = (until = Number.POSITIVE_INFINITY): void => {
    const due = late.filter(({ at }) => at <= until)
    late = late.filter(({ at }) => at > until)
    for (const one of due) one.act()
  }

  return {
    calls,
    catchUp: () => catchUp(),
    reload: (rename = (id) => id) => {
      const before = fields
      const had = [...(rows ?? [])]
      fields = before.map(({ id }) => ({
        id: rename(id),
        type: 'text',
        info: before.find((one) => one.id === rename(id))?.info ?? {},
      }))
      key = []
      const text = (value: Json | undefined): Json =>
        value === null || value === undefined || value === '' ? null : String(value)
      rows = new Map(
        had.map(([id, row]) => [
          id,
          Object.fromEntries(before.map((one) => [rename(one.id), text(row[one.id])])),
        ]),
      )
    },
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
          catchUp(calls.length)
          const what = befalls(calls.length - 1, action)
          if (what === 'late') late.push({ at: calls.length + lateBy, act: () => act(action, asked) })
          const outcome = what === 'before' || what === 'late' ? undefined : act(action, asked)
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
