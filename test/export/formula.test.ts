import { describe, expect, test } from 'vitest'
import { looksLikeFormula } from '../../pipeline/lib/formula.ts'

describe('a text that a spreadsheet would run', () => {
  test.each([
    '=1+1',
    '=HYPERLINK("http://a.example","ここ")',
    '=',
    '+A1',
    '+1+1',
    '+1-2',
    '-A1',
    '-1-1-1',
    '-2+3+cmd|" /C calc"!A0',
    '-',
    '-e5',
    '@SUM(1+1)',
    '@isehara city',
    '\t=1',
    '\tタブ',
    '\r=1',
    '+81-463',
  ])('%j is dangerous', (text) => expect(looksLikeFormula(text)).toBe(true))

  test.each([
    '',
    '計画',
    '1-1-1',
    '-3.5',
    '-.5',
    '+5',
    '-1,234.5',
    '+1,200',
    '-1e-3',
    '-20%',
    '+81-463-94-4711',
    '+81 (0)463 94 4711',
    '+81463944711',
    '@isehara_city',
    '@isehara.city-2',
    'a=1',
    ' =1',
    '－',
    '−20%',
    '◎',
  ])('%j is not', (text) => expect(looksLikeFormula(text)).toBe(false))

  test('a long text costs no more than a short one', () => {
    const started = performance.now()
    looksLikeFormula(`+${'1 '.repeat(500_000)}x`)
    looksLikeFormula(`-${'1'.repeat(500_000)}x`)
    looksLikeFormula(`-${'1,111'.repeat(200_000)}x`)
    expect(performance.now() - started).toBeLessThan(1000)
  })
})
