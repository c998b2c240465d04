/** Turtle and JSON-LD as lists of triples that can be compared, read by other people's readers. */
import jsonld from 'jsonld'
import { Parser, type Quad } from 'n3'
import { expect } from 'vitest'

/** In safe mode: a key that would be dropped, or an address without a base, is a fault. Nothing is fetched. */
export async function triplesOfJsonLd(text: string, form?: 'n-quads'): Promise<readonly string[]> {
  // `safe` is missing from the published types.
  const options: jsonld.Options.ToRdf & { safe: boolean } = {
    format: 'application/n-quads',
    safe: true,
    documentLoader: async (url: string) => Promise.reject(new Error(`the context must be embedded: ${url}`)),
  }
  const quads = String(await jsonld.toRDF(JSON.parse(text), options))
  return form === undefined ? canonical(new Parser({ format: 'N-Quads' }).parse(quads)) : quads.split('\n')
}

/** Everything has an IRI, so sorted lines are a canonical form. */
export function canonical(quads: readonly Quad[]): readonly string[] {
  expect(
    quads.some(({ subject, object }) => [subject, object].some((term) => term.termType === 'BlankNode')),
  ).toBe(false)
  const line = ({ subject, predicate, object }: Quad) => {
    const detail = object.termType === 'Literal' ? `@${object.language}^^${object.datatype.value}` : ''
    return `${subject.value} ${predicate.value} ${object.termType} ${JSON.stringify(object.value)}${detail}`
  }
  return quads.map(line).sort()
}
