/** What the writer of XLSX is given: a workbook as plain data. There are no formulas: a text that begins with = is a text. */

export interface Book {
  readonly sheets: readonly Sheet[]
  readonly names?: readonly DefinedName[]
  readonly properties?: BookProperties
}

/** Of the document; it has no author, no company and no date. */
export interface BookProperties {
  readonly title?: string
  readonly subject?: string
  readonly description?: string
  readonly keywords?: string
  readonly language?: string
}

export interface DefinedName {
  readonly name: string
  /** e.g. `'コード一覧'!$A$2:$A$9` */
  readonly refers: string
}

export interface Sheet {
  /** at most 31 characters, without `\ / ? * : [ ]` */
  readonly name: string
  /** row 1 first; asked for once, when the sheet is written */
  readonly rows: Iterable<readonly Cell[]>
  /** of a row, in points, by its number; without it as its text needs */
  readonly heights?: ReadonlyMap<number, number>
  readonly columns?: readonly (Column | undefined)[]
  /** so many rows and columns stay in sight */
  readonly frozen?: { readonly rows?: number; readonly columns?: number }
  /** e.g. `A1:C20` */
  readonly filter?: string
  readonly comments?: readonly Comment[]
  readonly checks?: readonly Check[]
  readonly print?: Print
  /** colour of the tab, RRGGBB */
  readonly tab?: string
  /** true: texts stand in their cells instead of a table of the workbook, which would grow with a large sheet */
  readonly inline?: boolean
}

export interface Column {
  /** in characters of the ordinary font; a wide character takes two */
  readonly width?: number
  /** of its cells that are still empty: the format of what a person types there */
  readonly style?: Style
}

export type Cell = string | number | undefined | RichCell

export interface RichCell {
  readonly value?: string | number
  readonly style?: Style
  /** a place of this workbook, e.g. `'データ'!B12` */
  readonly link?: string
}

export interface Style {
  readonly bold?: boolean
  readonly italic?: boolean
  readonly underline?: boolean
  /** in points; 11 */
  readonly size?: number
  /** of letters, RRGGBB */
  readonly color?: string
  /** of the ground, RRGGBB */
  readonly fill?: string
  /** a thin line around it: true, or its colour, RRGGBB */
  readonly border?: boolean | string
  readonly wrap?: boolean
  readonly align?: 'left' | 'center' | 'right'
  readonly vertical?: 'top' | 'center' | 'bottom'
  /** number format, e.g. `@` (text), `yyyy"-"mm"-"dd`, `0.00` */
  readonly format?: string
}

export interface Comment {
  readonly row: number
  readonly column: number
  readonly text: string
  /** of its box, in columns and rows; 3 and 6 */
  readonly columns?: number
  readonly rows?: number
}

export interface Print {
  readonly landscape?: boolean
  /** as many sheets of paper wide as 1; the length is as it comes */
  readonly fitWidth?: boolean
  /** these rows again on each page */
  readonly repeat?: readonly [first: number, last: number]
}

/** A check on what is typed in. */
export interface Check {
  /** e.g. `C2:C1000` */
  readonly range: string
  readonly rule?: CheckRule
  /** what else is typed: refused, or asked about, or only told; stop */
  readonly on?: 'stop' | 'warning' | 'information'
  readonly error?: Message
  /** shown while the cell is selected */
  readonly prompt?: Message
  /** how a Japanese keyboard is set when the cell is selected (ECMA-376 part 1, 18.18.17) */
  readonly keyboard?: 'off' | 'hiragana' | 'fullKatakana' | 'halfAlpha'
}

export interface Message {
  /** at most 32 characters */
  readonly title: string
  /** at most 255 characters */
  readonly text: string
}

export type CheckRule =
  /** a drop-down of these, without commas and 255 characters in all; or of a range, e.g. `'コード一覧'!$A$2:$A$9` */
  | { readonly kind: 'list'; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly from: string }
  | {
      readonly kind: 'whole' | 'decimal' | 'date' | 'time' | 'textLength'
      /** serials for date and time */
      readonly least?: number
      readonly most?: number
    }
  /** true where it is right; of the first cell of the range, e.g. `LEN(C2)=6` */
  | { readonly kind: 'custom'; readonly formula: string }
