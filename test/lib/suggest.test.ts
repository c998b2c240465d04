import fc from 'fast-check'
import { expect, test } from 'vitest'
import { suggest } from '../../pipeline/lib/suggest.ts'

const KEYS = ['title', 'description', 'keywords', 'pattern', 'columns', 'document', 'at']

test.each([
  ['titel', 'title'],
  ['Title', 'title'],
  ['descripton', 'description'],
  ['keyword', 'keywords'],
  ['patern', 'pattern'],
  ['column', 'columns'],
  ['att', 'at'],
  ['zzzzzz', undefined],
  ['documentary film', undefined],
])('%s → %s', (word, near) => {
  expect(suggest(word, KEYS)).toBe(near)
})

test('of two as near the first is taken, an exact one always', () => {
  expect(suggest('bat', ['cat', 'rat'])).toBe('cat')
  expect(suggest('rat', ['cat', 'rat'])).toBe('rat')
  expect(suggest('x', [])).toBeUndefined()
})

test('one slip of the hand is always seen', () => {
  const word = fc.constantFrom(...KEYS.filter((key) => key.length > 3))
  fc.assert(
    fc.property(word, fc.nat(), (right, seed) => {
      const at = seed % (right.length - 1)
      const swapped = right.slice(0, at) + right[at + 1] + right[at] + right.slice(at + 2)
      const dropped = right.slice(0, at) + right.slice(at + 1)
      for (const wrong of [swapped, dropped, `${right}x`]) expect(suggest(wrong, KEYS)).toBe(right)
    }),
  )
})
