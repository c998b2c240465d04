/** The catalogue as JSON-LD: one object whose `dcat:dataset` is written dataset by dataset, as they come. */
import type { Json } from '../lib/model.ts'
import type { CatalogPart } from './catalog-part.ts'
import { catalogNode, datasetNode } from './dcat.ts'
import { isLiteral, isNode, type Node, type Value } from './node.ts'
import { CATALOG_PREFIXES } from './prefixes.ts'
import { scopeOf } from './scope.ts'

export async function* writeCatalogJsonLd(part: CatalogPart): AsyncGenerator<string> {
  const scope = scopeOf(part.dialect, part.tables)
  const context = { '@version': 1.1, ...CATALOG_PREFIXES }
  yield `{\n"@context":${JSON.stringify(context, null, 1)},\n`
  for (const [key, value] of membersOf(catalogNode(scope, part.facts, part.page))) {
    yield `${JSON.stringify(key)}:${JSON.stringify(value)},\n`
  }
  yield '"dcat:dataset":[\n'
  let first = true
  for await (const entry of part.entries) {
    const text = JSON.stringify(Object.fromEntries(membersOf(datasetNode(scope, entry))), null, 1)
    yield first ? text : `,\n${text}`
    first = false
  }
  yield first ? ']\n}\n' : '\n]\n}\n'
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
