/** Whatever the rows hold, the finder answers, speaks of every row once, and its rules say the same when they are run. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Merge, Row } from '../../../pipeline/lib/grid.ts'
import { find, grid, lettersOf, runLetters } from './helper.ts'

const CASES = Number(process.env.HIRAKU_CASES ?? 300)

const CELLS = [
  ...[
    '',
    '',
    '',
    ' ',
    'ID',
    '名称',
    '住所',
    '電話番号',
    '緯度',
    '備考',
    '地区',
    '男',
    '女',
    '計',
    '合計',
    '総数',
    '小計',
  ],
  ...[
    '1',
    '2',
    '10',
    '1,234',
    '34.85',
    '138.3',
    '054-626-1111',
    '令和5年',
    '令和6年度',
    '4月',
    '2024/4/1',
    '0～4歳',
    '○',
    '×',
    '－',
  ],
  ...[
    '中央公園',
    '東公園',
    '〃',
    '同上',
    '以下同じ',
    '※月曜は休み',
    '(注1)',
    '例',
    '（例）',
    '○○市',
    '必須',
    '任意',
    '文字列',
  ],
  ...[
    '#LINK',
    '#property',
    '←項目名を入力',
    '↓ここから',
    '公園一覧',
    '令和6年4月1日現在',
    '（単位：人）',
    '資料：市民課',
    '問合せ先：公園課',
  ],
  ...[
    'このファイルは市の公園の一覧です。毎年更新します。',
    'string',
    '\u3000',
    '東地区',
    'a\nb',
    '\u{20bb7}',
    '"',
    '__proto__',
  ],
]

const FIXTURES = [
  `公園一覧|||
   |||令和6年4月1日現在
   ID|名称|住所|電話番号
   必須|必須|任意|任意
   例|○○公園|○○市|000
   1|中央公園|焼津市本町1-1|054-626-1111
   2|東公園|焼津市東1-1|054-626-2222
   ID|名称|住所|電話番号
   3|西公園|焼津市西1-1|054-626-3333
   |||
   ※月曜は休み|||
   問合せは公園課まで|||`,
  `#LINK|||
   #lang|ja||
   #property|name|lat|lon
   #object_type_xsd|string|string|string
   1|中央|34.1|138.1
   2|東|34.2|138.2
   3|西|34.3|138.3`,
  `地区|人口||世帯||地区|人口||世帯
   |男|女|||​|男|女|
   東|10|11|5||西|20|21|9
   計|10|11|5||計|20|21|9`,
  `東地区||
   名称|住所|電話番号
   東公園|東1-1|054-626-1111
   東広場|東1-2|054-626-1112
   ||
   西地区||
   学校|学級数|児童数
   中央小|12|300
   東小|18|400
   合計|30|700`,
  `地区|区分|令和4年||令和5年|
   ||男|女|男|女
   東|日本人|10|11|12|13
   |外国人|1|1|2|3
   |計|11|12|14|16
   西|日本人|20|21|22|23
   |外国人|2|1|2|3
   |計|22|22|24|26
   合計||33|34|38|42`,
  `|||令和6年4月1日現在|
   地区|令和4年||令和5年|
   |男|女|男|女
   【北部】||||
   本町|10|11|12|13
   東町|20|21|22|23
   【南部】||||
   南町|20|21|22|23
   合計|50|53|56|59
   平均|16.7|17.7|18.7|19.7
   ||||
   令和5年度　地区別人口（行政資料集より）|Ver202404|||`,
].map(grid)

const cell = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...CELLS) },
  { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
)
const random = fc.array(fc.array(cell, { maxLength: 7 }), { maxLength: 14 })

type Mutation = readonly [number, number, number]
const mutated = fc
  .tuple(
    fc.constantFrom(...FIXTURES),
    fc.array(fc.tuple(fc.nat(5), fc.nat(20), fc.nat(8)), { maxLength: 6 }),
    fc.constantFrom(...CELLS),
  )
  .map(([rows, mutations, text]) => mutations.reduce((all, one) => mutate(all, one, text), rows))

function mutate(rows: readonly Row[], [kind, a, b]: Mutation, text: string): readonly Row[] {
  if (rows.length === 0) return rows
  const r = a % rows.length
  const row = rows[r] ?? []
  switch (kind) {
    case 0:
      return rows.filter((_, i) => i !== r)
    case 1:
      return rows.with(
        r,
        row.map((one, c) => (c === b ? '' : one)),
      )
    case 2:
      return rows.with(
        r,
        row.map((one, c) => (c === b ? text : one)),
      )
    case 3:
      return [...rows.slice(0, r), [], ...rows.slice(r)]
    case 4:
      return rows.map((one) => ['', ...one])
    default: {
      const other = b % rows.length
      return rows.with(r, rows[other] ?? []).with(other, row)
    }
  }
}

const merges = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 6 }), fc.nat(3), fc.nat(3)),
  { maxLength: 4 },
)

function mergesOf(list: readonly (readonly [number, number, number, number])[]): readonly Merge[] {
  return list.map(([top, left, down, right]) => ({ top, left, bottom: top + down, right: left + right }))
}

function check(rows: readonly Row[], over?: readonly Merge[]): void {
  const { tables, none } = find(rows, over)
  expect(find(rows, over)).toEqual({ tables, ...(none === undefined ? {} : { none }) })
  if (tables.length === 0) {
    expect(none).toBeDefined()
    return
  }
  const seen = new Set<number>()
  for (const table of tables) {
    const letters = lettersOf(table, rows.length)
    for (const [i, letter] of [...letters].entries()) {
      const own = i + 1 >= table.firstRow && i + 1 <= table.lastRow
      expect(letter === '-', `row ${i + 1} of ${letters}`).toBe(!own)
      expect(letter).not.toBe('!')
      if (own) seen.add(i + 1)
    }
    expect(table.columns.length).toBeGreaterThan(0)
    expect(runLetters(table, rows, over)).toBe(letters)
  }
  expect(seen.size).toBe(rows.length)
}

describe('the finder', () => {
  test('answers on any grid', () => {
    fc.assert(
      fc.property(random, (rows) => check(rows)),
      { numRuns: CASES },
    )
  })
  test('answers on any worksheet with merged cells', () => {
    fc.assert(
      fc.property(random, merges, (rows, over) => check(rows, mergesOf(over))),
      { numRuns: CASES },
    )
  })
  test('answers on tables with faults', () => {
    fc.assert(
      fc.property(mutated, (rows) => check(rows)),
      { numRuns: CASES * 2 },
    )
  })
})
