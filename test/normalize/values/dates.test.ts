import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  dayNumber,
  dayOf,
  eraDate,
  isDay,
  isoDate,
  serialDay,
  weekdayOf,
} from '../../../pipeline/lib/dates.ts'
import { reader, words } from './say.ts'

describe('date', () => {
  const read = reader('date')
  test.each([
    ['2024-04-01', '2024-04-01', ''],
    ['2024', '2024', ''],
    ['令和6年4月1日', '2024-04-01', 'mended era-date'],
    ['R6.4.1', '2024-04-01', 'mended era-date'],
    ['R06/04/01', '2024-04-01', 'mended era-date'],
    ['H29.1.6', '2017-01-06', 'mended era-date'],
    ['R02.07.21', '2020-07-21', 'mended era-date'],
    ['R020721', '2020-07-21', 'mended era-date'],
    ['㋿元年5月1日', '2019-05-01', 'mended era-date'],
    ['令和六年十二月三十一日', '2024-12-31', 'mended era-date'],
    ['令和元年', '2019', 'mended era-date'],
    ['令和6年（2024年）4月1日', '2024-04-01', 'mended era-date'],
    ['令和6年（2023年）4月1日', '令和6年（2023年）4月1日', 'doubt not-a-date'],
    ['２０２４年４月１日（月）', '2024-04-01', 'mended date-form'],
    ['2024年4月1日(水)', '2024年4月1日(水)', 'doubt weekday-mismatch'],
    ['20240401', '2024-04-01', 'mended date-form'],
    ['2024/4/1 0:00:00', '2024-04-01', 'mended date-form'],
    ['2024/4/1 9:30', '2024/4/1 9:30', 'doubt date-too-fine'],
    ['44698', '2022-05-17', 'mended serial'],
    ['4/13/2018', '2018-04-13', 'mended date-form'],
    ['13/4/2018', '2018-04-13', 'mended date-form'],
    ['4/1/2018', '4/1/2018', 'doubt date-order'],
    ['昭和64年1月7日', '1989-01-07', 'mended era-date'],
    ['昭和64年1月8日', '昭和64年1月8日', 'doubt era-ended'],
    ['平成31年5月1日', '平成31年5月1日', 'doubt era-ended'],
    ['明治5年3月1日', '明治5年3月1日', 'doubt lunar-date'],
    ['2023-02-29', '2023-02-29', 'doubt impossible-date'],
    ['令和6年4月', '令和6年4月', 'doubt date-incomplete'],
    ['令和6年度', '令和6年度', 'doubt fiscal-year'],
    ['9月9日(日)', '9月9日(日)', 'doubt no-year'],
    ['24/4/1', '24/4/1', 'doubt short-year'],
    ['2024/4/1～4/5', '2024/4/1～4/5', 'doubt range'],
    ['12月中旬', '12月中旬', 'doubt not-a-date'],
    ['9999-99-99', null, 'mended unknown-word'],
  ])('%s → %s', (text, value, said) => {
    const result = read(text)
    expect([result.value, words(result.said)]).toEqual([value, said])
  })

  test('an era that had ended says the day in the right one', () => {
    expect(read('昭和64年1月8日').said[0]?.expected).toBe('平成元年1月8日（1989-01-08）')
    expect(reader('date', { enforced: true })('昭和64年1月8日').value).toBeNull()
  })

  test('the epoch of 1904', () => {
    expect(reader('date', {}, { date1904: true })('44698').value).toBe('2026-05-18')
  })
})

describe('serials', () => {
  test.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [61, '1900-03-01'],
    [25569, '1970-01-01'],
    [44698, '2022-05-17'],
  ])('%i is %s', (serial, day) => expect(isoDate(serialDay(serial))).toBe(day))
})

test('every day has one number, as Date counts them', () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 1_000_000 }), (number) => {
      const day = dayOf(number)
      expect(isDay(day.year, day.month, day.day)).toBe(true)
      expect(dayNumber(day.year, day.month, day.day)).toBe(number)
      expect(new Date(number * 86_400_000).toISOString().slice(-24, -14)).toBe(isoDate(day).slice(-10))
    }),
  )
})

const WIDE = '０１２３４５６７８９'
const KANJI = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const
const LETTERS: Readonly<Record<string, readonly [string, string]>> = {
  令和: ['R', '㋿'],
  平成: ['H', '㍻'],
  昭和: ['S', '㍼'],
  大正: ['T', '㍽'],
  明治: ['M', '㍾'],
}

function wide(text: string): string {
  return text.replace(/[0-9]/g, (digit) => WIDE.charAt(Number(digit)))
}

function kanji(n: number): string {
  const tens = Math.floor(n / 10)
  const ones = n % 10
  return `${tens === 0 ? '' : tens === 1 ? '十' : `${KANJI[tens]}十`}${ones === 0 ? '' : KANJI[ones]}`
}

/** Nine writings of one day. */
function writings(year: number, month: number, day: number): readonly string[] {
  const era = eraDate(year, month, day) ?? ''
  const [, name = '', number = ''] = /^(..)(元|\d+)年/.exec(era) ?? []
  const n = number === '元' ? 1 : Number(number)
  const [letter, sign] = LETTERS[name] ?? ['', '']
  const two = (value: number): string => String(value).padStart(2, '0')
  return [
    era,
    wide(era),
    era.replace(/([^\d元]+)/g, ' $1 ').trim(),
    `${letter}${n}.${month}.${day}`,
    wide(`${letter}${two(n)}／${two(month)}／${two(day)}`),
    `${letter}${two(n)}${two(month)}${two(day)}`,
    `${sign}${n}-${month}-${day}`,
    `${name}${n === 1 ? '元' : kanji(n)}年${kanji(month)}月${kanji(day)}日`,
    `${era}（${weekdayOf(year, month, day)}）`,
    `${year}年${month}月${day}日(${weekdayOf(year, month, day)}曜日)`,
    `${year}/${month}/${day}`,
    wide(`${year}．${two(month)}．${two(day)}`),
    `${year}${two(month)}${two(day)}`,
  ]
}

test('wareki: every day of every era, in all its writings, is read back', () => {
  const read = reader('date')
  const last = dayNumber(2040, 12, 31)
  const wrong: string[] = []
  // every day in one writing, every writing on each thirteenth day
  for (let number = dayNumber(1873, 1, 1); number <= last; number += 1) {
    const { year, month, day } = dayOf(number)
    const iso = isoDate({ year, month, day })
    const all = writings(year, month, day)
    for (const text of number % 97 === 0 ? all : [all[Math.abs(number) % all.length] ?? '']) {
      const { value, said } = read(text)
      if (value !== iso || said.length !== 1 || said[0]?.verdict !== 'mended')
        wrong.push(`${text} → ${value}`)
    }
  }
  expect(wrong).toEqual([])
})

test('a day outside its era is none of that era', () => {
  const read = reader('date')
  for (const text of [
    '平成元年1月7日',
    '令和元年4月30日',
    '大正元年7月29日',
    '昭和元年12月24日',
    '大正15年12月26日',
  ]) {
    expect(words(read(text).said), text).toBe('doubt era-ended')
  }
  for (const text of ['明治45年7月30日', '大正元年7月30日', '大正15年12月25日', '昭和元年12月25日']) {
    expect(words(read(text).said), text).toBe('mended era-date')
  }
})

test.each([
  ['2024-04', '2024-04', ''],
  ['令和6年4月', '2024-04', 'mended era-date'],
  ['2024/4', '2024-04', 'mended date-form'],
  ['202404', '2024-04', 'mended date-form'],
  ['2024/4/1', '2024-04', 'mended date-form'],
  ['2024/4/2', '2024/4/2', 'doubt date-too-fine'],
  ['2024', '2024', 'doubt date-incomplete'],
])('yearMonth %s → %s', (text, value, said) => {
  const result = reader('yearMonth')(text)
  expect([result.value, words(result.said)]).toEqual([value, said])
})

test.each([
  ['2024', 2024, ''],
  ['令和6年度', 2024, 'mended era-date'],
  ['2024年度', 2024, 'mended date-form'],
  ['2024.0', 2024, 'mended date-form'],
  ['H元', 1989, 'mended era-date'],
])('year %s → %s', (text, value, said) => {
  const result = reader('year', { type: 'integer' })(text)
  expect([result.value, words(result.said)]).toEqual([value, said])
})

test.each([
  ['2024-04-01T09:00:00+09:00', '2024-04-01T09:00:00+09:00', ''],
  ['2024/4/1 9:00', '2024-04-01T09:00:00', 'mended date-form'],
  ['令和6年4月1日 午後3時30分', '2024-04-01T15:30:00', 'mended era-date'],
  ['44698.375', '2022-05-17T09:00:00', 'mended serial'],
])('dateTime %s → %s', (text, value, said) => {
  const result = reader('dateTime')(text)
  expect([result.value, words(result.said)]).toEqual([value, said])
})
