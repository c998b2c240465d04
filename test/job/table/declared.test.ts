import { expect, test } from 'vitest'
import { provenanceOf } from '../../../pipeline/lib/provenance.ts'
import { recordOfRow, tablePlaceOf } from '../../../pipeline/lib/table-provenance.ts'
import { runTable, type SmallTable } from '../../helpers/table.ts'

const COLUMNS = [
  'header: ID, to: ID',
  'header: 名称, to: 名称',
  'header: 席数, to: 席数',
  'header: 係, leave: 内部',
]
const BASE: SmallTable = {
  csv: 'ID,名称,席数,係\r\na1,一番,10,山\r\na2,二番,20,川\r\n',
  columns: COLUMNS,
  more: 'key: [ID]',
  expect: '{ records: { shops: 2 } }',
}

const told = async (table: SmallTable, code: string) =>
  (await runTable(table)).problems.find((problem) => problem.code === code)

test('a header that has another name now: which is gone, which is new', async () => {
  const found = await told({ ...BASE, csv: BASE.csv.replace('係', '担当係') }, 'shape/header-changed')
  expect(found).toMatchObject({
    severity: 'error',
    where: { row: 1 },
    expected: '「係」',
    actual: '「担当係」',
  })
  expect(found?.remedy.ja).toContain('「係」は「担当係」に変わったようです')
})

test('a new column beside one that is gone: by likeness', async () => {
  const csv = BASE.csv.replace('席数,係', '座席数,電話').replaceAll(/,(山|川)/g, ',0463-94-4711')
  const found = await told({ ...BASE, csv }, 'shape/header-changed')
  expect(found?.message.ja).toContain('「席数」「係」')
  expect(found?.remedy.ja).toContain('「席数」は「座席数」')
})

test('no row is like the header', async () => {
  expect(await told({ ...BASE, csv: 'いろは\r\nにほへ\r\n' }, 'shape/header-not-found')).toMatchObject({
    severity: 'error',
  })
})

test('words and rules that no row asks for are told, and nothing fails', async () => {
  const result = await runTable({
    ...BASE,
    columns: [
      ...COLUMNS.slice(0, 2),
      'header: 席数, to: 席数, values: { 山盛り: "99", 十: "10" }',
      COLUMNS[3] ?? '',
    ],
    csv: BASE.csv.replace('一番,10', '一番,十'),
    more: 'key: [ID]\n      skip: [{ as: totals, is: [合計], reason: 合計の行 }]',
  })
  expect(result.problems.map(({ code, severity }) => [code, severity])).toEqual([
    ['validate/unused-word', 'info'],
    ['validate/unused-skip', 'info'],
  ])
  expect(result.problems[0]).toMatchObject({
    actual: '山盛り',
    where: { key: 'grid.tables.1.columns.3.values' },
  })
  expect(result.datasets[0]?.records[0]?.seats).toBe(10)
})

test('cases that nobody has confirmed are counted once', async () => {
  const entry = (row: number, name: string) =>
    `  - { dataset: shops, row: ${row}, record: { name: ${name} }, confirmed: false }\n`
  const cases = `cases:\n${entry(2, '一番')}${entry(3, '二番')}`
  const result = await runTable({ ...BASE, cases })
  expect(result.problems.map(({ code }) => code)).toEqual(['validate/unconfirmed'])
  expect(result.problems[0]?.message.en).toContain('2')
  const wrong = await runTable({ ...BASE, cases: cases.replace('二番', '三番') })
  expect(wrong.problems.map(({ code }) => code)).toContain('validate/case')
})

test('records without a key are called by their place', async () => {
  const result = await runTable({
    ...BASE,
    csv: `${BASE.csv}a2,二番,20,川\r\n`,
    more: 'key: []',
    expect: '{ records: { shops: 3 } }',
  })
  // the row that was put behind says the same as the one before
  expect(result.problems.map(({ code, where, expected }) => [code, where.row, expected])).toEqual([
    ['validate/duplicate-row', 4, '3'],
  ])
  const [dataset] = result.datasets
  if (dataset === undefined) throw new Error('no dataset')
  expect(dataset.primaryKey).toEqual([])
  expect(tablePlaceOf(dataset.provenance, 2, 'seats')).toEqual({ worksheet: null, row: 4, columns: ['C'] })
  expect(recordOfRow(dataset.provenance, null, 3)).toBe(1)
})

test('a constant comes from the declaration', async () => {
  const result = await runTable({ ...BASE, more: 'key: [ID]\n      set: { 開店日: "2024-04-01" }' })
  const [dataset] = result.datasets
  if (dataset === undefined) throw new Error('no dataset')
  expect(provenanceOf(dataset.provenance, 'a1', 'opened')).toEqual({
    method: 'declared',
    file: 'sources/129992/shops/source.yaml',
    key: 'grid.tables.1.set.開店日',
  })
})

test('a note that begins with a hyphen is told, a formula is refused', async () => {
  const of = async (name: string) =>
    (await runTable({ ...BASE, csv: BASE.csv.replace('二番', name) })).problems.map(({ code, severity }) => [
      code,
      severity,
    ])
  expect(await of('-雨天中止')).toEqual([['validate/formula', 'warning']])
  expect(await of('+81-463-94-4711')).toEqual([])
  expect(await of("=cmd|' /C calc'!A0")).toEqual([['validate/formula', 'error']])
  expect(await of('@SUM(1+1)')).toEqual([['validate/formula', 'error']])
})

test('side by side, a cross table: each record has its own cell', async () => {
  const result = await runTable({
    csv: '名称,令和5年,令和6年\r\n一番,"1,000",2000\r\n二番,30,"4,000"\r\n',
    columns: ['header: 名称, to: 名称'],
    more: 'key: []\n      melt: { type: year, name: 開店日, value: 席数 }',
    expect: '{ records: { shops: 4 } }',
    cases: 'cases: [{ dataset: shops, row: 3, record: { name: 二番, seats: 4000 } }]\n',
  })
  expect(result.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  const [dataset] = result.datasets
  if (dataset === undefined) throw new Error('no dataset')
  const at = [0, 1, 2, 3].map((record) => tablePlaceOf(dataset.provenance, record, 'seats'))
  expect(at.map((place) => `${place?.columns.join()}${place?.row}`)).toEqual(['B2', 'C2', 'B3', 'C3'])
  const written = ['#1', '#2', '#3', '#4'].map(
    (name) => provenanceOf(dataset.provenance, name, 'seats')?.written,
  )
  expect(written).toEqual(['1,000', undefined, undefined, '4,000'])
})
