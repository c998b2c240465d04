/** Small grids as text, what the finder says of them, and what the run says by the rules that it gave. */
import fs from 'node:fs'
import path from 'node:path'
import type { GridSample, Merge, Row } from '../../../pipeline/lib/grid.ts'
import type { GridTable, RowKind } from '../../../pipeline/lib/grid-declaration.ts'
import { isObject, listOf } from '../../../pipeline/lib/object.ts'
import { parseYaml } from '../../../pipeline/lib/yaml.ts'
import type { FoundTable } from '../../../pipeline/recognize/found.ts'
import { findTables } from '../../../pipeline/recognize/tables/find.ts'
import type { TableWords, WordList } from '../../../pipeline/recognize/tables/words.ts'
import { createReader, locateTables } from '../../../pipeline/shape/grid/index.ts'
import { PACKAGE } from '../../helpers/job.ts'

function readWords(): TableWords {
  const file = path.join(PACKAGE, 'schemas/recognition/tables.yaml')
  const { value } = parseYaml(fs.readFileSync(file, 'utf8'))
  const { sources, words } = isObject(value) ? value : {}
  const list = (name: WordList) =>
    listOf(isObject(words) ? words[name] : []).flatMap((one) =>
      isObject(one)
        ? [{ word: String(one.word), match: matchOf(one.match), source: String(one.source) }]
        : [],
    )
  return {
    sources: Object.fromEntries(
      Object.entries(isObject(sources) ? sources : {}).map(([k, v]) => [k, String(v)]),
    ),
    words: {
      notes: list('notes'),
      totals: list('totals'),
      weakTotals: list('weakTotals'),
      derived: list('derived'),
      examples: list('examples'),
      dittos: list('dittos'),
      requirements: list('requirements'),
      types: list('types'),
      instructions: list('instructions'),
      pointers: list('pointers'),
      meta: list('meta'),
      titles: list('titles'),
      labels: list('labels'),
      years: list('years'),
      besides: list('besides'),
    },
  }
}

function matchOf(value: unknown): 'is' | 'starts' | 'contains' | 'ends' {
  return value === 'starts' || value === 'contains' || value === 'ends' ? value : 'is'
}

export const WORDS = readWords()

const KNOWN = new Set([
  ...[
    '全国地方公共団体コード',
    'ID',
    '名称',
    '名称_カナ',
    '住所',
    '緯度',
    '経度',
    '電話番号',
    '備考',
    '地方公共団体名',
  ],
  ...['施設名', 'URL', '収容人数'],
])
export const isKnown = (text: string): boolean => KNOWN.has(text.trim())

/** One row a line, cells by `|`; `\n` within a cell is a line break. */
export function grid(text: string): readonly Row[] {
  return text
    .replace(/^\n/, '')
    .replace(/\n\s*$/, '')
    .split('\n')
    .map((line) =>
      line
        .trim()
        .split('|')
        .map((cell) => cell.trim().replaceAll('\\n', '\n')),
    )
}

export function sampleOf(rows: readonly Row[], merges?: readonly Merge[]): GridSample {
  return {
    worksheet: merges === undefined ? null : 'Sheet1',
    hidden: false,
    complete: true,
    rows: rows.map((cells, i) => ({ row: i + 1, cells })),
    ...(merges === undefined
      ? {}
      : {
          facts: {
            cells: new Map(),
            merges,
            hiddenRows: new Set<number>(),
            hiddenColumns: new Set<number>(),
          },
        }),
  }
}

const SIGNS: Readonly<Record<RowKind, string>> = {
  blank: '.',
  preamble: 'p',
  header: 'h',
  note: 'n',
  example: 'e',
  totals: 't',
}

/** A letter a row: `pphddd.n`; `-` are rows of another table. */
export function lettersOf(table: FoundTable, rows: number): string {
  const letters = Array.from({ length: rows }, () => '-')
  for (const { row, as } of table.skipped) letters[row - 1] = SIGNS[as]
  for (const { row } of table.data) letters[row - 1] = letters[row - 1] === '-' ? 'd' : '!'
  return letters.join('')
}

/** What the run says of the same rows by the rules: the oracle. */
export function runLetters(table: FoundTable, rows: readonly Row[], merges: readonly Merge[] = []): string {
  const first = table.firstRow
  const part = rows.slice(first - 1, table.lastRow)
  const { skip, melt, ...rules } = table.rules
  const columns = table.columns.filter((column) => melt === undefined || !isMelted(table, column.column))
  const declared: GridTable = {
    dataset: 'test',
    columns: columns.map(({ header, nth, leave, above }) => ({
      header,
      nth,
      ...(leave === undefined ? { to: header } : { leave: leave.ja }),
      ...(above === undefined ? {} : { above }),
      ...(leave === undefined ? {} : { optional: true }),
    })),
    skip,
    key: [],
    ...rules,
    ...(melt === undefined ? {} : { melt: { ...melt, name: '見出し', value: '値' } }),
  }
  const batch = { first, rows: part }
  const [located] = locateTables([declared], [batch], merges)
  if (located === undefined) return 'not located'
  const letters = Array.from({ length: rows.length }, () => '-')
  for (let i = 0; i < part.length; i += 1) letters[first - 1 + i] = 'd'
  const reader = createReader(declared, located, { isCsv: false, fault: () => {} })
  reader.push(batch)
  for (const { from, to, as } of reader.spans()) {
    for (let row = from; row <= to; row += 1) letters[row - 1] = SIGNS[as]
  }
  return letters.join('')
}

/** Columns that the melt takes are not declared. */
function isMelted(table: FoundTable, column: number): boolean {
  return table.melted?.includes(column) === true
}

export function find(rows: readonly Row[], merges?: readonly Merge[], known = isKnown) {
  return findTables(sampleOf(rows, merges), WORDS, known)
}
