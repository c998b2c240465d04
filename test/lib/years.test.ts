import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compilePattern, isFault } from '../../pipeline/lib/pattern.ts'
import { fiscalYear, headYear, readYear, YEAR_SOURCE } from '../../pipeline/lib/years.ts'

describe('readYear', () => {
  test.each([
    ['R4', 2022],
    ['R1', 2019],
    ['Ｒ４', 2022],
    ['Ｒ　４', 2022],
    ['令和4年度', 2022],
    ['令和 4 年度', 2022],
    ['令 和 4 年 度', 2022],
    ['令和４年', 2022],
    ['令和元年', 2019],
    ['令和元年度', 2019],
    ['平成31年', 2019],
    ['平成元年', 1989],
    ['H29', 2017],
    ['昭和64年', 1989],
    ['昭和元年', 1926],
    ['S45', 1970],
    ['大正15年', 1926],
    ['T1', 1912],
    ['明治45年', 1912],
    ['M1', 1868],
    ['2022', 2022],
    ['2022年度', 2022],
    ['２０２２年', 2022],
    ['1868', 1868],
    ['2200', 2200],
  ])('%s is %i', (text, year) => expect(readYear(text)).toBe(year))

  test.each([
    '令和0年',
    'R0',
    '平成32年',
    'H32',
    '昭和65年',
    '大正16年',
    '明治46年',
    '1867',
    '2201',
    '元',
    '元年',
    '4',
    '4年度',
    'X4',
    'r4',
    '令和',
    '令和4年度末',
    '約2022',
    'R2022',
    '',
  ])('%s says no year', (text) => expect(readYear(text)).toBeUndefined())

  const eras = [
    ['令和', 'R', 2019, 99],
    ['平成', 'H', 1989, 31],
    ['昭和', 'S', 1926, 64],
    ['大正', 'T', 1912, 15],
    ['明治', 'M', 1868, 45],
  ] as const
  const full = (text: string) =>
    text.replace(/[0-9A-Z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))

  test('a year written in any way reads back, and a pattern takes it', () => {
    const pattern = compilePattern('計画({year:year})', new Map([['year', YEAR_SOURCE]]))
    if (isFault(pattern)) throw new Error(pattern.fault)
    const written = fc.constantFrom(...eras).chain(([name, letter, first, last]) =>
      fc.record({
        number: fc.integer({ min: 1, max: last }),
        era: fc.constantFrom(name, letter),
        space: fc.constantFrom('', ' ', '　'),
        after: fc.constantFrom('', '年', '年度'),
        wide: fc.boolean(),
        gannen: fc.boolean(),
        first: fc.constant(first),
      }),
    )
    fc.assert(
      fc.property(written, ({ number, era, space, after, wide, gannen, first }) => {
        const digits = gannen && number === 1 ? '元' : String(number)
        const plain = `${era}${space}${digits}${space}${after}`
        const text = wide ? full(plain) : plain
        expect(readYear(text)).toBe(first + number - 1)
        expect(pattern.match(`計画(${text})`)?.[0]?.text).toBe(text.trim())
      }),
    )
  })
})

describe('headYear', () => {
  test.each([
    ['(R2)整備済', 2020, '整備済'],
    ['（令和２年度）整備済', 2020, '整備済'],
    ['R2導入', 2020, '導入'],
    ['R2 導入', 2020, '導入'],
    ['令和2年度 40件', 2020, '40件'],
    ['令和2年度40件', 2020, '40件'],
    ['H元年度 3件', 1989, '3件'],
    ['(R4)順次更新', 2022, '順次更新'],
    ['2020年度導入', 2020, '導入'],
  ])('%s', (text, year, rest) => expect(headYear(text)).toEqual({ year, rest }))

  // a letter that is no era here, a bare number, a quantity: none of them is a year
  test.each([
    'S3導入',
    'M1チップ',
    'T5',
    '2020件',
    '12,137件',
    '導入(R2)',
    '整備中',
    '',
    'R2D2を導入',
    'H264形式',
  ])('%s has none', (text) => expect(headYear(text)).toBeUndefined())
})

test('a fiscal year begins in April', () => expect(fiscalYear(2022)).toBe('2022-04-01/2023-03-31'))
