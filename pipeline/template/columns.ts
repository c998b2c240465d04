/** A record schema → what the form needs to know of each column. */
import { isKind, type Kind } from '../lib/kinds.ts'
import type { Json, Scalar } from '../lib/model.ts'
import { isJson, isObject } from '../lib/object.ts'
import type { Text } from '../problem.ts'

type JsonObject = { readonly [key: string]: Json }

/** 必須, 推奨, 任意 where the standard's definition is known; `key`: it tells one row from another; else unknown. */
export type Level = 'must' | 'should' | 'may' | 'key' | 'unknown'

export interface TemplateColumn {
  readonly key: string
  /** as the standard has it */
  readonly header: string
  readonly title: Text
  readonly description: Text
  readonly kind: Kind
  readonly type: 'string' | 'integer' | 'number' | 'boolean'
  readonly level: Level
  /** what a blank means, where it means something */
  readonly blank?: Text
  /** A (official) to D (inferred); absent: the schema is no sheet of the standard */
  readonly confidence?: string
  /** the only column of the key: no value twice */
  readonly isUnique: boolean
  /** nothing else may stand there */
  readonly choices: readonly string[]
  /** usual words; others are right too */
  readonly suggest: readonly string[]
  readonly least?: number
  readonly most?: number
  readonly example?: Scalar
}

export interface TemplateType {
  readonly title: Text
  readonly description: Text
  readonly columns: readonly TemplateColumn[]
  /** of a sheet of the standard */
  readonly standard?: {
    readonly edition: string
    readonly confidence: string
    readonly note?: Text
  }
}

/** Undefined where it is no schema of a record. */
export function readTemplateType(schema: unknown): TemplateType | undefined {
  if (!isJson(schema) || !isObject(schema) || !isObject(schema.properties)) return undefined
  const key = textsOf(schema['x-primaryKey'])
  const required = textsOf(schema.required)
  const sheet = schema['x-sheet']
  const columns = Object.entries(schema.properties).flatMap(([name, property]) =>
    isObject(property) ? [columnOf(name, property, key, sheet === undefined && required.includes(name))] : [],
  )
  return {
    title: titleOf(schema, ''),
    description: { ja: textOf(schema.description), en: textOf(schema['x-descriptionEn']) },
    columns,
    ...(isObject(sheet) ? { standard: standardOf(sheet) } : {}),
  }
}

function standardOf(sheet: JsonObject): NonNullable<TemplateType['standard']> {
  const note = twoOf(sheet.note)
  return {
    edition: textOf(sheet.edition),
    confidence: textOf(sheet.confidence),
    ...(note === undefined ? {} : { note }),
  }
}

function columnOf(
  key: string,
  property: JsonObject,
  keys: readonly string[],
  listed: boolean,
): TemplateColumn {
  const types = typeof property.type === 'string' ? [property.type] : textsOf(property.type)
  const title = titleOf(property, key)
  const blank = twoOf(property['x-blank'])
  const example = property['x-example']
  const confidence = property['x-confidence']
  const { minimum, maximum } = property
  return {
    key,
    header: title.ja,
    title,
    description: { ja: textOf(property.description), en: textOf(property['x-descriptionEn']) },
    kind: kindOf(property, types),
    type: typeOf(types),
    level: levelOf(property, keys.includes(key), listed && !types.includes('null')),
    ...(blank === undefined ? {} : { blank }),
    ...(typeof confidence === 'string' ? { confidence } : {}),
    isUnique: keys.length === 1 && keys[0] === key,
    choices: textsOf(property.enum),
    suggest: textsOf(property['x-suggest']),
    ...(typeof minimum === 'number' ? { least: minimum } : {}),
    ...(typeof maximum === 'number' ? { most: maximum } : {}),
    ...(isScalar(example) ? { example } : {}),
  }
}

const LEVELS: Readonly<Record<string, Level>> = { 必須: 'must', 推奨: 'should', 任意: 'may' }

function levelOf(property: JsonObject, isKey: boolean, isRequired: boolean): Level {
  const known = LEVELS[textOf(property['x-requirement'])]
  if (isRequired || known === 'must') return 'must'
  if (isKey) return 'key'
  return known ?? (property['x-confidence'] === undefined ? 'may' : 'unknown')
}

function kindOf(property: JsonObject, types: readonly string[]): Kind {
  const kind = property['x-kind']
  if (isKind(kind)) return kind
  const type = typeOf(types)
  if (type === 'integer' || type === 'number') return type
  return property.format === 'date' || property['x-type'] === 'date' ? 'date' : 'verbatim'
}

function typeOf(types: readonly string[]): TemplateColumn['type'] {
  if (types.includes('integer')) return 'integer'
  if (types.includes('number')) return 'number'
  return types.includes('boolean') ? 'boolean' : 'string'
}

function titleOf(of: JsonObject, otherwise: string): Text {
  const ja = textOf(of.title) || otherwise
  return { ja, en: textOf(of['x-titleEn']) || ja }
}

function twoOf(value: Json | undefined): Text | undefined {
  return isObject(value) ? { ja: textOf(value.ja), en: textOf(value.en) } : undefined
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : []
}

function isScalar(value: Json | undefined): value is Scalar {
  return value !== undefined && (value === null || typeof value !== 'object')
}
