/** Gates for records as published. Compiling a schema costs more than a dataset: it is done as rarely as can be. */
import { isObject, listOf } from '../lib/object.ts'
import { createGates, type Gate } from '../validate/index.ts'

type Schema = { readonly [key: string]: unknown }

/**
 * A published schema is that of its record type, with an address of its own, and every column required. Where it
 * is no more than that, the gate of the record type, which the job has compiled, does for all but the latter.
 */
export function recordGates(schemas: (name: string) => unknown): (slug: string, schema: Schema) => Gate {
  const types = createGates(schemas)
  const others = new Map<string, Gate>()
  return (slug, schema) => {
    const name = `records/${slug}.schema.json`
    const type = types(name)
    if (type !== undefined && shapeOf(schema) === shapeOf(schemas(name))) {
      const required = listOf(schema.required).map(String)
      return (record) => [...type(record), ...missing(record, required)]
    }
    const text = shapeOf(schema) + JSON.stringify(schema.required)
    const known = others.get(text)
    if (known !== undefined) return known
    const { $id: _address, ...plain } = schema
    const gate = createGates(() => plain)('record')
    if (gate === undefined) throw new Error('a record schema that is none')
    others.set(text, gate)
    return gate
  }
}

function shapeOf(schema: unknown): string {
  if (!isObject(schema)) return ''
  const { $id: _address, required: _required, ...shape } = schema
  return JSON.stringify(shape)
}

function missing(record: unknown, required: readonly string[]): ReturnType<Gate> {
  if (!isObject(record)) return []
  return required
    .filter((key) => !(key in record))
    .map((key) => ({
      path: [key],
      keyword: 'required',
      message: 'is missing',
      value: record,
      expected: `required ${key}`,
    }))
}
