import { expect, test } from 'vitest'
import type { Field } from '../../../pipeline/lib/field.ts'
import { compileField, compileSplit } from '../../../pipeline/normalize/index.ts'

const field = (enforced: boolean): Field => ({
  key: 'city',
  header: '所在地_市区町村',
  kind: 'municipality',
  type: 'string',
  enforced,
  required: false,
})

test.each([
  [true, '本町のあたり', null, 'fault normalize/not-a-municipality'],
  [true, '宇都宮市中央本町1-29', '宇都宮市', 'mended normalize/municipality-cut'],
  [true, '栃木県宇都宮市中央本町1-29', '宇都宮市', 'mended normalize/municipality-cut'],
  [false, '宇都宮市中央本町1-29', '宇都宮市中央本町1-29', 'doubt normalize/not-a-municipality'],
])('a municipality with the rest of the address (enforced %s): %s', (enforced, text, value, said) => {
  const told: string[] = []
  const read = compileField(field(enforced), {})
  expect(read(text, (verdict, code) => told.push(`${verdict} ${code}`))).toBe(value)
  expect(told).toEqual([said])
})

test.each([',', ' , ', '、'])('coordinates that are separators alone are blank: %j', (text) => {
  const told: string[] = []
  const numeric = (key: string, kind: 'latitude' | 'longitude'): Field => ({
    ...field(false),
    key,
    header: key,
    kind,
    type: 'number',
  })
  const split = compileSplit('coordinates', [numeric('lat', 'latitude'), numeric('lon', 'longitude')], {})
  expect(split(text, (_, code) => told.push(code))).toEqual([null, null])
  expect(told).toEqual([])
})
