/** Fields of a dataset of its own → the JSON Schema of its records, in the style of `schemas/records/`. */

import type { Json } from '../lib/model.ts'
import { draftOf } from '../lib/placeholder.ts'
import type { OwnField } from './own-fields.ts'

const TIME = ['date', 'yearMonth', 'year', 'dateTime']
const PLACE = ['latitude', 'longitude', 'address', 'prefecture', 'municipality', 'townId', 'postalCode']

export function recordSchema(
  slug: string,
  title: string,
  fields: readonly OwnField[],
  key: readonly string[],
): Json {
  const keys = fields.filter(({ header }) => key.includes(header)).map((field) => field.key)
  const of = (kinds: readonly string[]): readonly string[] =>
    fields.filter(({ kind }) => kinds.includes(kind)).map((field) => field.key)
  const temporal = of(TIME)
  const spatial = of(PLACE)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `hiraku:records/${slug}`,
    title,
    'x-titleEn': wordsOf(slug),
    description: draftOf(title),
    'x-descriptionEn': `${wordsOf(slug)}. Names, types and descriptions are inferred from the values: check and mend them.`,
    // its kinds are guesses: they put a value in order, and hold none
    'x-inferred': true,
    ...(keys.length === 0 ? {} : { 'x-primaryKey': keys }),
    ...(temporal.length === 0 ? {} : { 'x-temporal': temporal }),
    ...(spatial.length === 0 ? {} : { 'x-spatial': spatial }),
    type: 'object',
    required: fields.map((field) => field.key),
    additionalProperties: false,
    properties: Object.fromEntries(
      fields.map((field) => [field.key, propertyOf(field, keys.includes(field.key))]),
    ),
  }
}

function propertyOf(field: OwnField, isKey: boolean): Json {
  const { header, key, kind, unit, words } = field
  const type =
    kind === 'integer'
      ? 'integer'
      : kind === 'number' || kind === 'latitude' || kind === 'longitude'
        ? 'number'
        : 'string'
  return {
    title: header,
    // what the sample has in every row another file may not have
    type: isKey ? type : [type, 'null'],
    description: unit === undefined ? `${header}。` : `${header}（単位：${unit}）。`,
    'x-titleEn': wordsOf(key),
    'x-descriptionEn': unit === undefined ? `${wordsOf(key)}.` : `${wordsOf(key)}, in ${unit}.`,
    'x-kind': kind,
    ...(unit === undefined ? {} : { 'x-unit': unit }),
    ...(words === undefined ? {} : { 'x-suggest': words }),
  }
}

/** parkName → Park name */
function wordsOf(key: string): string {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/_+/g, ' ')
    .toLowerCase()
    .trim()
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`
}
