import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SkipRule } from '../../../pipeline/lib/grid-declaration.ts'
import { createSpans, isSplittable } from '../../../pipeline/shape/grid/index.ts'
import { cases } from '../../helpers/cases.ts'
import { rowsOf, run, table } from './helper.ts'

test('a header that is repeated at a page break is a header; a row that only begins like it is data', () => {
  const done = run(table(['番号', '名']), rowsOf('番号|名\n1|a\n番号|名\n2|b\n番号|x'))
  expect(done.data).toEqual(['2: 1|a', '4: 2|b', '5: 番号|x'])
  expect(done.spans).toEqual(['1 header', '3 header'])
})

test('the header again, of other widths and spaces', () => {
  const done = run(table(['ID', '名称']), rowsOf('ID|名称\n1|a\nＩＤ|名　称\nI|名称\nID|'))
  expect(done.spans).toEqual(['1 header', '3 header'])
  expect(done.data).toEqual(['2: 1|a', '4: I|名称', '5: ID|'])
})

describe('rows that are not data', () => {
  const rows = rowsOf(`
番号 | 名称 | 数
合 計 | | 9
1 | 合計特殊出生率 | 1
※1 暫定 | |
2 | 記入例 | 2
3 | c |
小計 | c | 3`)
  test.each<[string, SkipRule, readonly number[]]>([
    ['is', { as: 'totals', is: ['合計'] }, [2]],
    ['is, of a column', { as: 'example', column: '名称', is: ['記入例'] }, [5]],
    ['is, of a column written otherwise', { as: 'example', column: '名 称', is: ['記入例'] }, [5]],
    ['starts', { as: 'note', starts: ['※'] }, [4]],
    ['starts, of a column', { as: 'note', column: '名称', starts: ['合計'] }, [3]],
    ['contains', { as: 'totals', contains: ['計'] }, [2, 7]],
    ['contains, of a column', { as: 'note', column: '名称', contains: ['特殊'] }, [3]],
    ['filled', { as: 'note', filled: 1 }, [4]],
    ['filled and starts', { as: 'note', filled: 2, starts: ['小計', '3'] }, [6]],
    ['contains and starts: both must hold', { as: 'note', contains: ['計'], starts: ['小'] }, [7]],
    [
      'a column that is not there looks at the first cell',
      { as: 'totals', column: 'なし', is: ['小計'] },
      [7],
    ],
    ['no test at all would take every row', { as: 'note', is: [] }, []],
  ])('%s', (_, rule, skipped) => {
    const done = run(table(['番号', '名称', '数'], { skip: [{ ...rule, reason: 'why' }] }), rows)
    const data = [2, 3, 4, 5, 6, 7].filter((row) => !skipped.includes(row))
    expect(done.data.map((line) => Number.parseInt(line, 10))).toEqual(data)
    expect(done.spans).toEqual(['1 header', ...skipped.map((row) => `${row} ${rule.as} why`)])
  })
})

describe('the end of a table', () => {
  const rows = rowsOf(`
番号|名|数
1|a|1

2|b|2


注
3|c|3
4`)
  test('after a run of blank rows; what looks like data below is told', () => {
    const done = run(table(['番号', '名', '数'], { endsAtBlank: 2 }), rows)
    expect(done.data).toEqual(['2: 1|a|1', '4: 2|b|2'])
    expect(done.spans).toEqual(['1 header', '3 blank', '5-6 blank', '7-9 note'])
    expect(done.faults).toEqual(['shape/row-after-end 8'])
    expect(done.endedAt).toBe(5)
  })
  test('blank rows between the header and the first row are none', () => {
    expect(run(table(['a'], { endsAtBlank: 1 }), rowsOf('a\n\n\n1\n\n2')).data).toEqual(['4: 1'])
  })
  test('at a row', () => {
    const done = run(table(['番号', '名', '数'], { endsAt: { is: ['注'] } }), rows)
    expect(done.data).toHaveLength(2)
    expect(done.endedAt).toBe(7)
    expect(done.faults).toEqual(['shape/row-after-end 8'])
  })
  test('at a row, by a column; below it a rule of rows still says what a row is', () => {
    const one = table(['番号', '名', '数'], {
      endsAt: { column: '名', starts: ['c'] },
      skip: [{ as: 'totals', is: ['3'] }],
    })
    const done = run(one, rows)
    expect(done.spans.slice(-2)).toEqual(['8 totals', '9 note'])
    expect(done.faults).toEqual([])
  })
  test('nowhere, unless it is said', () => {
    expect(run(table(['番号', '名', '数']), rows).many).toBe(5)
  })
})

describe('cells that stand for the one above', () => {
  test('〃 and the like', () => {
    const done = run(
      table([{ header: 'a', to: 'a', above: 'ditto' }, 'b']),
      rowsOf('a|b\n〃|0\nx|1\n〃|2\n同上|〃\n|4\ny|5\n"|6\n以下同じ|7'),
    )
    expect(done.data).toEqual([
      '2: 〃|0',
      '3: x|1',
      '4: x|2',
      '5: x|〃',
      '6: |4',
      '7: y|5',
      '8: y|6',
      '9: y|7',
    ])
  })
  test('a blank, over rows that are skipped and over batches; also where the row ends before the cell', () => {
    for (const size of [1, 2, 3, 100]) {
      const done = run(
        table(['b', { header: 'a', to: 'a', above: 'blank' }], { skip: [{ as: 'totals', is: ['計'] }] }),
        rowsOf('b|a\n1|x\n2|\n計|9\n3\n4|y\n5|〃'),
        false,
        size,
      )
      expect(done.data).toEqual(['2: 1|x', '3: 2|x', '5: 3|x', '6: 4|y', '7: 5|y'])
    }
  })
})

test('a cell that is merged with the one above stands for it; another blank does not', () => {
  const done = run(
    table([{ header: 'a', to: 'a', above: 'merged' }, 'b']),
    rowsOf('a|b\nx|1\n|2\n|3\n|4\ny|5\n|6\n〃|7'),
    false,
    3,
    [
      { top: 2, left: 1, bottom: 3, right: 1 },
      { top: 4, left: 2, bottom: 5, right: 2 },
      { top: 6, left: 1, bottom: 7, right: 2 },
    ],
  )
  expect(done.data).toEqual(['2: x|1', '3: x|2', '4: |3', '5: |4', '6: y|5', '7: y|6', '8: y|7'])
})

describe('cross tables', () => {
  test('of one level: the columns whose headers are years', () => {
    const one = table(['地区'], { melt: { type: 'year', name: '年', value: '人口', leave: ['合計'] } })
    const done = run(one, rowsOf('地区|令和4年|令和5年|合計|備考\n甲|1|2|3|x\n乙|4||4|'))
    expect(done.located.melted.map(({ column }) => column)).toEqual([1, 2])
    expect(done.data).toEqual(['2: 甲|令和4年||1', '2: 甲|令和5年||2', '3: 乙|令和4年||4', '3: 乙|令和5年||'])
    expect(done.many).toBe(2)
  })
  test('of two levels', () => {
    const one = table(['地区'], {
      headerRows: 2,
      melt: { type: 'year', name: '年', second: '性別', value: '人口', leave: ['計'] },
    })
    const done = run(one, rowsOf('地区|2023年||2024年|||\n|男|女|男|女|計\n甲|1|2|3|4|7'))
    expect(done.data).toEqual([
      '3: 甲|2023年|男|1',
      '3: 甲|2023年|女|2',
      '3: 甲|2024年|男|3',
      '3: 甲|2024年|女|4',
    ])
  })
  test.each([
    ['month', '4月|5月|６月分', 3],
    ['month', '13月|月|4日', 0],
    ['age', '0歳|1-4歳|5～9|100歳以上|計', 4],
    ['yearMonth', '令和5年4月|2023-05|2023/6', 3],
    ['date', '令和5年4月1日|2023/4/1|令和5年4月1日現在', 3],
    ['year', 'R5|平成30年度|2019|昭和99年', 3],
  ] as const)('%s: %s', (type, headers, many) => {
    const rows = rowsOf(`地区|${headers}\n甲|1|2|3|4`)
    const one = table(['地区'], { melt: { type, name: 'n', value: 'v' } })
    if (many === 0) expect(() => run(one, rows)).toThrow('not there')
    else expect(run(one, rows).located.melted).toHaveLength(many)
  })
  test('of listed headers', () => {
    const one = table(['地区'], {
      melt: { type: 'listed', headers: ['りんご', 'みかん'], name: 'n', value: 'v' },
    })
    expect(run(one, rowsOf('地区|みかん|ぶどう|りんご\n甲|1|2|3')).data).toEqual([
      '2: 甲|みかん||1',
      '2: 甲|りんご||3',
    ])
  })
})

describe('rows of other lengths', () => {
  test('of a CSV are told: cells beyond the header, and rows too short', () => {
    const done = run(table(['a', 'b']), rowsOf('a|b\n1|2|3\n4\n5|6|\n7|8'), true)
    expect(done.faults).toEqual(['shape/extra-cells 2', 'shape/short-row 3'])
    expect(done.data).toEqual(['2: 1|2', '3: 4|', '4: 5|6', '5: 7|8'])
  })
  test('of a worksheet are usual', () => {
    expect(run(table(['a', 'b']), rowsOf('a|b\n1|2|3\n4')).faults).toEqual([])
  })
})

test('what can be read in ranges: a table without carry and without an end of its own', () => {
  const plain = table(['a'])
  expect(isSplittable(plain)).toBe(true)
  expect(isSplittable({ ...plain, skip: [{ as: 'totals', is: ['計'] }] })).toBe(true)
  expect(isSplittable({ ...plain, endsAtBlank: 1 })).toBe(false)
  expect(isSplittable({ ...plain, endsAt: { is: ['注'] } })).toBe(false)
  expect(isSplittable(table([{ header: 'a', above: 'ditto' }]))).toBe(false)
})

test('spans join rows of the same kind and reason that follow each other', () => {
  const spans = createSpans()
  for (const [row, as, reason] of [
    [1, 'note', ''],
    [2, 'note', ''],
    [3, 'note', 'x'],
    [5, 'note', 'x'],
    [6, 'blank', 'x'],
  ] as const)
    spans.add(row, as, reason)
  expect(spans.list().map(({ from, to }) => [from, to])).toEqual([
    [1, 2],
    [3, 3],
    [5, 5],
    [6, 6],
  ])
})

test('whatever the rows are, each is data once or in one span, and batches make no difference', () => {
  const cell = fc.constantFrom('', ' ', 'a', 'b', '計', '〃', '1', '※', 'x')
  const rows = fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 20 })
  const more = fc.record(
    {
      endsAtBlank: fc.constantFrom(1, 2),
      endsAt: fc.constant({ starts: ['※'] }),
      skip: fc.constant([{ as: 'totals' as const, is: ['計'] }]),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(rows, more, fc.integer({ min: 1, max: 7 }), (below, rules, size) => {
      const all = [['題'], ['a', 'b'], ...below]
      const one = table([{ header: 'a', to: 'a', above: 'blank' }, 'b'], rules)
      const whole = run(one, all, true, 1000)
      const cut = run(one, all, true, size)
      expect(cut).toEqual(whole)
      const seen = whole.data.map((line) => Number.parseInt(line, 10))
      for (const span of whole.spans) {
        const [from = 0, to = from] = (span.split(' ')[0] ?? '').split('-').map(Number)
        for (let row = from; row <= to; row += 1) seen.push(row)
      }
      expect(seen.sort((x, y) => x - y)).toEqual(all.map((_, i) => i + 1))
    }),
    { numRuns: cases(200) },
  )
})
