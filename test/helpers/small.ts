/** Small documents with small declarations, run through the rooms that a test is about. */
import { cellsOf, extractDocument } from '../../pipeline/extract/index.ts'
import type { DocumentDeclaration } from '../../pipeline/lib/declaration.ts'
import type { RawRow, Row } from '../../pipeline/lib/document.ts'
import { compileReader, type Reader } from '../../pipeline/lib/readings.ts'
import { parseYaml } from '../../pipeline/lib/yaml.ts'
import { normalizer } from '../../pipeline/normalize/index.ts'
import type { Place, Problem } from '../../pipeline/problem.ts'
import { type Shaped, shapeDocument } from '../../pipeline/shape/index.ts'
import { createGates } from '../../pipeline/validate/index.ts'
import { PACKAGE, schemasOf } from './job.ts'

export const PLACE: Place = { source: 'x/y', file: 'sources/x/y/snapshot/a.txt' }
export const SOURCE_FILE = 'sources/x/y/source.yaml'

const gates = createGates(schemasOf(PACKAGE))

/** The `document` of a source.yaml, held against the schema as any other. */
export function declared(yaml: string): DocumentDeclaration {
  const { value, faults } = parseYaml(yaml)
  const [fault] = faults
  if (fault) throw new Error(`line ${fault.line}: ${fault.message}`)
  const title = { ja: 'x', en: 'x' }
  const found = gates('authored/source.schema.json')?.({ title, document: value, expect: { records: {} } })
  if (!isDocument(value, found ?? [{ path: [], message: 'no schema' }])) {
    throw new Error(JSON.stringify(found?.map(({ path, message }) => [path.join('.'), message])))
  }
  return value
}

function isDocument(_value: unknown, faults: readonly unknown[]): _value is DocumentDeclaration {
  return faults.length === 0
}

export interface Small extends Shaped {
  readonly declaration: DocumentDeclaration
  readonly reader: Reader
  readonly text: string
}

export function shape(yaml: string, text: string): Small {
  const declaration = declared(yaml)
  const found = extractDocument(new TextEncoder().encode(text), declaration.form, 'a.txt')
  if ('problem' in found) throw new Error(found.problem.message.en)
  const reader = compileReader(declaration)
  const shaped = shapeDocument(found.document.lines, declaration, reader, PLACE, SOURCE_FILE)
  return { ...shaped, declaration, reader, text }
}

export function normalize(small: Small): {
  readonly rows: readonly Row[]
  readonly problems: readonly Problem[]
} {
  return normalizer(small.declaration, small.reader, PLACE, SOURCE_FILE)(small.rows)
}

export { cellsOf }

/** `entity key field=part|part field=…`: what rows there are and what stands in them, `+` between several places. */
export function rowsOf(rows: readonly RawRow[]): readonly string[] {
  return rows.map(({ entity, key, fields }) => {
    const all = Object.entries(fields).map(([field, list]) => {
      const places = list.map((one) => one.declared ?? one.parts.map((part) => part.text).join('|'))
      return `${field}=${places.join('+')}`
    })
    return [entity, key, ...all].join(' ')
  })
}

/** The same of rows that are read: values as JSON. */
export function valuesOf(rows: readonly Row[], ...fields: readonly string[]): readonly string[] {
  return rows.map(({ entity, key, fields: cells }) => {
    const all = Object.entries(cells)
      .filter(([field]) => fields.length === 0 || fields.includes(field))
      .map(([field, list]) => `${field}=${list.map((cell) => JSON.stringify(cell.value)).join('+')}`)
    return [entity, key, ...all].join(' ')
  })
}

/** `code line`, in order */
export function codesOf(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ code, where }) =>
    where.line === undefined ? `${code} ${where.key ?? ''}`.trim() : `${code} ${where.line}`,
  )
}
