/** The embedded JSON-LD context of one dataset: what each key means, and how its values are typed. */
import type { Kind } from '../lib/kinds.ts'
import { member } from '../lib/member.ts'
import type { Column, DatasetInfo, Json } from '../lib/model.ts'
import { datasetIri, definitionsIri, expandTerm, PREFIXES } from '../lib/terms.ts'

type JsonObject = { readonly [key: string]: Json }

/** A text of one of these terms is a code, a sign or an address: it is in no language. */
const NO_LANGUAGE = new Set([
  'dcat:version',
  'dcterms:format',
  'dcterms:identifier',
  'dcterms:language',
  'dcterms:license',
  'hiraku:contactExtension',
  'hiraku:fileIdentifier',
  'hiraku:fileLanguage',
  'schema:unitText',
  'skos:notation',
  'vcard:hasEmail',
  'vcard:hasTelephone',
])

/** Kinds whose values are Japanese words; codes, numbers, addresses of the web and Latin letters are in no language. */
const IN_JAPANESE: ReadonlySet<Kind> = new Set([
  'address',
  'choice',
  'kana',
  'list',
  'municipality',
  'prefecture',
  'text',
])

/** What a key adds besides its own column: a link to another record, the code of a unit. */
export interface Extra {
  readonly key: string
  readonly term: string
}

/** A unit stands in a column of its own, beside its number: `unit`, `targetUnit`. */
export function isUnit(column: Column): boolean {
  return column.type === 'string' && /(?:^u|U)nit$/.test(column.key)
}

export type Compact = (term: string) => string

/** A key may have the name of a prefix (`unit`): the key wins, and the terms of that prefix are written in full. */
export function compactor(info: DatasetInfo): Compact {
  const taken = new Set(info.columns.map((column) => column.key))
  const definitions = definitionsIri(info.publisher)
  return (term) => (taken.has(term.slice(0, term.indexOf(':'))) ? expandTerm(term, definitions) : term)
}

export function contextOf(info: DatasetInfo, extras: readonly Extra[], compact: Compact): JsonObject {
  const definitions = definitionsIri(info.publisher)
  const taken = new Set(info.columns.map((column) => column.key))
  const context: { [key: string]: Json } = {
    '@version': 1.1,
    '@base': `${datasetIri(info.publisher, info.id)}records/`,
  }
  for (const [prefix, iri] of Object.entries({ ...PREFIXES, hiraku: definitions })) {
    if (!taken.has(prefix)) context[prefix] = iri
  }
  for (const column of info.columns) {
    context[column.key] = { '@id': compact(termOf(info, column)), ...valueType(info, column, compact) }
  }
  for (const extra of extras) context[extra.key] = { '@id': compact(extra.term), '@type': '@id' }
  return context
}

/** In a code list the code is the notation of a concept and the label its name, whatever the column says. */
function termOf(info: DatasetInfo, column: Column): string {
  if (column.key === info.codeList?.code) return 'skos:notation'
  if (column.key === info.codeList?.label) return 'skos:prefLabel'
  return column.term
}

function valueType(info: DatasetInfo, column: Column, compact: Compact): JsonObject {
  switch (column.type) {
    case 'integer':
      return { '@type': compact('xsd:integer') }
    case 'number':
      // A JSON number becomes E notation in RDF, which xsd:double knows and xsd:decimal does not (JSON-LD 1.1 API, 8.6).
      return { '@type': compact('xsd:double') }
    case 'boolean':
      return { '@type': compact('xsd:boolean') }
    case 'date':
      return { '@type': compact('xsd:date') }
    case 'iri':
      return { '@type': '@id' }
    case 'json':
      return isListOfTexts(info, column) ? { '@container': '@set' } : { '@type': '@json' }
    case 'interval':
      return {}
    case 'string':
      return isProse(info, column) ? { '@language': 'ja' } : {}
  }
}

/** A list of plain texts is several values of one property; anything deeper is JSON. */
function isListOfTexts(info: DatasetInfo, column: Column): boolean {
  const properties = member(info.recordSchema, 'properties')
  const items = member(member(properties, column.key), 'items')
  return member(items, 'type') === 'string'
}

/**
 * Prose or a name, and so in Japanese: by the kind of the column; where it says none, a text with no pattern and no
 * closed list that is no key of this or another dataset.
 */
function isProse(info: DatasetInfo, column: Column): boolean {
  if (column.key === info.codeList?.code || isUnit(column) || NO_LANGUAGE.has(column.term)) return false
  if (column.kind !== undefined) return IN_JAPANESE.has(column.kind)
  return (
    column.pattern === undefined &&
    column.enum === undefined &&
    column.references === undefined &&
    !info.primaryKey.includes(column.key)
  )
}
