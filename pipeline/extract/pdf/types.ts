/** What the library gives of a PDF: pages, operators (PDF 32000-1 annex A, as pdf.js numbers them) and fonts. */
export interface PdfPage {
  /** visible box, in units of the page: left, bottom, right, top */
  readonly view: readonly [number, number, number, number]
  /** clockwise, for showing */
  readonly rotate: 0 | 90 | 180 | 270
}

export interface PdfFont {
  /** it writes from top to bottom */
  readonly vertical: boolean
  readonly type3: boolean
  /** glyph space → text space, its first number: 0.001 but for Type 3 fonts */
  readonly scale: number
  /** of vertical writing: advance, and the position vector from the origin 0 to the origin 1 */
  readonly vertical0: readonly [number, number, number]
}

/** Operators come in pieces, which are not kept after the call; false: no more is wanted. */
export type TakeOperators = (fns: readonly unknown[], args: readonly unknown[]) => boolean

export interface OpenPdf {
  readonly pages: number
  /** undefined: the page is damaged */
  page(index: number): Promise<PdfPage | undefined>
  /** only after `page` gave it */
  operators(index: number, take: TakeOperators): Promise<'whole' | 'stopped' | 'failed'>
  font(name: string): PdfFont | undefined
  properties(): Promise<Readonly<Record<string, string>>>
  /** files of the package that were needed and not there */
  readonly unread: ReadonlySet<string>
  close(): void
}

export type OpenResult =
  | { readonly pdf: OpenPdf }
  | { readonly fault: { readonly kind: 'password' | 'damaged'; readonly message: string } }

/** A character on the page. x to the right and y down from the top left corner, in points. */
export interface Glyph {
  readonly text: string
  /** along the writing: where it begins and where the next would */
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  /** base line of horizontal writing; of vertical writing the middle of the column */
  readonly base: number
  readonly size: number
  readonly vertical: boolean
}

/** A ruled line, upright or level. */
export interface Rule {
  readonly level: boolean
  /** y of a level one, x of an upright one */
  readonly at: number
  readonly from: number
  readonly to: number
}

export interface PageContent {
  /** from 1 */
  readonly page: number
  readonly width: number
  readonly height: number
  readonly glyphs: readonly Glyph[]
  readonly rules: readonly Rule[]
  /** a space is written at the end of a line that goes on: no other is to be added */
  readonly endsWithSpace: boolean
}

export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}
