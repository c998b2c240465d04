import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keyOfPath, keyPath, keyWithin, pathOfKey } from '../../pipeline/lib/keys.ts'

test('items of lists count from 1, names with dots or of digits stand in quotes', () => {
  expect(keyPath('document', 'blocks', 2, 'starts')).toBe('document.blocks.3.starts')
  expect(keyPath('document', 'types', 'v', '1.5')).toBe('document.types.v."1.5"')
  expect(keyPath('ids', '1')).toBe('ids."1"')
  expect(keyWithin('document.blocks.3', 'lines', 0)).toBe('document.blocks.3.lines.1')
  expect(keyWithin('', 'corrections', 0)).toBe('corrections.1')
})

test('the value tells an index from a name of digits', () => {
  const value = { a: [{ '0': ['x'] }] }
  expect(keyOfPath(['a', '0', '0', '0'], value)).toBe('a.1."0".1')
})

test('an address leads back to its key', () => {
  const step = fc.oneof(
    fc.nat(),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('a.b', '"', '1', '__proto__', '子育て'),
  )
  fc.assert(
    fc.property(fc.array(step, { minLength: 1 }), (steps) => {
      expect(pathOfKey(keyPath(...steps))).toEqual(steps)
    }),
  )
})
