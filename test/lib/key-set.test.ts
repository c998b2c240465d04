import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createKeySet, hashKey } from '../../pipeline/lib/key-set.ts'

test('gives the row that has the key, and only for a key that was there', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 3 })), (keys) => {
      const set = createKeySet()
      const known = new Map<string, number>()
      for (const [i, key] of keys.entries()) {
        expect(set.take(key, i + 1)).toBe(known.get(key))
        if (!known.has(key)) known.set(key, i + 1)
      }
      expect(set.size).toBe(known.size)
    }),
  )
})

test.each([
  ['figures', (i: number) => String(i).padStart(10, '0')],
  ['figures that grow', (i: number) => `${i}`],
  ['a code and a figure', (i: number) => `1421400000${i * 10}`],
  ['text', (i: number) => `伊勢原市田中${i % 1000}番地${Math.floor(i / 1000)}`],
])('no two of 300,000 keys are taken for the same: %s', (_, keyOf) => {
  const set = createKeySet()
  let wrong = 0
  for (let i = 0; i < 300_000; i += 1) if (set.take(keyOf(i), i + 1) !== undefined) wrong += 1
  expect(wrong).toBe(0)
  expect(set.take(keyOf(1234), 1)).toBe(1235)
})

test('both halves of the hash depend on all of the key', () => {
  const halves = [new Set<number>(), new Set<number>()]
  const hash = new Uint32Array(2)
  for (let i = 0; i < 20_000; i += 1) {
    hashKey(String(i).padStart(10, '0'), hash, 0)
    halves[0]?.add(hash[0] ?? 0)
    halves[1]?.add(hash[1] ?? 0)
  }
  // of 20,000 numbers of 32 bits a few may be the same
  for (const half of halves) expect(half.size).toBeGreaterThan(19_990)
})
