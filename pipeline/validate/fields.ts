/** A record schema → its fields, as the value rules and the recognizer see them. */
import type { Field } from '../lib/field.ts'
import { isKind, type Kind } from '../lib/kinds.ts'
import type { Json } from '../lib/model.ts'
import { isObject } from '../lib/object.ts'

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
    isObject(property) ? [fieldOf(key, property, isOurs, required.has(key))] : [],
  )
}

function fieldOf(key: string, property: JsonObject, isOurs: boolean, listed: boolean): Field {
  const types = typeof property.type === 'string' ? [property.type] : textsOf(property.type)
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
