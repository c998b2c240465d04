/** Fact rows → the records of each dataset, by its declaration: JSON key → where the value is. */
import type { DatasetDeclaration, RatingsDeclaration } from '../lib/declaration.ts'
import type { Row } from '../lib/document.ts'
import type { CellProvenance, DataRecord, Json, Provenance, Publisher } from '../lib/model.ts'
import { suggest } from '../lib/suggest.ts'
import type { Place, Problem } from '../problem.ts'
import type { Fact, FactRow } from './facts.ts'
import { problem } from './problems.ts'
import type { Tables } from './tables.ts'

export interface RecordTable {
  readonly slug: string
  readonly records: readonly DataRecord[]
  readonly provenance: Provenance
  /** keys that this source provides, of those that the dataset may have */
  readonly provided: ReadonlySet<string>
}

const IDENTIFIER = '{@key}'

/**
 * Identifier of a row before there are facts, as it will be published: its key, or the fields that the template
 * names; a rating's sign in it stands as the id that the scale gives it.
 */
export function identifierOfRow(
  declaration: DatasetDeclaration,
  row: Row,
  scale: RatingsDeclaration['scale'] = [],
): string {
  const sign = row.fields.rating?.[0]?.value
  const id = scale.find((rating) => rating.sign === sign)?.id
  return (declaration.identifier ?? IDENTIFIER).replace(/\{([@\w]+)\}/g, (_, name: string) => {
    if (name === 'id' && id !== undefined) return id
    if (name !== '@key') return String(row.fields[name]?.[0]?.value ?? '')
    return id === undefined ? row.key : row.key.replace(String(sign), () => id)
  })
}

export function toRecords(
  slug: string,
  declaration: DatasetDeclaration,
  tables: Tables,
  publisher: Publisher,
  files: { readonly source: string; readonly publisher: string },
  columns: readonly string[],
  place: Place,
): { table: RecordTable; problems: readonly Problem[] } {
  const rows = tables.of(declaration.rows)
  const problems: Problem[] = []
  const provided = new Set(['localGovernmentCode', 'identifier', 'localGovernmentName'])
  for (const [key, expression] of Object.entries(declaration.fields)) {
    const known = rows.some((row) => factOf(row, expression, tables) !== undefined)
    if (known) provided.add(key)
    else if (!columns.includes(key)) problems.push(unknownField(slug, key, columns, place))
  }
  const template = declaration.identifier ?? IDENTIFIER
  const fields: Record<string, CellProvenance> = {
    localGovernmentCode: { method: 'declared', file: files.publisher, key: 'code' },
    identifier: { method: 'computed', formula: template },
    localGovernmentName: { method: 'declared', file: files.publisher, key: 'name.ja' },
  }
  const records: DataRecord[] = []
  const byRecord: Record<string, Record<string, CellProvenance>> = {}
  for (const row of rows) {
    const identifier = template.replace(/\{([@\w.]+)\}/g, (_, name: string) =>
      String(factOf(row, name, tables)?.value ?? ''),
    )
    const values: Record<string, Json> = {
      localGovernmentCode: publisher.code,
      identifier,
      localGovernmentName: publisher.name.ja,
    }
    const from: Record<string, CellProvenance> = {}
    const key = row.facts['@key']
    if (key && key.from.cites && key.from.cites.length > 0) from.identifier = key.from
    for (const [name, expression] of Object.entries(declaration.fields)) {
      if (!columns.includes(name)) continue
      const fact = factOf(row, expression, tables)
      values[name] = fact?.value ?? null
      if (fact) from[name] = withFile(fact.from, files.source)
    }
    records.push(values)
    byRecord[identifier] = from
  }
  return { table: { slug, records, provenance: { fields, records: byRecord }, provided }, problems }
}

function withFile(from: CellProvenance, file: string): CellProvenance {
  return from.method === 'declared' && from.file === undefined ? { ...from, file } : from
}

/** `name`, `@key`, `@ordinal`, or of a row above: `policy.number`, `initiative.@key`. */
function factOf(row: FactRow, expression: string, tables: Tables): Fact | undefined {
  const [first = '', second] = expression.split('.')
  if (second === undefined) return row.facts[first]
  const above = tables.parent(row, first)
  return above?.facts[second]
}

function unknownField(slug: string, key: string, columns: readonly string[], place: Place): Problem {
  const near = suggest(key, columns)
  const where = { ...place, key: `datasets.${slug}.fields.${key}` }
  return problem('reconcile/unknown-field', where, {
    key: `datasets.${slug}.fields`,
    actual: key,
    hintJa: near === undefined ? '' : `「${near}」のことですか。`,
    hintEn: near === undefined ? '' : `Did you mean ${near}?`,
  })
}
