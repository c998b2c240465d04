/**
 * Datasets in, descriptions out: CSVW, Data Package, CKAN, schema.org, Croissant, RO-Crate, README beside each; オープンデータ一覧 and DCAT over all.
 * The catalogue is made from the `datapackage.json` of each dataset as it lies staged, one at a time, so that it
 * does not grow in memory and shows a failed source as its last good files. Nothing is said that is not known.
 */
import type { Publisher } from '../lib/model.ts'
import { publisherIri } from './agents.ts'
import type { CatalogHeader } from './dcat.ts'

export { type Catalog, catalogFiles } from './catalog-files.ts'
export type { CatalogHeader } from './dcat.ts'
export { describeDataset } from './describe.ts'
export type { CatalogEntry, CatalogFile, CatalogSource } from './entry.ts'
export { type EntryResult, entryFromDataPackage } from './entry-reader.ts'
export { type Categories, oldLayoutList } from './old-layout.ts'
export { type ListShape, OPEN_DATA_LIST, openDataList } from './open-data-list.ts'
export { CATALOG_PROBLEMS } from './problems.ts'

/** The header of a catalogue of one publisher; where there are several, the catalogue has its own. */
export function catalogHeaderOf(publisher: Publisher): CatalogHeader {
  const { name } = publisher
  const english = name.en === '' ? '' : `Open data of ${name.en}`
  return {
    iri: `${publisher.baseIri}catalog/`,
    title: { ja: `${name.ja} オープンデータカタログ`, en: english },
    description: { ja: `${name.ja}が公開するオープンデータの一覧です。`, en: english },
    publisher: { iri: publisherIri(publisher), name, code: publisher.code },
  }
}
