/** Small documents, one for each construct of a declaration. */
import { describe, expect, test } from 'vitest'
import { expectReadable } from '../helpers/bad-input.ts'
import { codesOf, rowsOf, shape } from '../helpers/small.ts'

const lines = (...all: readonly string[]) => all.join('\n')

describe('blocks', () => {
  const nested = `
form: text
blocks:
  - { block: preface, at: start, starts: "{heading}について", row: section, key: preface, paragraphs: text }
  - block: policy
    starts: "<方針{number:int} {name}>"
    row: policy
    key: "{number}"
    set: { plan: 前期 }
    blocks:
      - block: item
        starts: "{code:code}.{title}"
        row: item
        key: "{policy}/{code}"
        blocks:
          - { block: content, starts: ■内容, paragraphs: content }
          - { block: view, starts: [■見解, ■意見], paragraphs: view, optional: true }
`
  const text = lines(
    '評価について',
    '',
    'はじめに。',
    '',
    '<方針 1 充実>',
    '1-1.窓口',
    '■内容',
    '内容1',
    '',
    '内容2',
    '■意見',
    'よい。',
    '1-2.端末',
    '■内容',
    '内容3',
    '<方針２ 安全>',
    '2-1.研修',
    '■ 内 容',
    '内容4',
  )

  test('a heading opens a block, a deeper one within it, an outer one ends it', () => {
    const { rows, problems } = shape(nested, text)
    expect(problems).toEqual([])
    expect(rowsOf(rows)).toEqual([
      'section preface heading=評価 text=はじめに。',
      'policy 1 number=1 name=充実 plan=前期',
      'item 1/1-1 code=1-1 title=窓口 content=内容1|内容2 view=よい。',
      'item 1/1-2 code=1-2 title=端末 content=内容3',
      'policy 2 number=２ name=安全 plan=前期',
      'item 2/2-1 code=2-1 title=研修 content=内容4',
    ])
    expect(rows.map((row) => row.parents)).toEqual([
      {},
      {},
      { policy: '1' },
      { policy: '1' },
      {},
      { policy: '2' },
    ])
    expect(rows.map((row) => row.ordinal)).toEqual([1, 1, 1, 2, 2, 1])
  })

  test('each line is cut: what it was taken for, and its parts', () => {
    const cut = shape(nested, text).lines
    expect(cut.map((line) => line.line)).toEqual(text.split('\n').map((_, i) => i + 1))
    expect(
      cut
        .filter((line) => line.kind !== 'blank')
        .map((line) => `${line.line} ${line.kind} ${line.parts.map((part) => part.name).join()}`.trim()),
    ).toEqual([
      '1 preface heading',
      '3 preface paragraph text',
      '5 policy number,name',
      '6 item code,title',
      '7 content',
      '8 content paragraph text',
      '10 content paragraph text',
      '11 view',
      '12 view paragraph text',
      '13 item code,title',
      '14 content',
      '15 content paragraph text',
      '16 policy number,name',
      '17 item code,title',
      '18 content',
      '19 content paragraph text',
    ])
    for (const line of cut)
      for (const part of line.parts) expect(line.text.slice(part.start, part.end)).toBe(part.text)
  })

  test('a line that opens nothing at the start is unknown, and lines that follow it are one fault', () => {
    const { problems } = shape(nested, lines('表紙', '', '市役所', text))
    expect(codesOf(problems)).toEqual(['shape/unknown-line 1', 'shape/missing 22'])
    expect(problems[0]?.message.ja).toContain('6行目まで、続けて4行がそうです')
    expectReadable(problems)
  })

  test.each([
    [
      'the same key again',
      lines(text, '<方針 2 再び>', '2-2.研修', '■内容', 'x'),
      ['shape/duplicate-key 20'],
    ],
    [
      'what is within it is not looked at',
      lines(text, '<方針 2 再び>', '2-1.研修', '2-1.研修', '■内容', 'x'),
      ['shape/duplicate-key 20'],
    ],
    ['a child missing', text.replace('■内容\n内容3\n', ''), ['shape/missing 13']],
    [
      'a child missing in several',
      text.replace('■内容\n内容3\n', '').replace('■ 内 容\n内容4', '内容4'),
      ['shape/unknown-line 16', 'shape/missing 13'],
    ],
    ['an optional child missing', text.replace('■意見\nよい。\n', ''), []],
    ['a root missing', text.slice(text.indexOf('<方針')), ['shape/missing 15']],
    ['no root at all', '別の文書', ['shape/unknown-line 1', 'shape/nothing-read 1']],
    ['the block at the start is only there', lines(text, '評価について'), []],
  ])('%s', (_, document, codes) => {
    const { problems } = shape(nested, document)
    expect(codesOf(problems)).toEqual(codes)
    expectReadable(problems)
  })

  test('what several lack is one problem, which counts them', () => {
    const { problems } = shape(nested, text.replaceAll(/■内容\n内容3\n/g, '').replace('■ 内 容\n内容4', ''))
    expect(codesOf(problems)).toEqual(['shape/missing 13'])
    expect(problems[0]?.message.en).toContain('It is missing in 1 more place.')
    expect(problems[0]?.also).toMatchObject([{ line: 15 }])
  })
})

describe('a block that stands in the document more than once', () => {
  const twice = `
form: text
blocks:
  - block: policy
    starts: "<{number:int} {name}>"
    row: policy
    key: "{number}"
    occurs: 2
`
  test.each([
    ['as often as it says', lines('<1 あ>', '<2 い>', '<1 あ>', '<2 い>'), []],
    ['once too often', lines('<1 あ>', '<1 あ>', '<1 あ>'), ['shape/duplicate-key 3']],
    ['not often enough', lines('<1 あ>', '<2 い>', '<3 う>', '<1 あ>'), ['shape/too-few 2']],
  ])('%s', (_, text, codes) => {
    const { problems } = shape(twice, text)
    expect(codesOf(problems)).toEqual(codes)
    expectReadable(problems)
  })

  test('every place of a field is on record', () => {
    expect(rowsOf(shape(twice, lines('<1 あ>', '<1 い>')).rows)).toEqual(['policy 1 number=1+1 name=あ+い'])
  })

  test('of those that are too few the others are named', () => {
    const [problem] = shape(twice, lines('<1 あ>', '<2 い>', '<3 う>', '<1 あ>')).problems
    expect(problem?.message.ja).toContain(
      '「2」は文書に2回出てくるはずですが、1回しかありません（2行目）。ほかに「3」、合わせて2件です',
    )
  })
})

describe('lines', () => {
  const fixed = `
form: text
listMarks: ["- ({n:int})", "・"]
ratings: { of: x, signs: [], scale: [{ sign: ◎, id: a }, { sign: ○, id: b }] }
blocks:
  - block: policy
    starts: "方針{number:int}"
    row: policy
    key: "{number}"
    paragraphs: text
    lines:
      - { line: totals, pattern: "【{count:int}】{totals*}", repeat: { totals: { pattern: "{rating:sign}{stated:int}件", row: total, key: "{policy}-{rating}" } }, optional: true }
      - { line: names, pattern: "課:{all*}", repeat: { all: { pattern: "{name}課", between: "、" } }, optional: true }
      - { line: change, pattern: "{code:code}について", optional: true, confirms: [{ row: item, key: "{code}", fields: { code: code } }], row: change, key: "{code}", set: { kind: 変更 } }
      - { line: item, pattern: ["{code:code}.{title}", "{code:code}:{title}"], row: item, key: "{code}", optional: true }
`
  test('a repetition opens rows, or fills the row around', () => {
    const { rows, problems } = shape(fixed, lines('方針1', '【3】 ◎2 件 ○1件', '課：総務課、市民課'))
    expect(problems).toEqual([])
    expect(rowsOf(rows)).toEqual([
      'policy 1 number=1 count=3 name=総務+市民',
      'total 1-◎ rating=◎ stated=2',
      'total 1-○ rating=○ stated=1',
    ])
  })

  test('a line opens a row of its own, in any of its ways of writing', () => {
    expect(rowsOf(shape(fixed, lines('方針1', '1-1.窓口', '1-2：端末')).rows)).toEqual([
      'policy 1 number=1',
      'item 1-1 code=1-1 title=窓口',
      'item 1-2 code=1-2 title=端末',
    ])
  })

  test('a line may speak of a row that comes later, and of none that never comes', () => {
    const later = shape(fixed, lines('方針1', '1-1について', '1-1.窓口'))
    expect(later.problems).toEqual([])
    expect(rowsOf(later.rows)).toEqual([
      'policy 1 number=1',
      'change 1-1 code=1-1 kind=変更',
      'item 1-1 code=1-1+1-1 title=窓口',
    ])
    const never = shape(fixed, lines('方針1', '1-9について', '1-1.窓口'))
    expect(codesOf(never.problems)).toEqual(['shape/unknown-row 2'])
    expectReadable(never.problems)
  })

  test('a list mark stands before a line or a paragraph, and is a part of its own', () => {
    const {
      rows,
      lines: cut,
      problems,
    } = shape(fixed, lines('方針1', '- (1) 1-1.窓口', '・本文', '- (2)本文2'))
    expect(problems).toEqual([])
    expect(rowsOf(rows)).toEqual([
      'policy 1 number=1 text=・|本文|- (2)|本文2',
      'item 1-1 code=- (1)|1-1 title=窓口',
    ])
    expect(cut.map((line) => line.parts.map((part) => part.type).join())).toEqual([
      'int',
      'mark,code,text',
      'mark,prose',
      'mark,prose',
    ])
  })
})

describe('tables', () => {
  const table = `
form: text
blocks:
  - block: plan
    starts: 計画
    row: plan
    key: all
    set: { all: all }
    tables:
      - table: list
        row: item
        key: "{measure}-{number}"
        columns:
          - { header: 施策, cell: "{number:int}.{name}", row: measure, key: "{number}", spans: true }
          - { header: [取組, 取り組み], cell: ["{number:int}.{title}", "({number:int}){title}"] }
          - { header: 備考, field: note, optional: true }
`
  const plan = (...rows: readonly string[]) => lines('計画', '施策\t取組', ...rows)
  const set = table.replace('key: all', 'key: "{all}"')

  test('a cell that spans rows stands above each of them; what does not match it goes on with it', () => {
    const { rows, problems } = shape(
      set,
      plan('1.市民\t1.窓口', 'サービス\t2.端末', '\t(3)研修', '2.庁内\t1.文書'),
    )
    expect(problems).toEqual([])
    expect(rowsOf(rows)).toEqual([
      'plan all all=all',
      'measure 1 number=1 name=市民|サービス',
      'item 1-1 number=1 title=窓口',
      'item 1-2 number=2 title=端末',
      'item 1-3 number=3 title=研修',
      'measure 2 number=2 name=庁内',
      'item 2-1 number=1 title=文書',
    ])
    expect(rows.map((row) => row.parents.measure)).toEqual([
      undefined,
      undefined,
      '1',
      '1',
      '1',
      undefined,
      '2',
    ])
  })

  test.each([
    [
      'another way of writing the header, another order, an optional column',
      lines('計画', '備考\t取り組み\t施策', 'x\t1.窓口\t1.市民'),
      [],
    ],
    [
      'a column more',
      lines('計画', '施策\t取組\t担当', '1.市民\t1.窓口\tx', '\t2.端末\ty'),
      ['shape/header 2'],
    ],
    [
      'a column less',
      lines('計画', '施策', '施策\t', '1.市民\t1.窓口'),
      ['shape/unknown-line 2', 'shape/header 3'],
    ],
    ['a header twice', lines('計画', '施策\t取組\t取組', '1.市民\t1.窓口\t2.端末'), ['shape/header 2']],
    ['a cell more', plan('1.市民\t1.窓口\tx'), ['shape/cell-count 3']],
    ['a cell that is not as declared', plan('1.市民\t窓口'), ['shape/cell 3']],
    ['a row before any fixed cell above it', plan('\t1.窓口'), ['shape/key 3']],
    ['two rows with one number', plan('1.市民\t1.窓口', '\t1.端末'), ['shape/duplicate-key 4']],
    [
      'two spanning cells with one number: the rows below are not told again',
      plan('1.市民\t1.窓口', '1.庁内\t1.文書', '\t2.端末'),
      ['shape/duplicate-key 4'],
    ],
    ['no table', '計画', ['shape/missing 1']],
    [
      'a header again after a blank line is a table again',
      plan('1.市民\t1.窓口', '', '施策\t取組', '2.庁内\t1.文書'),
      [],
    ],
    [
      'rows after a blank line are no rows of it',
      plan('1.市民\t1.窓口', '', '2.庁内\t1.文書'),
      ['shape/header 5'],
    ],
  ])('%s', (_, text, codes) => {
    const { problems } = shape(set, text)
    expect(codesOf(problems)).toEqual(codes)
    expectReadable(problems)
  })

  test('a table where none is declared', () => {
    const { problems } = shape(`form: text\nblocks: [{ block: a, starts: あ }]`, 'あ\nx\ty')
    expect(codesOf(problems)).toEqual(['shape/no-table 2'])
    expectReadable(problems)
  })

  const wrapped = `
form: text
blocks:
  - block: item
    starts: "{code:code}.{title}"
    row: item
    key: "{code}"
    tables:
      - table: indicators
        row: indicator
        key: "{item}-{ordinal}"
        continues: { blank: sign }
        columns:
          - { header: 指標, field: name }
          - { header: "計画({year:year})", row: value, key: "{row}-before", set: { kind: before } }
          - { header: "実績({year:year})", row: value, key: "{row}-after-{year}", many: true }
          - { header: 評価, field: sign }
`
  const head = ['1.窓口', '指標\t計画(R1)\t実績(R3)\t実績(R4)\t評価']

  test('a row whose deciding cell is blank goes on with the row above, cell by cell', () => {
    const { rows, problems } = shape(
      wrapped,
      lines(...head, '件数の\t小 10台\t1\t2\t0', '合計\t中 5台\t\t3\t', '率\t1%\t2%\t3%\t○'),
    )
    expect(problems).toEqual([])
    expect(rowsOf(rows)).toEqual([
      'item 1 code=1 title=窓口',
      'indicator 1-1 name=件数の|合計 sign=0',
      'value 1-1-before year=R1 kind=before text=小 10台|中 5台',
      'value 1-1-after-2021 year=R3 text=1',
      'value 1-1-after-2022 year=R4 text=2|3',
      'indicator 1-2 name=率 sign=○',
      'value 1-2-before year=R1 kind=before text=1%',
      'value 1-2-after-2021 year=R3 text=2%',
      'value 1-2-after-2022 year=R4 text=3%',
    ])
  })

  test('the first row goes on with nothing', () => {
    expect(rowsOf(shape(wrapped, lines(...head, '件数\t1\t2\t3\t')).rows)).toContain(
      'indicator 1-1 name=件数 sign=',
    )
  })

  test('of several patterns the one that matched says where the value belongs', () => {
    const yaml = `
form: text
blocks:
  - block: a
    starts: あ
    tables:
      - { table: t, row: item, key: "{title}", columns: [{ header: 名, cell: ["{title}({year:year})", "{title}"] }, { header: 数, field: n }] }
`
    expect(rowsOf(shape(yaml, lines('あ', '名\t数', '窓口(R4)\t1', '端末\t2')).rows)).toEqual([
      'item 窓口 title=窓口 year=R4 n=1',
      'item 端末 title=端末 n=2',
    ])
  })

  test('a sum row is known by its first cell', () => {
    const sums = `
form: markdown
blocks:
  - block: totals
    starts: "# 集計"
    tables:
      - table: counts
        row: policy
        key: "{name}"
        sum: { first: 合計, row: whole, key: all }
        columns:
          - { header: 方針, field: name }
          - { header: "{rating}", row: total, key: "{row}-{rating}", many: true, field: stated, type: int }
`
    const { rows, problems } = shape(
      sums,
      lines(
        '# 集計',
        '',
        '| 方針 | A | B |',
        '|---|--:|--:|',
        '| 窓口 | 1 | 2 |',
        '| 端末 | 3 | 4 |',
        '| 合 計 | 4 | 6 |',
      ),
    )
    expect(problems).toEqual([])
    expect(rowsOf(rows).filter((row) => row.startsWith('total') || row.startsWith('whole'))).toEqual([
      'total 窓口-A rating=A stated=1',
      'total 窓口-B rating=B stated=2',
      'total 端末-A rating=A stated=3',
      'total 端末-B rating=B stated=4',
      'whole all name=',
      'total all-A rating=A stated=4',
      'total all-B rating=B stated=6',
    ])
  })

  test('in Markdown a rule is drawn below a header only; further down a row of dashes is a row', () => {
    const yaml = `
form: markdown
blocks: [{ block: a, starts: "# あ", tables: [{ table: t, row: item, key: "{n:int}", columns: [{ header: 番号, field: n }, { header: 名, field: name }] }] }]
`.replace('{n:int}', '{n}')
    const { rows, lines: cut } = shape(
      yaml,
      lines('# あ', '', '---', '', '| 番号 | 名 |', '|---|---|', '| 1 | x |', '| - | - |'),
    )
    expect(cut.map((line) => line.kind)).toEqual([
      'a',
      'blank',
      'rule',
      'blank',
      'a/t header',
      'rule',
      'a/t row',
      'a/t row',
    ])
    expect(rowsOf(rows)).toEqual(['item 1 n=1 name=x', 'item - n=- name=-'])
  })
})

describe('lists that name the same things', () => {
  const lists = `
form: text
blocks:
  - { block: list, starts: "・{code:code} {title}", row: item, key: "{code}" }
  - { block: detail, starts: "{code:code}.{title}", row: item, key: "{code}" }
`
  test.each([
    ['both name all', lines('・1 あ', '・2 い', '1.あ', '2.い'), []],
    ['one names fewer', lines('・1 あ', '・2 い', '・3 う', '1.あ'), ['shape/not-everywhere 2']],
    [
      'each names another',
      lines('・1 あ', '・2 い', '1.あ', '3.う'),
      ['shape/not-everywhere 2', 'shape/not-everywhere 4'],
    ],
    ['they have nothing in common', lines('・1 あ', '2.い'), []],
  ])('%s', (_, text, codes) => {
    const { problems } = shape(lists, text)
    expect(codesOf(problems)).toEqual(codes)
    expectReadable(problems)
  })
})

describe('faults of a declaration', () => {
  test.each([
    ['starts: "{name:txt}", row: a, key: x', 'shape/pattern document.blocks.1.starts'],
    ['starts: "{name", row: a, key: x', 'shape/pattern document.blocks.1.starts'],
    ['starts: "{name}{name}", row: a, key: x', 'shape/pattern document.blocks.1.starts'],
    ['starts: "{name}"', 'shape/no-row document.blocks.1'],
    ['starts: あ, paragraphs: text', 'shape/no-row document.blocks.1'],
    [
      'starts: あ, lines: [{ line: l, pattern: "{x*}", row: a, key: x }]',
      'shape/pattern document.blocks.1.lines.1.pattern',
    ],
    [
      'starts: あ, lines: [{ line: l, pattern: "{x*}", row: a, key: x, repeat: { x: { pattern: "{n}" } } }]',
      'shape/pattern document.blocks.1.lines.1.pattern',
    ],
    ['starts: あ, lines: [{ line: l, pattern: "{x}" }]', 'shape/no-row document.blocks.1.lines.1'],
    [
      'starts: あ, tables: [{ table: t, row: a, key: x, columns: [{ header: "{a:b}" }] }]',
      'shape/pattern document.blocks.1.tables.1.columns.1.header',
    ],
  ])('%s', (block, code) => {
    const { problems } = shape(`form: text\nblocks: [{ block: a, ${block} }]`, 'あ')
    expect(codesOf(problems)).toEqual([code])
    expect(problems[0]?.where.file).toBe('sources/x/y/source.yaml')
  })

  test.each([
    ['types: { bad: "(" }', 'shape/pattern document.types.bad'],
    ['types: { int: "[0-9]" }', 'shape/pattern document.types.int'],
    ['listMarks: ["{n:zahl}"]', 'shape/pattern document.listMarks.1'],
    [
      'ratings: { of: x, signs: [], scale: [{ sign: A, id: a }, { sign: B, id: b }], sentences: ["{x"] }',
      'shape/pattern document.ratings.sentences.1',
    ],
  ])('%s', (more, code) => {
    expect(codesOf(shape(`form: text\n${more}\nblocks: [{ block: a, starts: あ }]`, 'あ').problems)).toEqual([
      code,
    ])
  })
})

test('more than a hundred faults, and reading stops', () => {
  const yaml = 'form: text\nblocks: [{ block: a, starts: "・{n:int}", row: a, key: "{n}" }]'
  const { problems, lines: cut } = shape(
    yaml,
    Array.from({ length: 1_000 }, (_, i) => `・${i}\n？${i}`).join('\n'),
  )
  expect(codesOf(problems).slice(0, 2)).toEqual(['shape/too-many 201', 'shape/unknown-line 2'])
  expect(problems).toHaveLength(101)
  expect(cut).toHaveLength(200)
  expectReadable(problems)
})
