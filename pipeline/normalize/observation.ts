/** The cell of an indicator (baseline, target, result) → value, unit, direction, parts and year. */
import type { KindDeclaration } from '../lib/declaration.ts'
import type { Cell, Row } from '../lib/document.ts'
import { keyPath } from '../lib/keys.ts'
import type { Json } from '../lib/model.ts'
import type { Reader } from '../lib/readings.ts'
import { headYear, readYear } from '../lib/years.ts'
import type { Place, Problem } from '../problem.ts'
import { problem } from './problems.ts'

type Fields = Readonly<Record<string, readonly Cell[]>>

/** Years that source.yaml declares and that are none; once, not for every cell that would take them. */
export function declaredYears(
  kinds: Readonly<Record<string, KindDeclaration>>,
  declared: Place,
): readonly Problem[] {
  return Object.entries(kinds).flatMap(([kind, { year }]) => {
    if (year === undefined || readYear(year) !== undefined) return []
    const key = keyPath('document', 'kinds', kind, 'year')
    return [problem('normalize/year', { ...declared, key }, { actual: year, key })]
  })
}

export function readQuantity(
  row: { readonly line: number },
  fields: Fields,
  kind: string,
  declared: KindDeclaration,
  reader: Reader,
  place: Place,
): { fields: Row['fields']; problems: readonly Problem[] } {
  const [cell] = fields.text ?? []
  if (!cell) return { fields: {}, problems: [] }
  const said = headYear(cell.text)
  const reading = reader.quantities.read(said ? said.rest : cell.text)
  const derived = (value: Json): readonly Cell[] => [{ ...cell, value }]
  const one = reading.kind === 'one' ? reading.quantity : undefined
  const problems: Problem[] = []
  if (reading.kind === 'none' && reading.suspicious) {
    const line = cell.parts[0]?.line ?? row.line
    problems.push(problem('normalize/number-not-read', { ...place, line }, { line, actual: cell.text }))
  }
  const header = fields.year ?? []
  let year = said ? derived(said.year) : header
  if (year.length === 0 && declared.year !== undefined) {
    const value = readYear(declared.year)
    const key = keyPath('document', 'kinds', kind, 'year')
    year = [
      {
        value: value ?? null,
        text: declared.year,
        written: declared.year,
        type: 'year',
        parts: [],
        declared: key,
        ...(declared.because ? { because: declared.because } : {}),
      },
    ]
  }
  return {
    fields: {
      value: derived(one ? one.value : null),
      unit: derived(one ? one.unit : null),
      direction: derived(one ? one.direction : null),
      parts: derived(reading.kind === 'several' ? reading.parts.map((part) => ({ ...part })) : null),
      year,
      // the header speaks of a year too, where the cell overrules it: kept, so that the part is accounted for
      ...(said && header.length > 0 ? { headerYear: header } : {}),
    },
    problems,
  }
}
