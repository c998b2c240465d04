/** What notes and worksheets say of codes, signs and columns; areas by code or by name. */
import { describe, expect, test } from 'vitest'
import { type Cell, csv, excel, type Scores, sheet, told } from './scored.ts'

type Rows = readonly (readonly Cell[])[]

const lines = (...rows: readonly string[]): string => `${rows.join('\n')}\n`

describe('L3-02', () => {
  const data = sheet([
    ['名称', '設置区分', '人数'],
    ...Array.from({ length: 8 }, (_, i): readonly Cell[] => [`第${i}校`, i % 2 === 0 ? '1' : '2', i]),
  ])
  const CASES: readonly (readonly [what: string, name: string, rows: Rows, told: string])[] = [
    ['headings with numbers', '説明', [['1. 概要'], ['2. 調査方法'], ['3. 更新頻度']], 'unknown'],
    ['a year and a day', '説明', [['令和6年4月1日現在'], ['問合せ先：0463-94-4711']], 'unknown'],
    [
      'numbers of the rows of definitions',
      '項目定義',
      [
        ['No', '項目', '説明'],
        ['1', '名称', '学校の名'],
        ['2', '設置区分', '設置者の別'],
        ['3', '人数', '児童の数'],
      ],
      'unknown',
    ],
    ['in one cell', '説明', [['設置区分は 1：公立、2：私立 とする']], 'pass'],
    ['numbered in one cell', '説明', [['1.公立 2.私立']], 'pass'],
    ['in one cell, one missing', '説明', [['1：公立、3：国立']], 'fail B3 (1)'],
    [
      'below the name of the column',
      '説明',
      [
        ['設置区分', ''],
        ['1', '公立'],
        ['2', '私立'],
      ],
      'pass',
    ],
    [
      'by item',
      'コード表',
      [
        ['項目', 'コード', '意味'],
        ['設置区分', '1', '公立'],
        ['設置区分', '2', '私立'],
        ['有無', '1', '有'],
        ['有無', '0', '無'],
      ],
      'pass',
    ],
    [
      'a list without names',
      'コード表',
      [
        ['1', '公立'],
        ['2', '私立'],
      ],
      'pass',
    ],
    [
      'figures without meaning',
      'コード表',
      [
        ['コード', '件数'],
        ['1', 30],
        ['2', 40],
      ],
      'unknown',
    ],
  ]
  test.each(CASES)('%s', async (_, name, rows, expected) => {
    expect(told(await excel({ 表: data, [name]: sheet(rows) }), 'L3-02')).toBe(expected)
  })
})

describe('L3-03', () => {
  const data = (...signs: readonly string[]): string =>
    lines('地区,人数', ...Array.from({ length: 12 }, (_, i) => `第${i}町,${signs[i] ?? i * 3 + 10}`))
  const note = (text: string): Promise<Scores> => csv(`${data('-')}※ ${text},\n`)

  const DEFINED = [
    '-：該当なし',
    '「-」は皆無を示す',
    '「－」は該当なし',
    '表中の「-」は、該当する数値がないもの',
    '該当のないものは「-」で示した。',
    '該当なし（-）',
    '「-」該当なし',
    '- ＝ 0',
    '「X」は秘匿、「-」は該当なし',
  ]
  test.each(DEFINED.filter((text) => !text.endsWith('0')))('defined: %s', async (text) => {
    expect(told(await note(text), 'L3-03')).toBe('pass')
  })

  const UNDEFINED = [
    '問合せ先：0463-94-4711',
    '出典：統計センター',
    '「X」は秘匿を示す',
    '- 不明な点は市民課の統計担当までお問い合わせください',
    '--：秘匿',
    '2020-2024年の数値：確報値',
  ]
  test.each(UNDEFINED)('not defined: %s', async (text) => {
    expect(told(await note(text), 'L3-03')).toBe('fail B2 (1)')
  })

  test('only signs that are not defined are listed', async () => {
    const scores = await csv(`${data('-', 'X', '-', '…')}※ -：該当なし,\n`)
    expect(told(scores, 'L3-03')).toBe('fail B3 B5 (2)')
    expect(scores.get('L3-03')?.reason.ja).toContain('「X」「…」')
  })
  test('a circle is a sign', async () => {
    expect(told(await csv(data('○')), 'L3-03')).toBe('fail B2 (1)')
  })
  test('signs behind many values are seen', async () => {
    const rows = Array.from({ length: 400 }, (_, i) => `第${i}町,${i === 300 ? 'X' : i + 1000}`)
    expect(told(await csv(lines('地区,人数', ...rows)), 'L3-03')).toBe('fail B302 (1)')
  })

  const table = sheet([
    ['地区', '人数'],
    ...Array.from({ length: 8 }, (_, i): readonly Cell[] => [`第${i}町`, i === 0 ? 'X' : i === 1 ? '-' : i]),
  ])
  const SHEETS: readonly (readonly [what: string, name: string, rows: Rows, told: string])[] = [
    [
      'a table of signs',
      '凡例',
      [
        ['記号', '意味'],
        ['X', '秘匿'],
        ['-', '該当なし'],
        ['…', '不詳'],
      ],
      'pass',
    ],
    [
      'a table with one of them',
      '凡例',
      [
        ['記号', '意味'],
        ['X', '秘匿'],
        ['…', '不詳'],
        ['***', '未調査'],
      ],
      'fail B3 (1)',
    ],
    [
      'one meaning twice',
      '凡例',
      [
        ['記号', '意味'],
        ['X', '秘匿'],
        ['-', '秘匿'],
        ['…', '不詳'],
      ],
      'pass',
    ],
    [
      'a text in a table',
      '定義',
      [
        ['項目', '説明'],
        ['地区', '町の名'],
        ['人数', 'X：秘匿、-：該当なし'],
        ['年', '暦年'],
      ],
      'pass',
    ],
  ]
  test.each(SHEETS)('%s', async (_, name, rows, expected) => {
    expect(told(await excel({ 表: table, [name]: sheet(rows) }), 'L3-03')).toBe(expected)
  })
})

describe('L3-08', () => {
  const header = ['名称', '面積（ha）', '人数', '開設日']
  const data = sheet([
    header,
    ...[1, 2, 3, 4].map((n): readonly Cell[] => [`第${n}公園`, n, n * 2, `200${n}-04-01`]),
  ])
  const defined = (...names: readonly string[]): Promise<Scores> =>
    excel({ 表: data, 項目定義: sheet([['項目', '説明'], ...names.map((name) => [name, 'そのとおり。'])]) })
  const CASES: readonly (readonly [what: string, names: readonly string[], told: string])[] = [
    ['all', header, 'pass'],
    ['half', header.slice(0, 2), 'fail C1 D1 (2)'],
    ['less than half', header.slice(0, 1), 'unknown'],
    ['none', ['更新日', '担当'], 'unknown'],
  ]
  test.each(CASES)('%s', async (_, names, expected) => {
    expect(told(await defined(...names), 'L3-08')).toBe(expected)
  })
  test('a history is no definition', async () => {
    const history = sheet([
      ['2024-04-01', '公開'],
      ['2025-04-01', '更新'],
    ])
    expect(told(await excel({ 表: data, 更新履歴: history }), 'L3-08')).toBe('unknown')
  })
})

describe('L3-06', () => {
  const CASES: readonly (readonly [what: string, text: string, told: string])[] = [
    [
      'a short name beside codes',
      lines('都道府県コード,都道府県名', '13,東京', '14,神奈川', '12,千葉'),
      'pass',
    ],
    [
      'codes of five digits',
      lines('市区町村コード,市町村名', '14214,伊勢原', '14211,秦野', '14212,厚木'),
      'pass',
    ],
    ['a wrong check digit', lines('市区町村コード,名称', '142140,A', '142141,B'), 'fail A3 (1)'],
    ['no such prefecture', lines('市区町村コード,名称', '99214,A', '14214,B'), 'fail A2 (1)'],
    ['a lost leading zero', lines('全国地方公共団体コード,名称', '92011,A', '92011,B'), 'fail A2 (2)'],
    [
      'wrong codes beside names',
      lines('市区町村コード,市区町村名', '1,伊勢原市', '2,秦野市', '3,厚木市'),
      'pass',
    ],
    [
      'both wrong',
      lines('都道府県コード,都道府県名', '99,東京', '14,神奈川県', '12,千葉県'),
      'fail A2 B2 (2)',
    ],
    ['町字ID', lines('町字ID,名称', '0001001,A', '0001002,B', '0001003,C'), 'pass'],
    ['町字ID of another form', lines('町字ID,名称', '11,A', '12,B', '13,C'), 'fail A2 A3 A4 (3)'],
    [
      'a column of codes that is mostly blank',
      lines('団体コード,都道府県名', '142140,東京', ',神奈川', ',千葉', ',埼玉'),
      'fail B2 B3 B4 B5 (4)',
    ],
  ]
  test.each(CASES)('%s', async (_, text, expected) => {
    expect(told(await csv(text), 'L3-06')).toBe(expected)
  })
})
