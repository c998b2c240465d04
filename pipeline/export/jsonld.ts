/**
 * JSON-LD 1.1 with its context embedded: one object that says what the dataset is, and under `@graph` its records.
 * The graph is named by the dataset's IRI, so what is said about the dataset stays apart from what it says.
 */
import { niUri } from '../lib/digest.ts'
import type { Licence } from '../lib/licences.ts'
import type { Batches, Column, DataRecord, Dataset, DatasetInfo, Json } from '../lib/model.ts'
import { recordId } from '../lib/record-id.ts'
import { datasetIri } from '../lib/terms.ts'
import { type Units, unitOf } from '../lib/units.ts'
import type { Text } from '../problem.ts'
import { type Compact, compactor, contextOf, type Extra, isUnit } from './context.ts'
import { writeArray } from './json.ts'
import { linkOf, type Sibling } from './links.ts'

export interface Vocabulary {
  readonly licence: Licence
  readonly units: Units
  /** the datasets of the same source, so that references become links; without them they stay values */
  readonly siblings?: readonly Sibling[]
}

/** Writes one member of a record with its leading comma, or nothing where the value is unknown. */
type Member = (record: DataRecord) => string

const INTERVAL = /^(\d{4}-\d{2}-\d{2})\/(\d{4}-\d{2}-\d{2})$/

export async function* writeJsonLd(
  dataset: Dataset,
  batches: Batches,
  vocabulary: Vocabulary,
): AsyncGenerator<string> {
  const compact = compactor(dataset)
  const extras: Extra[] = []
  const members = dataset.columns.flatMap((column) => membersOf(column, vocabulary, extras, compact))
  const context = JSON.stringify(contextOf(dataset, extras, compact), null, 1)
  const opening = `{\n"@context":${context},\n${headOf(dataset, vocabulary.licence, compact)}"@graph":[`
  yield* writeArray(batches, recordWriter(dataset, members, compact), opening, ']\n}\n')
}

function recordWriter(
  info: DatasetInfo,
  members: readonly Member[],
  compact: Compact,
): (record: DataRecord) => string {
  const type = typeOf(info)
  const typed = type === undefined ? '' : `,"@type":${JSON.stringify(compact(type))}`
  const scheme =
    info.codeList === undefined ? '' : `,${JSON.stringify(compact('skos:inScheme'))}:{"@id":"../"}`
  return (record) => {
    let text = `{"@id":${JSON.stringify(recordId(record, info.primaryKey))}${typed}${scheme}`
    for (const member of members) text += member(record)
    return `${text}}`
  }
}

function typeOf(info: DatasetInfo): string | undefined {
  if (info.codeList !== undefined) return 'skos:Concept'
  // https://schema.org/Observation: a value, its unit and what was observed, one per record
  if (info.columns.some((column) => column.term === 'schema:value')) return 'schema:Observation'
  return undefined
}

/** A null is left out: in JSON-LD it says nothing. */
function membersOf(column: Column, vocabulary: Vocabulary, extras: Extra[], compact: Compact): Member[] {
  const before = `,${JSON.stringify(column.key)}:`
  const { key } = column
  const write = column.type === 'interval' ? periodWriter(compact) : JSON.stringify
  const members: Member[] = [
    (record) => {
      const value = record[key] ?? null
      return value === null ? '' : before + write(value)
    },
  ]
  const link = linkOf(column, vocabulary.siblings ?? [])
  if (link !== undefined) {
    members.push(extraMember(key, `${key}Ref`, `hiraku:${key}Ref`, extras, link))
  }
  if (isUnit(column)) {
    const term = column.term === 'schema:unitText' ? 'schema:unitCode' : `hiraku:${key}Code`
    const code = (value: Json) =>
      typeof value === 'string' ? unitOf(vocabulary.units, value)?.qudt : undefined
    members.push(extraMember(key, `${key}Code`, term, extras, code))
  }
  return members
}

function extraMember(
  key: string,
  name: string,
  term: string,
  extras: Extra[],
  iriOf: (value: Json) => string | undefined,
): Member {
  extras.push({ key: name, term })
  const before = `,${JSON.stringify(name)}:`
  return (record) => {
    const iri = iriOf(record[key] ?? null)
    return iri === undefined ? '' : before + JSON.stringify(iri)
  }
}

/** dcterms:temporal wants a period (https://www.w3.org/TR/vocab-dcat-3/#Property:dataset_temporal). */
function periodWriter(compact: Compact): (value: Json) => string {
  const date = (day: string) => ({ '@type': compact('xsd:date'), '@value': day })
  return (value) => {
    const [, start, end] = (typeof value === 'string' && INTERVAL.exec(value)) || []
    if (start === undefined || end === undefined) return JSON.stringify(value)
    return JSON.stringify({
      '@type': compact('dcterms:PeriodOfTime'),
      [compact('dcat:startDate')]: date(start),
      [compact('dcat:endDate')]: date(end),
    })
  }
}

/** What the graph says of itself, one member per line. */
function headOf(info: DatasetInfo, licence: Licence, compact: Compact): string {
  const { source, release } = info
  const date = (day: string) => ({ '@type': compact('xsd:date'), '@value': day })
  const types = info.codeList === undefined ? ['dcat:Dataset'] : ['dcat:Dataset', 'skos:ConceptScheme']
  const members: [string, Json][] = [
    ['@id', datasetIri(info.publisher, info.id)],
    ['@type', types.map(compact)],
    ['dcterms:identifier', info.id],
    ['dcterms:title', texts(info.title)],
    ['dcterms:description', texts(info.description)],
    ['dcterms:license', { '@id': licence.iri }],
  ]
  if (release !== null) {
    members.push(['dcat:version', release.version])
    members.push(['dcterms:issued', date(release.issued)])
    members.push(['dcterms:modified', date(release.modified)])
  }
  if (source !== null) {
    const iri = niUri(source.snapshot.sha256)
    const title = { [compact('dcterms:title')]: texts(source.title) }
    members.push(['prov:wasDerivedFrom', { '@id': iri, '@type': compact('prov:Entity'), ...title }])
  }
  return members.map(([key, value]) => `${JSON.stringify(compact(key))}:${JSON.stringify(value)},\n`).join('')
}

function texts(text: Text): Json {
  const ja = { '@language': 'ja', '@value': text.ja }
  return text.en === '' ? [ja] : [ja, { '@language': 'en', '@value': text.en }]
}
