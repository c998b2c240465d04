/** A file of a dataset as a DCAT distribution. */
import type { Text } from '../problem.ts'
import { conceptOfWord, fileTypeOf } from './concepts.ts'
import type { CatalogEntry, CatalogFile } from './entry.ts'
import { type Format, type FormatId, formatOf } from './formats.ts'
import { about, dates, type Iri, type Node, texts, typed } from './node.ts'
import type { Scope } from './scope.ts'

const MEDIA_TYPES = 'https://www.iana.org/assignments/media-types/'
const SHA256 = 'http://spdx.org/rdf/terms#checksumAlgorithm_sha256'

/** What a person should know before opening it. */
const DESCRIPTIONS: Readonly<Record<FormatId, Text>> = {
  csv: {
    ja: '文字コードは UTF-8（BOM 付き）。1行目は項目名です。',
    en: 'In UTF-8 with a byte order mark. The first row has the headers.',
  },
  'csv-sjis': {
    ja: '文字コードは Shift_JIS（text/csv; charset=Shift_JIS）。書けない文字は〓。正しい値は UTF-8 の CSV にあります。',
    en: 'In Shift_JIS (text/csv; charset=Shift_JIS). What it can not write is 〓; the CSV in UTF-8 has the right value.',
  },
  json: {
    ja: 'レコードの配列。項目名は英語のキーです。',
    en: 'An array of records with English keys.',
  },
  jsonld: {
    ja: 'JSON-LD 1.1。項目の意味（語彙の IRI）は @context にあります。',
    en: 'JSON-LD 1.1; its @context says what each key means.',
  },
  geojson: {
    ja: '位置のあるレコードの点（RFC 7946、世界測地系）。',
    en: 'The records that have a position, as points (RFC 7946).',
  },
  parquet: {
    ja: '型の付いた列。大きなデータの分析に向いています。',
    en: 'Typed columns, for analysis.',
  },
}

export function distributionOf(scope: Scope, entry: CatalogEntry, file: CatalogFile, dataset: string): Node {
  const { release } = entry
  const format = formatOf(file.format)
  const address = `${dataset}${file.name}`
  return about(
    `${dataset}#${file.format}`,
    ['dcat:Distribution'],
    ['dcterms:title', texts(titleOf(entry.title, format))],
    ['dcterms:description', texts(DESCRIPTIONS[format.id])],
    ['dcat:accessURL', [{ iri: address }]],
    ['dcat:downloadURL', [{ iri: address }]],
    ['dcterms:license', [licenceOf(scope, entry.licence)]],
    ['dcat:mediaType', [mediaTypeOf(scope, format)]],
    ['dcterms:format', fileTypeOf(scope, format.fileType, format.short)],
    ['dcat:byteSize', [typed(String(file.bytes), 'xsd:nonNegativeInteger')]],
    ['spdx:checksum', [checksumOf(scope, file, dataset)]],
    ['dcterms:issued', dates(release?.issued)],
    ['dcterms:modified', dates(release?.modified)],
    ['dcterms:conformsTo', schemaOf(entry, format, dataset)],
  )
}

function titleOf(title: Text, { label }: Format): Text {
  return { ja: `${title.ja}（${label}）`, en: title.en === '' ? '' : `${title.en} (${label})` }
}

/**
 * A harvesting CKAN has a licence only where its own list has one of that address or title (ckanext-dcat 2.4,
 * profiles/base.py, _license), and the addresses of that list are not the licences' own: so it is told CKAN's titles.
 */
function licenceOf(scope: Scope, { id, iri, title }: CatalogEntry['licence']): Node | Iri {
  const known = Object.hasOwn(scope.licences, id) ? scope.licences[id] : undefined
  const name = (scope.dialect === 'harvest' ? known?.ckanTitle : undefined) ?? title
  const type = conceptOfWord(scope, 'licenceType', id)
  return scope.tell(
    about(iri, ['dcterms:LicenseDocument'], ['dcterms:title', texts(name)], ['dcterms:type', type]),
  )
}

/** With its label a harvesting CKAN has `text/csv` for the file's type, else the whole IRI. */
function mediaTypeOf({ tell }: Scope, { mediaType }: Format): Node | Iri {
  return tell(about(MEDIA_TYPES + mediaType, ['dcterms:MediaType'], ['rdfs:label', [{ text: mediaType }]]))
}

function checksumOf({ tell }: Scope, file: CatalogFile, dataset: string): Node {
  return about(
    `${dataset}#${file.format}-sha256`,
    ['spdx:Checksum'],
    ['spdx:algorithm', [tell(about(SHA256, ['spdx:ChecksumAlgorithm']))]],
    ['spdx:checksumValue', [typed(file.sha256, 'xsd:hexBinary')]],
  )
}

function schemaOf(entry: CatalogEntry, { schemaSuffix }: Format, dataset: string): readonly Node[] {
  return schemaSuffix === null ? [] : [about(`${dataset}${entry.id}.${schemaSuffix}`, ['dcterms:Standard'])]
}
