/** The authored files of a new source, as text that a person reads and changes: each decision with its reason. */

import type { Opened } from '../../job/table/open.ts'
import type { GridColumn, GridDeclaration } from '../../lib/grid-declaration.ts'
import type { DataRecord } from '../../lib/model.ts'
import { yamlComment, yamlFlow, yamlText } from '../../lib/yaml-text.ts'
import type { Text } from '../../problem.ts'
import type { PlannedTable } from './plan.ts'

export interface SourceTextInput {
  readonly title: Text
  readonly grid: GridDeclaration
  readonly tables: readonly PlannedTable[]
  readonly opened: Opened
  /** dataset → how many records come out */
  readonly records: Readonly<Record<string, number>>
}

export function sourceText({ title, grid, tables, opened, records }: SourceTextInput): string {
  const { guess, encoding } = opened
  const { format, encoding: charset, delimiter, leave = [] } = grid
  const reasons = [guess?.reason, encoding?.reason].flatMap((reason) =>
    reason === undefined ? [] : [reason],
  )
  const lines = [
    '# hiraku add が作りました。どの行も直せます。直したら hiraku check で確かめてください。',
    '# Made by hiraku add. Every line may be changed; hiraku check says what it does.',
    `title: ${yamlFlow({ ...title })}`,
    '# 書き足してください / to be filled in: category, temporal (2024-04-01/2025-03-31), frequency (1年に1回)',
    'grid:',
    ...reasons.map((reason) => `  ${yamlComment(`${reason.ja} / ${reason.en}`)}`),
    `  format: ${format}`,
    ...(charset === undefined ? [] : [`  encoding: ${charset}`]),
    ...(delimiter === undefined ? [] : [`  delimiter: ${JSON.stringify(delimiter)}`]),
    '  tables:',
    ...tables.flatMap(tableLines),
    ...(leave.length === 0 ? [] : ['  # データのないシート / worksheets without data', '  leave:']),
    ...leave.map((one) => `    - ${yamlFlow({ ...one })}`),
    '# 出てくる件数。違えば build が知らせます / how many records come out: build tells where it is another',
    `expect: ${yamlFlow({ records: { ...records } })}`,
  ]
  return `${lines.join('\n')}\n`
}

function tableLines({ table, looked }: PlannedTable): readonly string[] {
  const [first] = looked
  const { columns, skip = [], ...rest } = table
  const {
    dataset,
    records,
    worksheet,
    worksheetTo,
    headerRows,
    block,
    key,
    set,
    missing,
    melt,
    endsAtBlank,
    endsAt,
  } = rest
  const why =
    first?.sheet === null || first === undefined
      ? [
          '標準のどの一覧とも言えないので、独自のデータセットです / no sheet of the standard: a dataset of its own',
        ]
      : first.sheet.reasons.map(({ ja, en }) => `${ja} / ${en}`)
  const sure =
    first?.sheet === null || first === undefined
      ? []
      : [`標準の「${titleOf(first.schema)}」と判断しました（確信度 ${first.sheet.confidence}）`]
  const months =
    looked.length > 1
      ? [
          `同じ形のシート${looked.length}枚を一つの表として読みます / ${looked.length} worksheets of one shape`,
        ]
      : []
  const lines = [
    ...[...sure, ...why, ...months].map(yamlComment),
    `- dataset: ${yamlText(dataset)}`,
    ...optional({ records, worksheet, worksheetTo, headerRows, block }),
    '  columns:',
    ...columns.map((column) => `    - ${columnLine(column, first)}`),
    ...(skip.length === 0 ? [] : ['  # データでない行 / rows that are not data', '  skip:']),
    ...skip.map((rule) => `    - ${yamlFlow({ ...rule })}`),
    ...optional({
      endsAtBlank,
      ...(endsAt === undefined ? {} : { endsAt: { ...endsAt } }),
      ...(melt === undefined ? {} : { melt: { ...melt } }),
      set,
      missing,
    }),
    ...(key.length === 0
      ? ['  # 1件を一つに決める列がありません / nothing identifies a record']
      : ['  # 1件を一つに決める項目 / what identifies a record']),
    `  key: ${yamlFlow(key)}`,
  ]
  return lines.map((line) => `    ${line}`)
}

function optional(values: {
  readonly [key: string]: Parameters<typeof yamlFlow>[0] | undefined
}): readonly string[] {
  return Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [`  ${key}: ${yamlFlow(value)}`],
  )
}

/** The reason stands behind what was not plain from the header. */
function columnLine(column: GridColumn, looked: PlannedTable['looked'][number] | undefined): string {
  const text = yamlFlow({
    ...column,
    ...(column.values === undefined ? {} : { values: { ...column.values } }),
  })
  const known = looked?.columns.find(
    ({ header, target }) =>
      header === column.header && (target === null ? column.leave !== undefined : isTo(column, target)),
  )
  if (known?.reason === undefined || column.to === column.header) return text
  if (known.target === null) return `${text} ${yamlComment(known.reason.en)}`
  const sure = `${Math.round(known.confidence * 100)}% `
  return `${text} ${yamlComment(`${sure}${known.reason.ja} / ${known.reason.en}`)}`
}

function isTo({ to }: GridColumn, target: string): boolean {
  return typeof to === 'string' ? to === target : to?.includes(target) === true
}

function titleOf(schema: PlannedTable['looked'][number]['schema']): string {
  return typeof schema.title === 'string' ? schema.title : ''
}

export interface SnapshotFacts {
  readonly file: string
  readonly sha256: string
  readonly bytes: number
  readonly mediaType: string
  readonly acquired: string
  /** where it was got; absent: a person put it there */
  readonly from?: string
  readonly etag?: string
  readonly lastModified?: string
}

export function snapshotText(facts: SnapshotFacts): string {
  const lines = [
    `file: ${JSON.stringify(facts.file)}`,
    `sha256: ${JSON.stringify(facts.sha256)}`,
    `bytes: ${facts.bytes}`,
    `mediaType: ${facts.mediaType}`,
    `acquired: ${facts.acquired}`,
    facts.from === undefined
      ? '# from: https://…（入手元 / where it was got）'
      : `from: ${JSON.stringify(facts.from)}`,
    ...(facts.etag === undefined ? [] : [`etag: ${JSON.stringify(facts.etag)}`]),
    ...(facts.lastModified === undefined ? [] : [`lastModified: ${JSON.stringify(facts.lastModified)}`]),
  ]
  return `${lines.join('\n')}\n`
}

export const CORRECTIONS = `# 元ファイルの誤りで、人にしか分からないものの訂正。理由を必ず書きます。
# Mistakes of the file that only a person can know, each with its reason.
#  - { record: <dataset>/<ID>, field: 電話番号, before: "0463-94-471l", after: "0463-94-4711", reason: 打ち間違い }
#  - { row: 12, column: 緯度, before: "", after: "35.4", reason: 現地で確かめた }
corrections: []
`

export interface NewCase {
  readonly why: Text
  readonly dataset: string
  readonly worksheet: string | null
  readonly row: number
  readonly record: DataRecord
  readonly cells: Readonly<Record<string, string>>
}

export function casesText(cases: readonly NewCase[]): string {
  const lines = [
    '# 元のセル（cells）と出てくる値（record）。見くらべて、正しければ confirmed: true にしてください。',
    '# The cells of the file beside the record: set confirmed: true where a person has found them right.',
    cases.length === 0 ? 'cases: []' : 'cases:',
  ]
  for (const { why, dataset, worksheet, row, record, cells } of cases) {
    lines.push(
      `  ${yamlComment(`${why.ja} / ${why.en}`)}`,
      `  - dataset: ${yamlText(dataset)}`,
      ...(worksheet === null ? [] : [`    worksheet: ${yamlText(worksheet)}`]),
      `    row: ${row}`,
      `    cells:${Object.keys(cells).length === 0 ? ' {}' : ''}`,
      ...Object.entries(cells).map(
        ([header, cell]) => `      ${JSON.stringify(header)}: ${JSON.stringify(cell)}`,
      ),
      '    record:',
      ...Object.entries(record).map(([key, value]) => `      ${yamlText(key)}: ${JSON.stringify(value)}`),
      '    confirmed: false',
    )
  }
  return `${lines.join('\n')}\n`
}
