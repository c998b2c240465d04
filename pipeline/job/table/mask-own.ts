/**
 * A dataset of its own is named by its file and by its headers. What must not be published stays in neither: such a
 * field is called by its place, and told by its masked header.
 */
import { maskedName } from '../../lib/mask.ts'
import type { Json } from '../../lib/model.ts'
import { isJson, isObject } from '../../lib/object.ts'
import type { Recognized } from '../../recognize/index.ts'

type Mask = (text: string) => string
type JsonObject = { readonly [key: string]: Json }

/** The same where no name holds anything; headers that the rows are found by stay as they are. */
export function maskOwn(recognized: Recognized, mask: Mask): Recognized {
  const { schema } = recognized
  if (recognized.sheet !== null || !isJson(schema) || !isObject(schema)) return recognized
  const fields = fieldsOf(schema)
  const headers = newHeaders(fields, mask)
  const title = typeof schema.title === 'string' ? schema.title : ''
  const shown = maskedName(title, mask)
  if (headers.size === 0 && shown === title) return recognized
  const keys = new Map<string, string>()
  for (const [i, { key, header }] of fields.entries())
    if (headers.has(header)) keys.set(key, freeKey(`column${i + 1}`, fields, keys))
  const renamed = <T extends string | null>(header: T): T | string =>
    header === null ? header : (headers.get(header) ?? header)
  const { declaration } = recognized
  return {
    ...recognized,
    columns: recognized.columns.map((column) => ({ ...column, target: renamed(column.target) })),
    declaration: {
      ...declaration,
      columns: declaration.columns.map((column) => {
        const { to } = column
        if (to === undefined) return column
        return { ...column, to: typeof to === 'string' ? renamed(to) : to.map(renamed) }
      }),
      key: declaration.key.map(renamed),
    },
    questions: recognized.questions.map(({ ja, en, ...rest }) => ({ ...rest, ja: mask(ja), en: mask(en) })),
    schema: renamedSchema(schema, keys, headers, [title, shown], mask),
  }
}

interface OwnField {
  readonly key: string
  readonly header: string
}

function fieldsOf({ properties }: JsonObject): readonly OwnField[] {
  if (!isObject(properties)) return []
  return Object.entries(properties).flatMap(([key, one]) =>
    isObject(one) && typeof one.title === 'string' ? [{ key, header: one.title }] : [],
  )
}

/** Header → as it is told, each another. */
function newHeaders(fields: readonly OwnField[], mask: Mask): ReadonlyMap<string, string> {
  const taken = new Set(fields.map(({ header }) => header))
  const headers = new Map<string, string>()
  for (const { header } of fields) {
    const shown = mask(header)
    if (shown === header) continue
    let name = shown
    for (let n = 2; taken.has(name); n += 1) name = `${shown}_${n}`
    taken.add(name)
    headers.set(header, name)
  }
  return headers
}

function freeKey(wanted: string, fields: readonly OwnField[], given: ReadonlyMap<string, string>): string {
  const taken = new Set([...fields.map(({ key }) => key), ...given.values()])
  let key = wanted
  for (let n = 2; taken.has(key); n += 1) key = `${wanted}_${n}`
  return key
}

function renamedSchema(
  schema: JsonObject,
  keys: ReadonlyMap<string, string>,
  headers: ReadonlyMap<string, string>,
  [title, shown]: readonly [string, string],
  mask: Mask,
): JsonObject {
  const lists = ['required', 'x-primaryKey', 'x-temporal', 'x-spatial']
  const ofKey = (key: Json): Json => (typeof key === 'string' ? (keys.get(key) ?? key) : key)
  return Object.fromEntries(
    Object.entries(schema).map(([name, value]): readonly [string, Json] => {
      if (name === 'properties' && isObject(value)) return [name, renamedProperties(value, keys, headers)]
      if (lists.includes(name) && Array.isArray(value)) return [name, value.map(ofKey)]
      if (typeof value !== 'string') return [name, value]
      return [name, mask(title === '' ? value : value.replaceAll(title, shown))]
    }),
  )
}

function renamedProperties(
  properties: JsonObject,
  keys: ReadonlyMap<string, string>,
  headers: ReadonlyMap<string, string>,
): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).map(([key, property]): readonly [string, Json] => {
      const name = keys.get(key)
      if (name === undefined || !isObject(property) || typeof property.title !== 'string')
        return [key, property]
      const { title } = property
      const header = headers.get(title) ?? title
      const { description } = property
      return [
        name,
        {
          ...property,
          title: header,
          description: typeof description === 'string' ? description.replaceAll(title, header) : header,
          'x-titleEn': name,
          'x-descriptionEn': `${name}.`,
        },
      ]
    }),
  )
}
