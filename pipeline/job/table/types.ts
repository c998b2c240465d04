/** Record types as the run of a table needs them: fields, the gate of a row, and what the dataset is published with. */
import type { GridTable } from '../../lib/grid-declaration.ts'
import type { Json } from '../../lib/model.ts'
import { isJson, isObject } from '../../lib/object.ts'
import { fieldsOf, type RecordType, readRecordType, rowGate } from '../../validate/index.ts'
import type { RowType } from './worksheet.ts'

type JsonObject = { readonly [key: string]: Json }

/** Name of the record type of a table. */
export function recordTypeOf(table: GridTable): string {
  return table.records ?? table.dataset
}

/** `missing`: headers of fields that the file does not have: they may be blank whatever the schema says. */
export function rowTypeOf(schema: unknown, missing: readonly string[]): RowType | undefined {
  if (!isJson(schema) || !isObject(schema)) return undefined
  const fields = fieldsOf(schema)
  if (fields.length === 0) return undefined
  const keys = fields.map(({ key }) => key)
  const lacking = new Set(missing)
  const blank = new Set(fields.flatMap(({ key, header }) => (lacking.has(header) ? [key] : [])))
  return { fields, gate: rowGate(withBlanks(schema, blank), keys) }
}

/** The record type of a dataset made from a table: its key is the one declared. */
export function datasetTypeOf(schema: unknown, table: GridTable): RecordType | undefined {
  if (!isJson(schema) || !isObject(schema)) return undefined
  const fields = fieldsOf(schema)
  const keyOf = (header: string): readonly string[] =>
    fields.filter((field) => field.header === header).map(({ key }) => key)
  const lacking = new Set((table.missing ?? []).flatMap(keyOf))
  const type = readRecordType({
    ...withBlanks(schema, lacking),
    'x-primaryKey': table.key.flatMap(keyOf),
  })
  return type
}

/** The schema in which these properties may be null. */
export function withBlanks(schema: JsonObject, keys: ReadonlySet<string>): JsonObject {
  if (keys.size === 0 || !isObject(schema.properties)) return schema
  const properties = Object.entries(schema.properties).map(([key, property]): [string, Json] => {
    if (!keys.has(key) || !isObject(property)) return [key, property]
    const types = Array.isArray(property.type) ? property.type : [property.type ?? 'string']
    const listed: JsonObject = Array.isArray(property.enum)
      ? { enum: [...new Set([...property.enum, null])] }
      : {}
    return [key, { ...property, type: [...new Set([...types, 'null'])], ...listed }]
  })
  return { ...schema, properties: Object.fromEntries(properties) }
}
