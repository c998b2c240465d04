import { expect, test } from 'vitest'
import type { Problem, Severity } from '../../pipeline/problem.ts'
import { type FileFound, fileProblemsText, type TableFound } from '../../pipeline/report/index.ts'

function problem(
  severity: Severity,
  cell: string,
  header: string,
  actual: string,
  worksheet?: string,
): Problem {
  return {
    code: `normalize/${severity}`,
    severity,
    scope: 'row',
    message: { ja: `「${actual}」はいけません。`, en: `"${actual}" is not right.` },
    remedy: { ja: '直してください。', en: 'Mend it.' },
    where: { cell, header, row: Number(cell.slice(1)), ...(worksheet === undefined ? {} : { worksheet }) },
    actual,
  }
}

function table(worksheet: string | null, problems: readonly Problem[], count: number): TableFound {
  const [first] = problems
  if (first === undefined) throw new Error('no problem')
  return {
    worksheet,
    sheet: null,
    isOwn: false,
    reasons: [],
    headerRows: [1],
    columns: [],
    counts: {},
    skipped: [],
    held: [],
    problems: [{ code: first.code, severity: first.severity, count, first: problems }],
    questions: [],
  }
}

function found(tables: readonly TableFound[], problems: readonly Problem[] = []): FileFound {
  return { command: 'check', file: 'a.csv', format: null, tables, without: [], problems }
}

const text = (value: FileFound, lang: 'ja' | 'en' = 'ja'): string =>
  [...fileProblemsText(value, { lang, color: false })].join('')

test('a kind in a column is told once: the first cell, the next ones, how many more, what to do', () => {
  const cells = [2, 3, 5, 8, 9, 12, 13].map((row) =>
    problem('warning', `C${row}`, '日付', row === 2 ? '8月' : '9月'),
  )
  expect(text(found([table(null, cells, 230)]))).toBe(
    [
      '警告 C列「日付」  230 件 [normalize/warning]',
      '  C2: 「8月」はいけません。',
      '  ほかの場所: C3「9月」、C5「9月」、C8「9月」、C9「9月」、C12「9月」、ほか 224 件',
      '  対処: 直してください。',
      '',
      '',
    ].join('\n'),
  )
})

test('errors first, then warnings, then a line for each kind of what was mended', () => {
  const value = found([
    table(null, [problem('info', 'A2', '名', 'ｱ'), problem('info', 'A3', '名', 'ｲ')], 2),
    table(null, [problem('warning', 'B2', '種', 'x')], 1),
    table(null, [problem('error', 'C2', '数', 'y')], 1),
  ])
  const lines = text(value, 'en').split('\n')
  const heads = lines.filter((line) => /^(?:error|warning|mended)/.test(line))
  expect(heads.map((line) => line.split(' ')[0])).toEqual(['error', 'warning', 'mended'])
  expect(text(value)).toContain(
    '自動で直したところ\n  A列「名」  2 件  例 A2: 「ｱ」はいけません。 [normalize/info]\n',
  )
})

test('the same column of several worksheets is one entry, and its places say which', () => {
  const months = ['4月', '5月'].map((name) => table(name, [problem('warning', 'C2', '日付', '8月', name)], 4))
  expect(text(found(months))).toContain('警告 C列「日付」  8 件')
  expect(text(found(months))).toContain('ほかの場所: シート「5月」C2、ほか 6 件')
})

test('what is of the file as a whole is told in full', () => {
  const whole: Problem = { ...problem('error', 'A1', '', 'x'), where: { file: 'a.csv' } }
  expect(text(found([], [whole]))).toContain('--> a.csv')
})

test('a file of faults gives a short report', () => {
  const kinds = Array.from({ length: 100 }, (_, i) =>
    table(null, [problem('info', 'A2', `列${i}`, 'x'.repeat(5000))], 10_000),
  )
  const lines = text(found(kinds)).split('\n')
  expect(lines.length).toBeLessThan(30)
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(300)
  expect(lines.join('\n')).toContain('ほかに 80 種類、800000 件')
})
