/** The privacy gate on a source of tables: what is allowed, what a correction replaced, and what goes stale. */
import { expect, test } from 'vitest'
import type { JobResult } from '../../../pipeline/job.ts'
import { runTable } from '../../helpers/table.ts'

const MOBILE = '090-1234-5678'
const COLUMNS = ['header: ID, to: ID', 'header: 店の名, to: 名称', 'header: 覚え, leave: 庁内用']
const CSV = `ID,店の名,覚え\n1,一番,\n2,二番 ${MOBILE},\n3,三番,${MOBILE}\n`
const EXPECT = '{ records: { shops: 3 } }'

const run = (more: string, rest: object = {}): Promise<JobResult> =>
  runTable({ csv: CSV, columns: COLUMNS, more: 'key: [ID]', expect: more, ...rest })
const allow = (...entries: readonly string[]): string =>
  `${EXPECT}\nprivacy: { allow: [${entries.map((one) => `{ ${one}, reason: 店が公開している }`).join(', ')}] }`
const told = ({ problems }: JobResult): readonly string[] =>
  problems
    .filter(({ code }) => /^inspect|allow/.test(code))
    .map(({ code, severity, where }) => `${severity} ${code} ${where.cell ?? where.key}`)
    .sort()

test('what comes out holds its row, the rest lies in the snapshot', async () => {
  const result = await run(EXPECT)
  expect(told(result)).toEqual(['error inspect/mobile-phone B3', 'warning inspect/mobile-phone C4'])
  expect(JSON.stringify(result)).not.toContain(MOBILE)
  const loose = await run('{ records: { shops: 2 }, maxHeld: 1 }')
  expect(told(loose)).toEqual(['warning inspect/mobile-phone B3', 'warning inspect/mobile-phone C4'])
  expect(loose.datasets[0]?.records.map(({ identifier }) => identifier)).toEqual(['1', '3'])
  expect(JSON.stringify(loose)).not.toContain(MOBILE)
})

test.each([
  ['a rule', ['rule: mobile-phone'], ['info validate/allowed privacy.allow.1']],
  [
    'a column',
    ['rule: mobile-phone, column: 店の名'],
    ['info validate/allowed privacy.allow.1', 'warning inspect/mobile-phone C4'],
  ],
  [
    'a record',
    ['rule: mobile-phone, record: shops/2', 'rule: mobile-phone, row: 4'],
    ['info validate/allowed privacy.allow.1', 'info validate/allowed privacy.allow.2'],
  ],
  [
    'another record, and another rule',
    ['rule: mobile-phone', 'rule: mobile-phone, record: shops/1', 'rule: private-mail'],
    [
      'error validate/unused-allow privacy.allow.2',
      'error validate/unused-allow privacy.allow.3',
      'info validate/allowed privacy.allow.1',
    ],
  ],
])('allowed by %s', async (_, entries, expected) => {
  expect(told(await run(allow(...entries)))).toEqual(expected)
})

test('what is allowed is published, and printed nowhere', async () => {
  const result = await run(allow('rule: mobile-phone'))
  expect(result.datasets[0]?.records[1]?.name).toBe(`二番 ${MOBILE}`)
  expect(JSON.stringify([result.problems, result.account, result.report])).not.toContain(MOBILE)
  expect(JSON.stringify(result.datasets[0]?.provenance)).not.toContain(MOBILE)
})

test('what a correction replaced is in the snapshot still, and not in the provenance', async () => {
  const corrections = `corrections:\n  - { row: 3, column: 店の名, before: "二番 ${MOBILE}", after: 二番, reason: 個人の番号 }\n`
  const result = await run(EXPECT, { corrections })
  expect(told(result)).toEqual(['warning inspect/mobile-phone B3', 'warning inspect/mobile-phone C4'])
  expect(result.datasets[0]?.records.map(({ name }) => name)).toEqual(['一番', '二番', '三番'])
  expect(JSON.stringify(result)).not.toContain(MOBILE)
  expect(JSON.stringify(result.datasets[0]?.provenance)).toContain('二…(16)')
  // one that is stale says neither what it sought nor what is there
  const stale = await run(EXPECT, { corrections: corrections.replace('二番 ', '一番 ') })
  expect(JSON.stringify(stale)).not.toContain(MOBILE)
  expect(stale.problems.map(({ code }) => code)).toContain('reconcile/stale-correction')
})
