import { describe, expect, test } from 'vitest'
import { foldWord } from '../../pipeline/lib/fold.ts'
import { addressKey, cellName, columnName, isBlankRow } from '../../pipeline/lib/grid.ts'
import { columnOf, headerText, joinHeader } from '../../pipeline/lib/header.ts'

test.each([
  ['ＩＤ', 'id'],
  [' 名　称 ', '名称'],
  ['電話\n番号', '電話番号'],
  ['ｻｰﾋﾞｽ', 'サービス'],
  ['サ―ビス', 'サービス'],
  ['サービス', 'サービス'],
  ['2023-05', '2023ー05'],
  ['㈱', '(株)'],
  ['', ''],
])('%j folds to %j', (text, folded) => {
  expect(foldWord(text)).toBe(folded)
  expect(foldWord(folded)).toBe(folded)
})

test('cells and columns are named as spreadsheets name them', () => {
  expect([1, 2, 26, 27, 52, 53, 702, 703, 16384].map(columnName)).toEqual([
    'A',
    'B',
    'Z',
    'AA',
    'AZ',
    'BA',
    'ZZ',
    'AAA',
    'XFD',
  ])
  expect(cellName(12, 2)).toBe('B12')
})

test('an address is one number, and no two have the same', () => {
  const keys = [1, 2, 1_048_576].flatMap((row) =>
    [1, 2, 16_384, 1_000_000].map((column) => addressKey(row, column)),
  )
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys.every(Number.isSafeInteger)).toBe(true)
})

test('a row of spaces is blank', () => {
  expect([[], [''], [' ', '　', '\t'], ['', 'x'], ['0']].map(isBlankRow)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ])
})

describe('headers', () => {
  test.each([
    ['電話\n番号', '電話番号'],
    [' 電話 \r\n 番号 ', '電話番号'],
    ['電話 番号', '電話 番号'],
  ])('line breaks of the layout go: %j', (cell, text) => {
    expect(headerText(cell)).toBe(text)
  })
  test('a blank in an upper row takes the group to its left, where both have a part below', () => {
    expect(
      joinHeader(
        [
          ['番号', '位置', '', '備考'],
          ['', '緯度', '経度', ''],
        ],
        1,
      ),
    ).toEqual(['番号', '位置_緯度', '位置_経度', '備考'])
  })
  test('a merge stands over all of its cells, and only over them', () => {
    const rows = [
      ['a', 'b', '', ''],
      ['', 'x', 'y', 'z'],
    ]
    expect(joinHeader(rows, 5, [{ top: 5, left: 2, bottom: 5, right: 3 }]).slice(0, 3)).toEqual([
      'a',
      'b_x',
      'b_y',
    ])
    expect(joinHeader(rows, 5, [{ top: 5, left: 1, bottom: 6, right: 1 }])[0]).toBe('a')
  })
  test('a part that is written again below is no part of its own', () => {
    expect(
      joinHeader(
        [
          ['年', '年'],
          ['年', '月'],
        ],
        1,
      ),
    ).toEqual(['年', '年_月'])
    expect(joinHeader([], 1)).toEqual([])
  })
  test('the n-th of a header', () => {
    const at = (nth: number) => columnOf(['ａ', 'b', 'A'], 'a', nth, foldWord)
    expect([1, 2, 3].map(at)).toEqual([0, 2, -1])
  })
})
