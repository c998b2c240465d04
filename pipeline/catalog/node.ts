/** A thing and what is said of it, before it is written as JSON-LD or Turtle: both are made from this, so both agree. */
import { isIsoDate } from '../lib/dates.ts'
import type { Text } from '../problem.ts'

export interface Iri {
  readonly iri: string
}

export interface Literal {
  readonly text: string
  readonly language?: 'ja' | 'en'
  /** of XSD, e.g. `xsd:date` */
  readonly datatype?: string
}

export interface Node extends Iri {
  readonly types: readonly string[]
  readonly properties: readonly Property[]
}

/** Predicate as a CURIE, and its values in order. */
export type Property = readonly [predicate: string, values: readonly Value[]]

export type Value = Iri | Literal | Node

export function isNode(value: Value): value is Node {
  return 'types' in value
}

export function isLiteral(value: Value): value is Literal {
  return 'text' in value
}

/** English is left out where there is none. */
export function texts(text: Text): readonly Literal[] {
  const ja: Literal = { text: text.ja, language: 'ja' }
  return text.en === '' ? [ja] : [ja, { text: text.en, language: 'en' }]
}

export function typed(text: string, datatype: string): Literal {
  return { text, datatype }
}

/** A date of the calendar; another text would be no xsd:date, and no shape of DCAT-AP looks (令和8年11月1日, 2026-13-45). */
export function dates(text: string | undefined): readonly Literal[] {
  return text !== undefined && isIsoDate(text) ? [typed(text, 'xsd:date')] : []
}

/** What is written by hand may have a sign that no IRI has (RFC 3987): such an address is left out. */
export function links(address: string | undefined): readonly Iri[] {
  return address === undefined || /[\s<>"{}|\\^`]/.test(address) ? [] : [{ iri: address }]
}

/** Nothing is said of a thing that is not known. */
export function about(iri: string, types: readonly string[], ...properties: readonly Property[]): Node {
  return { iri, types, properties: properties.filter((property) => property[1].length > 0) }
}
