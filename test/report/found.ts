/** A file with one of each kind of finding, and with values that try to break out of a report. */
import type { RuleScore } from '../../pipeline/lib/inspection.ts'
import type { Problem, Severity } from '../../pipeline/problem.ts'
import type { FileFound, TableFound } from '../../pipeline/report/index.ts'

interface Spot {
  readonly cell: string
  readonly header: string
  readonly actual?: string
  readonly mend?: string
  readonly worksheet?: string
}

export function cellProblem(code: string, severity: Severity, spot: Spot): Problem {
  const { cell, header, actual, mend, worksheet } = spot
  return {
    code,
    severity,
    scope: 'row',
    message: { ja: `「${actual ?? ''}」は読めません。`, en: `"${actual ?? ''}" can not be read.` },
    remedy: { ja: '書き直してください。', en: 'Write it anew.' },
    where: {
      ...(worksheet === undefined ? {} : { worksheet }),
      row: Number(/\d+$/.exec(cell)?.[0]),
      cell,
      header,
    },
    ...(actual === undefined ? {} : { actual }),
    ...(mend === undefined ? {} : { mend }),
  }
}

const missing: Problem = {
  code: 'validate/required-column',
  severity: 'error',
  scope: 'source',
  message: { ja: '必ず書く項目「名称」に当たる列がありません。', en: 'No column gives "名称".' },
  remedy: { ja: '列を加えてください。', en: 'Add the column.' },
  where: { file: 'aed.csv' },
  expected: '名称',
}

const headings: Problem = {
  ...missing,
  code: 'shape/header-not-found',
  message: { ja: '表の見出しが見つかりません。', en: 'The headings were not found.' },
}

const unread: Problem = {
  ...missing,
  code: 'extract/encoding-lost',
  message: { ja: 'ファイルが読めません。', en: 'The file can not be read.' },
}

const author: Problem = {
  ...missing,
  code: 'inspect/property-person',
  severity: 'warning',
  message: { ja: '作成者に人の名前（山…(4)）が残っています。', en: 'The author is a person (山…(4)).' },
}

const macros: Problem = {
  ...missing,
  code: 'extract/macros',
  severity: 'warning',
  message: { ja: 'マクロを含みます。', en: 'It has macros.' },
}

const crs: Problem = {
  ...missing,
  code: 'extract/crs',
  severity: 'info',
  message: { ja: '座標系は「JGD2011」です。', en: 'The coordinates are in JGD2011.' },
  remedy: { ja: '直すところはありません。', en: 'Nothing is to be done.' },
}

export const NASTY = '<script>alert("1")</script>\u202Egnp.exe\u200B'

const kind = (first: readonly Problem[], count = first.length): TableFound['problems'][number] => ({
  code: first[0]?.code ?? '',
  severity: first[0]?.severity ?? 'error',
  count,
  first,
})

const date = (row: number, actual: string): Problem =>
  cellProblem('normalize/not-a-date', 'error', { cell: `C${row}`, header: '設置日', actual })

const TABLE: TableFound = {
  worksheet: null,
  sheet: { id: 'aed', confidence: 0.97, reasons: [] },
  isOwn: false,
  reasons: [],
  headerRows: [4],
  columns: [
    { header: '施設名<b>', target: '名称', confidence: 1 },
    { header: '設置日', target: '設置年月日', confidence: 0.9 },
    { header: '', target: null, confidence: 0 },
  ],
  counts: { total: 20, blank: 1, preamble: 2, header: 1, note: 1, in: 15, out: 12, held: 3, records: 12 },
  skipped: [
    { from: 1, to: 2, as: 'preamble', reason: '見出しより前の行' },
    { from: 4, to: 4, as: 'header', reason: '' },
    { from: 20, to: 20, as: 'note', reason: '注記: <i>' },
  ],
  held: [],
  problems: [
    kind([
      cellProblem('normalize/spaces', 'info', {
        cell: 'A6',
        header: '施設名<b>',
        actual: '　市役所 ',
        mend: '市役所',
      }),
    ]),
    kind(
      [
        cellProblem('inspect/mobile-phone', 'info', {
          cell: 'E7',
          header: '連絡先電話番号',
          actual: '0…(13)',
        }),
        cellProblem('inspect/mobile-phone', 'info', {
          cell: 'E9',
          header: '連絡先電話番号',
          actual: '0…(13)',
        }),
      ],
      3,
    ),
    kind([date(6, '不明'), date(7, '春ごろ'), date(8, '不明'), date(12, '不明')], 9),
    kind([cellProblem('validate/required', 'error', { cell: 'A9', header: '施設名<b>' })]),
    kind([cellProblem('normalize/not-a-url', 'warning', { cell: 'D9', header: 'HP"', actual: NASTY })]),
    kind([cellProblem('inspect/mobile-phone', 'error', { cell: 'B7', header: '電話', actual: '0…(11)' })]),
  ],
  questions: [{ ja: '列「HP"」は「URL」ですか。', en: 'Is column "HP"" the URL?' }],
}

export const RULES: readonly RuleScore[] = [
  {
    id: 'L1-05',
    title: { ja: 'すべての列に項目名が存在するか', en: 'every column has a header' },
    verdict: 'fail',
    reason: { ja: '名前のない列があります。', en: 'A column has no name.' },
    mend: { ja: '項目名を書いてください。', en: 'Write its name.' },
    places: [{ cell: 'C4', row: 4 }],
    count: 3,
  },
  {
    id: 'L1-01',
    title: { ja: '機械が読み取れる形式か', en: 'a format for machines' },
    verdict: 'pass',
    reason: { ja: 'CSV です。', en: 'It is CSV.' },
    places: [],
    count: 0,
  },
]

export const FOUND: FileFound = {
  command: 'check',
  file: '内部/aed<1>.csv',
  format: { format: 'csv', encoding: 'shift_jis', delimiter: ',', confidence: 0.9, reasons: [] },
  tables: [TABLE],
  without: [{ worksheet: '控え', reason: { ja: '表がありません', en: 'no table' } }],
  problems: [crs, macros, missing, headings, unread, author],
  rules: RULES,
}

export const CLEAN: FileFound = {
  command: 'check',
  file: 'aed.csv',
  format: FOUND.format,
  tables: [
    {
      ...TABLE,
      problems: [],
      questions: [],
      counts: { total: 2, header: 1, in: 1, out: 1, held: 0, records: 1 },
    },
  ],
  without: [],
  problems: [],
}
