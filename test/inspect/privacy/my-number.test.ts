import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isMyNumber, judgeTwelve, myNumberCheckDigit } from '../../../pipeline/inspect/privacy/my-number.ts'
import { findingsIn, findingsOf } from './helper.ts'

/** Made by hand from the ordinance: 1×6+2×5+3×4+4×3+5×2+6×7+7×6+8×5+9×4+0×3+1×2 = 212, 212 mod 11 = 3, 11−3. */
const RIGHT = '123456789018'
const WRONG = '123456789017'

const of = (base: string): string => base + myNumberCheckDigit(base)
const base = fc.stringMatching(/^[0-9]{11}$/)

test.each([
  [RIGHT, true],
  [WRONG, false],
  // a remainder of 0 and of 1 both give 0
  ['000000000000', true],
  ['000000000001', false],
  ['000000000060', true],
])('the check digit of %s', (digits, isRight) => {
  expect(isMyNumber(digits)).toBe(isRight)
})

describe('a cell of a column of text', () => {
  test.each([
    [RIGHT],
    ['１２３４５６７８９０１８'],
    ['1234-5678-9018'],
    ['１２３４ー５６７８ー９０１８'],
    ['1234 5678 9018'],
    [' 1234　5678　9018 '],
    ['マイナンバーは123456789018です'],
    ['番号1234-5678-9018（確認済）'],
    ['個人番号:123456789018'],
    ['個人番号：123456789018'],
    ['個人番号 123-456-789-018'],
    ['個人番号 123456-789018'],
    ['123456789018.0'],
    ['1.23456789018E+11'],
    ['1234\u200b56789018'],
    // two of them: by chance in one text of a hundred
    ['受付123456789018と855730884112'],
  ])('%s is an error', (text) => {
    expect(findingsOf(text)).toEqual(['my-number error 0'])
  })
  test.each([
    ['受付した123456789018を参照'],
    ['ID:123456789018'],
    ['No.123456789018'],
    ['No123456789018'],
    ['#123456789018'],
    ['1234.5678.9018'],
    ['1234/5678/9018'],
    ['1234・5678・9018'],
  ])('%s, which says nothing of it, is a doubt', (text) => {
    expect(findingsOf(text)).toEqual(['my-number-doubt warning 0'])
  })
  test('many numbers of which two end right are numbers of things', () => {
    const text = ['123456789018', WRONG, '855730884112', '855730884113', '855730884114'].join('、')
    expect(findingsOf(text)).toEqual(['my-number-doubt warning 0'])
  })
  test.each([
    [WRONG],
    // 法人番号, JAN
    ['1000020142140'],
    ['4901234567894'],
    ['49123456789018'],
    // codes, addresses of pages, coordinates, times, years, dates, postal codes and telephones
    ['B123456789018'],
    ['https://example.jp/docs/123456789018/'],
    ['https://example.jp/?id=123456789018'],
    ['35.123456789018'],
    ['139.1234567890180'],
    ['123456789018.5'],
    ['202404010930'],
    ['2022 2023 2024'],
    ['2022/2023/2024'],
    ['https://example.jp/a.html#123456789018'],
    ['12:123456789018'],
    ['123456789018.05'],
    ['1234/5678/9018/1234'],
    // only where 個人番号 is said
    ['123-456-789-018'],
    ['123456-789018'],
    ['piano123456789018'],
    ['2024-04-01 2025-03-31'],
    ['259-1188 0463-94-4711'],
    ['0463-94-4711 0463-93-2689'],
    ['12-1234-5678-9018'],
    ['1234-5678-9018-1234'],
  ])('%s is nothing', (text) => {
    expect(findingsOf(text).filter((one) => one.includes('my-number'))).toEqual([])
  })
})

describe('a column of numbers of things', () => {
  const rows = (list: readonly string[]) => list.map((one) => [one])
  const stock = Array.from({ length: 200 }, (_, i) => String(202400000000 + i * 37))
  const mine = Array.from({ length: 12 }, (_, i) => of(String(10000000000 + i * 7919)))
  test.each(['管理番号', '物品番号', '受付番号', '商品コード', 'ID', '整理No', ''])(
    '%s: one of ten ends right',
    (header) => {
      expect(stock.filter(isMyNumber).length).toBeGreaterThan(5)
      expect(findingsIn([header], rows(stock))).toEqual([])
    },
  )
  test('nearly all end right: they are no numbers of things', () => {
    expect(findingsIn(['管理番号'], rows(mine))).toEqual(['my-number-column error 0*'])
  })
  test('one alone among numbers of another form is a doubt', () => {
    expect(findingsIn(['整理番号'], rows(['00001', '00002', RIGHT, '00004']))).toEqual([
      'my-number-doubt warning 0*',
    ])
  })
  test('amounts of money are not doubted for one figure', () => {
    const amount = { header: '予算額', field: '予算額', kind: 'integer' }
    expect(findingsIn([amount], rows([RIGHT, '2', '3']))).toEqual([])
    expect(findingsIn([amount], rows(mine))).toEqual(['my-number-column error 0*'])
  })
  test('a kind that was read from the very cells does not make them amounts', () => {
    const column = (header: string, kind: string) => ({ header, field: header, kind })
    const cells = rows(['', RIGHT, '', '855730884112', ''])
    for (const header of ['備考', '特記事項', 'メモ'])
      expect(findingsIn([column(header, 'integer')], cells)).toEqual([
        'my-number error 0',
        'my-number error 0',
      ])
    for (const header of ['令和5年', '値', '合計'])
      for (const kind of ['integer', 'number'])
        expect(findingsIn([column(header, kind)], cells)).toEqual(['my-number-doubt warning 0*'])
    expect(findingsIn([column('開始日', 'date')], cells)).toEqual(['my-number-doubt warning 0*'])
    for (const header of ['予算額', '人口', '令和5年度決算'])
      expect(findingsIn([column(header, 'integer')], cells)).toEqual([])
  })
  test('a cell that says 個人番号 is one, wherever it stands', () => {
    expect(findingsIn(['整理番号'], rows(['1', `個人番号 ${RIGHT}`, '3']))).toEqual(['my-number error 0'])
  })
  test.each([
    '123-456-789-018',
    '１２３－４５６－７８９－０１８',
    '123456 789018',
    '123,456,789,018',
    '1.23456789018E+11',
  ])('%s under 個人番号', (text) => {
    expect(findingsOf(text, '個人番号')).toEqual(['my-number error 0'])
    expect(findingsOf(text.replace(/[8８](?=E|$)/, '7'), '個人番号')).toEqual([])
  })
  test.each(['個人番号', 'マイナンバー', 'ﾏｲﾅﾝﾊﾞｰ', '本人の個人番号'])('%s: each is an error', (header) => {
    expect(findingsIn([header], rows([RIGHT, WRONG, 'なし']))).toContain('my-number error 0')
    expect(findingsIn([header], rows([WRONG]))).toEqual([])
  })
  test.each([
    [1, 1, 'warning'],
    [2, 1, undefined],
    [10, 1, undefined],
    [10, 2, undefined],
    [3, 3, 'error'],
    [4, 3, 'warning'],
    [12, 6, 'error'],
    [100, 10, undefined],
    [100, 0, undefined],
  ])('of %i numbers %i right: %s', (all, right, expected) => {
    expect(judgeTwelve({ all, right })).toBe(expected)
  })
})

test('a number that reads as a time is one of a person where the header says so', () => {
  const time = of('20000101000')
  expect(findingsOf(time, '個人番号')).toEqual(['my-number error 0'])
  expect(findingsOf(time, '備考')).toEqual([])
})

test('a number that is right is found however it is written, one that is wrong is never an error', () => {
  const writings = [
    (digits: string) => digits,
    (digits: string) => digits.replace(/(.{4})(.{4})/, '$1-$2-'),
    (digits: string) => digits.replace(/(.{4})(.{4})/, '$1－$2－'),
    (digits: string) => digits.replace(/[0-9]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)),
  ]
  fc.assert(
    fc.property(base, fc.constantFrom(...writings), fc.integer({ min: 1, max: 9 }), (eleven, write, off) => {
      const right = of(eleven)
      expect(findingsOf(write(right), '個人番号')).toContain('my-number error 0')
      const digit = (Number(right.charAt(11)) + off) % 10
      const told = findingsOf(write(`${eleven}${digit}`), '個人番号')
      expect(told.filter((one) => one.startsWith('my-number'))).toEqual([])
    }),
  )
})

test('a number in the wrong column is found where degrees were due; degrees are none', () => {
  const latitude = { header: '緯度', field: '緯度', kind: 'latitude' }
  expect(findingsOf(of('23456789012'), latitude, 'aed')).toEqual(['my-number error 0'])
  expect(findingsOf('35.234567890128', latitude, 'aed')).toEqual([])
  expect(findingsOf('139.7454316', latitude, 'aed')).toEqual([])
  expect(findingsOf('北緯35度39分31秒', latitude, 'aed')).toEqual([])
})
