/** The catalogue as JSON-LD: one object whose `dcat:dataset` is written dataset by dataset, as they come. */
import type { Json } from '../lib/model.ts'
import { PREFIXES } from '../lib/terms.ts'
import { type CatalogHeader, catalogNode, datasetNode, once } from './dcat.ts'
import type { CatalogEntry } from './entry.ts'
import { isLiteral, isNode, type Node, type Value } from './node.ts'

export async function* writeCatalogJsonLd(
  header: CatalogHeader,
  entries: AsyncIterable<CatalogEntry>,
): AsyncGenerator<string> {
  const tell = once()
  const context = { '@version': 1.1, ...catalogPrefixes() }
  yield `{\n"@context":${JSON.stringify(context, null, 1)},\n`
  for (const [key, value] of membersOf(catalogNode(header, tell))) {
    yield `${JSON.stringify(key)}:${JSON.stringify(value)},\n`
  }
  yield '"dcat:dataset":[\n'
  let first = true
  for await (const entry of entries) {
    const text = JSON.stringify(Object.fromEntries(membersOf(datasetNode(entry, tell))), null, 1)
    yield first ? text : `,\n${text}`
    first = false
  }
  yield first ? ']\n}\n' : '\n]\n}\n'
}

const UNUSED: readonly string[] = ['qudt', 'schema', 'skos', 'unit']

/** The prefixes that the catalogue uses, in both of its forms. */
export function catalogPrefixes(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(PREFIXES).filter(([prefix]) => !UNUSED.includes(prefix)))
}

function membersOf(node: Node): readonly (readonly [string, Json])[] {
  return [
    ['@id', node.iri],
    ['@type', oneOrMore(node.types)],
    ...node.properties.map(([predicate, values]) => [predicate, oneOrMore(values.map(jsonValue))] as const),
  ]
}

function jsonValue(value: Value): Json {
  if (isLiteral(value)) {
    if (value.language !== undefined) return { '@language': value.language, '@value': value.text }
    return value.datatype === undefined ? value.text : { '@type': value.datatype, '@value': value.text }
  }
  return isNode(value) ? Object.fromEntries(membersOf(value)) : { '@id': value.iri }
}

function oneOrMore(values: readonly Json[]): Json {
  const [only] = values
  return values.length === 1 && only !== undefined ? only : values
}
