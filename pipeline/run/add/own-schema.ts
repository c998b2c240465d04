/** Record types that were inferred from several worksheets of one shape, made one. */

import type { Json } from '../../lib/model.ts'
import { isObject } from '../../lib/object.ts'
import { draftOf } from '../../lib/placeholder.ts'

type JsonObject = { readonly [key: string]: Json }

/** A property is what it is on all of them; where they differ it is the wider. `names`: of the worksheets. */
export function mergeSchemas(schemas: readonly JsonObject[], names: readonly string[]): JsonObject {
  const [first = {}] = schemas
  const properties = Object.entries(propertiesOf(first)).map(([key, property]): [string, Json] => [
    key,
    schemas.slice(1).reduce((wide: Json, one) => wider(wide, propertiesOf(one)[key]), property),
  ])
  const title = plainTitle(first.title, names)
  return {
    ...first,
    title,
    description: draftOf(title),
    properties: Object.fromEntries(properties),
  }
}

/** The schema with a field before all others: what the name of the worksheet says. */
export function withField(schema: JsonObject, key: string, header: string, isKey: boolean): JsonObject {
  const name = `${key.slice(0, 1).toUpperCase()}${key.slice(1)}`
  const property: Json = {
    title: header,
    type: isKey ? 'string' : ['string', 'null'],
    description: `${header}（シートの名前から）。`,
    'x-titleEn': name,
    'x-descriptionEn': `${name}, from the name of the worksheet.`,
    'x-kind': 'text',
  }
  const required = Array.isArray(schema.required) ? schema.required : []
  const keys = Array.isArray(schema['x-primaryKey']) ? schema['x-primaryKey'] : []
  return {
    ...schema,
    ...(isKey ? { 'x-primaryKey': [key, ...keys] } : {}),
    required: [key, ...required],
    properties: { [key]: property, ...propertiesOf(schema) },
  }
}

function propertiesOf(schema: JsonObject): JsonObject {
  return isObject(schema.properties) ? schema.properties : {}
}

function wider(a: Json, b: Json | undefined): Json {
  if (!isObject(a) || b === undefined || !isObject(b)) return a
  const kinds = new Set([a['x-kind'], b['x-kind']])
  const isNullable = isNull(a) || isNull(b)
  const of = (type: string, kind: Json): Json => ({
    ...a,
    type: isNullable ? [type, 'null'] : type,
    'x-kind': kind,
  })
  if (kinds.size === 1)
    return isNullable && !isNull(a) && typeof a.type === 'string' ? of(a.type, a['x-kind'] ?? 'text') : a
  if (kinds.has('integer') && kinds.has('number')) return of('number', 'number')
  return of('string', 'text')
}

function isNull({ type }: JsonObject): boolean {
  return Array.isArray(type) && type.includes('null')
}

/** Without the name of the first worksheet at its end. */
function plainTitle(title: Json | undefined, names: readonly string[]): string {
  const text = typeof title === 'string' ? title : ''
  const name = names.find((one) => text.endsWith(` ${one.trim()}`))
  return name === undefined ? text : text.slice(0, -name.trim().length - 1)
}
