import { expect, test } from 'vitest'
import type { Problem, Severity } from '../../pipeline/problem.ts'
import { type FileFound, fileProblemsText, type TableFound } from '../../pipeline/report/index.ts'

function problem(
  severity: Severity,
  cell: string,
  header: string,
  actual: string,
  worksheet?: string,
  mend?: string,
): Problem {
  return {
    code: `normalize/${severity}`,
    severity,
    scope: 'row',
    message: { ja: `「${actual}」はいけません。`, en: `"${actual}" is not right.` },
    remedy: { ja: '直してください。', en: 'Mend it.' },
    where: { cell, header, row: Number(cell.slice(1)), ...(worksheet === undefined ? {} : { worksheet }) },
    actual,
    ...(mend === undefined ? {} : { mend }),
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

const mended = (cell: string, header: string, actual: string): Problem =>
  problem('info', cell, header, actual, undefined, 'ア')

test('errors first, then warnings, notes, and a line for each kind of what was mended', () => {
  const value = found([
    table(null, [mended('A2', '名', 'ｱ'), mended('A3', '名', 'ｲ')], 2),
    table(null, [problem('info', 'D2', '電話', 'z')], 3),
    table(null, [problem('warning', 'B2', '種', 'x')], 1),
    table(null, [problem('error', 'C2', '数', 'y')], 1),
  ])
  const lines = text(value, 'en').split('\n')
  const heads = lines.filter((line) => /^(?:error|warning|notes|mended)/.test(line))
  expect(heads.map((line) => line.split(' ')[0])).toEqual(['error', 'warning', 'notes', 'mended'])
  expect(text(value)).toContain(
    'お知らせ（直さなくてよいもの）\n  D列「電話」  3 件  D2: 「z」はいけません。 [normalize/info]\n    直してください。\n\n自動で',
  )
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
    table(null, [mended('A2', `列${i}`, 'x'.repeat(5000))], 10_000),
  )
  const lines = text(found(kinds)).split('\n')
  expect(lines.length).toBeLessThan(30)
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(300)
  expect(lines.join('\n')).toContain('ほかに 80 種類、800000 件')
})

test('a note of the file as a whole is a line, and says where in a file that a person writes', () => {
  const whole = { ...problem('info', 'A1', '', 'x'), where: { file: 'a.zip' } }
  expect(text(found([], [whole]))).toBe(
    'お知らせ（直さなくてよいもの）\n  「x」はいけません。 [normalize/info]\n    直してください。\n\n',
  )
  const keyed = { ...whole, where: { file: 'source.yaml', key: 'privacy.allow.1' } }
  expect(text(found([], [keyed]))).toContain('  --> source.yaml  キー privacy.allow.1\n')
})

test('of many notes the first are told, the rest is counted', () => {
  const kinds = Array.from({ length: 12 }, (_, i) => table(null, [problem('info', 'A2', `列${i}`, 'x')], 4))
  expect(text(found(kinds))).toContain('… ほかに 2 種類、8 件')
})
