/** A record schema → its fields, as the value rules and the recognizer see them. */
import type { Field } from '../lib/field.ts'
import { isKind, type Kind } from '../lib/kinds.ts'
import type { Json } from '../lib/model.ts'
import { isJson, isObject } from '../lib/object.ts'

type JsonObject = { readonly [key: string]: Json }

/** Formats of JSON Schema in which a date may be written otherwise and be put in order; the rest is checked as it is. */
const FORMATS: Readonly<Record<string, Kind>> = { date: 'date' }

/**
 * Ours say `x-kind`, `x-confidence`, `x-requirement`, `x-suggest` and `x-blank`; of a schema from outside, everything
 * it says is enforced, and the kind follows from type and format. `x-requirement` binds where a blank has no meaning.
 */
export function fieldsOf(schema: JsonObject): readonly Field[] {
  const properties = isObject(schema.properties) ? schema.properties : {}
  const isOurs = schema['x-sheet'] !== undefined || schema['x-inferred'] !== undefined
  const required = new Set(Array.isArray(schema.required) ? schema.required : [])
  return Object.entries(properties).flatMap(([key, property]) =>
    isObject(property) ? [fieldOf(key, property, isOurs, required.has(key), schema.$defs)] : [],
  )
}

function fieldOf(
  key: string,
  property: JsonObject,
  isOurs: boolean,
  listed: boolean,
  defs: Json | undefined,
): Field {
  const types = typesIn(property, defs)
  const type = typeOf(types)
  const confidence = property['x-confidence']
  const choices = textsOf(property.enum)
  const suggest = textsOf(property['x-suggest'])
  const kind = isKind(property['x-kind']) ? property['x-kind'] : kindOf(property, type)
  const isKnown = confidence === 'A' || confidence === 'A-'
  // officially a text, in which people mostly write a number
  const isLooseNumber = type === 'string' && (kind === 'integer' || kind === 'number')
  const must = property['x-requirement'] === '必須' && property['x-blank'] === undefined
  return {
    key,
    header: typeof property.title === 'string' ? property.title : key,
    kind,
    type,
    ...(choices.length > 0 ? { choices } : {}),
    ...(suggest.length > 0 ? { suggest } : {}),
    enforced: isOurs ? isKnown && !isLooseNumber : true,
    required: isOurs ? must : listed && !types.includes('null'),
  }
}

/** The types that a property may have, also where it says so by `anyOf`, `$ref`, `const` or `enum` alone. */
function typesIn(property: JsonObject, defs: Json | undefined, depth = 0): readonly string[] {
  const { type, $ref: ref } = property
  if (typeof type === 'string') return [type]
  if (Array.isArray(type)) return textsOf(type)
  if (depth > 8) return []
  if (typeof ref === 'string') {
    const name = ref.startsWith('#/$defs/') ? ref.slice('#/$defs/'.length) : undefined
    const target = name === undefined || !isObject(defs) ? undefined : defs[name]
    return target !== undefined && isObject(target) ? typesIn(target, defs, depth + 1) : []
  }
  const parts = [property.anyOf, property.oneOf, property.allOf].flatMap((list) =>
    Array.isArray(list) ? list : [],
  )
  if (parts.length > 0)
    return parts.flatMap((part) => (isJson(part) && isObject(part) ? typesIn(part, defs, depth + 1) : []))
  const values = Array.isArray(property.enum)
    ? property.enum
    : property.const === undefined
      ? []
      : [property.const]
  return values.map((value) => (value === null ? 'null' : typeof value))
}

function typeOf(types: readonly string[]): Field['type'] {
  if (types.includes('integer')) return 'integer'
  if (types.includes('number')) return 'number'
  return types.includes('boolean') ? 'boolean' : 'string'
}

function kindOf(property: JsonObject, type: Field['type']): Kind {
  if (type === 'integer' || type === 'number') return type
  if (property['x-type'] === 'date') return 'date'
  const { format } = property
  return (typeof format === 'string' ? FORMATS[format] : undefined) ?? 'verbatim'
}

function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : []
}
