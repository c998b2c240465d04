import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkDigitOf, isLocalGovernmentCode, wrongCheckDigit } from '../../pipeline/lib/check-digit.ts'
import { isObject } from '../../pipeline/lib/object.ts'
import { PACKAGE } from '../helpers/job.ts'

const VECTORS = path.join(PACKAGE, '../shared/standard/checkdigits.json')
const vectorsAreHere = fs.existsSync(VECTORS)
if (!vectorsAreHere && process.env.CI === 'true')
  throw new Error('../shared/standard is absent, and CI must not skip it')

test.each([
  ['14214', '0'],
  ['13101', '6'],
  ['13103', '2'],
  // sums of 0, 11 and 12: of 11 and of 10 the last digit counts
  ['00000', '1'],
  ['00031', '1'],
  ['00023', '0'],
  ['00005', '1'],
])('%s is followed by %s', (digits, check) => {
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (6 - i), 0)
  // the official wording: below 11, the sum itself is taken from 11
  expect(String((sum < 11 ? 11 - sum : 11 - (sum % 11)) % 10)).toBe(check)
  expect(checkDigitOf(digits)).toBe(check)
})

test('a code that ends wrong says how it should end; what is no code is for the schema to refuse', () => {
  expect(wrongCheckDigit('142140')).toBeUndefined()
  expect(wrongCheckDigit('142141')).toBe('0')
  expect(wrongCheckDigit('14214')).toBeUndefined()
})

test('a code has a prefecture and ends right', () => {
  expect(isLocalGovernmentCode('142140')).toBe(true)
  expect(isLocalGovernmentCode('092011')).toBe(true)
  expect(isLocalGovernmentCode('142141')).toBe(false)
  // its check digit is right, its prefecture is none
  expect(isLocalGovernmentCode(`48001${checkDigitOf('48001')}`)).toBe(false)
  expect(isLocalGovernmentCode('14214')).toBe(false)
  expect(isLocalGovernmentCode('１４２１４０')).toBe(false)
})

describe.runIf(vectorsAreHere)('the vectors of the standard', () => {
  const rules: unknown = vectorsAreHere ? JSON.parse(fs.readFileSync(VECTORS, 'utf8')) : {}
  const rule = isObject(rules) ? rules.全国地方公共団体コード : undefined
  const vectors = Object.entries(isObject(rule) && isObject(rule.test_vectors) ? rule.test_vectors : {})
  test('are there', () => expect(vectors.length).toBeGreaterThan(5))
  test.each(vectors.filter(([code]) => code.length === 6))('%s: %s', (code, good) => {
    expect(wrongCheckDigit(code) === undefined).toBe(good)
    expect(isLocalGovernmentCode(code)).toBe(good)
  })
})
