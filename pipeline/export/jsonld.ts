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
  /** absent: not known, as of a file that was only converted */
  readonly licence?: Licence
  readonly units: Units
  /** the datasets of the same source, so that references become links; without them they stay values */
  readonly siblings?: readonly Sibling[]
}

/** What JSON-LD says of a column; how its value stands in a record, where not as in JSON, and what it adds. */
export interface LinkedColumn {
  readonly key: string
  readonly write?: (value: Json) => string
  /** members with their leading comma, or nothing */
  readonly add?: (value: Json) => string
}

/** All that is the same for every record. */
export interface LinkedFrame {
  readonly open: string
  readonly close: string
  /** follows the id within each record */
  readonly kind: string
  readonly columns: readonly LinkedColumn[]
}

const INTERVAL = /^(\d{4}-\d{2}-\d{2})\/(\d{4}-\d{2}-\d{2})$/

export async function* writeJsonLd(
  dataset: Dataset,
  batches: Batches,
  vocabulary: Vocabulary,
): AsyncGenerator<string> {
  const frame = linkedFrame(dataset, vocabulary)
  yield* writeArray(batches, recordWriter(dataset, frame), frame.open, frame.close)
}

export function linkedFrame(info: DatasetInfo, vocabulary: Vocabulary): LinkedFrame {
  const compact = compactor(info)
  const extras: Extra[] = []
  const columns = info.columns.map((column) => linkedColumn(column, vocabulary, extras, compact))
  const context = JSON.stringify(contextOf(info, extras, compact), null, 1)
  const type = typeOf(info)
  const typed = type === undefined ? '' : `,"@type":${JSON.stringify(compact(type))}`
  const scheme =
    info.codeList === undefined ? '' : `,${JSON.stringify(compact('skos:inScheme'))}:{"@id":"../"}`
  return {
    open: `{\n"@context":${context},\n${headOf(info, vocabulary.licence, compact)}"@graph":[`,
    close: ']\n}\n',
    kind: typed + scheme,
    columns,
  }
}

/** A null is left out: in JSON-LD it says nothing. A record without a key has no name: a blank node. */
function recordWriter(info: DatasetInfo, frame: LinkedFrame): (record: DataRecord) => string {
  const named = info.primaryKey.length > 0
  const parts = frame.columns.map(({ key, write, add }) => ({
    key,
    before: `,${JSON.stringify(key)}:`,
    write: write ?? JSON.stringify,
    add,
  }))
  return (record) => {
    let text = named ? `,"@id":${JSON.stringify(recordId(record, info.primaryKey))}` : ''
    text += frame.kind
    for (const { key, before, write, add } of parts) {
      const value = record[key] ?? null
      if (value !== null) text += before + write(value)
      if (add !== undefined) text += add(value)
    }
    return `{${text.slice(1)}}`
  }
}

function typeOf(info: DatasetInfo): string | undefined {
  if (info.codeList !== undefined) return 'skos:Concept'
  // https://schema.org/Observation: a value, its unit and what was observed, one per record
  if (info.columns.some((column) => column.term === 'schema:value')) return 'schema:Observation'
  return undefined
}

function linkedColumn(
  column: Column,
  vocabulary: Vocabulary,
  extras: Extra[],
  compact: Compact,
): LinkedColumn {
  const { key } = column
  const adds: ((value: Json) => string)[] = []
  const link = linkOf(column, vocabulary.siblings ?? [])
  if (link !== undefined) adds.push(extraMember(`${key}Ref`, `hiraku:${key}Ref`, extras, link))
  if (isUnit(column)) {
    const term = column.term === 'schema:unitText' ? 'schema:unitCode' : `hiraku:${key}Code`
    const code = (value: Json) =>
      typeof value === 'string' ? unitOf(vocabulary.units, value)?.qudt : undefined
    adds.push(extraMember(`${key}Code`, term, extras, code))
  }
  return {
    key,
    ...(column.type === 'interval' ? { write: periodWriter(compact) } : {}),
    ...(adds.length === 0 ? {} : { add: (value: Json) => adds.map((add) => add(value)).join('') }),
  }
}

function extraMember(
  name: string,
  term: string,
  extras: Extra[],
  iriOf: (value: Json) => string | undefined,
): (value: Json) => string {
  extras.push({ key: name, term })
  const before = `,${JSON.stringify(name)}:`
  return (value) => {
    const iri = iriOf(value)
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
function headOf(info: DatasetInfo, licence: Licence | undefined, compact: Compact): string {
  const { source, release } = info
  const date = (day: string) => ({ '@type': compact('xsd:date'), '@value': day })
  const types = info.codeList === undefined ? ['dcat:Dataset'] : ['dcat:Dataset', 'skos:ConceptScheme']
  const members: [string, Json][] = [
    ['@id', datasetIri(info.publisher, info.id)],
    ['@type', types.map(compact)],
    ['dcterms:identifier', info.id],
    ['dcterms:title', texts(info.title)],
    ['dcterms:description', texts(info.description)],
  ]
  if (licence !== undefined) members.push(['dcterms:license', { '@id': licence.iri }])
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
