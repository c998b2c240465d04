/** What stands in cells of numbers, of choices and of several values, and names that are values. */
import { expect, test } from 'vitest'
import { openColumn } from '../../../pipeline/inspect/rules/fold.ts'
import { partsIn } from '../../../pipeline/inspect/rules/lists.ts'
import type { SplitName } from '../../../pipeline/lib/grid-declaration.ts'
import { type Cell, csv, excel, sheet, told } from './scored.ts'

const lines = (...rows: readonly string[]): string => `${rows.join('\n')}\n`
/** A column under `header`, twelve rows: those given, and `rest` in the others. */
const column = (header: string, rest: string, ...given: readonly string[]): string =>
  lines(`名称,${header}`, ...Array.from({ length: 12 }, (_, i) => `第${i + 1}集会所,"${given[i] ?? rest}"`))
const amounts = (...given: readonly string[]): string =>
  lines(
    '名称,収容人数',
    ...Array.from({ length: 12 }, (_, i) => `第${i + 1}集会所,"${given[i] ?? `${i * 7 + 30}`}"`),
  )
const wide = (...names: readonly string[]): string =>
  lines(
    `地区,${names.join(',')}`,
    ...['東', '西', '南', '北'].map((area, r) => [area, ...names.map((_, c) => r * 7 + c + 3)].join(',')),
  )

const CASES: readonly (readonly [id: string, what: string, text: string, told: string])[] = [
  ['L2-01', 'from and to', amounts('10～20'), 'fail B2 (1)'],
  ['L2-01', 'a number within words', amounts('50', '3か月分'), 'fail B3 (1)'],
  ['L2-01', 'the same several times', amounts('10～20', '10～20'), 'fail B2 (2)'],
  ['L2-01', 'a word', amounts('未定'), 'fail B2 (1)'],
  ['L2-01', 'signs are for another rule', amounts('-', '○'), 'pass'],
  ['L2-01', 'a column of ranges is none of numbers', column('広さ', '10～20'), 'pass'],
  [
    'L2-01',
    'behind more values than are kept',
    lines(
      '名称,収容人数',
      ...Array.from({ length: 400 }, (_, i) => `第${i}集会所,${i === 300 ? '3か月分' : i + 1000}`),
    ),
    'fail B302 (1)',
  ],
  [
    'L1-07',
    'two values that stand alone elsewhere',
    column('設備', '体育館', '図書室', '図書室・体育館'),
    'fail B3 (1)',
  ],
  ['L1-07', 'and with a slash', column('設備', '体育館', '図書室', '図書室/体育館'), 'fail B3 (1)'],
  ['L1-07', 'a name with a dot', column('種類', '小学校', '小・中学校', '幼稚園・こども園'), 'pass'],
  ['L1-07', 'a dot in a column of names', column('施設名', '体育館', '図書室', '図書室・体育館'), 'pass'],
  [
    'L1-07',
    'two phone numbers',
    column('電話番号', '046-111-2222', '046-111-2222／046-111-3333'),
    'fail B2 (1)',
  ],
  ['L1-07', 'times', column('開始', '9:00', '10:00・13:30'), 'fail B2 (1)'],
  ['L1-07', 'two sections', column('窓口', '福祉課', '市民課・税務課'), 'fail B2 (1)'],
  ['L1-07', 'dates with slashes', column('開設日', '2024/4/1'), 'pass'],
  ['L1-07', 'an address of the web', column('URL', 'https://example.jp/a/b'), 'pass'],
  [
    'L2-05',
    'other with details that differ',
    column('種類', '体育館', 'その他（倉庫）', 'その他（物置）', 'その他（蔵）'),
    'fail B2 B3 B4 (3)',
  ],
  [
    'L2-05',
    'a column without choices',
    lines(
      '名称,見どころ',
      ...Array.from({ length: 12 }, (_, i) => `第${i}公園,${i === 0 ? 'その他（噴水）' : `${i}番目の池`}`),
    ),
    'pass',
  ],
  [
    'L3-09',
    'years with what they are of',
    wide('2021年人口', '2022年人口', '2023年人口'),
    'fail B1 C1 D1 (3)',
  ],
  ['L3-09', 'the last a forecast', wide('2021年', '2022年', '2023年（見込）'), 'fail B1 C1 D1 (3)'],
  [
    'L3-09',
    'names that begin with a year',
    wide('2021年開設数', '2022年閉鎖数', '2023年改修費（円）'),
    'pass',
  ],
]

test.each(CASES)('%s %s', async (id, _, text, expected) => {
  expect(told(await csv(text), id)).toBe(expected)
})

test('L2-01 quotes what it found', async () => {
  expect((await csv(amounts('10～20', '3か月分'))).get('L2-01')?.reason.ja).toContain('「10～20」「3か月分」')
})

test('L2-01 counts a number stored as text once', async () => {
  const rows = Array.from({ length: 8 }, (_, i): readonly Cell[] => [`第${i}校`, i === 0 ? '30' : i + 30])
  expect(told(await excel({ 表: sheet([['名称', '人数'], ...rows]) }), 'L2-01')).toBe('fail B2 (1)')
})

/** A column that was read as one that parts into fields: which of its cells have several of them. */
const PARTS: readonly (readonly [split: SplitName, several: readonly string[], one: readonly string[]])[] = [
  [
    'phones',
    ['0463-94-4711（内線12）', '046-394-4711、046-394-4712', '0463-94-4711(代表)/0463-94-4712'],
    ['0463-94-4711', '046(394)4711', '0463944711'],
  ],
  ['coordinates', ['35.4,139.3', '35.4 / 139.3'], [',', '35.4']],
  ['hours', ['9:00～17:00', '９時から１７時'], ['24時間', '9:00～']],
  ['period', ['2024/4/1～4/5', '2024年4月1日-4月5日', '4/1-4/5'], ['2024-04-01', '2024/4/1', '8月5日（水）']],
  [
    'name-and-kana',
    ['焼津公園（ヤイヅコウエン）', '焼津公園\nヤイヅコウエン'],
    ['カフェ（テラス）', '焼津公園（本町）'],
  ],
]

test.each(PARTS)('L1-07 %s', (split, several, one) => {
  const column = openColumn({ column: 1, header: '', parts: [], isLeft: false, isStandard: false, split })
  for (const [at, word] of [...several, ...one].entries()) column.words.set(word, { count: 1, row: at + 2 })
  const spot = partsIn(column)
  expect(spot?.places.map(({ row }) => row)).toEqual(several.map((_, at) => at + 2))
  expect(spot?.count).toBe(several.length)
})
