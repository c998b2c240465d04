/** A thing and what is said of it, before it is written as JSON-LD or Turtle: both are made from this, so both agree. */
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

/** Nothing is said of a thing that is not known. */
export function about(iri: string, types: readonly string[], ...properties: readonly Property[]): Node {
  return { iri, types, properties: properties.filter((property) => property[1].length > 0) }
}
