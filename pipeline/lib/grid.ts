/**
 * What a table file is before anything is judged: rows of cells with their addresses. A CSV has rows only; a worksheet
 * has, sparsely, what its cells are besides their text. Rows and columns count from 1, as people and spreadsheets do.
 */
import type { GridFormat } from './grid-declaration.ts'
import type { Pages } from './paged.ts'

/** The cells of a row as text; blank is `''`, and blanks at the end may be missing. */
export type Row = readonly string[]

/** Rows travel in batches, in order and without gaps: `rows[i]` is row `first + i`. */
export interface RowBatch {
  readonly first: number
  readonly rows: readonly Row[]
  /** rows that could not be read whole → the code of the problem; absent where there are none */
  readonly bad?: ReadonlyMap<number, string>
}

export type CellType = 'text' | 'number' | 'date' | 'time' | 'datetime' | 'duration' | 'boolean' | 'error'

/** What a cell of a worksheet is besides its text; absent where it is plain text and nothing else. */
export interface CellFacts {
  readonly type: CellType
  /** what the file stores, where the text is another: the serial of a date, a number of 17 digits */
  readonly raw?: string
  /** number format code, e.g. `[$-411]ggge"年"m"月"d"日"` */
  readonly format?: string
  readonly formula?: string
  readonly comment?: string
  /** id of the style, so that colour as meaning can be judged */
  readonly style?: string
}

/** Both corners belong to it. */
export interface Merge {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** What a worksheet says of its cells; a CSV says nothing. */
export interface GridFacts {
  /** by `addressKey(row, column)` */
  readonly cells: ReadonlyMap<number, CellFacts>
  readonly merges: readonly Merge[]
  readonly hiddenRows: ReadonlySet<number>
  readonly hiddenColumns: ReadonlySet<number>
  readonly objects?: readonly GridObject[]
  /** of a paged file: where its rows are */
  readonly pages?: Pages
  /** columns whose heading fills all the room that the file has for it: it may go on */
  readonly cutHeadings?: ReadonlySet<number>
  /** of a worksheet out of a ZIP: the format of its entry */
  readonly format?: GridFormat
}

export interface Worksheet extends GridFacts {
  readonly name: string
  readonly hidden: boolean
  /** every row from the first of the worksheet; blank rows are `[]` */
  readonly rows: readonly Row[]
  /** rows that could not be read whole → the code of the problem; absent where there are none */
  readonly bad?: ReadonlyMap<number, string>
}

/** What is known of the file as a whole: author, title, dates; keys as the format has them. */
export type FileProperties = Readonly<Record<string, string>>

/** What lies on a worksheet and is no cell. */
export interface GridObject {
  readonly kind: 'picture' | 'shape' | 'text-box' | 'chart' | 'control' | 'other'
  /** the cell under its top left corner, e.g. `B12`, where the file says so */
  readonly cell?: string
  /** what is written in it, where it holds text */
  readonly text?: string
}

/** A picture that the file carries; its bytes hold, perhaps, where and by whom it was taken. */
export interface Picture {
  /** name of the part, e.g. `xl/media/image1.jpeg` */
  readonly name: string
  readonly bytes: Uint8Array
}

/** What is written in the file outside its cells: headers of pages, links, names, text beside the tables. */
export interface LooseText {
  /** where in the file, e.g. `xl/worksheets/sheet1.xml: headerFooter` */
  readonly part: string
  readonly text: string
  /** of which it is, where it is of one */
  readonly worksheet?: string
}

/** A file of tables as its reader gives it: each table or worksheet of it is one worksheet here. */
export interface Workbook {
  readonly format: Exclude<GridFormat, 'csv'>
  /** the epoch of its serials */
  readonly date1904: boolean
  readonly worksheets: readonly Worksheet[]
  readonly properties: FileProperties
  readonly pictures?: readonly Picture[]
  /** as many as the reader has room for, and of these what has figures or an address of mail in it */
  readonly texts?: readonly LooseText[]
}

/** What is looked at: all rows of a file of ordinary size; of a large one its head, its tail and a spread. */
export interface GridSample {
  /** null: a CSV */
  readonly worksheet: string | null
  readonly hidden: boolean
  /** in order; `row` is its number in the file */
  readonly rows: readonly { readonly row: number; readonly cells: Row }[]
  /** these are all the rows that there are */
  readonly complete: boolean
  /** of a worksheet */
  readonly facts?: GridFacts
}

/** Worksheets have 16,384 columns; a CSV may have more. */
const COLUMNS = 1 << 20

export function addressKey(row: number, column: number): number {
  return row * COLUMNS + column
}

export function addressOfKey(key: number): { readonly row: number; readonly column: number } {
  return { row: Math.floor(key / COLUMNS), column: key % COLUMNS }
}

/** `B12`: column 2, row 12. */
export function cellName(row: number, column: number): string {
  return `${columnName(column)}${row}`
}

/** 1 → A, 26 → Z, 27 → AA */
export function columnName(column: number): string {
  let name = ''
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) {
    name = String.fromCharCode(65 + ((left - 1) % 26)) + name
  }
  return name
}

/** And back; row 0 where it is no address. */
export function addressOfCell(cell: string): { readonly row: number; readonly column: number } {
  const [, letters = '', figures = ''] = /^([A-Z]+)([0-9]+)$/.exec(cell) ?? []
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return { row: Number(figures), column }
}

export function isBlankRow(row: Row): boolean {
  for (const cell of row) if (cell !== '' && cell.trim() !== '') return false
  return true
}
