/** What one file of the catalogue is written from. */
import type { CatalogFacts } from './dcat.ts'
import type { CatalogEntry } from './entry.ts'
import type { Page } from './pages.ts'
import type { Dialect, Tables } from './scope.ts'

export interface CatalogPart {
  readonly dialect: Dialect
  readonly tables: Tables
  readonly facts: CatalogFacts
  /** absent: the file has all datasets */
  readonly page?: Page
  readonly entries: AsyncIterable<CatalogEntry>
}
