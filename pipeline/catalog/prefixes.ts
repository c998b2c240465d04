/** The prefixes of the catalogue, in both of its forms. */
import { expandTerm, PREFIXES } from '../lib/terms.ts'

const UNUSED: readonly string[] = ['qudt', 'unit']

export const CATALOG_PREFIXES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(PREFIXES).filter(([prefix]) => !UNUSED.includes(prefix))),
  hydra: 'http://www.w3.org/ns/hydra/core#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
}

/** `dcat:Dataset` → its IRI. */
export function expandCurie(curie: string): string {
  const at = curie.indexOf(':')
  const namespace = CATALOG_PREFIXES[curie.slice(0, at)]
  return namespace === undefined ? expandTerm(curie, '') : namespace + curie.slice(at + 1)
}
