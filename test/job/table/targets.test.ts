/** A typing error in a declaration must not lose a column. */
import { expect, test } from 'vitest'
import { runTable, type SmallTable } from '../../helpers/table.ts'

const BASE: SmallTable = {
  csv: 'ID,名称,席数\r\na1,一番,10\r\n',
  columns: ['header: ID, to: ID', 'header: 名称, to: 名称', 'header: 席数, to: 席数'],
  more: 'key: [ID]',
  expect: '{ records: { shops: 1 } }',
}

test.each([
  [
    'columns',
    { columns: ['header: ID, to: ID', 'header: 名称, to: 名前', 'header: 席数, to: 席数'] },
    '名前',
  ],
  ['set', { more: 'key: [ID]\n      set: { 色: 赤 }' }, '色'],
  ['key', { more: 'key: [番号]' }, '番号'],
  ['missing', { more: 'key: [ID]\n      missing: [住所]' }, '住所'],
])('%s names a field that is none', async (where, change, actual) => {
  const { problems } = await runTable({ ...BASE, ...change })
  const [problem] = problems.filter(({ code }) => code === 'validate/unknown-field')
  expect(problem).toMatchObject({ severity: 'error', actual })
  expect(problem?.where.key).toContain(where)
})

test('a slip is met with the field that was meant', async () => {
  const columns = ['header: ID, to: ID', 'header: 名称, to: 名称', 'header: 席数, to: 座席数']
  const { problems } = await runTable({ ...BASE, columns })
  expect(problems[0]?.message.ja).toContain('「席数」のことですか')
})

test('a column is carried or left, not both', async () => {
  const columns = ['header: ID, to: ID', 'header: 名称, to: 名称', 'header: 席数, to: 席数, leave: 内部']
  const { problems } = await runTable({ ...BASE, columns })
  expect(problems.some(({ severity }) => severity === 'error')).toBe(true)
})
