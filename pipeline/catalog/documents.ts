/** What lies in a dataset's folder beside the records, and what it is. */
import type { Text } from '../problem.ts'

export interface DocumentKind {
  /** the file is `<dataset>.<suffix>` … */
  readonly suffix?: string
  /** … or has this name */
  readonly name?: string
  readonly mediaType: string
  readonly title: Text
}

/** The metadata file of RO-Crate describes the folder and is not a part of it (RO-Crate 1.2, 3.1). */
export const RO_CRATE = 'ro-crate-metadata.json'

/** In the order in which they are listed. */
export const DOCUMENTS: readonly DocumentKind[] = [
  {
    suffix: 'schema.json',
    mediaType: 'application/schema+json',
    title: { ja: '1件の形式（JSON Schema）', en: 'form of a record (JSON Schema)' },
  },
  {
    suffix: 'provenance.json',
    mediaType: 'application/json',
    title: { ja: '各値の由来', en: 'where each value comes from' },
  },
  {
    name: 'changes.json',
    mediaType: 'application/json',
    title: {
      ja: '版の一覧と、最新の版で変わったところ',
      en: 'all versions, and what changed with the latest',
    },
  },
  {
    name: 'changes.atom',
    mediaType: 'application/atom+xml',
    title: { ja: '変更履歴（Atom フィード）', en: 'feed of changes (Atom)' },
  },
  {
    suffix: 'old-layout.csv',
    mediaType: 'text/csv',
    title: {
      ja: 'オープンデータ一覧（旧様式、15項目。1行に1データセット）',
      en: 'the list in its old layout (15 columns, a dataset a row)',
    },
  },
  {
    suffix: 'csv-metadata.json',
    mediaType: 'application/csvm+json',
    title: { ja: 'CSV の説明（CSV on the Web）', en: 'description of the CSV (CSV on the Web)' },
  },
  {
    name: 'datapackage.json',
    mediaType: 'application/json',
    title: { ja: 'データの説明（Data Package v2）', en: 'description (Data Package v2)' },
  },
  {
    name: 'ckan.json',
    mediaType: 'application/json',
    title: { ja: 'データの説明（CKAN）', en: 'description (CKAN)' },
  },
  {
    name: 'schema-org.jsonld',
    mediaType: 'application/ld+json',
    title: {
      ja: 'データの説明（schema.org/Dataset。検索エンジン用）',
      en: 'description (schema.org/Dataset, for search engines)',
    },
  },
  {
    name: 'croissant.json',
    mediaType: 'application/ld+json',
    title: {
      ja: 'データの説明（Croissant 1.1。機械学習用）',
      en: 'description (Croissant 1.1, for machine learning)',
    },
  },
  {
    name: RO_CRATE,
    mediaType: 'application/ld+json',
    title: {
      ja: 'フォルダー全体の説明（RO-Crate 1.2。研究用）',
      en: 'description of the folder (RO-Crate 1.2, for research)',
    },
  },
  {
    name: 'README.md',
    mediaType: 'text/markdown',
    title: { ja: 'このデータの説明書', en: 'about these data' },
  },
]

/** What a file of the dataset's folder is; undefined for one that we do not write, or that holds records. */
export function documentOf(dataset: string, file: string): DocumentKind | undefined {
  return DOCUMENTS.find(({ suffix, name }) => file === (name ?? `${dataset}.${suffix}`))
}
