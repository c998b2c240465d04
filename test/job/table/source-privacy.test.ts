/** The privacy gate on a source of tables: what is allowed, what a correction replaced, and what goes stale. */
import { describe, expect, test } from 'vitest'
import { inspectProblems } from '../../../pipeline/inspect/problems.ts'
import { OF_CELLS } from '../../../pipeline/job/table/allow.ts'
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
  ['a rule, which is too wide', ['rule: mobile-phone'], ['error validate/wide-allow privacy.allow.1']],
  [
    'a rule on a worksheet, too',
    ['rule: mobile-phone, worksheet: 表'],
    [
      'error inspect/mobile-phone B3',
      'error validate/wide-allow privacy.allow.1',
      'warning inspect/mobile-phone C4',
    ],
  ],
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
    ['rule: mobile-phone, row: 3', 'rule: mobile-phone, record: shops/1', 'rule: private-mail, column: ID'],
    [
      'error validate/unused-allow privacy.allow.2',
      'error validate/unused-allow privacy.allow.3',
      'info validate/allowed privacy.allow.1',
      'warning inspect/mobile-phone C4',
    ],
  ],
])('allowed by %s', async (_, entries, expected) => {
  expect(told(await run(allow(...entries)))).toEqual(expected)
})

test('what is allowed is published, and printed nowhere', async () => {
  const result = await run(allow('rule: mobile-phone, column: 店の名'))
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

test('each rule is of cells and columns, or of the file as a whole', () => {
  const codes = Object.keys(inspectProblems).map((code) => code.replace('inspect/', ''))
  const ofFile = codes.filter((code) => !OF_CELLS.test(code))
  for (const code of ofFile)
    expect(code).toMatch(/^(?:hidden-|comments$|personal-|property-|picture-|worksheet-|file-|.*name)/)
  for (const code of ['mobile-phone', 'person-names', 'small-counts', 'my-number-doubt', 'names-in-office'])
    expect(ofFile).not.toContain(code)
})

test('a reason does not hold the value', async () => {
  const more = `${EXPECT}\nprivacy: { allow: [{ rule: mobile-phone, column: 店の名, reason: "店の ${MOBILE}" }] }`
  const result = await run(more)
  expect(told(result)).toEqual(['info validate/allowed privacy.allow.1', 'warning inspect/mobile-phone C4'])
  const [wrong] = result.problems.filter(({ code }) => code === 'validate/reason-value')
  expect(wrong).toMatchObject({ severity: 'error', where: { key: 'privacy.allow.1.reason' } })
  expect(JSON.stringify(result.problems)).not.toContain(MOBILE)
  expect(result.datasets).toEqual([])
})

describe('names', () => {
  const NAMES = ['遠藤　美咲', '武藤 弘治']
  const columns = ['header: ID, to: ID', 'header: 店の名, leave: 略', 'header: 代表者氏名, to: 名称']
  const cases = 'cases: [{ dataset: shops, row: 2, record: { identifier: "1" } }]\n'
  const csv = `ID,店の名,代表者氏名\n1,一番,\n2,二番,${NAMES[0]}\n3,三番,\n`
  const names = (rest: object, more = EXPECT): Promise<JobResult> =>
    runTable({ csv, columns, cases, more: 'key: [ID]', expect: more, ...rest })
  const correction = (before: string, row = 3): string =>
    `corrections:\n  - { row: ${row}, column: 代表者氏名, before: "${before}", after: "", reason: 本人の希望 }\n`

  test('what is a warning in a file is an error where it is published, and nobody has allowed it', async () => {
    expect(told(await names({})).join()).toMatch(/^error inspect\/(?:names-in-office|person-names)/)
    const allowed = `${EXPECT}\nprivacy: { allow: [{ rule: names-in-office, column: 代表者氏名, reason: 公表済み }, { rule: person-names, column: 代表者氏名, reason: 公表済み }] }`
    const codes = (await names({}, allowed)).problems.filter(({ code }) => code.startsWith('inspect/'))
    expect(codes).toEqual([])
  })

  test('one that a correction replaced is in no provenance', async () => {
    const result = await names({ corrections: correction(NAMES[0] ?? '') })
    expect(result.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(result.datasets[0]?.records).toHaveLength(3)
    const said = JSON.stringify(result)
    expect(said).toContain('遠…(5)')
    expect(said).not.toContain('美咲')
  })

  test('one that stands where a stale correction sought another is not quoted', async () => {
    for (const before of ['佐藤　花子', NAMES[1] ?? '']) {
      const result = await names({ corrections: correction(before) })
      const [stale] = result.problems.filter(({ code }) => code === 'reconcile/stale-correction')
      expect(stale?.where).toMatchObject({ row: 3, cell: 'C3' })
      expect(JSON.stringify(result.problems)).not.toMatch(/美咲|花子|弘治/)
    }
    // short as it is
    const short = csv.replace(NAMES[0] ?? '', '林 葵')
    const result = await names({ csv: short, corrections: correction('林 茜') })
    expect(result.problems.map(({ code }) => code)).toContain('reconcile/stale-correction')
    expect(result.problems.map(({ code }) => code)).toContain('inspect/names-in-office')
    expect(JSON.stringify(result.problems)).not.toMatch(/林 [葵茜]/)
  })

  test('an ordinary correction is told as it is', async () => {
    const corrections =
      'corrections:\n  - { row: 3, column: 店の名, before: 二番, after: 弐番, reason: 正しい名 }\n'
    const result = await run(EXPECT, { csv: 'ID,店の名,覚え\n1,一番,\n2,二番,\n3,三番,\n', corrections })
    expect(JSON.stringify(result.datasets[0]?.provenance)).toContain('"written":"二番"')
  })
})
