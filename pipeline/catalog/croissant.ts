/**
 * Croissant 1.1 (https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html): the dataset for machine learning.
 * The records are read from the Parquet, where there is one: its columns have types, and mlcroissant 1.1 reads the
 * code 01 of a CSV as 1 (observed; nothing in the metadata prevents it).
 */
import type { Licence } from '../lib/licences.ts'
import type { Column, ColumnType, Json } from '../lib/model.ts'
import { definitionsIri, expandTerm } from '../lib/terms.ts'
import type { CatalogFile } from './entry.ts'
import { formatOf } from './formats.ts'
import { datasetTerms, fileTerms, type Info } from './schema-terms.ts'

const RECORDS = 'records'

/** What mlcroissant 1.1 knows a Parquet by, beside IANA's own name, which it does not know; a file may have both. */
const PARQUET = 'application/x-parquet'

export function croissantOf(info: Info, files: readonly CatalogFile[], licence: Licence): Json {
  const table =
    files.find(({ format }) => format === 'parquet') ?? files.find(({ format }) => format === 'csv')
  return {
    '@context': CONTEXT,
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.1',
    ...datasetTerms(info, licence),
    distribution: files.map((file) => ({
      '@type': 'cr:FileObject',
      '@id': file.name,
      ...fileTerms(info, file),
      ...(file.format === 'parquet' ? { encodingFormat: [formatOf('parquet').mediaType, PARQUET] } : {}),
    })),
    ...(table === undefined ? {} : { recordSet: [recordSetOf(info, table)] }),
  }
}

function recordSetOf(info: Info, table: CatalogFile): Json {
  const key = info.primaryKey.map((name) => ({ '@id': `${RECORDS}/${name}` }))
  const definitions = definitionsIri(info.publisher)
  return {
    '@type': 'cr:RecordSet',
    '@id': RECORDS,
    name: RECORDS,
    description: info.title.ja,
    ...(key.length === 0 ? {} : { key: key.length === 1 ? (key[0] ?? []) : key }),
    field: info.columns.map((column) => ({
      '@type': 'cr:Field',
      '@id': `${RECORDS}/${column.key}`,
      name: column.key,
      alternateName: column.header,
      description: column.description.ja,
      dataType: typeOf(column),
      equivalentProperty: expandTerm(column.term, definitions),
      source: {
        fileObject: { '@id': table.name },
        // in Parquet a column has its key, in CSV its header
        extract: { column: table.format === 'parquet' ? column.key : column.header },
      },
    })),
  }
}

/** Lists and objects are JSON in a text, in the Parquet as in the CSV. */
const TYPES: Readonly<Record<ColumnType, string>> = {
  string: 'sc:Text',
  integer: 'sc:Integer',
  number: 'sc:Float',
  boolean: 'sc:Boolean',
  date: 'sc:Date',
  interval: 'sc:Text',
  json: 'sc:Text',
  iri: 'sc:URL',
}

function typeOf({ type }: Column): string {
  return TYPES[type]
}

/** As the specification prescribes it for 1.1, with the language of our texts. */
const CONTEXT: Json = {
  '@language': 'ja',
  '@vocab': 'https://schema.org/',
  arrayShape: 'cr:arrayShape',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  containedIn: 'cr:containedIn',
  cr: 'http://mlcommons.org/croissant/',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  dct: 'http://purl.org/dc/terms/',
  description: { '@container': '@language' },
  equivalentProperty: 'cr:equivalentProperty',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileObject: 'cr:fileObject',
  fileProperty: 'cr:fileProperty',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isArray: 'cr:isArray',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  name: { '@container': '@language' },
  parentField: 'cr:parentField',
  path: 'cr:path',
  rai: 'http://mlcommons.org/croissant/RAI/',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  samplingRate: 'cr:samplingRate',
  sc: 'https://schema.org/',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
}
