/**
 * A schema from outside → the JSON Schema of a row. It may be a JSON Schema of a row (or of a list of rows), or a Table
 * Schema (Data Package v2, https://datapackage.org/standard/table-schema/), which is written as a JSON Schema here.
 */
import type { Json } from '../lib/model.ts'
import { isJson, isObject } from '../lib/object.ts'

type JsonObject = { readonly [key: string]: Json }

export interface RowSchema {
  readonly schema: JsonObject
  /** names of the fields that identify a row */
  readonly key: readonly string[]
}

/** Undefined: it is neither. */
export function readRowSchema(value: unknown): RowSchema | undefined {
  if (!isJson(value) || !isObject(value)) return undefined
  if (Array.isArray(value.fields)) return ofTableSchema(value, value.fields)
  const row = value.type === 'array' && isObject(value.items) ? value.items : value
  if (!isObject(row.properties)) return undefined
  const defs: JsonObject = row.$defs === undefined && isObject(value.$defs) ? { $defs: value.$defs } : {}
  return { schema: { ...defs, ...row }, key: textsOf(row['x-primaryKey']) }
}

function ofTableSchema(schema: JsonObject, fields: readonly Json[]): RowSchema {
  const properties: { [key: string]: Json } = {}
  const required: string[] = []
  const unique: string[] = []
  for (const field of fields) {
    if (!isObject(field) || typeof field.name !== 'string') continue
    const constraints = isObject(field.constraints) ? field.constraints : {}
    properties[field.name] = propertyOf(field, constraints)
    if (constraints.required === true) required.push(field.name)
    if (constraints.unique === true) unique.push(field.name)
  }
  const { primaryKey } = schema
  const key = typeof primaryKey === 'string' ? [primaryKey] : textsOf(primaryKey)
  return {
    schema: { type: 'object', properties, required: [...new Set([...required, ...key])] },
    key: key.length > 0 ? key : unique.slice(0, 1),
  }
}

const TYPES: Readonly<Record<string, JsonObject>> = {
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  datetime: { type: 'string', format: 'date-time' },
  year: { type: 'string', pattern: '^[0-9]{4}$' },
  yearmonth: { type: 'string', pattern: '^[0-9]{4}-(?:0[1-9]|1[0-2])$' },
  time: { type: 'string', pattern: '^[0-9]{2}:[0-9]{2}(?::[0-9]{2})?$' },
}

const STRING_FORMATS = new Set(['email', 'uri', 'uuid'])

function propertyOf(field: JsonObject, constraints: JsonObject): JsonObject {
  const name = typeof field.type === 'string' ? field.type : 'string'
  const base = TYPES[name] ?? { type: 'string' }
  const { title, description, format } = field
  const named: JsonObject =
    base.type === 'string' &&
    base.format === undefined &&
    typeof format === 'string' &&
    STRING_FORMATS.has(format)
      ? { format }
      : {}
  return {
    ...(typeof title === 'string' ? { 'x-title': title } : {}),
    ...(typeof description === 'string' ? { description } : {}),
    ...base,
    ...named,
    ...limitsOf(constraints, base.type === 'string'),
  }
}

/** Constraints of the same meaning have the same names, but for `pattern`, which speaks of the whole text there. */
function limitsOf(constraints: JsonObject, isText: boolean): JsonObject {
  const out: { [key: string]: Json } = {}
  for (const name of ['minLength', 'maxLength', 'enum'] as const) {
    const value = constraints[name]
    if (value !== undefined) out[name] = value
  }
  for (const name of ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const) {
    const value = constraints[name]
    if (!isText && typeof value === 'number') out[name] = value
  }
  const { pattern } = constraints
  if (typeof pattern === 'string') out.pattern = `^(?:${pattern})$`
  return out
}

function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : []
}
