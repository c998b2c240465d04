/**
 * What a dataset's declaration names must be there: its columns in the schema of the record, its rows and fields in
 * the document's declaration. Checked once, before any record is made; a name that leads nowhere is never dropped.
 */
import type { DatasetDeclaration, DocumentDeclaration } from '../lib/declaration.ts'
import { keyPath } from '../lib/keys.ts'
import { suggest } from '../lib/suggest.ts'
import type { Place, Problem } from '../problem.ts'
import { problem } from './problems.ts'
import type { Tables } from './tables.ts'

/** What is known of the records of a dataset. */
export interface RecordShape {
  readonly columns: readonly { readonly key: string }[]
  /** columns that every dataset of the kind has */
  readonly required: readonly string[]
  readonly primaryKey: readonly string[]
}

/** What a document's declaration can give: its rows, and of all of them the fields. */
export interface Names {
  readonly rows: ReadonlySet<string>
  readonly fields: ReadonlySet<string>
}

/** Keys whose value names a field, and keys whose own keys do. */
const NAMING = ['field', 'paragraphs']
const NAMED = ['set', 'fields']

export function namesOf(document: DocumentDeclaration, tables: Tables): Names {
  const rows = new Set<string>(tables.entities())
  const fields = new Set<string>(['text', '@key', '@ordinal'])
  const walk = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      if (key === 'row') rows.add(value)
      if (NAMING.includes(key)) fields.add(value)
      for (const [, name] of value.matchAll(/\{([a-z]\w*)/g)) if (name !== undefined) fields.add(name)
    } else if (Array.isArray(value)) for (const item of value) walk(item, key)
    else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        if (NAMED.includes(key)) fields.add(name)
        walk(inner, name)
      }
    }
  }
  walk(document.blocks, 'blocks')
  walk(document.finds, 'finds')
  for (const entity of tables.entities())
    for (const row of tables.of(entity)) for (const name of Object.keys(row.facts)) fields.add(name)
  return { rows, fields }
}

/**
 * `own`: the source declares the dataset itself, and for this document. A profile is for many: where a document has
 * no such row, a column that may be absent is.
 */
export function checkDataset(
  slug: string,
  declaration: DatasetDeclaration,
  shape: RecordShape,
  names: Names,
  own: boolean,
  declared: Place,
): readonly Problem[] {
  const columns = shape.columns.map((column) => column.key)
  const unknown = (actual: string, known: readonly string[], ...steps: readonly string[]): Problem => {
    const key = own ? keyPath('datasets', slug, ...steps) : keyPath(slug, ...steps)
    const near = suggest(actual, known)
    const hintJa = near === undefined ? '' : `「${near}」のことですか。`
    const hintEn = near === undefined ? '' : `Did you mean ${near}?`
    return problem('reconcile/unknown-field', { ...declared, key }, { key, actual, hintJa, hintEn })
  }
  const problems: Problem[] = []
  const rows = [...names.rows]
  const fields = [...names.fields]
  if (own && !names.rows.has(declaration.rows)) problems.push(unknown(declaration.rows, rows, 'rows'))
  const check = (expression: string, optional: boolean, steps: readonly string[]): void => {
    const [first = '', second] = expression.split('.')
    if (second === undefined) {
      if (own && !names.fields.has(first)) problems.push(unknown(first, fields, ...steps))
    } else if (!names.rows.has(first)) {
      if (!optional || suggest(first, rows) !== undefined) problems.push(unknown(first, rows, ...steps))
    } else if (own && !names.fields.has(second)) problems.push(unknown(second, fields, ...steps))
  }
  for (const [column, expression] of Object.entries(declaration.fields)) {
    if (!columns.includes(column)) problems.push(unknown(column, columns, 'fields', column))
    else check(expression, !shape.required.includes(column), ['fields', column])
  }
  for (const [, name] of (declaration.identifier ?? '').matchAll(/\{([@\w.]+)\}/g))
    if (name !== undefined) check(name, false, ['identifier'])
  return problems
}
