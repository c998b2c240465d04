/** What `source.yaml` may say, as a type; `schemas/authored/source.schema.json` is its gate. */

import type { Text } from '../problem.ts'
import type { Form } from './document.ts'
import type { GridDeclaration } from './grid-declaration.ts'
import type { Origin } from './origin.ts'
import type { Repeat } from './pattern.ts'

/** Where a row of an entity is opened: its name and the template of its key, e.g. `{policy}-{number}`. */
export interface Opens {
  /** this list need not name every row that others name */
  readonly partial?: boolean
  readonly row?: string
  readonly key?: string
}

/** A row that must be there already, and whose fields must agree with what this line says of it. */
export interface Confirm {
  readonly row: string
  readonly key: string
  /** field of that row → name captured here */
  readonly fields: Readonly<Record<string, string>>
}

export interface RepeatDeclaration extends Repeat, Opens {}

export interface LineDeclaration extends Opens {
  readonly line: string
  readonly pattern: string | readonly string[]
  readonly repeat?: Readonly<Record<string, RepeatDeclaration>>
  readonly confirms?: readonly Confirm[]
  readonly set?: Readonly<Record<string, string>>
  readonly optional?: boolean
}

export interface ColumnDeclaration extends Opens {
  readonly header: string | readonly string[]
  readonly field?: string
  readonly type?: string
  /** pattern of the cell, where it holds several things */
  readonly cell?: string | readonly string[]
  /** the cell stands for several table rows; a cell that does not match goes on with the name above */
  readonly spans?: boolean
  readonly set?: Readonly<Record<string, string>>
  /** the header may match several columns */
  readonly many?: boolean
  readonly optional?: boolean
}

export interface TableDeclaration extends Opens {
  readonly table: string
  readonly columns: readonly ColumnDeclaration[]
  /** a row whose cell of this field is blank goes on with the row above */
  readonly continues?: { readonly blank: string }
  /** a row whose first cell is these words is a total over all rows */
  readonly sum?: { readonly first: string; readonly row: string; readonly key: string }
  readonly confirms?: readonly Confirm[]
  readonly optional?: boolean
}

export interface BlockDeclaration extends Opens {
  readonly block: string
  readonly starts: string | readonly string[]
  /** only the first line of the document that is not blank */
  readonly at?: 'start'
  /** how often a row of this block is opened in the document; 1 unless set */
  readonly occurs?: number
  readonly set?: Readonly<Record<string, string>>
  /** field that takes the paragraphs */
  readonly paragraphs?: string
  readonly lines?: readonly LineDeclaration[]
  readonly tables?: readonly TableDeclaration[]
  readonly blocks?: readonly BlockDeclaration[]
  readonly optional?: boolean
}

export interface RatingDeclaration {
  readonly sign: string
  /** ASCII name, used in identifiers */
  readonly id: string
  readonly spellings?: readonly string[]
  /** what a result says for this rating, where nothing better is known */
  readonly outcome?: 'better' | 'equal' | readonly ('better' | 'equal')[]
  /** words of a comment that speak for it */
  readonly words?: readonly string[]
}

export interface RatingsDeclaration {
  readonly scale: readonly RatingDeclaration[]
  readonly ambiguous?: readonly { readonly written: string; readonly read: readonly string[] }[]
  /** fields that hold signs: `<row>.<field>`; on a row below the rated one they speak for it */
  readonly signs: readonly string[]
  /** the row that is rated, e.g. `initiative` */
  readonly of: string
  /** sentence of a comment that states the rating: `「{rating:sign}」としました` */
  readonly sentences?: readonly string[]
  readonly comment?: string
  /** a clause of a comment with these words speaks of something else */
  readonly otherGoals?: readonly string[]
  readonly lessIsBetter?: readonly string[]
}

export interface KindDeclaration {
  /** year of a cell that names none itself and whose header names none */
  readonly year?: string
  /** words of the document that say so; a build fails when they are no longer in it */
  readonly because?: string
}

export interface FindDeclaration extends Opens {
  readonly find: string
  /** `<row>.<field>` in whose text the patterns are sought */
  readonly in: string
  readonly where?: readonly string[]
  readonly pattern: string | readonly string[]
  readonly repeat?: Readonly<Record<string, Repeat>>
  /** for rows made of names: name → ASCII id; a name without one is an error, so is an id without its name */
  readonly ids?: Readonly<Record<string, string>>
}

export interface DocumentDeclaration {
  readonly form: Form
  readonly listMarks?: readonly string[]
  /** own types: a regular expression, a list of words, or words → what they mean */
  readonly types?: Readonly<
    Record<string, string | readonly string[] | Readonly<Record<string, string | number>>>
  >
  /** marks that mean: nothing here */
  readonly none?: readonly string[]
  readonly units?: readonly string[]
  readonly kinds?: Readonly<Record<string, KindDeclaration>>
  readonly ratings?: RatingsDeclaration
  readonly finds?: readonly FindDeclaration[]
  readonly blocks: readonly BlockDeclaration[]
}

/** How the records of one dataset are taken from the rows of an entity: JSON key → where the value is. */
export interface DatasetDeclaration {
  readonly rows: string
  readonly identifier?: string
  readonly fields: Readonly<Record<string, string>>
}

export interface DatasetNotes {
  readonly title?: Text
  readonly description?: Text
  readonly keywords?: readonly string[]
}

export interface Override {
  readonly dataset: string
  readonly record: string
  readonly field: string
  readonly reason: string
}

/** What the privacy gate found and a person lets pass, never the value itself. */
export interface PrivacyAllowance {
  /** code of the finding without its room, e.g. `mobile-phone` */
  readonly rule: string
  /** header of the column */
  readonly column?: string
  readonly worksheet?: string
  /** `<dataset>/<key>` */
  readonly record?: string
  /** row of the file */
  readonly row?: number
  readonly reason: string
}

export interface PrivacyDeclaration {
  readonly allow?: readonly PrivacyAllowance[]
  /** counts of persons below this are told */
  readonly smallCounts?: number
}

export interface SourceDeclaration {
  readonly title: Text
  readonly description?: Text
  readonly keywords?: readonly string[]
  readonly category?: string
  readonly temporal?: string
  readonly frequency?: string
  readonly profile?: string
  /** either a document … */
  readonly document?: DocumentDeclaration
  /** … or tables of a CSV or a spreadsheet */
  readonly grid?: GridDeclaration
  readonly datasets?: Readonly<Record<string, DatasetDeclaration>>
  readonly notes?: Readonly<Record<string, DatasetNotes>>
  readonly expect?: {
    readonly records?: Readonly<Record<string, number>>
    readonly maxHeld?: number
    /** a newer file may have fewer records by this share (0.2: a fifth); of each dataset */
    readonly maxDrop?: number
  }
  /** where `acquire` gets the file; absent: a person puts it there */
  readonly from?: Origin
  readonly allowFormula?: readonly Override[]
  readonly privacy?: PrivacyDeclaration
}

/** A source that is a document. */
export interface DocumentSource extends SourceDeclaration {
  readonly document: DocumentDeclaration
}

export function isDocumentSource(declaration: SourceDeclaration): declaration is DocumentSource {
  return declaration.document !== undefined
}

/** A source that is tables of a CSV or a spreadsheet. */
export interface GridSource extends SourceDeclaration {
  readonly grid: GridDeclaration
}

export function isGridSource(declaration: SourceDeclaration): declaration is GridSource {
  return declaration.grid !== undefined
}

export interface Correction {
  /** `<dataset slug>/<identifier>` and a field of it … */
  readonly record?: string
  readonly field?: string
  /** … or a place: a line that holds `before`; the number is a hint */
  readonly line?: number
  /** … in tables a cell of this column (its header) that is `before`; row and worksheet are where it should be */
  readonly column?: string
  readonly row?: number
  readonly worksheet?: string
  readonly before: string
  readonly after: string
  readonly reason: string
}

export interface CorrectionsFile {
  readonly corrections: readonly Correction[]
}

/** A record that must come out, or some of its fields. */
export interface Case {
  readonly dataset: string
  readonly record: Readonly<Record<string, unknown>>
  /** of tables: the row that it comes from, for a record without a key */
  readonly row?: number
  readonly worksheet?: string
  /** header → cell as it stands in the file, for the person who confirms */
  readonly cells?: Readonly<Record<string, string>>
  /** false: made by the machine, and nobody has looked at it yet */
  readonly confirmed?: boolean
}

export interface CasesFile {
  readonly cases: readonly Case[]
}
