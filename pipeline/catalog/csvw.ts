/** CSVW metadata of the CSV (https://www.w3.org/TR/tabular-metadata/), found by readers as `<file>-metadata.json`. */
import { isRequired } from '../lib/column-types.ts'
import type { Licence } from '../lib/licences.ts'
import type { Column, DatasetInfo, Json } from '../lib/model.ts'
import { datasetIri, definitionsIri, expandTerm } from '../lib/terms.ts'
import { bounds } from './fields.ts'

export function csvwOf(info: DatasetInfo, licence: Licence): Json {
  const definitions = definitionsIri(info.publisher)
  return {
    // Titles are plain strings and the language stands here: csvwvalidate does not match titles in language maps.
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'ja' }],
    url: `${info.id}.csv`,
    'dc:title': info.title.ja,
    'dc:description': info.description.ja,
    'dc:license': { '@id': licence.iri },
    'dc:publisher': info.publisher.name.ja,
    'dc:identifier': datasetIri(info.publisher, info.id),
    ...(info.release === null
      ? {}
      : { 'dc:issued': day(info.release.issued), 'dc:modified': day(info.release.modified) }),
    dialect: { encoding: 'utf-8', lineTerminators: ['\r\n'], header: true, doubleQuote: true },
    tableSchema: {
      columns: info.columns.map((column) => ({
        name: column.key,
        titles: column.header,
        'dc:description': column.description.ja,
        datatype: datatypeOf(info, column),
        required: isRequired(info, column),
        null: '',
        propertyUrl: expandTerm(column.term, definitions),
      })),
      ...(info.primaryKey.length === 0 ? {} : { primaryKey: [...info.primaryKey] }),
    },
  }
}

function day(text: string): Json {
  return { '@value': text, '@type': 'xsd:date' }
}

function datatypeOf(info: DatasetInfo, column: Column): Json {
  switch (column.type) {
    case 'integer':
      return withBounds('integer', info, column)
    case 'number':
      return withBounds('decimal', info, column)
    case 'boolean':
      return { base: 'boolean', format: 'true|false' }
    case 'date':
      return { base: 'date', format: 'yyyy-MM-dd' }
    case 'json':
      return 'json'
    case 'iri':
      return 'anyURI'
    case 'interval':
    case 'string': {
      const format = column.enum === undefined ? column.pattern : column.enum.map(escapePattern).join('|')
      return format === undefined ? 'string' : { base: 'string', format }
    }
  }
}

/** Bounds are written as the values are: as text (5.11.2). */
function withBounds(base: string, info: DatasetInfo, column: Column): Json {
  const { minimum, maximum } = bounds(info, column)
  if (minimum === undefined && maximum === undefined) return base
  return {
    base,
    ...(minimum === undefined ? {} : { minimum: String(minimum) }),
    ...(maximum === undefined ? {} : { maximum: String(maximum) }),
  }
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
