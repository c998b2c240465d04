/** The privacy gate as the rows of a table go by: which rows are held, and that nothing is said by its value. */
import { describe, expect, test } from 'vitest'
import { settleColumns } from '../../../pipeline/job/table/columns.ts'
import { privacyGate } from '../../../pipeline/job/table/gate.ts'
import type { TablePrivacy } from '../../../pipeline/job/table/guard.ts'
import { maskProblem } from '../../../pipeline/job/table/masks.ts'
import { publishedColumns, scannedTable } from '../../../pipeline/job/table/scanned.ts'
import type { Row } from '../../../pipeline/lib/grid.ts'
import type { GridTable } from '../../../pipeline/lib/grid-declaration.ts'
import type { Json } from '../../../pipeline/lib/model.ts'
import type { Problem } from '../../../pipeline/problem.ts'
import { fieldsOf } from '../../../pipeline/validate/index.ts'
import { PRIVACY } from '../../helpers/job.ts'
import { locate } from '../../shape/grid/helper.ts'
import { runRows, schemaOf } from './small.ts'

const gate = privacyGate(PRIVACY)
const MOBILE = '090-1234-5678'
const MAIL = 'taro.yamada@gmail.com'

const TABLE: GridTable = {
  dataset: 'shops',
  headerRows: 1,
  columns: [
    { header: '番号', to: '番号' },
    { header: '名称', to: '名称' },
    { header: '日付', to: '日付' },
    { header: 'メモ', leave: '庁内用' },
  ],
  key: ['番号'],
}
const SCHEMA = schemaOf({
  番号: { type: 'string', 'x-kind': 'verbatim' },
  名称: { 'x-kind': 'text' },
  日付: { 'x-kind': 'date', 'x-confidence': 'A', format: 'date' },
})
const HEAD: Row = ['番号', '名称', '日付', 'メモ']

function guarded(
  rows: readonly Row[],
  table: GridTable = TABLE,
  schema: { readonly [key: string]: Json } = SCHEMA,
  keys = false,
) {
  const [located] = locate([table], rows)
  if (located === undefined) throw new Error('no header')
  const fields = fieldsOf(schema)
  const privacy: TablePrivacy = { gate, table: scannedTable(table, located, fields, null), worksheet: null }
  const taken = new Map<string, number>()
  const ran = runRows(table, schema, rows, {
    privacy,
    ...(keys
      ? {
          takeKey: (key: string, row: number) => {
            const other = taken.get(key)
            if (other === undefined) taken.set(key, row)
            return other
          },
        }
      : {}),
  })
  const sources = fields.map(({ header }) =>
    table.columns.flatMap(({ to }, i) => (to === header ? [located.columns[i] ?? -1] : [])),
  )
  const published = publishedColumns(located, sources)
  const account = settleColumns(ran.account, { ...privacy, published, place: { file: 'x.csv' }, kept: 100 })
  return { ...ran, account, said: JSON.stringify([account, ran.changes, ran.problems]) }
}

const codes = (account: ReturnType<typeof guarded>['account']): readonly string[] =>
  account.problems.map(({ code, severity, column }) => `${severity} ${code} ${column}`)

describe('cells', () => {
  test('in a column that is published hold their row, in another they do not', () => {
    const { account, records, said } = guarded([
      ['担当', MAIL],
      HEAD,
      ['1', '本庁', '', MOBILE],
      ['2', `管理人 ${MOBILE}`, '', ''],
      ['3', '支所', '', ''],
    ])
    expect(records.length).toBe(2)
    expect(account.held).toEqual([{ from: 4, to: 4, codes: ['inspect/mobile-phone'] }])
    expect(codes(account)).toEqual([
      'error inspect/private-mail 1',
      'error inspect/mobile-phone 3',
      'error inspect/mobile-phone 1',
    ])
    expect(said).not.toContain(MOBILE)
    expect(said).not.toContain(MAIL)
    expect(account.problems[1]?.first[0]).toMatchObject({
      actual: '0…(13)',
      where: { row: 3, cell: 'D3', header: 'メモ' },
    })
    // what stands above the table is of no column
    expect(account.problems[0]?.first[0]?.where.header).not.toBe('名称')
  })

  test('whatever else is said of them, is said without their value', () => {
    const { account, changes } = guarded([
      HEAD,
      ['1', '本庁', `${MOBILE}　`, ''],
      ['2', '支所', '20200101', ''],
    ])
    const [date] = account.problems.filter(({ code }) => code.startsWith('normalize/not'))
    expect(date?.first[0]?.actual).toBe('0…(13)')
    expect(date?.first[0]?.message.ja).not.toContain(MOBILE)
    expect(changes.join()).not.toContain(MOBILE)
    // and of others with it
    expect(changes.join()).toContain('20200101')
  })

  test('a key is one of them', () => {
    const rows = [HEAD, [MAIL, 'a', '', ''], ['x', 'b', '', ''], ['x', 'c', '', ''], [MAIL, 'd', '', '']]
    const { account, said } = guarded(rows, TABLE, SCHEMA, true)
    expect(codes(account)).toContain('error validate/duplicate-key 0')
    expect(said).not.toContain(MAIL)
    expect(said).toContain('"actual":"x"')
  })

  test('a cell that stands for the one above has what was found there', () => {
    const above: GridTable = {
      ...TABLE,
      columns: TABLE.columns.map((column) =>
        column.header === '名称' ? { ...column, above: 'blank' } : column,
      ),
    }
    const rows = [
      HEAD,
      ['1', '本庁', '', ''],
      ['2', MOBILE, '', ''],
      ['3', '', '', ''],
      ['4', '〃', '', ''],
      ['5', '支所', '', ''],
    ]
    const { account, records, said } = guarded(rows, above)
    expect(records.length).toBe(2)
    expect(account.held).toEqual([{ from: 3, to: 5, codes: ['inspect/mobile-phone'] }])
    expect(said).not.toContain(MOBILE)
  })

  test('a row of which too many cells are quoted', () => {
    const { account, said } = guarded([HEAD, ['1', '本庁', '', '', MOBILE], ['2', '支所', '', '']])
    expect(codes(account)).toContain('error shape/extra-cells -1')
    expect(said).not.toContain(MOBILE)
  })

  test('in a cross table the row is held whole, and told once', () => {
    const melt: GridTable = {
      dataset: 'visits',
      headerRows: 1,
      columns: [{ header: '施設', to: '施設' }],
      melt: { type: 'year', name: '年', value: '値' },
      key: [],
    }
    const schema = schemaOf({
      施設: { 'x-kind': 'text' },
      年: { 'x-kind': 'year', type: ['integer', 'null'] },
      値: { 'x-kind': 'text' },
    })
    const rows = [
      ['施設', '2021年', '2022年'],
      ['本庁', '3', MOBILE],
      ['支所', '5', '6'],
      ['分館', '7', '8'],
    ]
    const { account, records, said } = guarded(rows, melt, schema)
    expect(records.length).toBe(4)
    expect(account.counts.held).toBe(1)
    expect(
      account.problems.filter(({ code }) => code === 'inspect/mobile-phone').map(({ count }) => count),
    ).toEqual([1])
    expect(said).not.toContain(MOBILE)
  })
})

test('of a column that is one of names nothing is printed', () => {
  const table: GridTable = {
    ...TABLE,
    columns: TABLE.columns.map((column) =>
      column.header === '名称' ? { ...column, header: '氏名' } : column,
    ),
  }
  const names = ['山田　太郎', '佐藤　花子', '鈴木　一郎', '高橋　美咲', '田中　健一']
  const rows = [
    ['番号', '氏名', '日付', 'メモ'],
    ...names.map((name, i) => [String(i), name, '20200101', '']),
  ]
  const { account, said } = guarded(rows, table)
  expect(codes(account)).toContain('error inspect/person-names 1')
  for (const name of names) expect(said).not.toContain(name)
  expect(said).toContain('20200101')
  expect(account.counts.held).toBe(0)
})

test('of dates of birth beside names neither what is written nor what is made of it', () => {
  const table: GridTable = {
    ...TABLE,
    columns: TABLE.columns.map((column) => {
      if (column.header === '名称') return { ...column, header: '氏名' }
      return column.header === '日付' ? { ...column, header: '生年月日' } : column
    }),
  }
  const names = ['山田　太郎', '佐藤　花子', '鈴木　一郎']
  const rows = [
    ['番号', '氏名', '生年月日', 'メモ'],
    ...names.map((name, i) => [String(i), name, `昭和5${i}年4月3日`, '']),
  ]
  const { account, changes } = guarded(rows, table)
  expect(codes(account)).toContain('error inspect/birth-dates 2')
  const said = JSON.stringify([account])
  expect(account.problems.map(({ code }) => code)).toContain('normalize/era-date')
  expect(said).not.toMatch(/昭和5|197[5-7]-04/)
  expect(changes.length).toBeGreaterThan(0)
})

test('a problem that was made before, of a cell that was stopped at', () => {
  const problem: Problem = {
    code: 'extract/gaiji',
    severity: 'warning',
    scope: 'row',
    message: { ja: '「山田太郎様」に外字があります。', en: '"山田太郎様" has gaiji.' },
    remedy: { ja: '', en: '' },
    where: { row: 4, cell: 'B4' },
    actual: '山田太郎様',
  }
  const found = new Map([['', [{ column: 1, rows: [[4, 6] as const] }]]])
  const mask = (text: string): string => text.replaceAll('様', '*')
  expect(maskProblem(problem, found, mask)).toMatchObject({
    message: { ja: '「山…(5)」に外字があります。', en: '"山…(5)" has gaiji.' },
    actual: '山…(5)',
  })
  const beside = { ...problem, where: { row: 7, cell: 'B7' }, also: [{ row: 5, cell: 'B5' }] }
  expect(maskProblem(beside, found, mask).actual).toBe('山…(5)')
  // of another cell, column or worksheet only what is known by itself
  for (const where of [
    { row: 4, cell: 'A4' },
    { row: 7, cell: 'B7' },
    { row: 4, cell: 'B4', worksheet: '表' },
  ])
    expect(maskProblem({ ...problem, where }, found, mask).actual).toBe('山田太郎*')
})
