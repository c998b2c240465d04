/** オープンデータ一覧 (sheet 6 of the municipal standard): one record per file of every other dataset of a publisher. */
import type { Licences } from '../lib/licences.ts'
import type { CellProvenance, Dataset, DatasetInfo, Json, Publisher } from '../lib/model.ts'
import { datasetIri } from '../lib/terms.ts'
import type { CatalogEntry, CatalogFile } from './entry.ts'
import { formatOf } from './formats.ts'

export const OPEN_DATA_LIST = 'open_data_list'

/** What the list has from its record schema and the publisher's history, like any other dataset. */
export type ListShape = Pick<
  DatasetInfo,
  'title' | 'description' | 'keywords' | 'columns' | 'primaryKey' | 'release' | 'recordSchema'
> &
  Partial<Pick<DatasetInfo, 'category' | 'frequency' | 'conformsTo'>>

/** What is not known stays null: a list that guesses is worse than one with blanks. It does not list itself. */
export function openDataList(
  publisher: Publisher,
  entries: readonly CatalogEntry[],
  licences: Licences,
  shape: ListShape,
): Dataset {
  const records = entries
    .filter((entry) => entry.slug !== OPEN_DATA_LIST)
    .flatMap((entry) => entry.files.map((file) => ({ ...blank(shape), ...known(entry, file, licences) })))
  return {
    ...shape,
    id: `${publisher.code}_${OPEN_DATA_LIST}`,
    slug: OPEN_DATA_LIST,
    publisher,
    source: null,
    recordCount: records.length,
    records,
    provenance: { fields: provenanceOf(publisher), records: {} },
  }
}

function blank(shape: ListShape): Readonly<Record<string, Json>> {
  return Object.fromEntries(shape.columns.map((column) => [column.key, null]))
}

function known(entry: CatalogEntry, file: CatalogFile, licences: Licences): Readonly<Record<string, Json>> {
  const { publisher, release, source } = entry
  const { label, short, schemaSuffix } = formatOf(file.format)
  // An address under .invalid is a stand-in for ours to use, not one to hand to the public.
  const folder = publisher.baseIriDeclared ? datasetIri(publisher, entry.id) : null
  const address = (name: string) => (folder === null ? null : folder + name)
  return {
    datasetId: entry.id,
    localGovernmentCode: publisher.code,
    localGovernmentName: publisher.name.ja,
    datasetTitle: entry.title.ja,
    datasetDescription: entry.description.ja,
    datasetKeywords: entry.keywords.length === 0 ? null : entry.keywords.join(';'),
    datasetCategory: entry.category ?? null,
    datasetIssued: release?.issued ?? null,
    datasetModified: release?.modified ?? null,
    datasetVersion: release?.version ?? null,
    datasetLanguage: 'ja',
    datasetUrl: folder,
    datasetFrequency: entry.frequency ?? null,
    datasetConformsTo: entry.conformsTo ?? null,
    datasetRelatedDocument: address('README.md'),
    datasetProvenance: source === null ? null : `「${source.title.ja}」（SHA-256 ${source.sha256}）から作成`,
    datasetSpatial: publisher.name.ja,
    datasetTemporal: entry.temporal ?? null,
    datasetContactName: publisher.contact?.name ?? null,
    datasetContactEmail: publisher.contact?.email ?? null,
    datasetContactTel: publisher.contact?.tel ?? null,
    datasetContactForm: publisher.contact?.form ?? null,
    fileId: file.name,
    fileTitle: `${entry.title.ja}（${label}）`,
    fileAccessUrl: folder,
    fileDownloadUrl: address(file.name),
    fileDescription: `${entry.title.ja}を${label}で記録したファイル`,
    fileFormat: short,
    fileLicence: licences[entry.licence.id]?.standard ?? entry.licence.id,
    fileSize: file.bytes,
    fileIssued: release?.issued ?? null,
    fileModified: release?.modified ?? null,
    fileRelatedDocument: schemaSuffix === null ? null : address(`${entry.id}.${schemaSuffix}`),
    fileLanguage: 'ja',
    fileConformsTo: entry.conformsTo ?? null,
  }
}

/** What the publisher's own file says, and what is read from the `datapackage.json` of the dataset listed. */
function provenanceOf(publisher: Publisher): Readonly<Record<string, CellProvenance>> {
  const declared = (key: string): CellProvenance => ({
    method: 'declared',
    file: `sources/${publisher.id}/publisher.yaml`,
    key,
  })
  const read = (...fields: readonly string[]): CellProvenance => ({
    method: 'computed',
    formula: 'read from datapackage.json of the dataset listed',
    fields,
  })
  const made = (formula: string, ...fields: readonly string[]): CellProvenance => ({
    method: 'computed',
    formula,
    fields,
  })
  const folder = 'publisher.baseIri + datasets/ + dataset id, where a base IRI is declared'
  return {
    datasetId: read('name'),
    localGovernmentCode: declared('code'),
    localGovernmentName: declared('name.ja'),
    datasetTitle: read('title'),
    datasetDescription: read('description'),
    datasetKeywords: made('joined by ;', 'keywords'),
    datasetCategory: read('hiraku.category'),
    datasetIssued: read('hiraku.release.issued'),
    datasetModified: read('hiraku.release.modified'),
    datasetVersion: read('hiraku.release.version'),
    datasetLanguage: made('always ja: headers and texts are Japanese'),
    datasetUrl: made(folder, 'hiraku.publisher.baseIri', 'name'),
    datasetFrequency: read('hiraku.frequency'),
    datasetConformsTo: read('hiraku.conformsTo'),
    datasetRelatedDocument: made(`${folder} + README.md`, 'hiraku.publisher.baseIri', 'name'),
    datasetProvenance: made(
      'title and SHA-256 of the source',
      'hiraku.source.title.ja',
      'hiraku.source.sha256',
    ),
    datasetSpatial: declared('name.ja'),
    datasetTemporal: read('hiraku.temporal'),
    datasetContactName: declared('contact.name'),
    datasetContactEmail: declared('contact.email'),
    datasetContactTel: declared('contact.tel'),
    datasetContactForm: declared('contact.form'),
    fileId: read('resources.path'),
    fileTitle: read('resources.title'),
    fileAccessUrl: made(folder, 'hiraku.publisher.baseIri', 'name'),
    fileDownloadUrl: made(`${folder} + file name`, 'hiraku.publisher.baseIri', 'name', 'resources.path'),
    fileDescription: made('title and format in a sentence', 'title', 'resources.format'),
    fileFormat: read('resources.format'),
    fileLicence: made('SPDX id → name in schemas/licences.yaml', 'licenses.name'),
    fileSize: read('resources.bytes'),
    fileIssued: read('hiraku.release.issued'),
    fileModified: read('hiraku.release.modified'),
    fileRelatedDocument: made(`${folder} + schema of the file`, 'hiraku.publisher.baseIri', 'name'),
    fileLanguage: made('always ja: headers and texts are Japanese'),
    fileConformsTo: read('hiraku.conformsTo'),
  }
}
