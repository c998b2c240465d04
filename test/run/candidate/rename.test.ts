import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasFallen } from '../../../pipeline/run/candidate/drops.ts'
import { type Column, pairColumns } from '../../../pipeline/run/candidate/rename.ts'

const column = (header: string, values: readonly string[] = [], meant?: string): Column => ({
  header,
  values,
  meant,
})
const pairs = (gone: readonly Column[], fresh: readonly Column[], isBeside = (): boolean => false) =>
  pairColumns(gone, fresh, isBeside).map(({ from, to }) => `${from}→${to}`)
const PHONES = ['0475-12-3456', '0475-12-3457', '0475-12-3458', '0475-12-3459']
const NAMES = ['本庁舎', '公民館', '小学校', '図書館']
const DATES = ['2024-04-01', '2024-05-01', '2024-06-01']

describe('a gone column and a new one', () => {
  test.each<readonly [string, readonly Column[], readonly Column[], readonly string[]]>([
    [
      'what stands in brackets does not count',
      [column('電話番号')],
      [column('電話番号（代表）')],
      ['電話番号→電話番号（代表）'],
    ],
    ['the name of the field', [column('TEL', [], '電話番号')], [column('電話番号')], ['TEL→電話番号']],
    ['the same values', [column('施設', NAMES)], [column('どこ', [...NAMES, '体育館'])], ['施設→どこ']],
    ['another kind of values speaks against it', [column('番号', PHONES)], [column('備考', DATES)], []],
    ['a single pair that nothing speaks for', [column('設置位置')], [column('担当課')], []],
    [
      'the best pair first, each once',
      [column('名称', NAMES), column('電話', PHONES)],
      [column('電話番号', PHONES), column('施設名', NAMES)],
      ['名称→施設名', '電話→電話番号'],
    ],
    [
      '有 and 無 stand in many columns',
      [column('冷房', ['有', '無'])],
      [column('駐車場', ['有', '無']), column('売店', ['有'])],
      [],
    ],
  ])('%s', (_, gone, fresh, expected) => {
    expect(pairs(gone, fresh)).toEqual(expected)
  })

  test('the same place and the same kind make a pair of two that nothing else speaks for', () => {
    const [gone, fresh] = [[column('責任者の課', ['総務課'])], [column('担当', ['防災課'])]]
    expect(pairs(gone, fresh)).toEqual([])
    expect(pairs(gone, fresh, () => true)).toEqual(['責任者の課→担当'])
  })
})

test('as many as maxDrop says may go, one always, the last never', () => {
  fc.assert(
    fc.property(fc.nat(500), fc.nat(500), fc.integer({ min: 0, max: 100 }), (before, after, percent) => {
      const fallen = hasFallen(before, after, percent / 100)
      const gone = before - after
      if (percent === 100 || gone <= 0) expect(fallen).toBe(false)
      else if (after === 0) expect(fallen).toBe(true)
      else expect(fallen).toBe(gone > 1 && gone * 100 > before * percent)
    }),
  )
})
