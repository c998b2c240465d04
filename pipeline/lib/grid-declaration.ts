/**
 * How the tables of a CSV or a worksheet are read, as `source.yaml` says it under `grid`. Rules, not coordinates: a
 * table starts where its headers match and ends at a blank run, at a note or at the end of the file.
 * The look (`recognize`) proposes it, a person may change it, the run compiles it and decides nothing.
 */

import type { DateOrder } from './date-order.ts'

/** `geojson`: of points and shapes; `kml`: KMZ too; `shapefile`: in its zip; `zip`: of files of these formats. */
export const GRID_FORMATS = [
  'csv',
  'xlsx',
  'xls',
  'ods',
  'html',
  'docx',
  'pdf',
  'shapefile',
  'geojson',
  'kml',
  'zip',
] as const

export type GridFormat = (typeof GRID_FORMATS)[number]
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'shift_jis' | 'euc-jp' | 'iso-2022-jp'
export type Delimiter = ',' | '\t' | ';' | '|'

/** What a row that is not data was taken for. */
export type RowKind = 'blank' | 'preamble' | 'header' | 'note' | 'example' | 'totals'

/** Which rows: every test that is given must hold. Words are compared without regard to width and spaces. */
export interface RowTest {
  /** header of the column that is looked at; absent: the first cell of the row that is not blank */
  readonly column?: string
  /** the cell is one of these words */
  readonly is?: readonly string[]
  /** the cell starts with one of these */
  readonly starts?: readonly string[]
  /** the cell holds one of these */
  readonly contains?: readonly string[]
  /** no more than so many cells of the row are filled */
  readonly filled?: number
}

export interface SkipRule extends RowTest {
  readonly as: 'preamble' | 'note' | 'example' | 'totals'
  /** said to people, e.g. 合計の行 */
  readonly reason?: string
}

/** Operations that make several fields of one cell. */
export type SplitName = 'coordinates' | 'address' | 'phones' | 'hours' | 'period' | 'name-and-kana'

export interface GridColumn {
  /** as written, with the parts of a header of several rows joined by `_`; blank for a column without header */
  readonly header: string
  /** the n-th column with this header from the left, counted from 1; 1 unless set */
  readonly nth?: number
  /** header of the field that takes the cell: the Japanese name in the record type; several with `split` */
  readonly to?: string | readonly string[]
  readonly split?: SplitName
  /** words of this column → what they mean in the field */
  readonly values?: Readonly<Record<string, string>>
  /**
   * What stands for the cell above: 〃 and the like, a blank, or a cell that is merged with it. (`carry` operations;
   * 〃 is read in each case)
   */
  readonly above?: 'ditto' | 'blank' | 'merged'
  /** how dates such as 3/4/2021 are written here: month or day first */
  readonly dates?: DateOrder
  /** why the column is not carried; either this or `to` */
  readonly leave?: string
  /** the column may be missing */
  readonly optional?: boolean
}

export type MeltType = 'year' | 'yearMonth' | 'month' | 'date' | 'age' | 'listed'

/** A cross table → long form: the headers of many columns become values of a field. */
export interface Melt {
  /** what the headers are; every column whose header reads as one is melted (`listed`: those in `headers`) */
  readonly type: MeltType
  readonly headers?: readonly string[]
  /** headers of totals among them, left out */
  readonly leave?: readonly string[]
  /** field that takes the header (of the first header row, where it has several) … */
  readonly name: string
  /** … the one that takes the second part of the header, as 男 and 女 under each year … */
  readonly second?: string
  /** … and the one that takes the cell */
  readonly value: string
}

export interface GridTable {
  /** name of the dataset that the rows go to */
  readonly dataset: string
  /** record type under schemas/records/; the name of the dataset unless set */
  readonly records?: string
  /** name of the worksheet; `*` stands for any text, so that `*月` is one worksheet per month; absent for a CSV */
  readonly worksheet?: string
  /** field that takes what `*` stands for */
  readonly worksheetTo?: string
  /** how many rows the header has; 0: none, all headers are blank and `nth` is the place of a column */
  readonly headerRows: number
  /** tables side by side with the same headers: the n-th from the left, counted from 1 */
  readonly block?: number
  readonly columns: readonly GridColumn[]
  readonly skip?: readonly SkipRule[]
  /** the table ends before so many blank rows one after the other; absent: at the end of the file */
  readonly endsAtBlank?: number
  /** the table ends before this row; it and what follows are notes */
  readonly endsAt?: RowTest
  readonly melt?: Melt
  /** header of a field → its value in every record, for what no column says */
  readonly set?: Readonly<Record<string, string>>
  /** headers of the fields that identify a record; empty: nothing does */
  readonly key: readonly string[]
  /** 必須 fields that the file does not have, as a person has accepted */
  readonly missing?: readonly string[]
}

export interface GridDeclaration {
  readonly format: GridFormat
  /** of a CSV */
  readonly encoding?: Encoding
  readonly delimiter?: Delimiter
  readonly tables: readonly GridTable[]
  /** worksheets without data, each with its reason */
  readonly leave?: readonly { readonly worksheet: string; readonly reason: string }[]
}
