/** The data dictionary, Japanese first: for a clerk who opens the CSV and a researcher who cites it. */
import { isRequired } from '../lib/column-types.ts'
import type { Licence } from '../lib/licences.ts'
import { METHODS } from '../lib/methods.ts'
import type { Column, ColumnType, DatasetInfo } from '../lib/model.ts'
import { isAddress } from '../lib/terms.ts'
import type { Text } from '../problem.ts'
import { DOCUMENTS, documentOf } from './documents.ts'
import type { CatalogFile } from './entry.ts'
import { type FormatId, formatOf } from './formats.ts'

type Info = DatasetInfo & { readonly recordCount: number }
type Language = keyof Text

const TYPES: Readonly<Record<ColumnType, Text>> = {
  string: { ja: '文字列', en: 'text' },
  integer: { ja: '整数', en: 'integer' },
  number: { ja: '数値', en: 'number' },
  boolean: { ja: '真偽値（true・false）', en: 'true or false' },
  date: { ja: '日付（YYYY-MM-DD）', en: 'date (YYYY-MM-DD)' },
  interval: { ja: '期間（開始日/終了日）', en: 'period (start/end)' },
  json: { ja: 'JSON', en: 'JSON' },
  iri: { ja: 'URL', en: 'URL' },
}

/** What a reader of the list of files should know of one. */
const NOTES: { readonly [K in FormatId]?: Text } = {
  'csv-sjis': {
    ja: '（Shift_JIS で書けない文字は〓にしています。正しい値は UTF-8 の CSV にあります）',
    en: ' (what Shift_JIS can not write is 〓; the CSV in UTF-8 has the right value)',
  },
  geojson: {
    ja: '（地図用。座標は経度・緯度の順、世界測地系）',
    en: ' (for maps; longitude first, WGS 84)',
  },
  parquet: {
    ja: '（型付き。列名は JSON のキー、日本語の項目名は列のメタデータ）',
    en: ' (typed; columns have the keys of JSON, the Japanese headers are in their metadata)',
  },
}

const WORDS = {
  about: { ja: 'このデータについて', en: 'About these data' },
  files: { ja: 'ファイル', en: 'Files' },
  documents: { ja: 'ほかのファイル', en: 'Other files' },
  how: { ja: '値の由来', en: 'How the values came to be' },
  columns: { ja: '項目', en: 'Columns' },
} as const

/** `names`: of every file of the folder. */
export function readmeOf(
  info: Info,
  files: readonly CatalogFile[],
  licence: Licence,
  names: readonly string[],
): string {
  const japanese = part('ja', info, files, licence, names)
  const english = part('en', info, files, licence, names)
  return `# ${inline(info.title.ja)}\n\n${japanese}\n---\n\n# ${inline(info.title.en || info.id)}\n\n${english}`
}

function part(
  language: Language,
  info: Info,
  files: readonly CatalogFile[],
  licence: Licence,
  names: readonly string[],
): string {
  const heading = (word: keyof typeof WORDS) => `## ${WORDS[word][language]}\n\n`
  return [
    `${info.description[language] || info.description.ja}\n\n`,
    heading('about'),
    list(language === 'ja' ? factsJa(info, licence) : factsEn(info, licence)),
    heading('files'),
    list(files.map((file) => fileLine(language, info, file))),
    heading('documents'),
    list(documentLines(language, info, names)),
    heading('how'),
    language === 'ja'
      ? `各値の由来は \`${info.id}.provenance.json\` に、項目ごとの規則と行ごとの例外として記録しています。由来は次の六つです。\n\n`
      : `\`${info.id}.provenance.json\` says where each value comes from: a rule for each field, and what is otherwise in a record. There are six ways.\n\n`,
    list(Object.entries(METHODS).map(([name, text]) => `\`${name}\`: ${text[language]}`)),
    heading('columns'),
    columnTable(language, info),
  ].join('')
}

function factsJa(info: Info, licence: Licence): readonly string[] {
  const { publisher, source, release, primaryKey } = info
  return [
    `公開者: ${inline(publisher.name.ja)}（全国地方公共団体コード ${publisher.code}）`,
    ...(source === null
      ? ['もとになったもの: この公開者のほかのデータセット']
      : [`もとになった資料: ${inline(source.title.ja)}（SHA-256 \`${source.snapshot.sha256}\`）`]),
    ...(!isAddress(source?.snapshot.from) ? [] : [`入手元: ${inline(source.snapshot.from)}`]),
    ...(source?.snapshot.acquired === undefined ? [] : [`入手日: ${source.snapshot.acquired}`]),
    `ライセンス: [${licence.title.ja}](${licence.iri})（${publisher.licence}）`,
    `件数: ${info.recordCount}`,
    ...(info.temporal === undefined ? [] : [`対象期間: ${info.temporal}`]),
    ...(info.frequency === undefined ? [] : [`更新頻度: ${inline(info.frequency)}`]),
    ...(info.conformsTo === undefined ? [] : [`準拠する標準: ${inline(info.conformsTo)}`]),
    ...(release === null
      ? []
      : [`版: ${release.version}（公開日 ${release.issued}、最終更新日 ${release.modified}）`]),
    primaryKey.length === 0
      ? '行を一意に示す項目: ありません（行は並び順で #1、#2 … と呼びます）'
      : `行を一意に示す項目: ${primaryKey.map((key) => headerOf(info, key)).join('、')}`,
    'CSV は UTF-8（BOM付き）、改行は CRLF。空欄は「不明」または「該当なし」です。',
  ]
}

function factsEn(info: Info, licence: Licence): readonly string[] {
  const { publisher, source, release, primaryKey } = info
  return [
    `Publisher: ${inline(publisher.name.en || publisher.name.ja)} (local government code ${publisher.code})`,
    ...(source === null
      ? ['Made from: the other datasets of this publisher']
      : [`Source: ${inline(source.title.en || source.title.ja)} (SHA-256 \`${source.snapshot.sha256}\`)`]),
    ...(!isAddress(source?.snapshot.from) ? [] : [`Got from: ${inline(source.snapshot.from)}`]),
    ...(source?.snapshot.acquired === undefined ? [] : [`Got on: ${source.snapshot.acquired}`]),
    `Licence: [${licence.title.en}](${licence.iri}) (${publisher.licence})`,
    `Records: ${info.recordCount}`,
    ...(info.temporal === undefined ? [] : [`Period: ${info.temporal}`]),
    ...(info.frequency === undefined ? [] : [`Update frequency: ${inline(info.frequency)}`]),
    ...(info.conformsTo === undefined ? [] : [`Conforms to: ${inline(info.conformsTo)}`]),
    ...(release === null
      ? []
      : [`Version: ${release.version} (issued ${release.issued}, modified ${release.modified})`]),
    primaryKey.length === 0
      ? 'Nothing identifies a record (they are called #1, #2 … by their place)'
      : `A record is identified by: ${primaryKey.map((key) => `\`${key}\``).join(', ')}`,
    'The CSV is UTF-8 with BOM, lines end in CRLF. A blank is unknown or does not apply.',
  ]
}

function fileLine(language: Language, info: Info, file: CatalogFile): string {
  const format = formatOf(file.format)
  const size = language === 'ja' ? `${file.bytes} バイト` : `${file.bytes} bytes`
  const schema = format.schemaSuffix === null ? '' : `, \`${info.id}.${format.schemaSuffix}\``
  const note = NOTES[file.format]?.[language] ?? ''
  return `[${file.name}](${file.name}): ${format.label}, ${size}${schema}${note}`
}

/** What is no record and not this text, in our order whatever the order of writing. */
function documentLines(language: Language, info: Info, names: readonly string[]): readonly string[] {
  return DOCUMENTS.flatMap((kind) =>
    names
      .filter((name) => documentOf(info.id, name) === kind)
      .map((name) => `[${name}](${name}): ${kind.title[language]}`),
  )
}

function columnTable(language: Language, info: Info): string {
  const head =
    language === 'ja'
      ? ['項目名（CSV）', 'キー（JSON）', '型', '必須', '意味']
      : ['Header (CSV)', 'Key (JSON)', 'Type', 'Required', 'Meaning']
  const rows = info.columns.map((column) => [
    cell(column.header),
    `\`${column.key}\``,
    TYPES[column.type][language],
    isRequired(info, column) ? (language === 'ja' ? '必須' : 'yes') : '',
    cell(meaningOf(language, column)),
  ])
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |\n`).join('')
}

function meaningOf(language: Language, column: Column): string {
  const meaning = column.description[language] || column.title[language]
  return column.enum === undefined ? meaning : `${meaning} (${column.enum.join(', ')})`
}

function headerOf(info: Info, key: string): string {
  return inline(info.columns.find((column) => column.key === key)?.header ?? key)
}

function list(items: readonly string[]): string {
  return `${items.map((item) => `- ${item}\n`).join('')}\n`
}

/** One line, and no mark that Markdown would take for its own. */
function inline(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').replace(/[\\`*_[\]<>]/g, '\\$&')
}

function cell(text: string): string {
  return inline(text).replaceAll('|', '\\|')
}
