import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordName } from '../../pipeline/lib/record-id.ts'

test('the value of one column as it is; of several, a name that only the same key has', () => {
  expect(recordName({ identifier: '1-1/a' }, ['identifier'])).toBe('1-1/a')
  expect(recordName({ a: 1, b: '令和' }, ['a', 'b'])).toBe('1/令和')
  expect(recordName({ a: 'x/y', b: 'z' }, ['a', 'b'])).not.toBe(recordName({ a: 'x', b: 'y/z' }, ['a', 'b']))
  const value = fc.oneof(fc.string(), fc.constantFrom('/', '%', '%2F', '', null))
  fc.assert(
    fc.property(value, value, value, value, (a, b, c, d) => {
      const same = a === c && b === d
      expect(recordName({ a, b }, ['a', 'b']) === recordName({ a: c, b: d }, ['a', 'b'])).toBe(same)
    }),
  )
})
