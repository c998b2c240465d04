/**
 * schema.org/Dataset (https://schema.org/Dataset), as a page of the dataset may embed it for search engines. The
 * context is the one that they know; a processor without a network needs its own copy of it.
 */
import type { Licence } from '../lib/licences.ts'
import type { Json } from '../lib/model.ts'
import { datasetIri, definitionsIri, expandTerm } from '../lib/terms.ts'
import type { CatalogFile } from './entry.ts'
import { datasetTerms, fileTerms, type Info } from './schema-terms.ts'

export function schemaOrgOf(info: Info, files: readonly CatalogFile[], licence: Licence): Json {
  const iri = datasetIri(info.publisher, info.id)
  const definitions = definitionsIri(info.publisher)
  return {
    '@context': 'https://schema.org/',
    '@type': 'Dataset',
    '@id': iri,
    ...datasetTerms(info, licence),
    variableMeasured: info.columns.map(({ key, header, description, term }) => ({
      '@type': 'PropertyValue',
      name: header,
      alternateName: key,
      description: description.ja,
      propertyID: expandTerm(term, definitions),
    })),
    distribution: files.map((file) => ({
      '@type': 'DataDownload',
      '@id': `${iri}#${file.format}`,
      ...fileTerms(info, file),
    })),
  }
}
