/**
 * The schema of a record as the gate of an array of its values, in the order of the columns: on the row path no object
 * is made of a row. Only for schemas that speak of each property by itself.
 */
import type { Json } from '../lib/model.ts'
import { isJson, isObject } from '../lib/object.ts'
import { compileLoose, type Fault, type Gate } from './ajv.ts'
import { quickYes } from './quick.ts'

type JsonObject = { readonly [key: string]: Json }

/** Gives no faults as the same empty list. `path` of a fault begins with the key of the property. */
export type RowGate = (values: readonly Json[]) => readonly Fault[]

/** What a schema may say beside its properties without a value of one bearing on another. */
const BESIDE = new Set([
  '$schema',
  '$id',
  '$defs',
  '$comment',
  'title',
  'description',
  'examples',
  'type',
  'required',
  'additionalProperties',
  'properties',
])

const NONE: readonly Fault[] = []

export function isTupleSchema(schema: JsonObject): boolean {
  return Object.keys(schema).every((key) => BESIDE.has(key) || key.startsWith('x-'))
}

/** `keys`: the columns; a property that is not required may be blank, whatever its type. */
export function rowGate(schema: JsonObject, keys: readonly string[]): RowGate {
  const properties = isObject(schema.properties) ? schema.properties : {}
  const required = new Set(Array.isArray(schema.required) ? schema.required : [])
  const of = (key: string): Json => {
    const property = properties[key]
    if (!isJson(property) || !isObject(property)) return {}
    return required.has(key) ? property : orNull(property)
  }
  if (!isTupleSchema(schema)) return objectGate(schema, keys)
  // JSON Schema knows no tuple of nothing
  if (keys.length === 0) return () => NONE
  const defs = schema.$defs === undefined ? {} : { $defs: schema.$defs }
  const items = keys.map(of)
  const compile = (): Gate => compileLoose({ ...defs, type: 'array', prefixItems: items, items: false })
  const isSound = quickYes(items)
  // to compile it takes longer than to check a thousand rows, and where all are sound nobody asks
  let check = isSound === undefined ? compile() : undefined
  return (values) => {
    if (isSound?.(values) === true) return NONE
    check ??= compile()
    const faults = check(values)
    if (faults.length === 0) return faults
    return faults.map((fault) => {
      const [index = '', ...rest] = fault.path
      return { ...fault, path: [keys[Number(index)] ?? index, ...rest] }
    })
  }
}

function objectGate(schema: JsonObject, keys: readonly string[]): RowGate {
  const check = compileLoose(schema)
  return (values) => {
    const record: { [key: string]: Json } = {}
    for (let i = 0; i < keys.length; i += 1) {
      const value = values[i] ?? null
      const key = keys[i]
      if (value !== null && key !== undefined) record[key] = value
    }
    return check(record)
  }
}

/** The same, or null. */
function orNull(property: JsonObject): JsonObject {
  const { type, enum: listed, const: only } = property
  if (
    'anyOf' in property ||
    'allOf' in property ||
    'oneOf' in property ||
    '$ref' in property ||
    'not' in property ||
    'if' in property
  ) {
    return { anyOf: [{ type: 'null' }, property] }
  }
  const types = Array.isArray(type) ? type : type === undefined ? [] : [type]
  const { const: _, ...rest } = property
  return {
    ...rest,
    ...(types.length === 0 ? {} : { type: [...new Set([...types, 'null'])] }),
    ...(Array.isArray(listed) ? { enum: [...new Set([...listed, null])] } : {}),
    ...(only === undefined ? {} : { enum: [only, null] }),
  }
}

/** What is wrong with a schema from outside, as its compiler says it; undefined: nothing. */
export function schemaFault(schema: JsonObject): string | undefined {
  try {
    compileLoose(schema)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
