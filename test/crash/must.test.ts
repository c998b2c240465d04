import { expect, test } from 'vitest'
import { mustBe } from './project.ts'

const as = (CI: string | undefined, uid: number) => ({ env: { CI }, getuid: () => uid })

test('what a trial needs and root has not is a failure on CI, and a word elsewhere', () => {
  expect(mustBe('to mount', () => true, as('true', 0))).toBe(true)
  expect(mustBe('to mount', () => false, as(undefined, 0))).toBe(false)
  expect(mustBe('to mount', () => false, as('true', 1000))).toBe(false)
  expect(() => mustBe('to mount', () => false, as('true', 0))).toThrow(/must be able to mount/)
})
