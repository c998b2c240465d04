import { expect, test } from 'vitest'
import { extractProblems } from '../../pipeline/extract/index.ts'
import { inspectProblems } from '../../pipeline/inspect/index.ts'
import { normalizeProblems } from '../../pipeline/normalize/index.ts'
import { isMend, labelOf } from '../../pipeline/problem.ts'
import { reconcileProblems } from '../../pipeline/reconcile/index.ts'
import { findingsOf, rangesText, STEPS, stepCounts, stopsAll } from '../../pipeline/report/findings.ts'
import { type FileFound, toldIn } from '../../pipeline/report/index.ts'
import { spotsOf, spotsText, valuesOf } from '../../pipeline/report/values.ts'
import { codesWithReasons, whyOf } from '../../pipeline/report/why.ts'
import { shapeProblems } from '../../pipeline/shape/index.ts'
import { validateProblems } from '../../pipeline/validate/index.ts'
import { CLEAN, cellProblem, FOUND } from './found.ts'

test('in the order in which to mend them: what stops everything, what is private, headings, rows, the rest', () => {
  expect(findingsOf(FOUND).map(({ number, step, code }) => `${number} ${step} ${code}`)).toEqual([
    '1 file extract/encoding-lost',
    '2 privacy inspect/mobile-phone',
    '3 privacy inspect/property-person',
    '4 structure shape/header-not-found',
    '5 structure validate/required-column',
    '6 held validate/required',
    '7 held normalize/not-a-date',
    '8 warning extract/macros',
    '9 warning normalize/not-a-url',
    '10 note extract/crs',
    '11 note inspect/mobile-phone',
    '12 mended normalize/spaces',
  ])
})

test('a kind in a column is one entry with all its places, those that are only counted too', () => {
  const date = findingsOf(FOUND).find(({ code }) => code === 'normalize/not-a-date')
  expect(date).toMatchObject({ count: 9, column: { letters: 'C', header: '設置日' } })
  expect(date?.problems.length).toBe(4)
})

test('every step is counted, the empty ones too', () => {
  expect(stepCounts(findingsOf(CLEAN))).toEqual(STEPS.map((step) => ({ step, kinds: 0, places: 0 })))
  const held = stepCounts(findingsOf(FOUND)).find(({ step }) => step === 'held')
  expect(held).toEqual({ step: 'held', kinds: 2, places: 10 })
})

test('the same column of several worksheets is one entry; of two columns, the left one first', () => {
  const at = (worksheet: string, cell: string, header: string) =>
    cellProblem('normalize/not-a-date', 'error', { worksheet, cell, header, actual: 'x' })
  const table = (worksheet: string, ...first: ReturnType<typeof at>[]) => ({
    ...CLEAN.tables[0],
    worksheet,
    problems: first.map((one) => ({ code: one.code, severity: one.severity, count: 1, first: [one] })),
  })
  const [four, five] = [
    table('4月', at('4月', 'F2', '終了日'), at('4月', 'B3', '開始日')),
    table('5月', at('5月', 'B7', '開始日')),
  ]
  const found = { ...CLEAN, tables: [four, five] } as FileFound
  const findings = findingsOf(found)
  expect(findings.map(({ column, count }) => [column?.header, count])).toEqual([
    ['開始日', 2],
    ['終了日', 1],
  ])
  const spots = spotsOf(findings[0]?.problems ?? [])
  expect(spotsText(spots, 'B', { lang: 'ja', worksheets: true })).toBe(
    'シート「4月」3 行目、シート「5月」7 行目',
  )
  expect(spotsText(spots, 'A', { lang: 'en', worksheets: false })).toBe('column B row 3; column B row 7')
})

test('the places stand under the value that is written there, the commonest first', () => {
  const date = findingsOf(FOUND).find(({ code }) => code === 'normalize/not-a-date')
  expect(
    valuesOf(date?.problems ?? []).map(({ value, count, spots }) => [value, count, spots[0]?.rows]),
  ).toEqual([
    ['不明', 3, [6, 8, 12]],
    ['春ごろ', 1, [7]],
  ])
})

test.each([
  [[], ''],
  [[3], '3'],
  [[3, 4], '3, 4'],
  [[3, 4, 5], '3–5'],
  [[1, 3, 4, 5, 7, 8], '1, 3–5, 7, 8'],
  [[2, 2, 3], '2, 3'],
])('%j as ranges', (numbers, text) => {
  expect(rangesText(numbers, ', ')).toBe(text)
})

test('why it matters is said of codes that a room lists, and of any other by its step', () => {
  const rooms = [
    inspectProblems,
    extractProblems,
    shapeProblems,
    normalizeProblems,
    reconcileProblems,
    validateProblems,
  ]
  const listed = new Set(rooms.flatMap((list) => Object.keys(list)))
  expect(codesWithReasons().filter((code) => !listed.has(code))).toEqual([])
  expect(new Set(codesWithReasons()).size).toBe(codesWithReasons().length)
  for (const step of STEPS) {
    const { ja, en } = whyOf('no/such-code', step)
    expect(ja).toMatch(/。$/)
    expect(en).toMatch(/\.$/)
  }
  for (const step of ['note', 'mended'])
    expect(whyOf('normalize/not-a-date', step)).toEqual(whyOf('no/such-code', step))
})

test('what is merely told is a mend where the machine has written another value, be it none; else a note', () => {
  const spot = { cell: 'A1', header: 'x', actual: '-' }
  const told = [
    cellProblem('normalize/nothing-mark', 'info', { ...spot, mend: '' }),
    cellProblem('inspect/mobile-phone', 'info', spot),
    cellProblem('normalize/not-a-date', 'warning', { ...spot, mend: 'y' }),
    cellProblem('normalize/not-a-date', 'error', spot),
  ]
  expect(told.map(labelOf)).toEqual(['mended', 'note', 'warning', 'error'])
  expect(told.map(isMend)).toEqual([true, false, false, false])
  expect(toldIn({ ...FOUND, problems: [...FOUND.problems, ...told] })).toEqual({ mended: 2, note: 5 })
})

test('a mend and a note of one code and column are two entries', () => {
  const spot = { cell: 'A1', header: 'x', actual: 'y' }
  const problems = [
    cellProblem('a/b', 'info', spot),
    cellProblem('a/b', 'info', { ...spot, cell: 'A2', mend: 'z' }),
  ]
  expect(findingsOf({ ...CLEAN, problems }).map(({ step, count }) => [step, count])).toEqual([
    ['note', 1],
    ['mended', 1],
  ])
})

test('what is private in a whole column stops everything; in a row, or in another step, it does not', () => {
  const stops = (code: string, scope: 'source' | 'row', severity: 'error' | 'warning' = 'error') =>
    findingsOf({
      ...FOUND,
      tables: [],
      problems: [{ ...cellProblem(code, severity, { cell: 'A2', header: 'x' }), scope }],
    }).map(stopsAll)
  expect(stops('inspect/person-names', 'source')).toEqual([true])
  expect(stops('inspect/person-names', 'source', 'warning')).toEqual([false])
  expect(stops('inspect/mobile-phone', 'row')).toEqual([false])
  expect(stops('validate/required-column', 'source')).toEqual([false])
})
