/** What the catalogue knows of one dataset: everything in its `datapackage.json`, and nothing else. */
import type { Publisher, Release } from '../lib/model.ts'
import type { Text } from '../problem.ts'
import type { FormatId } from './formats.ts'

export interface CatalogFile {
  readonly format: FormatId
  /** file name, under the dataset's folder */
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

export interface CatalogSource {
  readonly title: Text
  readonly sha256: string
  /** where it was got, where that is an address */
  readonly from?: string
}

export interface CatalogEntry {
  readonly id: string
  readonly slug: string
  readonly title: Text
  readonly description: Text
  readonly keywords: readonly string[]
  readonly category?: string
  readonly temporal?: string
  readonly frequency?: string
  readonly conformsTo?: string
  readonly publisher: Omit<Publisher, 'licence'>
  /** SPDX id, address, name */
  readonly licence: { readonly id: string; readonly iri: string; readonly title: Text }
  readonly release: Release | null
  readonly source: CatalogSource | null
  readonly recordCount: number
  readonly files: readonly CatalogFile[]
}
