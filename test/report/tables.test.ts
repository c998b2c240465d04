import { describe, expect, test } from 'vitest'
import type { Problem } from '../../pipeline/problem.ts'
import {
  type FileFound,
  filesJson,
  rangeText,
  type TableFound,
  tablesText,
} from '../../pipeline/report/index.ts'

const style = (lang: 'ja' | 'en') => ({ lang, color: false })
const titleOf = (id: string): string => (id === 'aed' ? 'AED設置箇所一覧' : id)

const problem = (row: number): Problem => ({
  code: 'normalize/date',
  severity: 'error',
  scope: 'row',
  message: { ja: '日付ではありません', en: 'no date' },
  remedy: { ja: '直してください', en: 'mend it' },
  where: { file: 'a.csv', row, header: '設置日', cell: `C${row}`, field: '設置年月日' },
})

const TABLE: TableFound = {
  worksheet: null,
  sheet: { id: 'aed', confidence: 0.97, reasons: [{ ja: '見出しが合う', en: 'headers fit' }] },
  isOwn: false,
  reasons: [],
  headerRows: [4],
  columns: [
    { header: '名称', target: '名称', confidence: 1 },
    { header: '設置日', target: '設置年月日', confidence: 0.87654 },
    { header: '', target: null, confidence: 0 },
  ],
  counts: {
    total: 9,
    blank: 1,
    preamble: 2,
    header: 1,
    note: 0,
    example: 0,
    totals: 1,
    in: 4,
    out: 3,
    held: 1,
    records: 3,
  },
  skipped: [
    { from: 1, to: 2, as: 'preamble', reason: '見出しより前の行' },
    { from: 9, to: 9, as: 'totals', reason: '合計の行' },
  ],
  held: [{ from: 6, to: 6, codes: ['normalize/date'] }],
  problems: [{ code: 'normalize/date', severity: 'error', count: 7, first: [problem(6)] }],
  questions: [{ ja: 'これでよいですか', en: 'Is that right?' }],
}

const FOUND: FileFound = {
  command: 'check',
  file: 'a.csv',
  format: { format: 'csv', encoding: 'shift_jis', delimiter: '\t', confidence: 0.9, reasons: [] },
  tables: [TABLE],
  without: [],
  problems: [],
}

describe('as JSON', () => {
  test('one table is one object, with what was promised', () => {
    expect(filesJson(FOUND)).toMatchObject({
      command: 'check',
      file: 'a.csv',
      worksheet: null,
      sheet: { id: 'aed', confidence: 0.97, reasons: [{ ja: '見出しが合う' }] },
      headerRows: [4],
      columns: [
        { header: '名称', target: '名称', confidence: 1 },
        { header: '設置日', target: '設置年月日', confidence: 0.877 },
        { header: '', target: null, confidence: 0 },
      ],
      rows: TABLE.counts,
      skipped: [
        { rows: '1-2', as: 'preamble', reason: '見出しより前の行' },
        { rows: '9', as: 'totals', reason: '合計の行' },
      ],
      heldRows: [{ rows: '6', reason: 'normalize/date', codes: ['normalize/date'] }],
      kinds: [{ code: 'normalize/date', severity: 'error', count: 7 }],
      problems: [{ code: 'normalize/date', row: 6, column: '設置日', cell: 'C6', field: '設置年月日' }],
    })
  })
  test('several are a list, and what is said of the file stands beside it', () => {
    const whole: Problem = { ...problem(1), where: { file: 'a.csv' } }
    const two = filesJson({ ...FOUND, tables: [TABLE, { ...TABLE, worksheet: 'B' }], problems: [whole] })
    expect(two).toMatchObject({
      tables: [{ worksheet: null }, { worksheet: 'B' }],
      problems: [{ row: null, column: null, cell: null }],
    })
    expect(two).not.toHaveProperty('rows')
    expect(filesJson({ ...FOUND, problems: [whole] })).toMatchObject({
      problems: [{ row: null }, { row: 6 }],
    })
    expect(filesJson({ ...FOUND, tables: [], format: null })).toMatchObject({ tables: [], format: null })
  })
  test('rows as people write them', () => {
    expect([rangeText(3, 3), rangeText(1, 9)]).toEqual(['3', '1-9'])
  })
})

describe('as text', () => {
  test.each([
    [
      'ja',
      [
        'AED設置箇所一覧 (aed)',
        '0.97',
        '設置日 → 設置年月日',
        '（空）',
        '全 9 行',
        '保留 1',
        '1-2',
        '合計',
        '1. これでよいですか',
        'TAB',
      ],
    ],
    ['en', ['(aed)', '設置日 → 設置年月日', '9 in all', 'held 1', '2 of 3 are used', 'Is that right?']],
  ] as const)('%s', (lang, says) => {
    const text = tablesText(FOUND, titleOf, style(lang))
    for (const one of says) expect(text).toContain(one)
    expect(text.endsWith('\n')).toBe(true)
  })
  test('of none of the sheets, of a schema that was given, and of a file without a table', () => {
    const own = { ...TABLE, sheet: null, isOwn: true }
    expect(tablesText({ ...FOUND, tables: [own] }, titleOf, style('ja'))).toContain('独自のデータセット')
    expect(tablesText({ ...FOUND, tables: [{ ...own, isOwn: false }] }, titleOf, style('en'))).toContain(
      'read as given',
    )
    const none = {
      ...FOUND,
      tables: [],
      without: [{ worksheet: '表紙', reason: { ja: '表がない', en: 'no table' } }],
    }
    expect(tablesText(none, titleOf, style('ja'))).toContain('表紙  表がない')
  })
  test('what a file says does not drive the terminal, and is bounded', () => {
    const header = `\u001b[31m赤\n${'長'.repeat(500)}`
    const skipped = Array.from({ length: 50 }, (_, i) => ({
      from: i * 2 + 1,
      to: i * 2 + 1,
      as: 'note' as const,
      reason: 'x',
    }))
    const table = { ...TABLE, columns: [{ header, target: null, confidence: 0 }], skipped }
    const text = tablesText({ ...FOUND, tables: [table] }, titleOf, style('ja'))
    expect(text).not.toContain('\u001b')
    expect(text).toMatch(/… .*40/)
    expect(text.length).toBeLessThan(3000)
  })
})
