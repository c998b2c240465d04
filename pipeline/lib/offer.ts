/** What lies in dist/, as it is offered to a portal: made by the run, described by the catalog room, sent by publish. */
import type { Text } from '../problem.ts'
import type { ColumnType, Json } from './model.ts'

export interface Offer {
  /** dataset id, e.g. `142140_aed` */
  readonly id: string
  /** the dataset's address as data: what tells ours from another's at a portal */
  readonly iri: string
  /** of the publisher, six digits */
  readonly code: string
  readonly title: Text
  /** the files that hold the records, in the order in which they are listed everywhere */
  readonly files: readonly OfferFile[]
  /** all else in the dataset's folder: descriptions, schema, README */
  readonly documents: readonly OfferFile[]
  /** the records themselves, for a portal that holds tables */
  readonly table: OfferTable | null
}

export interface OfferFile {
  /** what the file is, the same at every release: `csv`, `csv-sjis`, `json`, … ; a document's is its file name */
  readonly key: string
  /** from dist/, e.g. `datasets/142140_aed/142140_aed.csv`; ASCII */
  readonly path: string
  /** file name */
  readonly name: string
  /** IANA media type, with a charset where that must be known */
  readonly mediaType: string
  readonly bytes: number
  /** lower-case hex */
  readonly sha256: string
  /** from the first byte, each time it is called */
  readonly read: () => Iterable<Uint8Array>
}

export interface OfferTable {
  readonly columns: readonly OfferColumn[]
  /** headers; empty: the records have no key */
  readonly primaryKey: readonly string[]
  readonly count: number
  /** sha256 of what the records come from: another one, other records or other columns */
  readonly sha256: string
  /** records in the order of the file, in batches; the values in the order of the columns */
  readonly rows: () => AsyncIterable<readonly OfferRow[]>
}

export type OfferRow = readonly Json[]

export interface OfferColumn {
  /** Japanese header, as in the CSV */
  readonly header: string
  /** English key */
  readonly key: string
  readonly type: ColumnType
  readonly title: Text
  readonly description: Text
}

/** All of dist/ that is to be public. */
export interface Offering {
  readonly datasets: () => AsyncIterable<Offer>
  /** what is made of all datasets: catalog, report, SHA256SUMS; a portal of datasets leaves it */
  readonly whole: readonly OfferFile[]
  /** ids of datasets that are in dist/ and not offered now: they stay as they are, and are never retired */
  readonly withheld: readonly string[]
}
