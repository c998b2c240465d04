/** The records of a published dataset, as a portal's table gets them: read from the JSON, a line is a record. */
import { type Effects, type Hash, hashOf } from '../../effects.ts'
import type { ColumnType, Json } from '../../lib/model.ts'
import { isJson, isObject, listOf, textOf } from '../../lib/object.ts'
import type { OfferColumn, OfferFile, OfferRow, OfferTable } from '../../lib/offer.ts'
import { linesOf } from '../lines.ts'

const BATCH = 1000

/** Null where the descriptors do not say what the columns are. */
export function tableOf(
  effects: Pick<Effects, 'sha256'>,
  descriptor: Readonly<Record<string, unknown>>,
  csvw: unknown,
  records: OfferFile,
  count: unknown,
): OfferTable | null {
  const csv = listOf(descriptor.resources).find((one) => isObject(one) && isObject(one.schema))
  const schema = isObject(csv) && isObject(csv.schema) ? csv.schema : undefined
  const keys = keysOf(csvw)
  const columns = listOf(schema?.fields).flatMap((field) => columnOf(field, keys) ?? [])
  if (schema === undefined || columns.length === 0 || columns.length !== listOf(schema.fields).length)
    return null
  if (typeof count !== 'number') return null
  const primaryKey = listOf(schema.primaryKey).flatMap((one) => textOf(one) ?? [])
  return {
    columns,
    primaryKey,
    count,
    sha256: hashOf(effects, `${records.sha256}\n${JSON.stringify({ columns, primaryKey })}`),
    rows: () => rowsOf(effects, records, columns),
  }
}

/** header → English key, from the CSVW metadata */
function keysOf(csvw: unknown): ReadonlyMap<string, string> {
  const schema = isObject(csvw) && isObject(csvw.tableSchema) ? csvw.tableSchema : {}
  return new Map(
    listOf(schema.columns).flatMap((column) => {
      const header = isObject(column) ? textOf(column.titles) : undefined
      const key = isObject(column) ? textOf(column.name) : undefined
      return header === undefined || key === undefined ? [] : [[header, key] as const]
    }),
  )
}

function columnOf(field: unknown, keys: ReadonlyMap<string, string>): OfferColumn | undefined {
  if (!isObject(field)) return undefined
  const header = textOf(field.name)
  const key = header === undefined ? undefined : keys.get(header)
  if (header === undefined || key === undefined) return undefined
  const ja = textOf(field.title) ?? header
  return {
    header,
    key,
    type: typeOf(textOf(field.type)),
    title: { ja, en: key },
    description: { ja: textOf(field.description) ?? '', en: '' },
  }
}

const TYPES: Readonly<Record<string, ColumnType>> = {
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  object: 'json',
  array: 'json',
}

function typeOf(name = ''): ColumnType {
  return (Object.hasOwn(TYPES, name) ? TYPES[name] : undefined) ?? 'string'
}

/** Throws where the file is another than it was when it was summed: what was read is not what is vouched for. */
async function* rowsOf(
  effects: Pick<Effects, 'sha256'>,
  records: OfferFile,
  columns: readonly OfferColumn[],
): AsyncGenerator<readonly OfferRow[]> {
  const hash = effects.sha256()
  const keys = columns.map(({ key }) => key)
  let batch: OfferRow[] = []
  for (const line of linesOf(hashed(records.read(), hash))) {
    if (!line.startsWith('{')) continue
    const record: unknown = JSON.parse(line.endsWith(',') ? line.slice(0, -1) : line)
    if (!isObject(record)) continue
    batch.push(keys.map((key): Json => (isJson(record[key]) ? record[key] : null)))
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (hash.hex() !== records.sha256) throw new Error(`${records.path} was changed while it was read`)
  if (batch.length > 0) yield batch
}

function* hashed(chunks: Iterable<Uint8Array>, hash: Hash): Generator<Uint8Array> {
  for (const chunk of chunks) {
    hash.update(chunk)
    yield chunk
  }
}
