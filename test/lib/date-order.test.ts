import { expect, test } from 'vitest'
import { dateOrderOf, yearFirst } from '../../pipeline/lib/date-order.ts'

test.each([
  [['3/1/2021', '3/15/2021'], 'mdy'],
  [['3/1/2021', '15/3/2021'], 'dmy'],
  [['3/1/2021', '4/2/2021'], undefined],
  [['3/15/2021', '15/3/2021'], undefined],
  [['2021/3/15', '', '令和3年3月15日'], undefined],
  [['13/13/2021'], undefined],
])('the order of the dates of a column: %j', (cells, order) => {
  expect(dateOrderOf(cells)).toBe(order)
})

test('a date is put with its year first, its time stays; other texts stay', () => {
  expect(yearFirst('3/1/2021', 'mdy')).toBe('2021/3/1')
  expect(yearFirst('3/1/2021 0:00:00', 'dmy')).toBe('2021/1/3 0:00:00')
  expect(yearFirst('2021/3/1', 'mdy')).toBe('2021/3/1')
  expect(yearFirst('3/1/20211', 'mdy')).toBe('3/1/20211')
})
