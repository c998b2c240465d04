import { describe, expect, test } from 'vitest'
import { provenanceOf } from '../../../pipeline/lib/provenance.ts'
import { runTable } from '../../helpers/table.ts'

const CSV = [
  'ID,名称,開店日,席数',
  'a1,一番,令和6年4月1日,10',
  'a2,二番,R6.13.40,20',
  'a3,三番,2024/5/1,二十',
  ',四番,2024/5/2,5',
].join('\r\n')

const COLUMNS = [
  'header: ID, to: ID',
  'header: 名称, to: 名称',
  'header: 開店日, to: 開店日',
  'header: 席数, to: 席数',
]

const run = (corrections: string, records: number, csv = CSV, more = 'key: [ID]', maxHeld = 3) =>
  runTable({
    csv,
    columns: COLUMNS,
    more,
    expect: `{ records: { shops: ${records} }, maxHeld: ${maxHeld} }`,
    corrections: `corrections:\n${corrections}`,
  })

const one = (text: string): string => `  - { ${text}, reason: 台帳で確かめた }\n`

const codes = (result: Awaited<ReturnType<typeof run>>) =>
  result.problems.filter(({ severity }) => severity === 'error').map(({ code }) => code)

test('cells of held rows are mended, and the rows come out', async () => {
  const result = await run(
    one('record: shops/a2, field: 開店日, before: R6.13.40, after: R6.1.4') +
      one('record: shops/a3, field: seats, before: 二十, after: "20"') +
      one('column: ID, row: 5, before: "", after: a4'),
    4,
    CSV,
    'key: [ID]',
    0,
  )
  expect(codes(result)).toEqual([])
  const [dataset] = result.datasets
  expect(dataset?.records.map(({ identifier, opened, seats }) => [identifier, opened, seats])).toEqual([
    ['a1', '2024-04-01', 10],
    ['a2', '2024-01-04', 20],
    ['a3', '2024-05-01', 20],
    ['a4', '2024-05-02', 5],
  ])
  if (dataset === undefined) throw new Error('no dataset')
  expect(provenanceOf(dataset.provenance, 'a2', 'opened')).toEqual({
    method: 'corrected',
    written: 'R6.13.40',
    file: 'sources/129992/shops/corrections.yaml',
    key: 'corrections.1',
    reason: '台帳で確かめた',
  })
  expect(provenanceOf(dataset.provenance, 'a4', 'identifier')).toMatchObject({
    method: 'corrected',
    written: '',
  })
  expect(provenanceOf(dataset.provenance, 'a1', 'opened')).toEqual({
    method: 'normalized',
    written: '令和6年4月1日',
  })
})

test('before decides, the row is a hint', async () => {
  const result = await run(one('column: 席数, row: 2, before: 二十, after: "20"'), 2)
  expect(codes(result)).toEqual([])
  expect(result.datasets[0]?.records.map(({ seats }) => seats)).toEqual([10, 20])
})

test('of several cells the hinted one', async () => {
  const csv = CSV.replace('a1,一番,令和6年4月1日,10', 'a1,一番,令和6年4月1日,二十')
  const result = await run(one('column: 席数, row: 2, before: 二十, after: "21"'), 1, csv)
  expect(result.datasets[0]?.records.map(({ seats }) => seats)).toEqual([21])
})

describe('what does not find its cell is an error', () => {
  test.each([
    [
      'a value that is nowhere',
      'column: 席数, row: 4, before: 三十, after: "30"',
      'stale-correction',
      '今は「二十」です',
    ],
    [
      'a column that is not there',
      'column: 席, row: 4, before: 二十, after: "20"',
      'unknown-cell',
      'ID、名称、開店日、席数',
    ],
    ['two cells and no row', 'column: 席数, before: "5", after: "6"', 'ambiguous-cell', '2つのセル'],
    [
      'a record that is not there',
      'record: shops/a9, field: 席数, before: 二十, after: "20"',
      'unknown-cell',
      'shops/a9',
    ],
    [
      'a field that is not there',
      'record: shops/a3, field: 椅子, before: 二十, after: "20"',
      'unknown-cell',
      '席数',
    ],
    [
      'a dataset that is not there',
      'record: shop/a3, field: 席数, before: 二十, after: "20"',
      'unknown-cell',
      'shops',
    ],
    [
      'another value',
      'record: shops/a3, field: 席数, before: 三十, after: "20"',
      'stale-correction',
      '今は「二十」です',
    ],
    ['a line, as of a document', 'line: 3, before: 二十, after: "20"', 'unknown-cell', 'column'],
  ])('%s', async (_, correction, code, words) => {
    const csv = `${CSV}\r\na5,五番,2024/5/3,5`
    const result = await run(one(correction), 3, csv)
    const found = result.problems.find((problem) => problem.code === `reconcile/${code}`)
    expect(found).toMatchObject({ severity: 'error', where: { key: 'corrections.1' } })
    expect(found?.message.ja).toContain(words)
    expect(result.datasets).toEqual([])
  })

  test('twice the same cell', async () => {
    const result = await run(
      one('column: 席数, before: 二十, after: "20"') +
        one('record: shops/a3, field: 席数, before: 二十, after: "21"'),
      3,
    )
    expect(codes(result)).toContain('reconcile/corrected-twice')
  })

  test('a record, where nothing identifies one', async () => {
    const result = await run(
      one('record: "shops/#3", field: 席数, before: 二十, after: "20"'),
      3,
      CSV,
      'key: []',
    )
    expect(result.problems.find(({ code }) => code === 'reconcile/unknown-cell')?.message.ja).toContain(
      'row と column',
    )
  })
})
