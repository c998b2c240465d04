/** The only owner of the `yaml` package: authored files in, plain values out. */
import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'

export interface YamlFault {
  readonly line: number
  readonly column: number
  readonly message: string
}

/** Reads one YAML 1.2 document; duplicate keys are faults. Numbers in quotes stay text (a code keeps its zeros). */
export function parseYaml(text: string): { readonly value: unknown; readonly faults: readonly YamlFault[] } {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    prettyErrors: false,
    logLevel: 'error',
  })
  const faults = [...document.errors, ...document.warnings].map((error) => {
    const place = lines.linePos(error.pos[0])
    return { line: place.line, column: place.col, message: error.message }
  })
  if (faults.length > 0) return { value: undefined, faults }
  try {
    return { value: document.toJS({ maxAliasCount: 100 }), faults }
  } catch (error) {
    // an alias of nothing, or aliases of aliases without end, show only now; they do not say where
    const message = error instanceof Error ? error.message.trim() : String(error)
    return { value: undefined, faults: [{ line: 1, column: 1, message }] }
  }
}

export type KeyPlace = { readonly line: number; readonly column: number; readonly length: number }

/**
 * Where in the file a key stands (`['document', 'blocks', 2]`), counted from 1: of a mapping's entry its key, of a
 * list's the entry itself. Of a path that is not all there, the last key that is; undefined where none is.
 */
export function placesOfKeys(text: string): (path: readonly (string | number)[]) => KeyPlace | undefined {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' })
  return (path) => {
    let node: unknown = document.contents
    let found: Node | undefined
    for (const step of path) {
      if (isAlias(node)) node = node.resolve(document)
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
        if (!isNode(pair?.key)) break
        found = pair.key
        node = pair.value
      } else if (isSeq(node)) {
        node = node.items[Number(step)]
        if (!isNode(node)) break
        found = node
      } else break
    }
    if (!found?.range) return undefined
    const [start, end] = found.range
    const { line, col } = lines.linePos(start)
    return { line, column: col, length: isScalar(found) ? end - start : 1 }
  }
}

/** The text with one value written anew, all else as it is; undefined where there is no such plain value. */
export function replaceInYaml(
  text: string,
  path: readonly (string | number)[],
  value: string,
): string | undefined {
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'error' })
  const node: unknown = document.getIn(path, true)
  if (!isScalar(node) || !node.range) return undefined
  const [start, end] = node.range
  return text.slice(0, start) + value + text.slice(end)
}

/** Where a value stands in the text, so that it can be changed with all about it left as it is. */
export interface YamlSpan {
  readonly kind: 'mapping' | 'list' | 'value'
  /** written in braces or brackets */
  readonly flow: boolean
  /** characters from the start of the text; `end` is not included */
  readonly start: number
  readonly end: number
  /** of a mapping or list: how many members it has, and where the last of them ends */
  readonly members: number
  readonly last: number
  /** column of its first character, from 0 */
  readonly indent: number
}

/** Undefined where there is no such value, or nothing is written for it. */
export function spanInYaml(text: string, path: readonly (string | number)[]): YamlSpan | undefined {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' })
  if (document.errors.length > 0) return undefined
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true)
  if (!isNode(node) || isAlias(node) || !node.range) return undefined
  const [start, end] = node.range
  const isCollection = isMap(node) || isSeq(node)
  const indent = lines.linePos(start).col - 1
  if (!isCollection) return { kind: 'value', flow: true, start, end, members: 0, last: end, indent }
  const members: readonly unknown[] = isMap(node)
    ? node.items.map(({ key, value }) => (isNode(value) ? value : key))
    : node.items
  const ends = members.flatMap((one) => (isNode(one) && one.range ? [one.range[1]] : []))
  const last = ends.at(-1) ?? start
  const kind = isMap(node) ? 'mapping' : 'list'
  return { kind, flow: node.flow === true, start, end, members: node.items.length, last, indent }
}
