/** The JSON Schema of a record type → the columns of a dataset, and the schema as it is published with it. */
import { isKind } from '../lib/kinds.ts'
import type { Column, ColumnType, Json } from '../lib/model.ts'
import { isJson, isObject } from '../lib/object.ts'

type JsonObject = { readonly [key: string]: Json }

export interface RecordType {
  readonly title: { readonly ja: string; readonly en: string }
  readonly description: { readonly ja: string; readonly en: string }
  readonly primaryKey: readonly string[]
  readonly codeList?: { readonly code: string; readonly label: string }
  readonly conformsTo?: string
  readonly columns: readonly Column[]
  /** columns that every dataset of the type has, known or blank */
  readonly required: readonly string[]
  readonly schema: JsonObject
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

function strings(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : []
}

/** Reads a schema of schemas/records/; undefined where it is none. */
export function readRecordType(schema: unknown): RecordType | undefined {
  if (!isJson(schema) || !isObject(schema) || !isObject(schema.properties)) return undefined
  const columns = Object.entries(schema.properties).flatMap(([key, property]) =>
    isObject(property) ? [columnOf(key, property)] : [],
  )
  const codeList = schema['x-codeList']
  const conformsTo = schema['x-conformsTo']
  return {
    title: { ja: text(schema.title), en: text(schema['x-titleEn']) },
    description: { ja: text(schema.description), en: text(schema['x-descriptionEn']) },
    primaryKey: strings(schema['x-primaryKey']),
    ...(isObject(codeList) ? { codeList: { code: text(codeList.code), label: text(codeList.label) } } : {}),
    ...(typeof conformsTo === 'string' ? { conformsTo } : {}),
    columns,
    required: strings(schema.required),
    schema,
  }
}

function columnOf(key: string, property: JsonObject): Column {
  const types = typeof property.type === 'string' ? [property.type] : strings(property.type)
  const listed = strings(property.enum)
  const references = property['x-references']
  const term = text(property['x-term'])
  const kind = property['x-kind']
  return {
    key,
    header: text(property.title),
    title: { ja: text(property.title), en: text(property['x-titleEn']) },
    description: { ja: text(property.description), en: text(property['x-descriptionEn']) },
    type: columnType(types, text(property['x-type'])),
    required: !types.includes('null'),
    ...(typeof property.pattern === 'string' ? { pattern: property.pattern } : {}),
    ...(listed.length > 0 ? { enum: listed } : {}),
    // a record type that was made from a file says nothing of vocabularies: the term is the publisher's own
    term: term === '' ? `hiraku:${encodeURIComponent(key)}` : term,
    ...(isKind(kind) ? { kind } : {}),
    ...(typeof references === 'string' ? { references } : {}),
  }
}

function columnType(types: readonly string[], own: string): ColumnType {
  if (own === 'interval' || own === 'date' || own === 'iri') return own
  if (types.includes('integer')) return 'integer'
  if (types.includes('number')) return 'number'
  if (types.includes('boolean')) return 'boolean'
  return types.includes('array') || types.includes('object') ? 'json' : 'string'
}

/** The columns that a dataset has: those required, and the optional ones that its source provides. */
export function columnsFor(type: RecordType, provided: ReadonlySet<string>): readonly Column[] {
  return type.columns.filter((column) => type.required.includes(column.key) || provided.has(column.key))
}

/** The schema as published: of the columns that the dataset has, each of which every record holds. */
export function publishedSchema(type: RecordType, columns: readonly Column[], iri: string): JsonObject {
  const properties = isObject(type.schema.properties) ? type.schema.properties : {}
  const kept = columns.flatMap(({ key }) => {
    const property = properties[key]
    return property === undefined ? [] : [[key, property] as const]
  })
  return {
    ...type.schema,
    $id: iri,
    required: columns.map((column) => column.key),
    properties: Object.fromEntries(kept),
  }
}
