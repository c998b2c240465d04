/** What is marked, as what: of several things said of a cell the worst. */
import { expect, test } from 'vitest'
import { findingsOf } from '../../../pipeline/report/findings.ts'
import { marksOf, together } from '../../../pipeline/report/marked/marks.ts'
import { CLEAN, cellProblem } from '../found.ts'

const at = (cell: string, severity: 'error' | 'warning' | 'info', mend?: string) =>
  cellProblem('a/b', severity, { cell, header: 'x', actual: 'y', ...(mend === undefined ? {} : { mend }) })

test('a fault before a note, a note before a mend', () => {
  const problems = [
    ...[at('A2', 'info', 'z'), at('A2', 'warning'), at('A2', 'info')],
    ...[at('A3', 'info', 'z'), at('A3', 'info')],
    at('A4', 'info', 'z'),
    ...[at('A5', 'warning'), at('A5', 'error')],
  ]
  const marks = marksOf(findingsOf({ ...CLEAN, problems }), 'en').get('') ?? []
  expect(marks.map(({ row, label }) => `${row} ${label}`)).toEqual([
    '2 warning',
    '3 note',
    '4 mended',
    '5 error',
  ])
  const [first] = marks
  expect(first?.text).toContain('[Note] finding')
  // what was mended is on the worksheet of findings; on its cell the ground says enough
  expect(first?.text).not.toContain('Mended')
  const one = marks.map((mark) => ({ ...mark, row: 1 }))
  expect(together(one).map(({ label }) => label)).toEqual(['error'])
})
