/** What is known of a sheet of the standard, ready to be looked up; made once from the files under `schemas/`. */
import type { SplitName } from '../lib/grid-declaration.ts'
import type { Kind } from '../lib/kinds.ts'
import type { Text } from '../problem.ts'
import type { Slips } from './fold.ts'
import type { Layout } from './layouts.ts'

/** How a column was found; the weights of `words.yaml` have the same names. */
export type How =
  | 'exact'
  | 'folded'
  | 'layout'
  | 'english'
  | 'alias'
  | 'noun'
  | 'split'
  | 'slip'
  | 'cut'
  | 'position'
  | 'values'
  | 'weak'

export interface SheetColumn {
  /** header of the standard */
  readonly header: string
  readonly folded: string
  readonly key: string
  readonly kind: Kind
  /** usual or allowed words */
  readonly words: readonly string[]
}

/** What a header may mean in one sheet. */
export interface Match {
  readonly sheet: number
  /** blank: the column has no place there, see `leave` */
  readonly target: string
  readonly how: How
  readonly strength: number
  /** several targets from one cell, if the cells look so … */
  readonly split?: { readonly name: SplitName; readonly into: readonly string[] }
  /** words → what they mean in the field, where a layout says so */
  readonly values?: Readonly<Record<string, string>>
  /** not where the cells look like this kind: they are for another column */
  readonly unless?: string
  /** found in this layout; columns of one layout may be joined in one target */
  readonly layout?: Layout
  readonly leave?: Text
}

export interface Need {
  readonly of: readonly string[]
  readonly least: number
  /** also where a word of the title says the sheet */
  readonly always: boolean
  /** only headers written as the standard has them count */
  readonly literal: boolean
}

export interface TitleWords {
  readonly strong: readonly string[]
  readonly weak: readonly string[]
  readonly not: readonly string[]
  readonly never: readonly string[]
  /** folded word → as it is written, to be said to people */
  readonly written: ReadonlyMap<string, string>
}

export interface Sheet {
  readonly id: string
  readonly title: string
  readonly titleEn: string
  readonly columns: readonly SheetColumn[]
  readonly byHeader: ReadonlyMap<string, SheetColumn>
  /** how many of the columns are its own, before those that may follow */
  readonly own: number
  /** headers of the primary key */
  readonly key: readonly string[]
  readonly words: TitleWords
  /** folded, the longest first */
  readonly nouns: readonly string[]
  /** of each, one target must be there */
  readonly core: readonly (readonly string[])[]
  readonly need?: Need
  /** header → words that its cells hold, in NFKC */
  readonly vocabulary: ReadonlyMap<string, readonly string[]>
  readonly names: readonly string[]
  /** words in the cells of any column that say the sheet */
  readonly cells: readonly string[]
  /** folded headers that only this kind of list has, whether it has a column for them or not */
  readonly telling: ReadonlySet<string>
  /** folded headers that another thing has, with the kind that its cells must look like (blank: any) */
  readonly foreign: ReadonlyMap<string, string>
  /** target of a concept */
  readonly concepts: ReadonlyMap<string, string>
}

export type Weights = Readonly<Record<How, number>> & {
  readonly distinct: readonly number[]
  readonly common: number
  readonly strongTitle: number
  readonly weakTitle: number
  readonly names: number
  readonly distinctScale: number
  readonly vocabulary: number
  readonly whole: number
  /** words in the cells of any column */
  readonly cells: number
  readonly telling: number
}

export interface Thresholds {
  readonly claim: number
  readonly distinct: number
  readonly distinctColumns: number
  readonly againstDistinct: number
  readonly values: number
  readonly veto: number
  readonly vocabulary: number
  readonly margin: number
  /** another sheet with so much more literal weight, and more coverage, is nearer */
  readonly nearer: number
  /** a table written as the standard has it: so much literal weight, over so much of its columns */
  readonly literal: number
  readonly literalCoverage: number
  readonly coverage: number
  /** so much literal weight is enough over less of the columns */
  readonly literalWide: number
  readonly wideCoverage: number
  /** a former layout is the file's where it has so much of the columns */
  readonly layout: number
  /** headers that tell count where so much of the columns have a place */
  readonly telling: number
  readonly whole: number
  readonly columns: number
}

export interface ValuePattern {
  readonly pattern: RegExp
  readonly rigid: boolean
}

export interface Knowledge {
  readonly sheets: readonly Sheet[]
  /** folded header → what it may mean */
  readonly index: ReadonlyMap<string, readonly Match[]>
  /** folded headers that alone tell of no sheet */
  readonly common: ReadonlySet<string>
  /** in brackets they say that a header is another thing than the word before them */
  readonly unlike: readonly string[]
  readonly slips: Slips
  readonly weights: Weights
  readonly thresholds: Thresholds
  readonly values: ReadonlyMap<string, ValuePattern>
  /** header → English key, of the committed dictionary and the sheets, folded */
  readonly keys: ReadonlyMap<string, string>
  /** units as written */
  readonly units: ReadonlySet<string>
}
