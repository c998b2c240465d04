/** The catalogue as Turtle, dataset by dataset; the only file that knows the RDF writer. */
import { DataFactory, Writer } from 'n3'
import type { CatalogPart } from './catalog-part.ts'
import { catalogNode, datasetNode } from './dcat.ts'
import { isLiteral, isNode, type Node, type Value } from './node.ts'
import { CATALOG_PREFIXES, expandCurie as iri } from './prefixes.ts'
import { scopeOf } from './scope.ts'

const { literal, namedNode, quad } = DataFactory
const TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'

export async function* writeCatalogTurtle(part: CatalogPart): AsyncGenerator<string> {
  let written = ''
  // The writer only ever calls these two; it keeps nothing but the last subject, so memory does not grow.
  const out = {
    write(chunk: string, _encoding?: string, done?: () => void) {
      written += chunk
      done?.()
    },
    end(done?: () => void) {
      done?.()
    },
  }
  const writer = new Writer(out, { prefixes: CATALOG_PREFIXES })
  const scope = scopeOf(part.dialect, part.tables)
  const take = () => {
    const chunk = written
    written = ''
    return chunk
  }
  addNode(writer, catalogNode(scope, part.facts, part.page))
  yield take()
  for await (const entry of part.entries) {
    const dataset = datasetNode(scope, entry)
    writer.addQuad(
      quad(namedNode(part.facts.header.iri), namedNode(iri('dcat:dataset')), namedNode(dataset.iri)),
    )
    addNode(writer, dataset)
    yield take()
  }
  writer.end()
  yield take()
}

/** A node's own statements first, then those of the nodes told inside it. */
function addNode(writer: Writer, node: Node): void {
  const subject = namedNode(node.iri)
  for (const type of node.types) writer.addQuad(quad(subject, namedNode(TYPE), namedNode(iri(type))))
  for (const [predicate, values] of node.properties) {
    for (const value of values) writer.addQuad(quad(subject, namedNode(iri(predicate)), termOf(value)))
  }
  for (const [, values] of node.properties) {
    for (const value of values) if (isNode(value)) addNode(writer, value)
  }
}

function termOf(value: Value) {
  if (!isLiteral(value)) return namedNode(value.iri)
  if (value.language !== undefined) return literal(value.text, value.language)
  return value.datatype === undefined
    ? literal(value.text)
    : literal(value.text, namedNode(iri(value.datatype)))
}
