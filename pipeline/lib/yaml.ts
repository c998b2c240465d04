/** The only owner of the `yaml` package: authored files in, plain values out. */
import { LineCounter, parseDocument } from 'yaml'

export interface YamlFault {
  readonly line: number
  readonly column: number
  readonly message: string
}

/** Reads one YAML 1.2 document; duplicate keys are faults. Numbers in quotes stay text (a code keeps its zeros). */
export function parseYaml(text: string): { readonly value: unknown; readonly faults: readonly YamlFault[] } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false })
  const faults = document.errors.map((error) => {
    const place = lines.linePos(error.pos[0])
    return { line: place.line, column: place.col, message: error.message }
  })
  return { value: faults.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 }), faults }
}

/** Where in the file a key stands (`['document', 'blocks', 2]`), counted from 1; of the nearest key that is there. */
export function placeOfKey(
  text: string,
  path: readonly (string | number)[],
): { line: number; column: number } | undefined {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true)
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      const place = lines.linePos(Number(node.range[0]))
      return { line: place.line, column: place.col }
    }
  }
  return undefined
}
