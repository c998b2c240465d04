/** The gate of a row against the gate of an object, on every record schema that there is. */
import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../pipeline/lib/model.ts'
import { isJson, isObject } from '../../pipeline/lib/object.ts'
import { compileLoose } from '../../pipeline/validate/ajv.ts'
import { rowGate } from '../../pipeline/validate/index.ts'
import { isTupleSchema } from '../../pipeline/validate/tuple.ts'
import { cases } from '../helpers/cases.ts'
import { PACKAGE } from '../helpers/job.ts'

type JsonObject = { readonly [key: string]: Json }
const FOLDER = path.join(PACKAGE, 'schemas/records')
const SCHEMAS = fs.readdirSync(FOLDER).filter((name) => name.endsWith('.schema.json'))

function schemaIn(name: string): JsonObject {
  const value: unknown = JSON.parse(fs.readFileSync(path.join(FOLDER, name), 'utf8'))
  if (!isJson(value) || !isObject(value)) throw new Error(name)
  return value
}

const ANY: readonly Json[] = [
  null,
  '',
  'x',
  '1',
  0,
  1,
  -1,
  1.5,
  35.4,
  139.3,
  1e9,
  true,
  false,
  '2024-04-01',
  '2024',
  '17:00',
  '142140',
  '1421405',
  '0463-94-4711',
  'https://example.jp/',
  'a@example.jp',
  '有',
  '無',
  '月火',
  '神奈川県',
  '〇',
  '東京都千代田区',
  ['x'],
  {},
]

/** A value of a property: mostly one that it lists or shows as an example. */
function oneOf(property: Json | undefined): fc.Arbitrary<Json> {
  const own = isObject(property)
    ? [property.enum, property.examples].flatMap((list) => (Array.isArray(list) ? list : []))
    : []
  const any = fc.constantFrom(...ANY)
  return own.length === 0 ? any : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...own) }, any)
}

test.each(SCHEMAS)('%s', (name) => {
  const schema = schemaIn(name)
  const properties = isObject(schema.properties) ? schema.properties : {}
  const keys = Object.keys(properties)
  const required = new Set(Array.isArray(schema.required) ? schema.required : [])
  const gate = rowGate(schema, keys)
  const check = compileLoose(schema)
  const values = fc.tuple(...keys.map((key) => oneOf(isJson(properties[key]) ? properties[key] : undefined)))
  fc.assert(
    fc.property(values, (row) => {
      // a blank of a property that is not required is its absence
      const record = Object.fromEntries(
        keys.flatMap((key, i) => (row[i] === null && !required.has(key) ? [] : [[key, row[i] ?? null]])),
      )
      const paths = (faults: ReturnType<typeof gate>) => new Set(faults.map(({ path: at }) => at.join('.')))
      const byRow = gate(row)
      const byObject = check(record)
      if (isTupleSchema(schema)) expect(paths(byRow)).toEqual(paths(byObject))
      else expect(byRow.length > 0).toBe(byObject.length > 0)
    }),
    { numRuns: cases(40) },
  )
})

describe('which schemas are read column by column', () => {
  test('those that speak of each property by itself', () => {
    expect(isTupleSchema({ type: 'object', properties: {}, 'x-any': 1 })).toBe(true)
    for (const key of ['if', 'allOf', 'dependentRequired', 'minProperties', 'propertyNames', '$ref'])
      expect(isTupleSchema({ properties: {}, [key]: {} })).toBe(false)
  })
  test('in the others one value may bear on another', () => {
    const gate = rowGate(
      { properties: { a: { type: 'string' }, b: { type: 'string' } }, dependentRequired: { a: ['b'] } },
      ['a', 'b'],
    )
    expect(gate(['x', null])).not.toEqual([])
    expect(gate(['x', 'y'])).toEqual([])
    expect(gate([null, 'y'])).toEqual([])
  })
  test('a fault is told by the key of the property', () => {
    const gate = rowGate(
      { properties: { a: {}, b: { type: 'integer' }, c: { const: 'k' } }, required: ['b'] },
      ['a', 'b', 'c'],
    )
    expect(gate([1, 'x', null]).map(({ path: at }) => at)).toEqual([['b']])
    expect(gate([1, 2, 'z']).map(({ path: at }) => at)).toEqual([['c']])
    expect(gate([null, 2, null])).toEqual([])
  })
})

test('of no columns nothing can be wrong', () => {
  expect(rowGate({ type: 'object', properties: {} }, [])([])).toEqual([])
})
