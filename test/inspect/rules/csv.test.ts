/** Each rule on CSV files: one that passes, one that fails where it should, one that can not be decided. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csv, told } from './scored.ts'

const GOOD = `名称,所在地,面積（㎡）,開設日,備考
中央公園,神奈川県伊勢原市田中348,1200,2001-04-01,芝生がある
東公園,神奈川県伊勢原市桜台1-2,0,2003-10-15,
西公園,神奈川県伊勢原市石田3,800.5,2010-03-31,
`
/** the same without ㎡ in its header */
const PLAIN = GOOD.replace('（㎡）', '（ha）')

const lines = (...rows: readonly string[]): string => `${rows.join('\n')}\n`
const choices = (word: string, other: string): string =>
  lines(
    '名称,駐車場,人数',
    ...Array.from({ length: 12 }, (_, i) => `第${i + 1}集会所,${i === 4 ? other : word},${i + 10}`),
  )
const MONTHS = lines('地区,2021年,2022年,2023年', '東,10,20,30', '西,11,21,31', '南,12,22,32', '北,13,23,33')

const CASES: readonly (readonly [id: string, what: string, text: string, told: string])[] = [
  ['L1-01', 'a CSV', GOOD, 'pass'],
  ['L1-02', 'one table', GOOD, 'pass'],
  [
    'L1-02',
    'two side by side',
    lines('地区,人数,,地区,人数', '東町,10,,西町,20', '南町,11,,北町,21', '本町,12,,新町,22'),
    'fail D1 (1)',
  ],
  ['L1-03', 'rows one after the other', GOOD, 'pass'],
  ['L1-03', 'a blank row among them', GOOD.replace('東公園', ',,,,\n東公園'), 'fail A4 (1)'],
  ['L1-04', 'nothing but data', GOOD, 'pass'],
  ['L1-04', 'a title and a note', `公園の一覧,,,,\n${GOOD}※ 令和6年4月1日現在,,,,\n`, 'fail A1 A6 (2)'],
  ['L1-05', 'names', GOOD, 'pass'],
  ['L1-05', 'a column without one', GOOD.replace(',備考', ','), 'fail E1 (1)'],
  ['L1-05', 'a name that says nothing', GOOD.replace('備考', '列5'), 'fail E1 (1)'],
  ['L1-06', 'no spaces', GOOD, 'pass'],
  ['L1-06', 'spaces within a header', GOOD.replace('名称', '名　称'), 'fail A1 (1)'],
  ['L1-06', 'a space at the end', GOOD.replace('東公園', '東公園　'), 'fail A3 (1)'],
  ['L1-06', 'one space in a name', GOOD.replace('東公園', '東 公園'), 'pass'],
  ['L1-07', 'one value', GOOD, 'pass'],
  [
    'L1-07',
    'a list',
    lines('店,定休日', 'A店,月曜日、火曜日', 'B店,水曜日', 'C店,日曜日', 'D店,日曜日'),
    'fail B2 (1)',
  ],
  [
    'L1-07',
    'a sentence with a comma',
    lines('町,標語', '東町,緑豊かな、まち', '西町,水と緑、そして歴史', '北町,元気'),
    'pass',
  ],
  ['L1-08', 'plain characters', PLAIN, 'pass'],
  ['L1-08', 'a unit in one square', GOOD, 'fail C1 (1)'],
  ['L1-08', 'a circled figure', PLAIN.replace('芝生', '①芝生'), 'fail E2 (1)'],
  ['L1-08', 'half-width kana', PLAIN.replace('芝生', 'ｼﾊﾞ'), 'fail E2 (1)'],
  ['L1-08', 'two faults of one cell', PLAIN.replace('芝生', '①ｼﾊﾞ'), 'fail E2 (1)'],
  ['L1-08', 'a kanji of a name', PLAIN.replace('東公園', '髙﨑公園'), 'pass'],
  [
    'L1-08',
    'a kanji elsewhere',
    lines('名称,色', '東公園,靑', '西公園,赤', '南公園,赤', '北公園,赤'),
    'fail B2 (1)',
  ],
  ['L1-09', 'zeros and no blanks', GOOD, 'pass'],
  ['L1-09', 'blanks and zeros', GOOD.replace('800.5', ''), 'pass'],
  ['L1-09', 'blanks and signs', GOOD.replace('800.5', '').replace(',0,', ',-,'), 'fail C3 (1)'],
  ['L1-09', 'blanks and no zero', GOOD.replace(',0,', ',,'), 'unknown'],
  ...['L1-10', 'L1-11', 'L1-12', 'L1-13', 'L2-06'].map((id) => [id, 'of Excel', GOOD, 'unknown'] as const),
  ['L1-14', 'a line each', GOOD, 'pass'],
  ['L1-14', 'a line break in a cell', GOOD.replace('芝生がある', '"芝生が\nある"'), 'fail E2 (1)'],
  ['L1-15', 'a comma in quotes', GOOD.replace('芝生がある', '"芝生,池"'), 'pass'],
  ['L1-15', 'a comma without', GOOD.replace('芝生がある', '芝生,池'), 'fail F2 (1)'],
  ['L2-01', 'numbers', GOOD, 'pass'],
  ['L2-01', 'with a comma', GOOD.replace('1200', '"1,200"'), 'fail C2 (1)'],
  ['L2-01', 'with a unit', GOOD.replace('1200', '1200㎡'), 'fail C2 (1)'],
  ['L2-01', 'with a mark', GOOD.replace('1200', '1200※'), 'fail C2 (1)'],
  ['L2-01', 'a triangle for minus', GOOD.replace('800.5', '▲800'), 'fail C4 (1)'],
  ['L2-01', 'telephone numbers are none', lines('名称,電話番号', 'A,046-111-2222', 'B,046-111-3333'), 'pass'],
  ['L2-02', 'all is written', GOOD, 'pass'],
  ['L2-02', 'ditto', lines('地区,名称,人数', '東,A,1', '〃,B,2', '西,C,3', '〃,D,4'), 'fail A3 A5 (2)'],
  [
    'L2-02',
    'a name in the middle of its rows',
    lines(
      '地区名,区分,人数',
      ',日本人,5',
      '東町,外国人,3',
      ',計外,2',
      ',日本人,6',
      '西町,外国人,4',
      ',計外,1',
    ),
    'fail A2 A4 A5 A7 (4)',
  ],
  ['L2-03', 'one row of names', GOOD, 'pass'],
  ['L2-03', 'a name twice', GOOD.replace('備考', '名称'), 'fail E1 (1)'],
  ['L2-04', 'spelt alike', choices('有', '無'), 'pass'],
  ['L2-04', 'circles of two kinds', choices('○', '〇'), 'fail B6 (1)'],
  ['L2-04', 'in kanji and in kana', choices('有', 'あり'), 'fail B6 (1)'],
  ['L2-04', 'in two widths', choices('3歳児', '３歳児'), 'fail B6 (1)'],
  ['L2-05', 'other alone', choices('体育館', 'その他'), 'pass'],
  ['L2-05', 'other and what it is', choices('体育館', 'その他（倉庫）'), 'fail B6 (1)'],
  ['L3-01', 'names in row 1', GOOD, 'pass'],
  ['L3-01', 'names below a title', `公園の一覧,,,,\n${GOOD}`, 'fail A2 (1)'],
  ['L3-02', 'no codes', GOOD, 'pass'],
  ['L3-02', 'codes', lines('名称,種別コード', 'A,1', 'B,2', 'C,1', 'D,2', 'E,1', 'F,2'), 'unknown'],
  ['L3-03', 'no signs', GOOD, 'pass'],
  ['L3-03', 'a sign nobody explains', GOOD.replace('1200', 'X'), 'fail C2 (1)'],
  ['L3-03', 'a sign with a note', `${GOOD.replace('1200', 'X')}※ Xは秘匿を示す,,,,\n`, 'pass'],
  ['L3-04', 'in the header', GOOD, 'pass'],
  ['L3-04', 'nowhere', GOOD.replace('（㎡）', ''), 'fail C1 (1)'],
  ['L3-04', 'above the table', `公園の一覧（単位：㎡）,,,,\n${GOOD.replace('（㎡）', '')}`, 'pass'],
  ['L3-04', 'the name says what is counted', GOOD.replace('面積（㎡）', '駐車台数'), 'pass'],
  ['L3-04', 'codes and numbers of rows have none', lines('No,名称', '1,A', '2,B', '3,C'), 'pass'],
  ['L3-05', 'ISO', GOOD, 'pass'],
  ['L3-05', 'the Japanese calendar', GOOD.replace('2003-10-15', '平成15年10月15日'), 'fail D3 (1)'],
  ['L3-05', 'both calendars', GOOD.replace(/(\d{4})-(\d\d)-(\d\d)/g, '平成15年（$1年）$2月$3日'), 'pass'],
  ['L3-05', 'two ways', GOOD.replace('2003-10-15', '2003/10/15'), 'fail D3 (1)'],
  ['L3-05', 'without a year', GOOD.replace(/\d{4}-(\d\d)-(\d\d)/g, '$1月$2日'), 'fail D2 D3 D4 (3)'],
  ['L3-05', 'no time', lines('名称,所在地', 'A,伊勢原市田中', 'B,伊勢原市桜台'), 'unknown'],
  ['L3-06', 'addresses with their city', GOOD, 'pass'],
  ['L3-06', 'addresses without', GOOD.replaceAll('神奈川県伊勢原市', ''), 'fail B2 (1)'],
  ['L3-06', 'a code', `全国地方公共団体コード,名称\n142140,A\n142140,B\n`, 'pass'],
  ['L3-06', 'a short name', lines('都道府県名,人数', '神奈川県,5', '東京,6', '千葉県,7'), 'fail A3 (1)'],
  ['L3-06', 'no area', lines('名称,人数', 'A,5', 'B,6'), 'unknown'],
  ['L3-07', 'one file', GOOD, 'unknown'],
  ['L3-08', 'no worksheets', GOOD, 'unknown'],
  ['L3-09', 'a record each row', GOOD, 'pass'],
  ['L3-09', 'years side by side', MONTHS, 'fail B1 C1 D1 (3)'],
]

test.each(CASES)('%s %s', async (id, _, text, expected) => {
  expect(told(await csv(text), id)).toBe(expected)
})

describe('what is said', () => {
  test('of a rule for Excel: that it is not applicable', async () => {
    for (const id of ['L1-10', 'L1-11', 'L1-12', 'L1-13', 'L2-06']) {
      expect((await csv(GOOD)).get(id)?.reason.ja).toMatch(/^対象外：/)
    }
  })
  test('characters by their kind, what is not seen by its number', async () => {
    const reason = (await csv(PLAIN.replace('芝生', 'ｼﾊﾞ①\u200b'))).get('L1-08')?.reason.ja
    expect(reason).toContain('半角カナ ① U+200B')
  })
  test('places have their header and row', async () => {
    const [place] = (await csv(GOOD.replace('1200', '1200㎡'))).get('L2-01')?.places ?? []
    expect(place).toEqual({ file: 'in', row: 2, cell: 'C2', header: '面積（㎡）' })
  })
  test('all are counted, the first are placed', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => `第${i}公園,${i}人`)
    const score = (await csv(lines('名称,収容人数', ...rows))).get('L2-01')
    expect(score?.count).toBe(3000)
    expect(score?.places).toHaveLength(5)
  })
})

const CELLS = [
  '',
  '-',
  '0',
  '12',
  '1,200',
  '○',
  '〇',
  '〃',
  'その他（a）',
  '①',
  '令和6年',
  '2024-01-01',
  ' a',
  'a、b',
  'a\nb',
  '=1',
]

test('whatever the cells are: 30 verdicts, each failure with a place and its mend, the same each time', async () => {
  const cell = fc.oneof(fc.constantFrom(...CELLS), fc.string({ unit: 'grapheme', maxLength: 8 }))
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(rows, async (all) => {
      const quoted = all.map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))
      const text = lines('名称,人数,備考', ...quoted)
      const scores = [...(await csv(text)).values()]
      expect(scores).toHaveLength(30)
      for (const { verdict, count, places, mend } of scores) {
        expect(count).toBeGreaterThanOrEqual(places.length)
        expect(places.length).toBeLessThanOrEqual(5)
        expect(verdict === 'fail').toBe(places.length > 0)
        if (verdict === 'fail') expect(mend).toBeDefined()
      }
      expect([...(await csv(text)).values()]).toEqual(scores)
    }),
    { numRuns: 25 },
  )
})
