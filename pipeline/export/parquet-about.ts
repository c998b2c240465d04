/** What a Parquet file says of itself, as key-value metadata: Parquet has no place of its own for titles and licences. */
import type { Licence } from '../lib/licences.ts'
import type { Column, DatasetInfo } from '../lib/model.ts'
import { datasetIri, definitionsIri, expandTerm } from '../lib/terms.ts'

export interface KeyValue {
  readonly key: string
  readonly value: string
}

/** The names of DCAT and Dublin Core, as in the catalogue; what is not known is left out. */
export function aboutFile(info: DatasetInfo, licence: Licence | undefined): readonly KeyValue[] {
  const { publisher, release } = info
  const fields = info.columns.map((column) => ({ name: column.key, ...factsOf(info, column) }))
  const known: readonly (readonly [string, string | undefined])[] = [
    ['dcterms:title', info.title.ja],
    ['dcterms:description', info.description.ja],
    ['dcterms:identifier', datasetIri(publisher, info.id)],
    ['dcterms:publisher', publisher.name.ja],
    ['dcterms:license', licence?.iri],
    ['dcterms:conformsTo', info.conformsTo],
    ['dcterms:language', 'ja'],
    ['dcat:version', release?.version],
    ['dcterms:issued', release?.issued],
    ['dcterms:modified', release?.modified],
    // as Table Schema names them (https://datapackage.org/standard/table-schema/)
    ['tableschema', JSON.stringify({ fields, primaryKey: info.primaryKey })],
  ]
  return known.flatMap(([key, value]) => (value === undefined || value === '' ? [] : [{ key, value }]))
}

/** Of one column, beside its data: its Japanese header. It stands in every row group, so no more is said there. */
export function aboutColumn({ header }: Column): readonly KeyValue[] {
  return [{ key: 'title', value: header }]
}

function factsOf(info: DatasetInfo, column: Column): Readonly<Record<string, string>> {
  return {
    title: column.header,
    description: column.description.ja,
    type: column.type,
    rdfType: expandTerm(column.term, definitionsIri(info.publisher)),
  }
}
