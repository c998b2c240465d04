import { expect, test } from 'vitest'
import { meltTypeOf } from '../../pipeline/lib/melt.ts'

test.each([
  ['令和5年', 'year'],
  ['R5', 'year'],
  ['2023', 'year'],
  ['2023年度', 'year'],
  ['平成元年度', 'year'],
  ['4月', 'month'],
  ['12月分', 'month'],
  ['６月末', 'month'],
  ['令和6年4月', 'yearMonth'],
  ['令和6年度4月', 'yearMonth'],
  ['2024/4', 'yearMonth'],
  ['2024-04', 'yearMonth'],
  ['２０２４．４', 'yearMonth'],
  ['2024/4/1', 'date'],
  ['2024-04-01', 'date'],
  ['令和6年4月1日', 'date'],
  ['令和6年4月1日現在', 'date'],
  ['0～4歳', 'age'],
  ['5-9歳', 'age'],
  ['100歳以上', 'age'],
  ['0歳', 'age'],
  ['85〜89', 'age'],
  ['85～', 'age'],
] as const)('%s is a value: %s', (header, type) => {
  expect(meltTypeOf(header)).toBe(type)
})

test.each(['名称', '0-4歳の男性', '電話番号1', 'タグ1', '第1希望', '年度', '問1', '13月', '1', ''])(
  '%s is none',
  (header) => {
    expect(meltTypeOf(header)).toBeUndefined()
  },
)
