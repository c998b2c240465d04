/** What only a column as a whole can say: names of persons, dates of birth, small counts. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cellProblem,
  columnProblem,
  compilePrivacy,
  createPrivacyScan,
  judgeColumns,
  mergePrivacyTallies,
  type PrivacyFiles,
} from '../../../pipeline/inspect/index.ts'
import { readsAsPerson } from '../../../pipeline/inspect/privacy/person.ts'
import { type Column, FILES, findingsIn, SETTINGS, tableOf } from './helper.ts'

const rows = (list: readonly string[]) => list.map((one) => [one])
const PEOPLE = ['山田 太郎', '佐藤　花子', '鈴木一郎', '高橋 健', '小田 恵美子', '渡邉 さくら']

describe('a cell reads as the name of a person', () => {
  test.each([
    ['山田 太郎', 'sure'],
    ['山田　太郎', 'sure'],
    ['山田太郎', 'sure'],
    ['佐々木 希', 'sure'],
    ['中村 花', 'sure'],
    ['山田太郎様', 'sure'],
    ['山田 太郎（代表）', 'sure'],
    ['渡邉 さくら', 'sure'],
    ['林 健', 'sure'],
    ['甲野 太郎', 'maybe'],
    ['みどり 太郎', 'maybe'],
    ['ジョン・スミス', 'maybe'],
    // named after a person, places, rivers, buildings, bodies
    ['野口英世記念館', 'no'],
    ['田中医院', 'no'],
    ['山田 歯科', 'no'],
    ['佐藤商店', 'no'],
    ['山田川', 'no'],
    ['石川県', 'no'],
    ['山口市', 'no'],
    ['中村区', 'no'],
    ['小田原 城', 'no'],
    ['小田原城', 'no'],
    ['高橋東', 'no'],
    ['山本町', 'no'],
    ['札幌市 中央区', 'no'],
    ['駐車場 北側', 'no'],
    ['伊勢原市 田中', 'no'],
    ['市民課', 'no'],
    ['教育委員会', 'no'],
    ['山口 大学', 'no'],
    ['備 考', 'no'],
    ['月 木', 'no'],
    ['年 度', 'no'],
    ['未定', 'no'],
    ['同上', 'no'],
    ['株式会社山田', 'no'],
    ['2024', 'no'],
    ['Taro Yamada', 'no'],
    ['', 'no'],
  ])('%s: %s', (text, expected) => {
    expect(readsAsPerson(text, SETTINGS)).toBe(expected)
  })
})

describe('names of persons', () => {
  test.each<[string, string]>([
    ['氏名', 'person-names error 0*'],
    ['保護者氏名', 'person-names error 0*'],
    ['世帯主', 'person-names error 0*'],
    ['申請者名', 'person-names error 0*'],
    ['代表者', 'names-in-office warning 0*'],
    ['議員名', 'names-in-office warning 0*'],
    ['担当者', 'names-in-office warning 0*'],
    ['営業者の氏名（法人にあっては名称）', 'names-in-office warning 0*'],
    // a header that says nothing: nearly all cells must be names
    ['内容', 'person-names error 0*'],
    ['', 'person-names error 0*'],
  ])('under %j', (header, expected) => {
    expect(findingsIn([header], rows(PEOPLE))).toEqual([expected])
  })
  test('members of an assembly are in office, whatever their column is called', () => {
    const told = findingsIn(
      ['氏名', '会派'],
      PEOPLE.map((one) => [one, '無所属']),
    )
    expect(told).toEqual(['names-in-office warning 0*'])
  })
  test.each<[string, readonly string[]]>([
    ['管理者', ['伊勢原市', '神奈川県', '市民課', '教育委員会', '(株)山田']],
    ['代表者', ['', '未定', '同上']],
    ['名称', ['田中医院', '山田歯科', '野口英世記念館', '佐藤商店']],
    ['河川名', ['山田川', '鈴川', '渋田川', '金目川']],
    ['内容', ['山田 太郎', '講演会', '映画上映', '音楽会', '展示']],
    ['地名', ['高橋', '田中', '石田', '上谷']],
    ['著者名', PEOPLE],
    ['施設名', PEOPLE],
    ['担当課', ['市民課', '税務課', '福祉課']],
  ])('none under %s: %j', (header, list) => {
    expect(findingsIn([header], rows(list))).toEqual([])
  })
  test('what a sheet of the standard asks for is no finding, a column beside it is one', () => {
    const asked: Column = { header: '所有者等', field: '所有者等', kind: 'text' }
    const other: Column = { header: '管理者氏名', field: null }
    expect(findingsIn([asked], rows(PEOPLE), 'cultural_property')).toEqual([])
    expect(findingsIn([other], rows(PEOPLE), 'cultural_property')).toEqual(['names-in-office warning 0*'])
  })
  test('one name among bodies is enough where the header says names', () => {
    expect(findingsIn(['申請者'], rows(['伊勢原市', '(株)山田', '山田 太郎']))).toEqual([
      'person-names error 0*',
    ])
  })
})

describe('names as they are written into forms', () => {
  test.each<[string, readonly string[]]>([
    ['in Latin letters', ['Taro Yamada', 'YAMADA Hanako']],
    ['one only', ['Taro Yamada']],
    ['in kana', ['ヤマダタロウ', 'スズキハナコ']],
    ['in half-width kana', ['ﾔﾏﾀﾞ ﾀﾛｳ', 'ｽｽﾞｷ ﾊﾅｺ']],
    ['numbered', ['1. 武藤 弘治', '② 遠藤 美咲']],
    ['surname and given name apart', ['武藤、弘治']],
    ['several', ['武藤 弘治、遠藤 美咲', '甲野 乙美・丙野 丁子']],
    ['in lines', ['武藤 弘治\n遠藤 美咲']],
    ['with asides', ['武藤 弘治（代表）ほか3名']],
    ['surnames alone', ['武藤', '遠藤']],
    ['rare ones', ['甲野', '乙川 ジョン']],
  ])('%s', (_, list) => {
    expect(
      findingsIn(
        ['講座名', '氏名', '会場'],
        list.map((one) => ['料理', one, '公民館']),
      ),
    ).toEqual(['person-names error 1*'])
    expect(findingsIn(['お名前'], rows(list))).toEqual(['person-names error 0*'])
    expect(findingsIn(['講座名'], rows(list))).not.toContain('names-in-office warning 0*')
  })
  test.each<[string, readonly string[]]>([
    [
      '氏名',
      ['未定', 'なし', '募集中', '別紙のとおり', '12', '-', 'ＡＢＣ', '(株)山田', '市民課', '関係者一同'],
    ],
    ['氏名', ['Green Center', 'Yamada Inc.', 'abc def', 'https://example.jp']],
    ['氏名又は名称', ['アイリス', 'みどり', 'Green Leaf']],
    ['申請者', ['アイリス', 'みどり', 'Green Leaf', '武藤、弘治']],
    ['名前', ['アイリス', 'タロウ', '小田原城', '山田川']],
    ['名前', ['山田 太郎', '市民会館', '体育館', '公民館']],
    ['施設の名前', PEOPLE],
    ['担当', ['市民課', 'スポーツ課', '高齢福祉課', '保健福祉']],
    ['フリガナ', ['ヤマダタロウ', 'スズキ ハナコ']],
    ['名称_カナ', ['ヤマダ タロウ', 'スズキ ハナコ']],
  ])('none under %s: %j', (header, list) => {
    expect(findingsIn([header], rows(list))).toEqual([])
  })
  test.each<[string, string]>([
    ['名前', 'person-names error 0*'],
    ['担当', 'names-in-office warning 0*'],
    ['作成者', 'names-in-office warning 0*'],
  ])('under %s', (header, told) => {
    expect(findingsIn([header], rows(PEOPLE))).toEqual([told])
    expect(findingsIn([header], rows(['1. 武藤 弘治']))).toEqual([told])
  })
  test('readings beside names are of persons, and none of them is printed', () => {
    const list = [
      ['甲野 太郎', 'コウノタロウ', 'サカエマチ'],
      ['乙野 花子', 'オツノハナコ', 'ホンチョウ'],
    ]
    const headers = ['氏名', 'フリガナ', '町名カナ']
    expect(findingsIn(headers, list)).toEqual(['person-names error 0*', 'person-names error 1*'])
    expect([...createPrivacyScan(tableOf(headers), SETTINGS).hidden]).toEqual([0, 1])
  })
})

describe('dates of birth', () => {
  const dates = ['1950-04-01', '昭和25年4月1日', 'S25.4.1', '1950/4/1', '1/4/1950']
  test('beside names they are an error, alone a warning', () => {
    expect(findingsIn(['生年月日'], rows(dates))).toEqual(['birth-dates-alone warning 0*'])
    const both = findingsIn(
      ['氏名', '生年月日'],
      dates.map((date, i) => [PEOPLE[i] ?? '', date]),
    )
    expect(both).toEqual(['person-names error 0*', 'birth-dates error 1*'])
  })
  test.each(['発生年月日', '設置年月日', '開館日', '生年'])('%s is none', (header) => {
    expect(findingsIn([header], rows(dates))).toEqual([])
  })
  test('words under such a header are none', () => {
    expect(findingsIn(['誕生日'], rows(['不明', '—', '春']))).toEqual([])
  })
  test('a name of an animal beside it is none of a person', () => {
    const told = findingsIn(
      ['愛称', '生年月日'],
      [
        ['タロウ', '2001-02-03'],
        ['ハナコ', '2002-03-04'],
      ],
    )
    expect(told).toEqual(['birth-dates-alone warning 1*'])
  })
})

describe('counts of persons', () => {
  test.each([
    '患者数',
    '人口',
    '0～4歳の男性',
    '関戸１丁目_女',
    '転入',
    '陽性者数（人）',
    '男計',
    '100歳以上',
  ])('%s', (header) => {
    expect(findingsIn([header], rows(['12', '2', '１', '0', '-', '100']))).toEqual([
      'small-counts warning 0*',
    ])
    expect(findingsIn([header], rows(['12', '3', '0', '']))).toEqual([])
  })
  test.each([
    '定員',
    '収容人数',
    '職員数',
    '男子トイレ数',
    '台数',
    '女性が活躍しやすい',
    '渡航歴の有無',
    '議員定数',
    '空き人数',
  ])('not %s', (header) => {
    expect(findingsIn([header], rows(['1', '2', '3']))).toEqual([])
  })
  test('a sheet of facilities counts no persons', () => {
    const column: Column = { header: '想定利用者数', field: '想定利用者数', kind: 'integer' }
    expect(findingsIn([column], rows(['1']), 'evacuation_space')).toEqual([])
  })
  test('of many columns it is told once, with all of their cells', () => {
    const table = tableOf(['男', '女', '計'])
    const scan = createPrivacyScan(table, SETTINGS)
    scan.scan({
      first: 2,
      rows: [
        ['9', '1', '10'],
        ['2', '2', '4'],
      ],
    })
    expect(scan.end()).toEqual([
      { code: 'inspect/small-counts', column: 0, severity: 'warning', count: 3, row: 2, also: [1] },
    ])
  })
})

test('what the standard asks for is only told, unless a person has set the limit', () => {
  const kinds = (files: PrivacyFiles): readonly string[] => {
    const scan = createPrivacyScan(tableOf(['人口'], 'population'), compilePrivacy(files))
    scan.scan({ first: 2, rows: [['1'], ['40']] })
    return scan.end().map(({ code, severity }) => `${code} ${severity}`)
  }
  expect(kinds(FILES)).toEqual(['inspect/small-counts info'])
  expect(kinds({ ...FILES, smallCount: 10 })).toEqual(['inspect/small-counts warning'])
})

const MIXED = [
  ['山田 太郎', '1950-04-01', '1', '202400000018'],
  ['伊勢原市', '', '12', '202400000026'],
  ['佐藤 花子', '1960-04-01', '2', '123456789018'],
  ['未定', 'S40.1.1', '0', ''],
]
const TABLE = tableOf(['申請者', '生年月日', '人数', '管理番号'])

test('a file that is scanned in parts says the same as one that is scanned whole', () => {
  const whole = createPrivacyScan(TABLE, SETTINGS)
  const all = Array.from({ length: 30 }, (_, i) => MIXED[i % MIXED.length] ?? [])
  whole.scan({ first: 2, rows: all })
  expect(whole.end().length).toBeGreaterThan(2)
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 29 }), { maxLength: 6 }),
      fc.boolean(),
      (cuts, turned) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), all.length]
        const parts = edges.slice(1).map((to, i) => {
          const scan = createPrivacyScan(TABLE, SETTINGS)
          scan.scan({ first: 2 + (edges[i] ?? 0), rows: all.slice(edges[i], to) })
          return structuredClone(scan.tally())
        })
        const tally = mergePrivacyTallies(turned ? parts.reverse() : parts)
        expect(judgeColumns(TABLE, SETTINGS, tally)).toEqual(whole.end())
      },
    ),
  )
})

test('rows above the table are read as running text, and count for no column', () => {
  const scan = createPrivacyScan({ ...TABLE, dataFrom: 3 }, SETTINGS)
  const found = scan.scan({
    first: 1,
    rows: [['申請者一覧', '担当 090-1234-5678'], ['申請者', '生年月日'], ['伊勢原市']],
  })
  expect(found).toEqual([{ code: 'inspect/mobile-phone', row: 1, column: 1, severity: 'error' }])
  expect(scan.end()).toEqual([])
})

test('cells beyond the columns are read too; nothing found is always the same list', () => {
  const scan = createPrivacyScan(tableOf([]), SETTINGS)
  expect(scan.scan({ first: 1, rows: [['a', '', '090-1234-5678']] })).toHaveLength(1)
  const empty = scan.scan({ first: 2, rows: [['a'], []] })
  expect(empty).toEqual([])
  expect(scan.scan({ first: 4, rows: [['b']] })).toBe(empty)
})

test('columns of which no cell may be printed are known by their headers', () => {
  const scan = createPrivacyScan(
    tableOf(['名称', '保護者氏名', '生年月日', '個人番号', '代表者', '電話番号']),
    SETTINGS,
  )
  expect([...scan.hidden]).toEqual([1, 2, 3])
})

test('what is told holds no value', () => {
  const values = ['090-1234-5678', '123456789018', 'taro.yamada@gmail.com', '山田 太郎', '1950-04-01']
  const table = tableOf(['備考', '備考2', '備考3', '保護者氏名', '生年月日'])
  const scan = createPrivacyScan(table, SETTINGS)
  const cells = scan.scan({ first: 2, rows: [values] })
  const told = JSON.stringify([
    ...cells.map((one) => cellProblem(one, values[one.column] ?? '', table, { file: 'a.csv' })),
    ...scan.end().map((one) => columnProblem(one, table, { file: 'a.csv' }, SETTINGS)),
  ])
  expect(cells).toHaveLength(3)
  for (const value of values) expect(told).not.toContain(value)
  expect(told).toContain('0…(13)')
  expect(told).not.toMatch(/\{\w+\}/)
})
