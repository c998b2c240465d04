/** Rows whose fields have one value each, with where it comes from. The passes of this room add to them. */

import { addressOf, type Cell, type Part, type Row } from '../lib/document.ts'
import type { CellProvenance, Json } from '../lib/model.ts'
import { entityFacts, fieldFacts } from '../lib/names.ts'
import { dictionary, own } from '../lib/own.ts'
import { halfWidth, squeeze } from '../lib/text.ts'
import type { Place, Problem, Text } from '../problem.ts'
import { problem } from './problems.ts'

export interface Fact {
  readonly value: Json
  readonly from: CellProvenance
}

export interface FactRow {
  readonly entity: string
  readonly key: string
  readonly parents: Readonly<Record<string, string>>
  readonly ordinal: number
  readonly line: number
  readonly cells: Row['fields']
  /** how its key is made, of the names of the declaration: `{measure}-{number}` */
  readonly keyFormula?: string
  readonly facts: Record<string, Fact>
}

/** What the provenance needs to know of the authored files. */
export interface Files {
  /** path of source.yaml from the project root */
  readonly source: string
  readonly corrections: string
  /** line → the correction that mended it */
  readonly correctedLines: ReadonlyMap<number, CorrectedLine>
}

/** A correction of a place: its key, its reason, and which stretch of the mended line it changed (all, where unknown). */
export interface CorrectedLine {
  readonly key: string
  readonly reason: string
  readonly start?: number
  readonly end?: number
}

export function addresses(cells: readonly Cell[]): readonly (readonly string[])[] {
  return cells.filter((cell) => cell.parts.length > 0).map((cell) => cell.parts.map(addressOf))
}

export function lineOf(cell: Cell | undefined, otherwise: number): number {
  return cell?.parts[0]?.line ?? otherwise
}

/** Row → facts: the places where a field stands must agree; signs may differ, that is for the ratings to judge. */
export function toFacts(
  row: Row,
  files: Files,
  place: Place,
): { row: FactRow; problems: readonly Problem[] } {
  const facts: Record<string, Fact> = dictionary()
  const problems: Problem[] = []
  for (const [field, cells] of Object.entries(row.fields)) {
    const [first] = cells
    if (!first) continue
    // where one of several places was corrected, the value is as the correction has it, and says so
    const chosen = cells.find((cell) => cell.corrected) ?? cells.find((cell) => cell.value !== null) ?? first
    if (first.type !== 'sign') {
      const other = cells.find((cell) => cell.value !== null && !same(cell, chosen))
      if (other) problems.push(disagreement(row, field, other, chosen, place))
    }
    facts[field] = { value: chosen.value, from: fromCells(cells, chosen, files) }
  }
  facts['@key'] = { value: row.key, from: keyProvenance(row, files) }
  const position = 'position within the row above, in document order'
  facts['@ordinal'] = { value: row.ordinal, from: { method: 'computed', formula: position } }
  const { entity, key, parents, ordinal, line, keyFormula } = row
  return { row: { entity, key, parents, ordinal, line, cells: row.fields, keyFormula, facts }, problems }
}

function same(a: Cell, b: Cell): boolean {
  if (typeof a.value === 'string' && typeof b.value === 'string') {
    return squeeze(halfWidth(a.value)) === squeeze(halfWidth(b.value))
  }
  return JSON.stringify(a.value) === JSON.stringify(b.value)
}

function disagreement(row: Row, field: string, cell: Cell, chosen: Cell, place: Place): Problem {
  const line = lineOf(cell, row.line)
  const other = lineOf(chosen, row.line)
  const facts = {
    ...entityFacts(row.entity),
    key: row.key,
    ...fieldFacts(field),
    line,
    other,
    actual: String(cell.value),
    expected: String(chosen.value),
  }
  return problem('reconcile/disagree', { ...place, line }, facts, { also: [{ ...place, line: other }] })
}

export function fromCells(cells: readonly Cell[], chosen: Cell, files: Files): CellProvenance {
  const cites = addresses(cells)
  const correction = chosen.corrected ?? correctionOf(chosen.parts, files)
  if (correction) return corrected(cites, correction, files)
  if (chosen.declared !== undefined) return declaredIn(chosen.declared, files.source, cites, chosen.because)
  const untouched = chosen.parts.length === 1 && String(chosen.value) === chosen.parts[0]?.text
  return { method: untouched ? 'as-written' : 'normalized', cites }
}

/** A value that source.yaml declares, or what it says that the words cited mean; `because`: the words it rests on. */
export function declaredIn(
  key: string,
  file: string,
  cites: readonly (readonly string[])[],
  because?: string,
): CellProvenance {
  const evidence = because === undefined ? undefined : quoting(because)
  return {
    method: 'declared',
    file,
    key,
    ...(cites.length > 0 ? { cites } : {}),
    ...(evidence ? { evidence } : {}),
  }
}

function quoting(because: string): Text {
  return { ja: `文書の「${because}」による。`, en: `The document says 「${because}」.` }
}

function corrected(
  cites: readonly (readonly string[])[],
  { key, reason }: { readonly key: string; readonly reason: string },
  files: Files,
): CellProvenance {
  return { method: 'corrected', cites, file: files.corrections, key, reason }
}

function correctionOf(parts: readonly Part[], files: Files): { key: string; reason: string } | undefined {
  for (const part of parts) {
    const found = files.correctedLines.get(part.line)
    if (found && part.start <= (found.end ?? part.end) && part.end >= (found.start ?? part.start))
      return found
  }
  return undefined
}

function keyProvenance(row: Row, files: Files): CellProvenance {
  const cites = [...new Set(row.keyParts.map(addressOf))].map((address) => [address])
  const correction = correctionOf(row.keyParts, files)
  if (correction) return corrected(cites, correction, files)
  if (!row.keyFormula.includes('{')) return declaredIn(row.keyAt, files.source, cites)
  if (row.keyParts.some((part) => part.text === row.key)) return { method: 'as-written', cites }
  return { method: 'computed', formula: row.keyFormula, cites }
}

/**
 * A value computed from other facts, which it names: `stated` of the same row, `initiative.rating` of others. It cites
 * nothing itself; its trace goes on with them.
 */
export function computed(value: Json, formula: string, fields: readonly string[]): Fact {
  return { value, from: { method: 'computed', formula, fields } }
}

export function textOf(row: FactRow, field: string): string {
  const value = own(row.facts, field)?.value
  return typeof value === 'string' ? value : ''
}

export function numberOf(row: FactRow | undefined, field: string): number | undefined {
  const value = own(row?.facts, field)?.value
  return typeof value === 'number' ? value : undefined
}
