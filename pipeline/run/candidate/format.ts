/** A file of another kind than the one that the source is declared for: a web page in place of a workbook. */
import { detectFormat, readCsv } from '../../extract/index.ts'
import type { SourceDeclaration } from '../../lib/declaration.ts'
import type { Place, Problem, Text } from '../../problem.ts'
import type { Edit } from './edit.ts'
import { candidateProblem } from './problems.ts'

type Format = ReturnType<typeof detectFormat>['format']

const NAMES: Readonly<Record<Format, Text>> = {
  csv: { ja: '文字のファイル（CSV など）', en: 'a text file (such as CSV)' },
  xlsx: { ja: 'Excel ファイル（xlsx）', en: 'an Excel workbook (xlsx)' },
  xls: { ja: '古い形式の Excel ファイル（xls）', en: 'an old Excel workbook (xls)' },
  ods: { ja: 'OpenDocument の表計算ファイル', en: 'an OpenDocument spreadsheet' },
  zip: { ja: 'ZIP ファイル', en: 'a ZIP archive' },
  pdf: { ja: 'PDF', en: 'a PDF' },
  html: { ja: 'ウェブページ（HTML）', en: 'a web page (HTML)' },
  json: { ja: 'JSON', en: 'JSON' },
  xml: { ja: 'XML', en: 'XML' },
  docx: { ja: 'Word の文書', en: 'a Word document' },
  geojson: { ja: 'GeoJSON', en: 'GeoJSON' },
  kml: { ja: 'KML・KMZ', en: 'KML or KMZ' },
  shapefile: { ja: 'シェープファイル', en: 'a Shapefile' },
  unknown: { ja: '種類の分からないファイル', en: 'a file of an unknown kind' },
}

const EMPTY: Text = { ja: '空のファイル', en: 'an empty file' }

/** To a document all text is alike. */
const TEXTS: readonly Format[] = ['csv', 'unknown', 'json', 'xml']

/** Asked where the job failed: a workbook that is read although it is of another kind is no break. */
export function formatBreak(
  declaration: SourceDeclaration,
  bytes: Uint8Array,
  former: Uint8Array | undefined,
  place: Place,
): Problem | undefined {
  const is = detectFormat(bytes).format
  const was: Format | undefined =
    declaration.grid?.format ?? (former === undefined ? undefined : detectFormat(former).format)
  if (was === undefined) return undefined
  const isText = declaration.document !== undefined && TEXTS.includes(was) && TEXTS.includes(is)
  if (bytes.length > 0 && (was === is || isText)) return undefined
  const [before, now] = [NAMES[was], bytes.length === 0 ? EMPTY : NAMES[is]]
  return candidateProblem('run/candidate-format', place, {
    wasJa: before.ja,
    wasEn: before.en,
    isJa: now.ja,
    isEn: now.en,
    expected: was,
    actual: bytes.length === 0 ? '0 bytes' : is,
  })
}

/** The same table in another encoding, or parted by another sign: the values are those that a person knows. */
export function csvBreak(
  { grid }: SourceDeclaration,
  bytes: Uint8Array,
  place: Place,
): { readonly problem: Problem; readonly edits: readonly Edit[] } | undefined {
  if (grid?.format !== 'csv') return undefined
  const { encoding, delimiter } = readCsv(bytes, {})
  const pairs = [
    { key: 'encoding' as const, was: grid.encoding ?? '', is: encoding.encoding, sure: encoding.confidence },
    {
      key: 'delimiter' as const,
      was: grid.delimiter ?? '',
      is: delimiter.delimiter,
      sure: delimiter.confidence,
    },
  ].filter(({ was, is, sure }) => was !== is && sure >= SURE)
  if (pairs.length === 0) return undefined
  const facts = {
    key: pairs.map(({ key }) => key).join(', '),
    whatJa: pairs.map(({ key }) => WHAT[key].ja).join('と'),
    whatEn: pairs.map(({ key }) => WHAT[key].en).join(' and another '),
    wasJa: pairs.map(({ was }) => SIGNS[was]?.ja ?? was).join('、'),
    wasEn: pairs.map(({ was }) => SIGNS[was]?.en ?? was).join(', '),
    isJa: pairs.map(({ is }) => SIGNS[is]?.ja ?? is).join('、'),
    isEn: pairs.map(({ is }) => SIGNS[is]?.en ?? is).join(', '),
    expected: pairs.map(({ was }) => named(was)).join(' '),
    actual: pairs.map(({ is }) => named(is)).join(' '),
  }
  const edits = pairs.map(({ key, is }): Edit => ({ kind: 'set', path: ['grid', key], value: is }))
  return { problem: candidateProblem('run/candidate-encoding', place, facts), edits }
}

function named(text: string): string {
  return text.replace('\t', 'TAB')
}

const WHAT = {
  encoding: { ja: '文字コード', en: 'encoding' },
  delimiter: { ja: '区切りの記号', en: 'sign between cells' },
} as const satisfies Record<string, Text>

const SIGNS: Readonly<Record<string, Text>> = {
  ',': { ja: 'コンマ（,）', en: 'comma' },
  '\t': { ja: 'タブ', en: 'tab' },
  ';': { ja: 'セミコロン（;）', en: 'semicolon' },
  'utf-8': { ja: 'UTF-8', en: 'UTF-8' },
  shift_jis: { ja: 'Shift_JIS', en: 'Shift_JIS' },
}

/** Below, it is a guess. */
const SURE = 0.5
