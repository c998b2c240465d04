/**
 * The nouns that travel between the rooms: publisher, dataset, column, record, provenance, distribution.
 * Types only; every value here can be written as JSON.
 */
import type { Text } from '../problem.ts'
import type { Kind } from './kinds.ts'

export type Scalar = string | number | boolean | null
export type Json = Scalar | readonly Json[] | { readonly [key: string]: Json }

/** What comes out: one row of a dataset, keyed by English key. `null` is unknown. Always holds every column's key. */
export type DataRecord = Readonly<Record<string, Json>>

/** Records travel in batches; nothing is awaited per row. */
export type Batches = AsyncIterable<readonly DataRecord[]>

export type ColumnType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'interval' | 'json' | 'iri'

export interface Column {
  /** English key, in JSON, e.g. `targetValue` */
  readonly key: string
  /** Japanese header, in CSV, e.g. `目標_値` */
  readonly header: string
  readonly title: Text
  readonly description: Text
  readonly type: ColumnType
  readonly required: boolean
  readonly pattern?: string
  readonly enum?: readonly string[]
  /** what the property means in an existing vocabulary, as an IRI; ours only where there is none */
  readonly term: string
  /** what its values are, where the record type says so: `x-kind` */
  readonly kind?: Kind
  /** the value is a key of another dataset of the same source: `<slug>.<key>` */
  readonly references?: string
}

export interface Contact {
  readonly name?: string
  readonly email?: string
  readonly tel?: string
  readonly form?: string
}

/** `sources/<publisher>/publisher.yaml` */
export interface Publisher {
  /** folder name under sources/ */
  readonly id: string
  /** 全国地方公共団体コード, six digits with the check digit */
  readonly code: string
  readonly name: Text
  /** SPDX id, e.g. CC-BY-4.0 */
  readonly licence: string
  readonly contact?: Contact
  /** ends with `/`; `https://<code>.opendata.invalid/` until one is set */
  readonly baseIri: string
  readonly baseIriDeclared: boolean
  /** west, south, east, north, in degrees */
  readonly boundingBox?: readonly [number, number, number, number]
  /** 市外局番, e.g. 0463 */
  readonly areaCode?: string
  /** a second copy of each CSV, in Shift_JIS */
  readonly csvShiftJis?: boolean
}

/** What was got, and when: `snapshot.yaml` */
export interface Snapshot {
  readonly file: string
  readonly sha256: string
  readonly bytes: number
  readonly mediaType: string
  /** YYYY-MM-DD, or absent where nobody knows */
  readonly acquired?: string
  /** where it was got */
  readonly from?: string
}

/** One accepted version of a dataset: the last entry of its list in `history.yaml`. */
export interface Release {
  readonly version: string
  /** first accepted, YYYY-MM-DD */
  readonly issued: string
  /** last accepted change, YYYY-MM-DD */
  readonly modified: string
}

export type Method = 'as-written' | 'normalized' | 'corrected' | 'inferred' | 'computed' | 'declared'

/** Where one cell comes from. */
export interface CellProvenance {
  readonly method: Method
  /**
   * Parts of lines of the snapshot, `<line>#<part>`. Each inner list is one place where the value stands,
   * its parts in the order in which they were put together; several lists: the value stands in several places.
   */
  readonly cites?: readonly (readonly string[])[]
  /** parts that say otherwise and were not followed; the evidence says why */
  readonly overruled?: readonly string[]
  /** for inferred: why, from what, among which candidates */
  readonly evidence?: Text
  /** for computed: what was done, over which fields (of this record, or `<slug>.<field>`) */
  readonly formula?: string
  readonly fields?: readonly string[]
  /** for declared and corrected: which authored file and which key in it */
  readonly file?: string
  readonly key?: string
  /** for corrected: the reason on file */
  readonly reason?: string
  /** for normalized and corrected cells of tables: the cell as it stands in the file */
  readonly written?: string
}

/** How the cells of a field are known; what is said here a record need not say. */
export interface CellRule extends CellProvenance {
  /** the cell cites what this field of the same record cites … */
  readonly sameAs?: string
  /** … or, in the same lines, the part of this name: a row has its lines, a field its column */
  readonly part?: string
}

/** The rule of a field: of most of its cells. A record may take one of the others by its number, counted from 1. */
export interface FieldRule extends CellRule {
  readonly others?: readonly CellRule[]
}

/**
 * What a cell has otherwise than the rule of its field: a member that is null does not hold here. Where the cell as a
 * whole is null (or the field has no rule), nothing is known of where it comes from.
 */
export type CellException =
  | null
  | ({ readonly other?: number } & { readonly [K in keyof CellProvenance]?: CellProvenance[K] | null })

/**
 * A rule and its exceptions: `fields` says of each field what holds for its cells, `records` of each record (by its
 * name, see record-id.ts) what is otherwise. Read it through `provenanceOf`, never by itself.
 */
export interface Provenance {
  /** for records that are rows of tables: their cells are cited by row and column */
  readonly tables?: readonly TableRule[]
  readonly fields: Readonly<Record<string, FieldRule>>
  readonly records: Readonly<Record<string, Readonly<Record<string, CellException>>>>
}

/**
 * Where the records of a table stand in the file: once for all of them. A record is named by its place in the dataset,
 * from 0; `[record, row, many]`: so many records follow each other from rows that follow each other.
 */
export interface TableRule {
  /** null: a CSV */
  readonly worksheet: string | null
  readonly runs: readonly (readonly [record: number, row: number, many: number])[]
  /** field → the columns that it is read from, as letters */
  readonly columns: Readonly<Record<string, readonly string[]>>
  /** of a cross table: the records of a row stand in these columns, in their order; so do these fields of them */
  readonly melted?: { readonly fields: readonly string[]; readonly columns: readonly string[] }
}

export interface SourceRef {
  readonly publisher: string
  readonly id: string
  readonly title: Text
  readonly snapshot: Snapshot
}

/** Everything about a dataset but its records. */
export interface DatasetInfo {
  /** `<全国地方公共団体コード>_<slug>` */
  readonly id: string
  readonly slug: string
  readonly title: Text
  readonly description: Text
  readonly keywords: readonly string[]
  /** one of the standard's 分類, e.g. 行財政 */
  readonly category?: string
  /** the time that the data speak of, ISO 8601 interval */
  readonly temporal?: string
  /** 更新頻度 as the standard writes it, e.g. 1年に1回; absent where unknown */
  readonly frequency?: string
  readonly publisher: Publisher
  /** null: made from the other datasets (オープンデータ一覧) */
  readonly source: SourceRef | null
  /** name of the standard it follows, or absent */
  readonly conformsTo?: string
  readonly columns: readonly Column[]
  /** keys of the columns that identify a record */
  readonly primaryKey: readonly string[]
  /** the dataset is a list of codes with meanings: published as a SKOS concept scheme too */
  readonly codeList?: { readonly code: string; readonly label: string }
  readonly release: Release | null
  /** JSON Schema 2020-12 of one record, as published */
  readonly recordSchema: { readonly [key: string]: Json }
}

export interface Dataset extends DatasetInfo {
  readonly recordCount: number
  readonly records: readonly DataRecord[]
  readonly provenance: Provenance
}

/** Text or bytes of a file, piece by piece, so that memory does not grow with the data. */
export type Chunks = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>

/** A file to be written under dist/, path relative to it. A piece of bytes may be filled anew when the next is taken. */
export interface OutFile {
  readonly path: string
  readonly chunks: Chunks
}

/** What is known of a file once written. */
export interface FileFacts {
  /** path relative to dist/ */
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}
