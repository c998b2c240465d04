import { expect, test } from 'vitest'
import { parseYaml } from '../../../pipeline/lib/yaml.ts'
import { type Edit, edited, shownEdits, shownText } from '../../../pipeline/run/candidate/edit.ts'

const TEXT = `title: { ja: 施設, en: Places } # the title
grid:
  tables:
    - dataset: a
      columns:
        - { header: 名称, to: 名称 } # name
        - header: 電話
          to: 電話番号
          values:
            あり: "1"   # yes
        # notes
        - { header: "備考 x", leave: "no" } # last
      key: [ID]
    - dataset: b
      columns: [{ header: A, to: B }]
      values: {}
expect: { records: { a: 3 } }
`

const COLUMNS = ['grid', 'tables', 0, 'columns'] as const

const CASES: readonly (readonly [string, Edit, string])[] = [
  [
    'a value in braces',
    { kind: 'set', path: [...COLUMNS, 0, 'header'], value: '施設名' },
    'f:6  { header: 名称, to: 名称 } → { header: 施設名, to: 名称 }',
  ],
  [
    'a value on its own line',
    { kind: 'set', path: [...COLUMNS, 1, 'header'], value: '電話 番号' },
    'f:7  header: 電話 → header: "電話 番号"',
  ],
  [
    'a member in braces',
    { kind: 'put', path: [...COLUMNS, 0], key: 'optional', value: true },
    'f:6  { header: 名称, to: 名称 } → { header: 名称, to: 名称, optional: true }',
  ],
  [
    'a member on a line of its own',
    { kind: 'put', path: [...COLUMNS, 1], key: 'optional', value: true },
    'f:11  + optional: true',
  ],
  [
    'behind the comment of the last member',
    { kind: 'put', path: [...COLUMNS, 1, 'values'], key: '有り', value: '1' },
    'f:11  + 有り: "1"',
  ],
  [
    'an entry of a list',
    { kind: 'push', path: COLUMNS, value: { header: '新', leave: 'a b' } },
    'f:13  + - { header: 新, leave: "a b" }',
  ],
  [
    'an entry of a list in brackets',
    { kind: 'push', path: ['grid', 'tables', 1, 'columns'], value: { header: '新' } },
    'f:15  columns: [{ header: A, to: B }] → columns: [{ header: A, to: B }, { header: 新 }]',
  ],
  [
    'a member of an empty mapping',
    { kind: 'put', path: ['grid', 'tables', 1, 'values'], key: 'x', value: 1 },
    'f:16  values: {} → values: { x: 1 }',
  ],
  [
    'a member that is there already',
    { kind: 'put', path: ['expect', 'records'], key: 'a', value: 4 },
    'f:17  expect: { records: { a: 3 } } → expect: { records: { a: 4 } }',
  ],
]

test.each(CASES)('%s', (_, edit, shown) => {
  expect(shownEdits(TEXT, [edit]).map((one) => shownText('f', one))).toEqual([shown])
  const windows = shownEdits(TEXT.replaceAll('\n', '\r\n'), [edit])
  expect(windows.map((one) => shownText('f', one))).toEqual([shown])
})

test('all of them together: comments and layout stay, and the file says what was meant', () => {
  const text = edited(
    TEXT,
    CASES.map(([, edit]) => edit),
  )
  expect(parseYaml(text).faults).toEqual([])
  expect(parseYaml(text).value).toMatchObject({
    grid: {
      tables: [
        {
          columns: [
            { header: '施設名', to: '名称', optional: true },
            { header: '電話 番号', to: '電話番号', optional: true, values: { あり: '1', 有り: '1' } },
            { header: '備考 x', leave: 'no' },
            { header: '新', leave: 'a b' },
          ],
        },
        { columns: [{ header: 'A', to: 'B' }, { header: '新' }], values: { x: 1 } },
      ],
    },
    expect: { records: { a: 4 } },
  })
  for (const comment of ['# the title', '# name', '# yes', '# notes', '# last'])
    expect(text).toContain(comment)
})

test.each<Edit>([
  { kind: 'set', path: ['grid', 'nothing'], value: 'x' },
  { kind: 'set', path: ['grid', 'tables'], value: 'x' },
  { kind: 'push', path: ['title'], value: 'x' },
  { kind: 'put', path: ['title', 'ja'], key: 'x', value: 'x' },
  { kind: 'put', path: ['grid'], key: 'tables', value: 'x' },
])('what has no place is passed over: %j', (edit) => {
  expect(edited(TEXT, [edit])).toBe(TEXT)
  expect(shownEdits(TEXT, [edit])).toEqual([])
})
