/** Prefixes of the vocabularies that we use, and the IRIs that are made from a publisher's base IRI. */
import type { Publisher } from './model.ts'

export const PREFIXES: Readonly<Record<string, string>> = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dcterms: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  prov: 'http://www.w3.org/ns/prov#',
  qudt: 'http://qudt.org/schema/qudt/',
  schema: 'https://schema.org/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  spdx: 'http://spdx.org/rdf/terms#',
  unit: 'http://qudt.org/vocab/unit/',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
}

/** Where our own terms lie: under the publisher's address, so that it can say what they mean. */
export function definitionsIri(publisher: Pick<Publisher, 'baseIri'>): string {
  return `${publisher.baseIri}def#`
}

/** The dataset's folder is the dataset's IRI: the files lie under it. */
export function datasetIri(publisher: Pick<Publisher, 'baseIri'>, id: string): string {
  return `${publisher.baseIri}datasets/${encodeURIComponent(id)}/`
}

/** `schema:name` → `https://schema.org/name`; what has no prefix that we know is an IRI already. */
export function expandTerm(term: string, definitions: string): string {
  const at = term.indexOf(':')
  if (at < 0) return term
  const prefix = term.slice(0, at)
  const local = term.slice(at + 1)
  if (prefix === 'hiraku') return definitions + local
  const namespace = PREFIXES[prefix]
  return namespace === undefined ? term : namespace + local
}

/** A path on somebody's disk is no address that a reader could open. */
export function isAddress(from: string | undefined): from is string {
  return from !== undefined && /^https?:\/\/[^\s<>"]+$/.test(from)
}
