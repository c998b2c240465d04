/** Fact rows → the records of each dataset, by its declaration: JSON key → where the value is. */

import { compact } from '../lib/compact.ts'
import type { DatasetDeclaration, RatingsDeclaration } from '../lib/declaration.ts'
import type { Row } from '../lib/document.ts'
import type { CellProvenance, DataRecord, Json, Provenance, Publisher } from '../lib/model.ts'
import { own } from '../lib/own.ts'
import { recordName } from '../lib/record-id.ts'
import type { RecordShape } from './declared.ts'
import type { Fact, FactRow } from './facts.ts'
import { type Published, published } from './published.ts'
import type { Tables } from './tables.ts'

export interface RecordTable {
  readonly slug: string
  readonly records: readonly DataRecord[]
  readonly provenance: Provenance
  /** keys that this source provides, of those that the dataset may have */
  readonly provided: ReadonlySet<string>
}

const IDENTIFIER = '{@key}'

const NAMES = /\{([@\w.]+)\}/g

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
    if (name !== '@key') return String(own(row.fields, name)?.[0]?.value ?? '')
    return id === undefined ? row.key : row.key.replace(String(sign), () => id)
  })
}

interface RecordsInput {
  readonly slug: string
  readonly datasets: Readonly<Record<string, DatasetDeclaration>>
  readonly shape: RecordShape
  readonly tables: Tables
  readonly publisher: Publisher
  readonly files: { readonly source: string; readonly publisher: string }
}

/** What the declaration names is there: see declared.ts. */
export function toRecords({ slug, datasets, shape, tables, publisher, files }: RecordsInput): RecordTable {
  const declaration = own(datasets, slug) ?? { rows: slug, fields: {} }
  const rows = tables.of(declaration.rows)
  const words = published(slug, datasets, tables, files.source)
  const provided = new Set(['localGovernmentCode', 'identifier', 'localGovernmentName'])
  const records: DataRecord[] = []
  const cells = new Map<string, ReadonlyMap<string, CellProvenance>>()
  const code: CellProvenance = { method: 'declared', file: files.publisher, key: 'code' }
  const name: CellProvenance = { method: 'declared', file: files.publisher, key: 'name.ja' }
  for (const row of rows) {
    const identifier = identify(declaration.identifier ?? IDENTIFIER, row, tables, words)
    const values: [string, Json][] = [
      ['localGovernmentCode', publisher.code],
      ['identifier', identifier.value],
      ['localGovernmentName', publisher.name.ja],
    ]
    const from = new Map([
      ['localGovernmentCode', code],
      ['identifier', identifier.from],
      ['localGovernmentName', name],
    ])
    for (const [key, expression] of Object.entries(declaration.fields)) {
      const found = factOf(row, expression, tables)
      values.push([key, found?.fact.value ?? null])
      if (!found) continue
      provided.add(key)
      from.set(key, words.of(found.fact, found.name, found.row))
    }
    const record: DataRecord = Object.fromEntries(values)
    records.push(record)
    cells.set(recordName(record, shape.primaryKey), from)
  }
  return { slug, records, provenance: compact(cells), provided }
}

/** An identifier that is one fact comes from where that comes from; one of several is made of them. */
function identify(
  template: string,
  row: FactRow,
  tables: Tables,
  words: Published,
): { readonly value: string; readonly from: CellProvenance } {
  const found = [...template.matchAll(NAMES)].map(([, name = '']) => factOf(row, name, tables))
  const [only] = found
  const value = template.replace(NAMES, (_, name: string) =>
    String(factOf(row, name, tables)?.fact.value ?? ''),
  )
  if (only && found.length === 1 && String(only.fact.value) === value)
    return { value, from: words.of(only.fact, only.name, only.row) }
  return {
    value,
    from: words.template(
      template,
      row,
      found.map((one) => one?.fact),
    ),
  }
}

interface Found {
  readonly fact: Fact
  readonly name: string
  /** the row that it is a fact of */
  readonly row: FactRow
}

/** `name`, `@key`, `@ordinal`, or of a row above: `policy.number`, `initiative.@key`. */
function factOf(row: FactRow, expression: string, tables: Tables): Found | undefined {
  const [first = '', second] = expression.split('.')
  const owner = second === undefined ? row : tables.parent(row, first)
  const name = second ?? first
  const fact = own(owner?.facts, name)
  return owner && fact && { fact, name, row: owner }
}
