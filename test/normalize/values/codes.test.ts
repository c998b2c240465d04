import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { corporateCheckDigit } from '../../../pipeline/lib/check-digit.ts'
import { isObject } from '../../../pipeline/lib/object.ts'
import { PACKAGE } from '../../helpers/job.ts'
import { reader, words } from './say.ts'

const inIsehara = { code: '142140', areaCode: '0463' }

describe('localGovernmentCode', () => {
  const read = reader('localGovernmentCode', {}, inIsehara)
  test.each([
    ['142140', '142140', ''],
    ['92011', '092011', 'mended lost-zero'],
    // both 009201… and 09201? are five digits with something lost: only one has a prefecture
    ['09201', '092011', 'mended lost-check-digit'],
    ['22212', '222127', 'mended lost-check-digit'],
    ['222127.0', '222127', 'mended decimal-tail'],
    ['２２２１２７', '222127', 'mended width'],
    ['14214-0', '142140', 'mended code-form'],
    [' 142140', '142140', 'mended spaces'],
    ['142141', '142141', 'doubt check-digit'],
    ['992011', '992011', 'doubt not-a-code'],
    ['9201', '9201', 'doubt not-a-code'],
    ['1.42E+05', '1.42E+05', 'doubt exponent'],
    ['-', null, 'mended nothing-mark'],
    ['', null, ''],
  ])('%s → %s', (text, value, said) => {
    const result = read(text)
    expect([result.value, words(result.said)]).toEqual([value, said])
  })

  test('a wrong check digit says the right one; an enforced field takes no wrong code', () => {
    expect(read('142141').said[0]?.expected).toBe('142140')
    expect(reader('localGovernmentCode', { enforced: true })('142141').value).toBeNull()
  })

  test('where both readings are valid, the prefecture of the publisher decides, or nobody', () => {
    // 01100: 001100? is none; 14100 → 014100 would need its own check digit
    const both = Array.from({ length: 9000 }, (_, i) => String(10000 + i)).find((five) => {
      const zero = reader('localGovernmentCode', {}, { code: `0${five.slice(0, 1)}0000` })(five)
      const check = reader('localGovernmentCode', {}, { code: `${five.slice(0, 2)}0000` })(five)
      return zero.value === `0${five}` && check.value !== `0${five}` && check.said[0]?.verdict === 'mended'
    })
    expect(both).toBeDefined()
    expect(words(reader('localGovernmentCode')(both ?? '').said)).toBe('doubt not-a-code')
  })
})

describe('corporateNumber', () => {
  const read = reader('corporateNumber')
  test.each([
    ['8700110005901', '8700110005901', ''],
    ['8-7001-1000-5901', '8700110005901', 'mended code-form'],
    ['T8700110005901', '8700110005901', 'mended code-form'],
    ['700110005901', '8700110005901', 'mended lost-check-digit'],
    ['000020142140', '4000020142140', 'mended lost-check-digit'],
    // twelve digits that are not built like a 基礎番号 may be thirteen of which one got lost
    ['870011000590', '870011000590', 'doubt check-digit'],
    ['5000012090001', '5000012090001', 'doubt check-digit'],
    ['7.00001E+12', '7.00001E+12', 'doubt exponent'],
  ])('%s → %s', (text, value, said) => {
    const result = read(text)
    expect([result.value, words(result.said)]).toEqual([value, said])
  })

  const VECTORS = path.join(PACKAGE, '../shared/standard/checkdigits.json')
  test.runIf(fs.existsSync(VECTORS))('the vectors of the standard', () => {
    const rules: unknown = JSON.parse(fs.readFileSync(VECTORS, 'utf8'))
    const rule = isObject(rules) ? rules.法人番号 : undefined
    const vectors = Object.entries(isObject(rule) && isObject(rule.test_vectors) ? rule.test_vectors : {})
    expect(vectors.length).toBeGreaterThan(3)
    for (const [number, good] of vectors) expect(read(number).said.length === 0, number).toBe(good !== false)
  })

  test('the check digit by the words of the law: from the right, odd places weigh 1', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{12}$/), (base) => {
        const sum = [...base]
          .reverse()
          .reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 2), 0)
        const check = corporateCheckDigit(base)
        expect(check).toBe(String(9 - (sum % 9)))
        expect(read(check + base).said).toEqual([])
      }),
    )
  })
})

test.each([
  ['0008001', '0008001', ''],
  ['0008-001', '0008001', 'mended code-form'],
  ['8001', '0008001', 'mended lost-zero'],
  ['120000', '0120000', 'mended lost-zero'],
  ['724', '724', 'doubt not-a-code'],
  ['0001', '0001', 'doubt not-a-code'],
])('町字ID %s → %s', (text, value, said) => {
  const result = reader('townId')(text)
  expect([result.value, words(result.said)]).toEqual([value, said])
})

test.each([
  ['2591188', '2591188', '', undefined],
  ['259-1188', '2591188', 'mended code-form', undefined],
  ['〒２５９－１１８８', '2591188', 'mended code-form', undefined],
  ['600000', '0600000', 'mended lost-zero', '011002'],
  ['600000', '0600000', 'mended lost-zero', undefined],
  // no postal code of 神奈川県 begins with 0
  ['600000', '600000', 'doubt not-a-postal-code', '142140'],
  ['60-0000', '60-0000', 'doubt not-a-postal-code', '011002'],
])('郵便番号 %s → %s', (text, value, said, code) => {
  const result = reader('postalCode', {}, code === undefined ? {} : { code })(text)
  expect([result.value, words(result.said)]).toEqual([value, said])
})
