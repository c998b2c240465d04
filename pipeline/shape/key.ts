/** How the key of a row is made: the template that the declaration gives, filled from what stands there. */
import type { Opens } from '../lib/declaration.ts'
import type { Part } from '../lib/document.ts'
import { own } from '../lib/own.ts'
import type { Reader } from '../lib/readings.ts'
import type { OpenRow } from './builder.ts'
import type { CutPart } from './part.ts'

export interface Opening {
  readonly opens: Opens
  readonly parts: readonly CutPart[]
  readonly set?: Readonly<Record<string, string>> | undefined
  /** where source.yaml declares the opening: of its key, and of what it sets */
  readonly at: string
  readonly place: string
  readonly occurs: number
  readonly line: number
  readonly rows: ReadonlyMap<string, OpenRow>
  /** the row that `{row}` of a key template means */
  readonly holder?: OpenRow | undefined
}

export function readField(parts: readonly CutPart[], name: string, reader: Reader): string | undefined {
  const part = parts.find((entry) => entry.capture === name && entry.of === undefined)
  if (!part) return undefined
  const { value } = reader.read(part.type, part.text)
  return value === null ? undefined : String(value)
}

/**
 * `{number}` own capture, `{policy}` key of an open row, `{policy.number}` a field of it, `{row}` the row it stands in,
 * `{ordinal}` which one it is under its parent.
 */
export function keyOf(
  opening: Opening,
  reader: Reader,
  ordinal: () => number,
  used: Part[],
): string | { missing: string } {
  const read = (part: CutPart | Part | undefined): string | undefined => {
    if (!part) return undefined
    const { value } = reader.read(part.type, part.text)
    if (value === null) return undefined
    used.push(part)
    return String(value)
  }
  const keyOfRow = (row: OpenRow | undefined): string | undefined => {
    if (row) used.push(...row.keyParts)
    return row?.key
  }
  return template(opening.opens.key ?? '', (name) => {
    if (name === 'row') return keyOfRow(opening.holder)
    if (name === 'ordinal') return String(ordinal())
    const [entity = '', field] = name.split('.')
    if (field !== undefined) return read(opening.rows.get(entity)?.fields[field]?.[0]?.parts.at(-1))
    const captured = opening.parts.find((part) => part.capture === name && part.of === undefined)
    return read(captured) ?? own(opening.set, name) ?? keyOfRow(opening.rows.get(name))
  })
}

export function template(
  source: string,
  value: (name: string) => string | undefined,
): string | { missing: string } {
  let missing: string | undefined
  const text = source.replace(/\{([\w.]+)\}/g, (_, name: string) => {
    const found = value(name)
    if (found === undefined) missing ??= name
    return found ?? ''
  })
  if (missing !== undefined) return { missing }
  return text === '' ? { missing: 'key' } : text
}
