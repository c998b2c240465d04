/**
 * normalize: raw rows → rows whose cells are read: spaces mended, pieces put together, numbers, years, signs,
 * quantities with their units. Form, never meaning; it drops no row and chooses nothing between two readings.
 * Problems: a quantity that could not be read (a warning), a declared year that is none.
 */
import type { DocumentDeclaration } from '../lib/declaration.ts'
import type { RawRow, Row } from '../lib/document.ts'
import { own } from '../lib/own.ts'
import type { Reader } from '../lib/readings.ts'
import type { Place, Problem } from '../problem.ts'
import { readCell } from './cell.ts'
import { declaredYears, readQuantity } from './observation.ts'

export { normalizeProblems } from './problems.ts'
export { isWholeAddress } from './splits/address.ts'
export { compileSplit, splitRules } from './splits/rules.ts'
export { compileField, valueRules } from './values/rules.ts'

export interface Normalized {
  readonly rows: readonly Row[]
  readonly problems: readonly Problem[]
}

export type Normalizer = (raws: readonly RawRow[]) => Normalized

/** `file` is the source.yaml. Compiled once for a source; reconcile calls it again for the rows that a correction changes. */
export function normalizer(
  declaration: DocumentDeclaration,
  reader: Reader,
  place: Place,
  file: string,
): Normalizer {
  const kinds = declaration.kinds ?? {}
  const years = declaredYears(kinds, { source: place.source, file })
  return (raws) => {
    const problems: Problem[] = [...years]
    const rows = raws.map((raw): Row => {
      const fields = Object.fromEntries(
        Object.entries(raw.fields).map(([field, list]) => [
          field,
          list.map((entry) => readCell(entry, field, reader)),
        ]),
      )
      const kind = fields.kind?.[0]?.value
      const declared = typeof kind === 'string' ? own(kinds, kind) : undefined
      const extra =
        declared && fields.text ? readQuantity(raw, fields, String(kind), declared, reader, place) : undefined
      problems.push(...(extra?.problems ?? []))
      return { ...raw, fields: { ...fields, ...extra?.fields } }
    })
    return { rows, problems }
  }
}
