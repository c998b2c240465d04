/** A row that passes quickly passes the gate: whatever the schema and the values. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../pipeline/lib/model.ts'
import { compileLoose } from '../../pipeline/validate/ajv.ts'
import { quickYes } from '../../pipeline/validate/quick.ts'
import { rowGate } from '../../pipeline/validate/tuple.ts'

const text = fc.oneof(
  fc.constantFrom('', 'a', 'あ', '𠮷', '𠮷𠮷', 'ab', '12', '2024-02-29', '2023-02-29', '12:00', 'true', '有'),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
)
const value: fc.Arbitrary<Json> = fc.oneof(
  text,
  fc.constantFrom(null, true, false, 0, -0, 1, 1.5, -1, 1e21, 3),
  fc.constantFrom<Json>([], {}, ['a']),
)
const type = fc.constantFrom('string', 'integer', 'number', 'boolean', 'null')
const schema: fc.Arbitrary<Record<string, Json>> = fc.oneof(
  fc.record({
    type: fc.constantFrom<Json>('string', ['string', 'null']),
    minLength: fc.integer({ min: 0, max: 2 }),
    maxLength: fc.integer({ min: 1, max: 3 }),
    'x-kind': fc.constant('text'),
  }),
  fc.record({
    type: fc.constant('string'),
    pattern: fc.constantFrom('^[0-9]+$', '^.$', '[あ-ん]', '^(?:a|b)*$'),
  }),
  fc.record({
    type: fc.constantFrom<Json>('string', ['null', 'string']),
    format: fc.constantFrom('date', 'email'),
  }),
  fc.record({
    type: fc.constantFrom<Json>('integer', 'number', ['number', 'null'], ['integer', 'string']),
    minimum: fc.constantFrom(0, 1, -1.5),
    maximum: fc.constantFrom(0, 1, 2.5),
  }),
  fc.record({ exclusiveMinimum: fc.constantFrom(0, 1), exclusiveMaximum: fc.constantFrom(1, 3) }),
  fc.record({
    enum: fc.array(fc.oneof(text, fc.constantFrom(null, true, 1, 1.5)), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ const: fc.oneof(text, fc.constantFrom(null, 1)), title: fc.constant('x') }),
  fc.record({ type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })) }),
)

describe('a quick yes', () => {
  test('is one of the gate too', () => {
    let yes = 0
    fc.assert(
      fc.property(
        fc.array(schema, { minLength: 1, maxLength: 3 }),
        fc.array(value, { maxLength: 3 }),
        (all, values) => {
          const isSound = quickYes(all)
          if (isSound?.(values) !== true) return
          yes += 1
          const gate = compileLoose({ type: 'array', prefixItems: all, items: false })
          expect(gate(values)).toEqual([])
        },
      ),
      { numRuns: 10_000 },
    )
    expect(yes).toBeGreaterThan(50)
  })

  test('is said of what is sound', () => {
    const isSound = quickYes([
      { type: 'string', minLength: 1, pattern: '^[0-9]{6}$' },
      { type: ['integer', 'null'], minimum: 0 },
      { enum: ['有', '無', null] },
      { type: 'string', format: 'date' },
    ])
    expect(isSound?.(['142140', null, '有', '2024-02-29'])).toBe(true)
    expect(isSound?.(['142140', 5, null, '2024-02-30'])).toBe(false)
    expect(isSound?.(['142140', 5, null])).toBe(false)
  })

  test.each([
    [{ type: 'number', multipleOf: 2 }],
    [{ anyOf: [{ type: 'string' }] }],
    [{ $ref: '#/$defs/a' }],
    [{ type: 'string', format: 'unheard-of' }],
    [{ type: 'string', pattern: '(' }],
    [true],
  ] satisfies [Json][])('is not for %j', (one) => {
    expect(quickYes([one])).toBeUndefined()
  })
})

test('the gate of rows tells what is wrong all the same', () => {
  const gate = rowGate(
    { type: 'object', required: ['a'], properties: { a: { type: 'string', maxLength: 2 } } },
    ['a'],
  )
  expect(gate(['𠮷𠮷'])).toEqual([])
  expect(gate(['ab'])).toBe(gate(['cd']))
  expect(gate(['abc'])).toMatchObject([{ path: ['a'], keyword: 'maxLength' }])
})
