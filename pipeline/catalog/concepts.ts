/** Concepts of published vocabularies, with their labels and their scheme: each is typed in the graph that names it. */
import type { VocabularyName } from '../lib/vocabularies.ts'
import { about, type Iri, type Node, type Property, texts } from './node.ts'
import type { Scope } from './scope.ts'

/** The class that DCAT-AP 3.0.1 wants, where it wants another beside skos:Concept. */
const CLASSES: Readonly<Partial<Record<VocabularyName, string>>> = {
  frequency: 'dcterms:Frequency',
  language: 'dcterms:LinguisticSystem',
}

/** Of a code that we have no label for nothing is said. */
export function conceptOf(scope: Scope, name: VocabularyName, code: string): readonly (Node | Iri)[] {
  return conceptWith(scope, name, code, CLASSES[name] === undefined ? [] : [CLASSES[name]])
}

/** What is written so; words that have no concept have no IRI rather than a wrong one. */
export function conceptOfWord(
  scope: Scope,
  name: VocabularyName,
  written: string | undefined,
): readonly (Node | Iri)[] {
  const code = written === undefined ? undefined : scope.codeOf(name, written)
  return code === undefined ? [] : conceptOf(scope, name, code)
}

/**
 * ckanext-dcat 2.4 (profiles/base.py, _distribution_format) takes a format's label only where its first type is
 * dcterms:IMT; otherwise the portal shows the whole IRI.
 */
export function fileTypeOf(scope: Scope, code: string, label: string): readonly (Node | Iri)[] {
  const types = ['dcterms:IMT', 'dcterms:MediaTypeOrExtent']
  return conceptWith(scope, 'fileType', code, types, ['rdfs:label', [{ text: label }]])
}

export function schemeOf({ vocabularies, tell }: Scope, name: VocabularyName): Node | Iri {
  const { scheme, title } = vocabularies[name]
  return tell(about(scheme, ['skos:ConceptScheme'], ['dcterms:title', texts(title)]))
}

function conceptWith(
  scope: Scope,
  name: VocabularyName,
  code: string,
  types: readonly string[],
  ...more: readonly Property[]
): readonly (Node | Iri)[] {
  const { prefix, concepts } = scope.vocabularies[name]
  const concept = Object.hasOwn(concepts, code) ? concepts[code] : undefined
  if (concept === undefined) return []
  const inScheme: Property = ['skos:inScheme', [schemeOf(scope, name)]]
  const label: Property = ['skos:prefLabel', texts(concept)]
  return [scope.tell(about(prefix + code, [...types, 'skos:Concept'], label, ...more, inScheme))]
}
