import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainDecimal } from '../../pipeline/lib/decimal.ts'
import { niUri } from '../../pipeline/lib/digest.ts'
import { recordId } from '../../pipeline/lib/record-id.ts'
import { unitOf } from '../../pipeline/lib/units.ts'
import { licences, units } from './fixture.ts'

describe('plain decimals', () => {
  test.each([
    [0, '0'],
    [-0, '0'],
    [0.0001, '0.0001'],
    [1e-7, '0.0000001'],
    [-1.25e-9, '-0.00000000125'],
    [1e21, '1000000000000000000000'],
    [1.5e22, '15000000000000000000000'],
    [-20.5, '-20.5'],
    [12137, '12137'],
  ])('%d is %s', (value, text) => expect(plainDecimal(value)).toBe(text))

  test('every number reads back as itself, with no exponent', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = plainDecimal(value)
        expect(text).toMatch(/^-?\d+(?:\.\d+)?$/)
        expect(Number(text)).toBe(value === 0 ? 0 : value)
      }),
      { numRuns: 2000 },
    )
  })

  test('what is no number is our fault', () => expect(() => plainDecimal(Number.NaN)).toThrow(RangeError))
})

describe('names', () => {
  test('ni URI is base64url of the bytes (RFC 6920, section 8.2)', () => {
    const hex = '7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069'
    expect(niUri(hex)).toBe('ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk')
    expect(niUri(hex)).toBe(`ni:///sha-256;${Buffer.from(hex, 'hex').toString('base64url')}`)
  })

  test.each([
    ['1-1-1', '1-1-1'],
    ['a:b/c', 'a%3Ab%2Fc'],
    ['..', '%2E%2E'],
    ['取組', '%E5%8F%96%E7%B5%84'],
  ])('record %j is %s', (value, id) => expect(recordId({ code: value }, ['code'])).toBe(id))

  test('a key of two columns', () => expect(recordId({ a: '1-1', b: 2 }, ['a', 'b'])).toBe('1-1/2'))
})

describe('authored tables', () => {
  const ajv = new Ajv2020({ allErrors: true })
  const schema = (name: string) =>
    ajv.compile(
      JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8')),
    )

  test('units', () => {
    const validate = schema('units')
    expect(validate(units)).toBe(true)
    expect(validate({ 件: { qudt: 'http://example.org/NUM' } })).toBe(false)
    expect(validate({ 件: { qudt: 'http://qudt.org/vocab/unit/NUM', ucm: '1' } })).toBe(false)
    expect(validate({})).toBe(false)
  })

  test('licences', () => {
    const validate = schema('licences')
    expect(validate(licences)).toBe(true)
    expect(validate({ 'CC-BY-4.0': { iri: 'cc-by' } })).toBe(false)
    expect(validate({})).toBe(false)
  })

  test('a unit is an entry of the table, not what every object has', () => {
    expect(unitOf(units, '%')?.ucum).toBe('%')
    expect(unitOf(units, 'constructor')).toBeUndefined()
  })
})
