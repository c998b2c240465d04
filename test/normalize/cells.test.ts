/** Cells of every kind, from a small table to their values. */
import { describe, expect, test } from 'vitest'
import { expectReadable } from '../helpers/bad-input.ts'
import { codesOf, normalize, shape, valuesOf } from '../helpers/small.ts'

const yaml = `
form: text
none: ["－", なし]
units: [件, 台, "%", 人]
listMarks: ["・"]
types: { level: [高, 中], when: { 前の 年: 2021, 今年: 2022 } }
kinds: { before: {}, after: { year: 令和4年度, because: 令和4年度末 } }
ratings: { of: item, signs: [item.sign], sentences: ["「{s:sign}」としました"], scale: [{ sign: ◎, id: a, spellings: [©, '\\circ'] }, { sign: ○, id: b }], ambiguous: [{ written: "0", read: [◎, ○] }] }
blocks:
  - block: all
    starts: 令和4年度末
    row: all
    key: x
    set: { kind: 全体 }
    paragraphs: prose
    lines:
      - { line: fact, pattern: "{n:int}|{c:code}|{y:year}|{w:when}|{l:level}|{t}", row: fact, key: "{n}", optional: true }
    tables:
      - table: t
        row: item
        key: "{name}"
        continues: { blank: end }
        optional: true
        columns:
          - { header: 名, field: name }
          - { header: "前({year:year})", row: value, key: "{row}-before", set: { kind: before } }
          - { header: 後, row: value, key: "{row}-after", set: { kind: after } }
          - { header: 評価, field: sign, type: sign }
          - { header: 止, field: end }
`.replace('key: x', 'key: "{kind}"')

const run = (...lines: readonly string[]) => normalize(shape(yaml, ['令和4年度末', ...lines].join('\n')))
const rowOf = (rows: readonly string[], start: string) => rows.find((row) => row.startsWith(start))

describe('captures', () => {
  test.each([
    [
      '1,234|1－2‐3|R４|前の年|高|窓 口 の 整備',
      'fact 1234 n=1234 c="1-2-3" y=2022 w=2021 l="高" t="窓口の整備"',
    ],
    [
      '１２|Ａ1|令和 元 年度|今 年|中|GIS system (地図)',
      'fact 12 n=12 c="A1" y=2019 w=2022 l="中" t="GIS system(地図)"',
    ],
    ['3|1.2|R0|今年|中|なし', 'fact 3 n=3 c="1.2" y=null w=2022 l="中" t=null'],
  ])('%s', (line, values) => {
    const { rows, problems } = run(line)
    expect(problems).toEqual([])
    expect(rowOf(valuesOf(rows), 'fact')).toBe(values)
  })
})

describe('prose', () => {
  test.each([
    [
      ['令和 4 年度に', '導入しました。', '', '評価を 「©」としました。'],
      '令和4年度に導入しました。\n評価を「◎」としました。',
    ],
    [['一つ「©」としました。二つ「 \\circ 」としました。'], '一つ「◎」としました。二つ「◎」としました。'],
    [['「0」としました。'], '「0」としました。'],
    [['・一つ', '・二つ'], '一つ\n二つ'],
    [['－'], '－'],
  ])('%j', (lines, text) => {
    expect(rowOf(valuesOf(run(...lines).rows, 'prose'), 'all')).toBe(`all 全体 prose=${JSON.stringify(text)}`)
  })
})

describe('cells of a table', () => {
  const table = (...rows: readonly string[]) => run('名\t前(R1)\t後\t評価\t止', ...rows)
  const values = (cell: string) => {
    const { rows, problems } = table(`あ\t1件\t${cell}\t◎\t.`)
    return { row: rowOf(valuesOf(rows), 'value あ-after'), problems }
  }

  test.each([
    ['12,137 件', '"12,137件"', 12137, '"件"', null, null, 2022],
    ['20%減', '"20%減"', 20, '"%"', '"decrease"', null, 2022],
    ['(R2)整備済', '"(R2)整備済"', null, null, null, null, 2020],
    ['R2 3台', '"R2 3台"', 3, '"台"', null, null, 2020],
    ['令和2年度 40件', '"令和2年度40件"', 40, '"件"', null, null, 2020],
    ['未実施', '"未実施"', null, null, null, null, 2022],
    [
      '小 12台 中 5台',
      '"小12台 中5台"',
      null,
      null,
      null,
      '[{"label":"小","value":12,"unit":"台"},{"label":"中","value":5,"unit":"台"}]',
      2022,
    ],
    ['－', null, null, null, null, null, 2022],
    ['', null, null, null, null, null, 2022],
  ])('%s', (cell, text, value, unit, direction, parts, year) => {
    const { row, problems } = values(cell)
    expect(problems).toEqual([])
    expect(row).toBe(
      `value あ-after kind="after" text=${text} value=${value} unit=${unit} direction=${direction} parts=${parts} year=${year}`,
    )
  })

  test.each(['20~30件', '10 20件', '100件ほど', '1,23件'])(
    '%s: a warning where digits could not be read',
    (cell) => {
      const { row, problems } = values(cell)
      expect(codesOf(problems)).toEqual(['normalize/number-not-read 3'])
      expect(problems[0]).toMatchObject({ severity: 'warning' })
      expect(row).toContain('value=null unit=null')
      expectReadable(problems)
    },
  )

  test('a header says the year of its cells, and a cell that says its own keeps both', () => {
    const { rows } = table('あ\t1件\t2件\t◎\t.', 'い\t(R3)5件\t2件\t○\t.')
    expect(valuesOf(rows, 'year', 'headerYear').filter((row) => row.startsWith('value'))).toEqual([
      'value あ-before year=2019',
      'value あ-after year=2022',
      'value い-before year=2021 headerYear=2019',
      'value い-after year=2022',
    ])
  })

  test('pieces over several rows are put together, quantities apart', () => {
    const { rows } = table('利用\t小学校 186 台\t1件\t©\t.', '可能な窓口\t中学校 42 台\t\t\t')
    expect(valuesOf(rows, 'name', 'text', 'parts', 'sign')).toEqual([
      'all 全体',
      'item 利用 name="利用可能な窓口" sign="◎"',
      'value 利用-before text="小学校186台 中学校42台" parts=[{"label":"小学校","value":186,"unit":"台"},{"label":"中学校","value":42,"unit":"台"}]',
      'value 利用-after text="1件" parts=null',
    ])
  })

  test('a sign with several readings has no value but its readings', () => {
    const { rows } = table(
      'あ\t1件\t2件\t0\t.',
      'い\t1件\t2件\t ○ \t.',
      'う\t1件\t2件\t×\t.',
      'え\t1件\t2件\t\t.',
    )
    expect(
      rows
        .filter((row) => row.entity === 'item')
        .map((row) => [row.fields.sign?.[0]?.value, row.fields.sign?.[0]?.readings]),
    ).toEqual([
      [null, ['◎', '○']],
      ['○', ['○']],
      [null, []],
      [null, undefined],
    ])
  })
})

test('what is declared says so, and which key declares it', () => {
  const { rows } = run('名\t前(R1)\t後\t評価\t止', 'あ\t1件\t2件\t◎\t.')
  expect(rows[0]?.fields.kind?.[0]).toMatchObject({
    value: '全体',
    parts: [],
    declared: 'document.blocks.1.set.kind',
  })
  expect(rows.find((row) => row.key === 'あ-after')?.fields.year?.[0]).toMatchObject({
    value: 2022,
    declared: 'document.kinds.after.year',
    because: '令和4年度末',
  })
})

test('a declared year that is none is told once, of source.yaml', () => {
  const small = shape(
    yaml.replace('year: 令和4年度', 'year: 令和4年ころ'),
    '令和4年度末\n名\t前(R1)\t後\t評価\t止\nあ\t1\t2\t◎\t.\nい\t1\t2\t◎\t.',
  )
  const { problems } = normalize(small)
  expect(codesOf(problems)).toEqual(['normalize/year document.kinds.after.year'])
  expect(problems[0]?.where.file).toBe('sources/x/y/source.yaml')
  expectReadable(problems)
})
