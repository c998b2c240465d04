import fs from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { explain } from '../../pipeline/run/explain.ts'
import { withCells } from '../../pipeline/run/explain-cells.ts'
import { machineOf } from '../../pipeline/run/machine.ts'
import { PACKAGE } from '../helpers/job.ts'
import { temporary } from './fake.ts'

const effects = nodeEffects()
const machine = machineOf(effects, path.join(PACKAGE, 'pipeline'))
const folders: string[] = []

afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
})

function copyOf(fixture: string): string {
  const root = temporary()
  folders.push(root)
  fs.cpSync(path.join(PACKAGE, 'test/fixtures/build', fixture), root, { recursive: true })
  return root
}

const explained = (root: string, dataset: string, record: string, field: string) =>
  withCells(effects, machine, root, explain(effects, root, dataset, record, field))

test('the cell, what it says, and the rule by which it changed', async () => {
  const { record, fields } = await explained(copyOf('office-csv'), 'aed', '0001', '終了時間')
  expect(record).toBe('0001')
  expect(fields[0]).toMatchObject({
    field: 'endTime',
    value: '17:15',
    from: { method: 'normalized', written: '１７：１５' },
    cells: [{ worksheet: null, cell: 'R5', header: '終了時間', text: '１７：１５' }],
  })
  expect(fields[0]?.rules?.length).toBe(1)
  expect(fields[0]?.rules?.[0]?.ja).toContain('17:15')
})

test('of a corrected cell the file has what it had', async () => {
  const { fields } = await explained(copyOf('office-csv'), 'aed', '0005', 'contactPointPhoneNumber')
  expect(fields[0]).toMatchObject({
    value: '0475-12-3460',
    from: { method: 'corrected', written: '0475-12-346O', key: 'corrections.1' },
    cells: [{ cell: 'L9', text: '0475-12-346O' }],
  })
})

test('a record without a key by its place; by its name where one has it', async () => {
  const root = copyOf('office-csv')
  expect((await explained(root, 'cultural_property', '#2', 'designatedDate')).fields[0]).toMatchObject({
    value: '1989-11-03',
    cells: [{ cell: 'D3', text: '平成元年11月3日' }],
  })
  expect((await explained(root, 'cultural_property', '大いちょう', 'name')).record).toBe('#3')
  expect(() => explain(effects, root, 'cultural_property', '旭野神社本殿')).toThrow()
})

test('what no column gives: the name of the worksheet, publisher.yaml', async () => {
  const root = copyOf('office-spreadsheet')
  const { fields } = await explained(root, 'library_use', '5/東部分館', 'month')
  expect(fields[0]).toMatchObject({
    value: '5',
    from: { method: 'declared', key: 'grid.tables.1.worksheetTo' },
  })
  expect((await explained(root, 'library_use', '5/東部分館', 'loansChildren')).fields[0]).toMatchObject({
    value: 701,
    cells: [{ worksheet: '5月', cell: 'E6', header: '貸出冊数_児童', text: '701' }],
  })
  const name = await explained(copyOf('office-csv'), 'cultural_property', '#1', 'localGovernmentName')
  expect(name.fields[0]?.from).toMatchObject({ file: 'sources/129992/publisher.yaml', key: 'name.ja' })
})

test('of a cross table the cell of the record', async () => {
  const { fields } = await explained(
    copyOf('office-spreadsheet'),
    'population_by_district',
    '本町/2023',
    'value',
  )
  expect(fields[0]).toMatchObject({ value: 1250, cells: [{ cell: 'C2', header: '令和5年', text: '1,250' }] })
})

test('where the file is another now, no value is printed: it is not known which may be', async () => {
  const root = copyOf('office-csv')
  const { file = '' } = explain(effects, root, 'aed', '0005')
  fs.appendFileSync(path.join(root, file), '\n')
  const found = await explained(root, 'aed', '0005', 'contactPointPhoneNumber')
  expect(found.changed).toBe(true)
  expect(found.fields[0]).toMatchObject({ value: '0…(12)', cells: [{ cell: 'L9' }] })
  expect(JSON.stringify(found.fields[0]?.cells)).not.toContain('0475')
})
