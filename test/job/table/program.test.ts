import { describe, expect, test } from 'vitest'
import { rowsOf, table } from '../../shape/grid/helper.ts'
import { runRows, schemaOf } from './small.ts'

const loose = { 'x-kind': 'integer', type: ['string', 'null'] }
const strict = { 'x-kind': 'integer', type: ['integer', 'null'] }

describe('columns and fields', () => {
  test('columns of the same field are joined in their order, without a blank one', () => {
    const schema = schemaOf({ 地方公共団体名: {}, 備考: {}, 電話番号: { 'x-kind': 'phone' } })
    const { records } = runRows(
      table([
        { header: '都道府県名', to: '地方公共団体名' },
        { header: '市名', to: '地方公共団体名' },
        { header: '備考1', to: '備考' },
        { header: '備考2', to: '備考' },
        { header: '電話1', to: '電話番号' },
        { header: '電話2', to: '電話番号' },
      ]),
      schema,
      rowsOf(
        '都道府県名|市名|備考1|備考2|電話1|電話2\n甲県|乙市|a|b|03-1234-5678|0463-94-4711\n|乙市|a|a|03-1234-5678|',
      ),
    )
    expect(records).toEqual(['["甲県乙市","a b","03-1234-5678;0463-94-4711"]', '["乙市","a","03-1234-5678"]'])
  })
  test('a column with two targets gives both; one without a target gives none', () => {
    const { records, account } = runRows(
      table([
        { header: '名', to: ['a', 'b'] },
        { header: '他', leave: 'not needed' },
      ]),
      schemaOf({ a: {}, b: {} }),
      rowsOf('名|他\nx|y'),
    )
    expect(records).toEqual(['["x","x"]'])
    expect(account.problems).toEqual([])
  })
  test('a split makes several fields of one cell', () => {
    const schema = schemaOf({
      緯度: { 'x-kind': 'latitude', type: ['number', 'null'] },
      経度: { 'x-kind': 'longitude', type: ['number', 'null'] },
    })
    const { records } = runRows(
      table([{ header: '座標', to: ['緯度', '経度'], split: 'coordinates' }]),
      schema,
      [['座標'], ['35.4025, 139.3147'], ['']],
    )
    expect(records).toEqual(['[35.4025,139.3147]'])
  })
  test('what is mended of an address that is cut is on record: of the whole and of the part that it is in', () => {
    const schema = schemaOf({
      連結表記: { 'x-kind': 'address' },
      市区町村: { 'x-kind': 'municipality' },
      番地以下: { 'x-kind': 'address' },
    })
    const { records, changes, account } = runRows(
      table([{ header: '住所', to: ['連結表記', '市区町村', '番地以下'], split: 'address' }]),
      schema,
      [['住所'], ['伊勢原市田中１－１'], ['伊勢原市田中2-3']],
    )
    expect(records).toEqual(['["伊勢原市田中1-1","伊勢原市","1-1"]', '["伊勢原市田中2-3","伊勢原市","2-3"]'])
    expect(changes).toEqual([
      '2 連結表記: 伊勢原市田中１－１ → 伊勢原市田中1-1',
      '2 番地以下: 伊勢原市田中１－１ → 1-1',
    ])
    expect(account.problems.map(({ code, count }) => [code, count])).toEqual([['normalize/address-form', 1]])
  })
  test('without a key two rows of which all comes out the same are told with both', () => {
    const seen = new Map<string, number>()
    const takeKey = (key: string, row: number): number | undefined => {
      const other = seen.get(key)
      if (other === undefined) seen.set(key, row)
      return other
    }
    const { records, account } = runRows(
      table([
        { header: 'a', to: 'a' },
        { header: 'b', to: 'b' },
        { header: 'c', leave: 'not needed' },
      ]),
      schemaOf({ a: {}, b: {} }),
      rowsOf('a|b|c\nx|y|1\nx||2\n|x|3\nx|y|4'),
      { takeKey },
    )
    expect(records).toHaveLength(4)
    expect(
      account.problems.map(({ code, severity, first: [one] }) => [
        code,
        severity,
        one?.where.row,
        one?.expected,
      ]),
    ).toEqual([['validate/duplicate-row', 'warning', 5, '2']])
  })
  test('what is taken from the cell above is told as a mend', () => {
    const { records, account } = runRows(
      table([{ header: '名', to: 'a', above: 'ditto' }]),
      schemaOf({ a: {} }),
      rowsOf('名\nx\n〃\ny'),
    )
    expect(records).toEqual(['["x"]', '["x"]', '["y"]'])
    const [first, ...others] = account.problems.map(({ code, severity, first: [one] }) => ({
      code,
      severity,
      row: one?.where.row,
      actual: one?.actual,
      mend: one?.mend,
    }))
    expect(first).toEqual({ code: 'shape/carried', severity: 'info', row: 3, actual: '〃', mend: 'x' })
    expect(others).toEqual([])
  })
  test('words of a column become what they mean, and that is on record', () => {
    const { records, changes } = runRows(
      table([{ header: '可否', to: 'a', values: { '○': '有', '×': '無' } }]),
      schemaOf({ a: { enum: ['有', '無', null], 'x-kind': 'choice' } }),
      rowsOf('可否\n○\n〇\n×\n有'),
    )
    expect(records.at(0)).toBe('["有"]')
    expect(records.at(-1)).toBe('["有"]')
    expect(changes).toContain('2 a: ○ → 有')
    expect(changes).toContain('4 a: × → 無')
  })
  test('what is set stands in every record; a blank cell leaves it', () => {
    const { records } = runRows(
      table(['a'], { set: { b: '２', c: 'x' } }),
      schemaOf({ a: {}, b: strict, c: {} }),
      rowsOf('a\n1\n2'),
    )
    expect(records).toEqual(['["1",2,"x"]', '["2",2,"x"]'])
  })
  test('a cross table: the header, its second part and the cell become fields', () => {
    const { records, account } = runRows(
      table(['地区'], { headerRows: 2, melt: { type: 'year', name: '年', second: '性別', value: '人口' } }),
      schemaOf({ 地区: {}, 年: {}, 性別: {}, 人口: strict }),
      rowsOf('地区|2023年|\n|男|女\n甲|1,000|2'),
    )
    expect(records).toEqual(['["甲","2023年","男",1000]', '["甲","2023年","女",2]'])
    expect(account.counts).toMatchObject({ in: 1, records: 2 })
  })
  test('a row of a cross table is held whole, wherever in it the fault is', () => {
    for (const size of [1, 2, 100]) {
      const { records, account, changes } = runRows(
        table(['地区'], { melt: { type: 'year', name: '年', value: '人口' } }),
        schemaOf({ 地区: {}, 年: {}, 人口: strict }),
        rowsOf('地区|2022年|2023年|2024年\n甲|1|２|3\n乙|x|5|6\n丙|７|8|x\n丁|1|2|３\n戊|4|5|6'),
        {},
        size,
      )
      expect(records.map((one) => JSON.parse(one)[0]).join('')).toBe('甲甲甲丁丁丁戊戊戊')
      expect(account.counts).toMatchObject({ in: 5, out: 3, held: 2, records: 9 })
      expect(account.held.map(({ from, to }) => [from, to])).toEqual([[3, 4]])
      const rowOf = new Map(
        account.runs.flatMap(({ record, row, many }) =>
          Array.from({ length: many }, (_, i) => [record + i, row + i] as const),
        ),
      )
      expect([...rowOf.values()]).toEqual([2, 2, 2, 5, 5, 5, 6, 6, 6])
      expect(account.changes.map(({ row, record }) => [row, record]).filter(([row]) => row !== 4)).toEqual([
        [2, 1],
        [5, 5],
      ])
      expect(changes).toHaveLength(3)
    }
  })
})

describe('cells that are not as they should be', () => {
  test('text that may be any text stays as written, with a doubt; where a number must be, the row is held', () => {
    const rows = rowsOf('定員\n1,200人\n若干名')
    const soft = runRows(table(['定員']), schemaOf({ 定員: loose }), rows)
    expect(soft.records).toEqual(['["1200"]', '["若干名"]'])
    expect(soft.account.counts).toMatchObject({ in: 2, out: 2, held: 0 })
    expect(soft.problems.some((one) => one.startsWith('warning') && one.includes(' 3 A3 定員'))).toBe(true)
    const hard = runRows(table(['定員']), schemaOf({ 定員: strict }), rows)
    expect(hard.records).toEqual(['[1200]'])
    expect(hard.account.held).toEqual([{ from: 3, to: 3, codes: [expect.stringMatching(/^normalize\//)] }])
    expect(hard.problems.some((one) => one.startsWith('error') && one.includes(' 3 A3 定員'))).toBe(true)
  })
  test('日没 is no time: it moves to the remarks of the record', () => {
    const { records, changes, account } = runRows(
      table(['終了時間', '備考']),
      schemaOf({ 終了時間: { 'x-kind': 'time' }, 備考: {} }),
      rowsOf('終了時間|備考\n日没|\n日没|雨天中止\n17：00|x'),
    )
    expect(records).toEqual(['[null,"終了時間: 日没"]', expect.stringContaining('日没'), '["17:00","x"]'])
    expect(records[1]).toContain('雨天中止')
    expect(changes.some((one) => one.startsWith('2 備考: 日没'))).toBe(true)
    expect(account.counts.held).toBe(0)
  })
  test('a required field that is blank holds the row, and the message says which cell', () => {
    const schema = schemaOf({ 名称: { type: 'string', 'x-requirement': '必須' }, 数: {} })
    const { account, problems, records } = runRows(
      table(['名称', '数']),
      schema,
      rowsOf('名称|数\na|1\n|2\n|3\nb|4'),
    )
    expect(records).toHaveLength(2)
    expect(account.held).toEqual([{ from: 3, to: 4, codes: ['validate/required'] }])
    expect(problems).toEqual(['error validate/required 3 A3 名称', 'error validate/required 4 A4 名称'])
  })
  test('coordinates are settled as a pair', () => {
    const schema = schemaOf({
      緯度: { 'x-kind': 'latitude', type: ['number', 'null'] },
      経度: { 'x-kind': 'longitude', type: ['number', 'null'] },
    })
    const { records, changes, problems } = runRows(
      table(['緯度', '経度']),
      schema,
      rowsOf('緯度|経度\n139.31|35.4\n35.4|139.31\n0|0'),
    )
    expect(records.slice(0, 2)).toEqual(['[35.4,139.31]', '[35.4,139.31]'])
    expect(changes.slice(0, 2)).toEqual(['2 緯度: 139.31 → 35.4', '2 経度: 35.4 → 139.31'])
    expect(problems.some((one) => one.includes(' 2 A2 '))).toBe(true)
    expect(problems.some((one) => / 4 [AB]4 /.test(one))).toBe(true)
  })
  test('what the gate refuses holds the row', () => {
    const { account, problems } = runRows(
      table(['a']),
      schemaOf({ a: { type: 'string', pattern: '^[A-Z]+$', 'x-kind': 'verbatim' } }),
      rowsOf('a\nAB\nab'),
    )
    expect(problems).toEqual(['error validate/cell 3 A3 a'])
    expect(account.counts).toMatchObject({ in: 2, out: 1, held: 1 })
  })
  test('shifted cells hold the row, even several in one batch; a short row is only told', () => {
    const { records, account } = runRows(
      table(['a', 'b']),
      schemaOf({ a: {}, b: {} }),
      rowsOf('a|b\n1|2|3\n4|5|6\n7\n8|9'),
    )
    expect(records).toEqual(['["7",null]', '["8","9"]'])
    expect(account.held).toEqual([{ from: 2, to: 3, codes: ['shape/extra-cells'] }])
  })
  test('keys: one that is there already is an error, a blank one holds its row', () => {
    const seen = new Map<string, number>()
    const takeKey = (key: string, row: number) => {
      const other = seen.get(key)
      if (other === undefined) seen.set(key, row)
      return other
    }
    const { problems, account } = runRows(
      table(['ID'], { key: ['ID'] }),
      schemaOf({ ID: {}, x: {} }),
      [
        ['ID', '他'],
        ['1', ''],
        ['2', ''],
        ['1', ''],
        ['', 'y'],
      ],
      { takeKey, isCsv: false },
    )
    expect(problems).toContain('error validate/duplicate-key 4 A4 ID')
    expect(account.counts.total).toBe(5)
  })
})
