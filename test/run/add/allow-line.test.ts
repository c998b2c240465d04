/** The line that lets a finding pass: of its own place, and without what may not be told. */
import { expect, test } from 'vitest'
import { inspectProblem } from '../../../pipeline/inspect/problems.ts'
import type { Place } from '../../../pipeline/problem.ts'
import { withAllowLines } from '../../../pipeline/run/add/allow-line.ts'

const finding = (code: Parameters<typeof inspectProblem>[0], where: Place) =>
  inspectProblem(code, where, { header: where.header ?? '', actual: '0…(13)', count: 1 })
const CELL: Place = { row: 5, cell: 'C5', header: '備考' }
const recordsAt = (_: string | undefined, rows: ReadonlySet<number>) =>
  new Map(rows.has(5) ? [[5, 'aed/3']] : [])
const lines = (...stops: Parameters<typeof withAllowLines>[0]): readonly (string | undefined)[] =>
  withAllowLines(stops, recordsAt).map(({ remedy }) => /- (\{.*\})$/.exec(remedy.ja)?.[1])

test.each<readonly [string, Parameters<typeof finding>[0], Place, string]>([
  ['a cell of a record', 'inspect/mobile-phone', CELL, 'column: 備考, record: "aed/3"'],
  [
    'of a worksheet',
    'inspect/mobile-phone',
    { ...CELL, worksheet: '表' },
    'worksheet: 表, column: 備考, record: "aed/3"',
  ],
  [
    'a row that is no record',
    'inspect/mobile-phone',
    { ...CELL, row: 9, cell: 'C9' },
    'column: 備考, row: 9',
  ],
  ['a column without a header', 'inspect/mobile-phone', { ...CELL, header: 'C' }, 'record: "aed/3"'],
  ['a header that is masked', 'inspect/mobile-phone', { ...CELL, header: '連絡先0…(13)' }, 'record: "aed/3"'],
  ['a column as a whole', 'inspect/names-in-office', CELL, 'column: 備考'],
])('%s', (_, code, where, expected) => {
  const rule = code.replace('inspect/', '')
  expect(lines(finding(code, where))).toEqual([`{ rule: ${rule}, ${expected}, reason: "" }`])
})

test('where a column holds names of persons, no record is called by what may be one', () => {
  expect(
    lines(
      finding('inspect/mobile-phone', CELL),
      finding('inspect/person-names', { ...CELL, header: '氏名' }),
    ),
  ).toEqual([
    '{ rule: mobile-phone, column: 備考, row: 5, reason: "" }',
    '{ rule: person-names, column: 氏名, reason: "" }',
  ])
})

test('of several in a column the first says all lines, for what may be done is shown once', () => {
  const second = { ...finding('inspect/mobile-phone', { ...CELL, row: 9, cell: 'C9' }), more: 4 }
  const [first, other] = withAllowLines([finding('inspect/mobile-phone', CELL), second], recordsAt)
  const own = '- { rule: mobile-phone, column: 備考, row: 9, reason: "" }'
  expect(first?.remedy.ja).toContain(
    `ほか 4 件も同じように）：- { rule: mobile-phone, column: 備考, record: "aed/3", reason: "" } ${own}`,
  )
  expect(other?.remedy.en).toContain(`4 more likewise): ${own}`)
})

test('what can not be allowed has no line', () => {
  expect(lines(finding('inspect/name-of-file', {}))).toEqual([undefined])
})
