/** What the rules judge by: counts and first places of each column, folded once over all rows. */
import type { GridFacts } from '../../lib/grid.ts'
import type { GridFormat } from '../../lib/grid-declaration.ts'
import type { RuledColumn, RuledTable } from './input.ts'

/** How many places are kept of each kind. */
export const SHOWN = 5

export interface Spot {
  count: number
  readonly places: { readonly row: number; readonly column: number }[]
}

export function createSpot(): Spot {
  return { count: 0, places: [] }
}

export function addTo(spot: Spot, row: number, column: number): void {
  spot.count += 1
  if (spot.places.length < SHOWN) spot.places.push({ row, column })
}

/** A value of a column of few values. */
export interface Word {
  count: number
  readonly row: number
}

export interface ColumnFacts extends RuledColumn {
  filled: number
  readonly blank: Spot
  /** by flag of looks.ts */
  readonly looks: Map<number, Spot>
  /** the first values, as written */
  readonly words: Map<string, Word>
  /** cells that are neither among `words` nor numbers or signs */
  readonly others: Spot
  /** signs in place of a value, trimmed: - … X */
  readonly signs: Map<string, Spot>
  /** characters that not every PC has */
  readonly strange: Set<string>
  /** there are more values than `words` holds */
  isMany: boolean
  /** of a worksheet: how its filled cells look, and the first rows that look so */
  readonly styles: Map<string, { count: number; readonly rows: number[] }>
}

export interface TableFacts extends Omit<RuledTable, 'columns'> {
  readonly columns: readonly ColumnFacts[]
  /** header cells as written */
  readonly headers: { readonly row: number; readonly column: number; readonly text: string }[]
  rows: number
  firstData: number
  lastData: number
  /** cells in rows of data beside the columns of the table */
  readonly outside: Spot
  /** rows that could not be read whole */
  readonly broken: Spot
  /** rows of data that have blank rows above them, within the table */
  readonly gaps: Spot
}

export interface SheetFacts {
  readonly worksheet: string | null
  readonly grid?: GridFacts
  readonly tables: readonly TableFacts[]
  /** texts of rows that are no data: titles, notes; of a worksheet without table all. Bounded. */
  readonly texts: { readonly row: number; readonly column: number; readonly text: string }[]
  /** texts in rows of data beside the columns of the table. Bounded. */
  readonly beside: { readonly row: number; readonly column: number; readonly text: string }[]
}

export interface FileFacts {
  readonly file: string
  readonly format: GridFormat
  readonly units: ReadonlySet<string>
  readonly sheets: readonly SheetFacts[]
}

/** XLSX, XLS, ODS: what the rules call Excel. */
export function isSpreadsheet({ format }: Pick<FileFacts, 'format'>): boolean {
  return format === 'xlsx' || format === 'xls' || format === 'ods'
}

const EXPLAINS =
  /定義|説明|凡例|コード表|コード一覧|選択肢|更新履歴|履歴|メタデータ|read ?me|codes?$|項目名|はじめに/i

/** By its name: a worksheet about the data, not of them. */
export function isAboutData({ worksheet }: SheetFacts): boolean {
  return worksheet !== null && EXPLAINS.test(worksheet.normalize('NFKC'))
}

export interface DataTable {
  readonly sheet: SheetFacts
  readonly table: TableFacts
}

/** The tables of data; worksheets that explain them are left out, unless there are no others. */
export function dataTables({ sheets }: FileFacts): readonly DataTable[] {
  const all = sheets.flatMap((sheet) => sheet.tables.map((table) => ({ sheet, table })))
  const data = all.filter(({ sheet }) => !isAboutData(sheet))
  return data.length > 0 ? data : all
}

export interface DataColumn extends DataTable {
  readonly column: ColumnFacts
}

/** The columns of data, those left out that only instruct. */
export function dataColumns(file: FileFacts): readonly DataColumn[] {
  return dataTables(file).flatMap(({ sheet, table }) =>
    table.columns.flatMap((column) => (column.isLeft ? [] : [{ sheet, table, column }])),
  )
}

/** How many cells of a column have this look. */
export function many({ looks }: ColumnFacts, ...flags: readonly number[]): number {
  return flags.reduce((sum, flag) => sum + (looks.get(flag)?.count ?? 0), 0)
}

/** All that is written on a worksheet and kept of it. */
export function textsOf({ texts, tables }: SheetFacts): readonly string[] {
  return [
    ...texts.map(({ text }) => text),
    ...tables.flatMap(({ columns }) =>
      columns.flatMap(({ header, parts, words }) => [header, ...parts, ...words.keys()]),
    ),
  ]
}
