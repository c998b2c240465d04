/** Numbers put by hand are those that `String` writes. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { putNumber } from '../../pipeline/export/number.ts'

const into = new Uint8Array(40)

function put(value: number): string | undefined {
  const at = putNumber(into, 0, value)
  return at < 0 ? undefined : new TextDecoder().decode(into.subarray(0, at))
}

test.each([1, -1, 0.1, -0.5, 10, 100, 35.4, 139.300001, 0.000001, 0.00001, 999_999_999.999_999, 123_456_789])(
  '%d',
  (value) => {
    expect(put(value)).toBe(String(value))
  },
)

test.each([0, -0, 1e-7, 0.1 + 0.2, 1e9, 1e21, Number.NaN, Number.POSITIVE_INFINITY, Number.MIN_VALUE])(
  '%d is left to others',
  (value) => {
    expect(put(value)).toBeUndefined()
  },
)

test('any number', () => {
  const decimal = fc
    .tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.constantFrom(1, 10, 1e3, 1e5, 1e6, 1e7))
    .map(([figures, scale]) => figures / scale)
  fc.assert(
    fc.property(fc.oneof(decimal, fc.double(), fc.float()), (value) => {
      const text = put(value)
      if (text !== undefined) expect(text).toBe(String(value))
    }),
    { numRuns: 2000 },
  )
})
