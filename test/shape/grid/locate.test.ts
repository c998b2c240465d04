import { describe, expect, test } from 'vitest'
import { locate, rowsOf, run, table } from './helper.ts'

test('the header is found below a preamble, wherever it stands, by its folded words', () => {
  const rows = rowsOf(`
#title|施設の一覧
#licence|CC BY

 | ＩＤ | 名 称 | 住所
 | 1 | 役場 | 本町`)
  const [at] = locate([table(['ID', '名称'])], rows)
  expect(at).toMatchObject({ headerRows: [4], columns: [1, 2], left: 1, right: 2 })
  expect(at?.headers).toEqual(['', 'ＩＤ', '名 称', '住所'])
})

test('a header that is not whole is none', () => {
  expect(locate([table(['ID', '電話'])], rowsOf('ID|名称\n1|役場'))).toEqual([undefined])
  expect(locate([table(['ID'])], [])).toEqual([undefined])
})

test('a row with one of the headers in a text above is not taken for it', () => {
  const [at] = locate([table(['名称', '住所'])], rowsOf('名称|の一覧\n名称|住所\nA|B'))
  expect(at?.headerRows).toEqual([2])
})

test('an optional column may be missing, and is where it is there', () => {
  const one = table(['ID', { header: '備考', to: '備考', optional: true }])
  expect(locate([one], rowsOf('ID\n1'))[0]?.columns).toEqual([0, -1])
  expect(locate([one], rowsOf('備考|ID\n|1'))[0]?.columns).toEqual([1, 0])
  expect(run(one, rowsOf('ID\n1')).data).toEqual(['2: 1|∅'])
})

test('the n-th column of the same header', () => {
  const one = table(['住所', { header: '住所', nth: 2, to: '方書' }])
  expect(locate([one], rowsOf('住所|名|住所\na|b|c'))[0]?.columns).toEqual([0, 2])
  expect(locate([one], rowsOf('住所|名\na|b'))).toEqual([undefined])
})

describe('a header of several rows', () => {
  const wanted = ['番号', '位置_緯度', '位置_経度']
  test('with merges', () => {
    const rows = rowsOf(`
番号 | 位置 |
     | 緯度 | 経度
1    | 35.1 | 139.1`)
    const merges = [
      { top: 1, left: 1, bottom: 2, right: 1 },
      { top: 1, left: 2, bottom: 1, right: 3 },
    ]
    const done = run(table(wanted, { headerRows: 2 }), rows, false, 3, merges)
    expect(done.located.headerRows).toEqual([1, 2])
    expect(done.data).toEqual(['3: 1|35.1|139.1'])
  })
  test('with merges that a CSV lost', () => {
    const done = run(table(wanted, { headerRows: 2 }), rowsOf('前\n番号|位置|\n|緯度|経度\n1|35.1|139.1'))
    expect(done.located.headerRows).toEqual([2, 3])
    expect(done.spans).toEqual(['1 preamble', '2-3 header'])
    expect(done.data).toEqual(['4: 1|35.1|139.1'])
  })
  test('of three', () => {
    const rows = rowsOf(`
年度 | 人口 |    |
     | 男   |    | 女
     | 0歳  | 1歳 | 0歳
令和5年度 | 1 | 2 | 3`)
    const [at] = locate(
      [table(['年度', '人口_男_0歳', '人口_男_1歳', '人口_女_0歳'], { headerRows: 3 })],
      rows,
    )
    expect(at?.columns).toEqual([0, 1, 2, 3])
  })
})

describe('several tables', () => {
  test('side by side with the same header', () => {
    const side = table(['番号', '名'])
    const rows = rowsOf('番号|名||番号|名\n1|a||2|b\n3|c|||')
    const both = locate([side, { ...side, block: 2 }], rows)
    expect(both.map((at) => [at?.columns, at?.left, at?.right])).toEqual([
      [[0, 1], 0, 1],
      [[3, 4], 3, 4],
    ])
    expect(run({ ...side, block: 2 }, rows).data).toEqual(['2: 2|b'])
    expect(run({ ...side, block: 2 }, rows).spans).toEqual(['1 header', '3 blank'])
  })
  test('side by side with different headers', () => {
    const both = locate([table(['番号', '名']), table(['種別', '数'])], rowsOf('番号|名||種別|数\n1|a||甲|2'))
    expect(both.map((at) => at?.columns)).toEqual([
      [0, 1],
      [3, 4],
    ])
  })
  test('one below the other with the same header', () => {
    const one = table(['番号', '名'])
    const both = locate([one, one], rowsOf('番号|名\n1|a\n\n番号|名\n2|b'))
    expect(both.map((at) => at?.headerRows)).toEqual([[1], [4]])
  })
  test('one below the other with different headers; the second may be above the first only beside it', () => {
    const tables = [table(['番号', '名']), table(['種別', '数'])]
    const below = locate(tables, rowsOf('番号|名\n1|a\n表2\n種別|数\n甲|2'))
    expect(below.map((at) => at?.headerRows)).toEqual([[1], [4]])
    expect(locate([...tables].reverse(), rowsOf('番号|名\n1|a\n種別|数\n甲|2'))[1]).toBeUndefined()
  })
  test('of different heights', () => {
    const both = locate(
      [table(['番号', '名']), table(['位置_緯度', '位置_経度'], { headerRows: 2 })],
      rowsOf('番号|名\n1|a\n\n位置|\n緯度|経度\n1|2'),
    )
    expect(both.map((at) => at?.headerRows)).toEqual([[1], [4, 5]])
  })
})

test('without a header all columns go by their place, from the first row that is not blank', () => {
  const one = table(
    [
      { header: '', to: 'a' },
      { header: '', nth: 3, to: 'b' },
    ],
    { headerRows: 0 },
  )
  const done = run(one, [[], ['1', '2', '3'], ['4', '5', '6']])
  expect(done.located.headerRows).toEqual([])
  expect(done.data).toEqual(['2: 1|3', '3: 4|6'])
  expect(done.spans).toEqual(['1 blank'])
})

test('a title right above a cross table of two levels is not taken for its first row', () => {
  const one = table(['地区'], {
    headerRows: 2,
    melt: { type: 'year', name: '年', second: '性別', value: '人口' },
  })
  const rows = rowsOf('令和6年度||||\n|||4月1日現在|\n地区|令和4年||令和5年|\n|男|女|男|女\n本町|10|11|12|13')
  const done = run(one, rows)
  expect(done.located.headerRows).toEqual([3, 4])
  expect(done.data).toEqual([
    '5: 本町|令和4年|男|10',
    '5: 本町|令和4年|女|11',
    '5: 本町|令和5年|男|12',
    '5: 本町|令和5年|女|13',
  ])
  expect(locate([one], rows.slice(0, 4))[0]?.headerRows).toEqual([3, 4])
})
