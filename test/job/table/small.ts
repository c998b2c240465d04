/** One small declared table over rows of text, run as a worksheet is. */
import type { TableAccount } from '../../../pipeline/job/table/account.ts'
import { createTableRun, type TableRunInput } from '../../../pipeline/job/table/run.ts'
import type { Row } from '../../../pipeline/lib/grid.ts'
import type { GridTable } from '../../../pipeline/lib/grid-declaration.ts'
import type { Json, Scalar } from '../../../pipeline/lib/model.ts'
import { isObject } from '../../../pipeline/lib/object.ts'
import { fieldsOf, rowGate } from '../../../pipeline/validate/index.ts'
import { batches, locate } from '../../shape/grid/helper.ts'

type Property = { readonly [key: string]: Json }

/** Properties by their header, which is their key too; any may be blank unless `required` names it. */
export function schemaOf(
  properties: Readonly<Record<string, Property>>,
  more: Property = {},
): { readonly [key: string]: Json } {
  const all = Object.entries(properties).map(([key, property]): [string, Json] => [
    key,
    { type: ['string', 'null'], title: key, ...property },
  ])
  return {
    type: 'object',
    'x-inferred': true,
    additionalProperties: false,
    required: Object.keys(properties),
    properties: Object.fromEntries(all),
    ...more,
  }
}

export interface Ran {
  readonly account: TableAccount
  /** values of each record, as JSON */
  readonly records: readonly string[]
  /** `severity code row column field` of each problem kept */
  readonly problems: readonly string[]
  /** `row column field before → after` */
  readonly changes: readonly string[]
}

export function runRows(
  table: GridTable,
  schema: { readonly [key: string]: Json },
  rows: readonly Row[],
  more: Partial<TableRunInput> = {},
  size = 3,
): Ran {
  const [located] = locate([table], rows)
  if (located === undefined) throw new Error('the header is not there')
  const fields = fieldsOf(schema)
  const keys = isObject(schema.properties) ? Object.keys(schema.properties) : []
  const run = createTableRun({
    table,
    located,
    fields,
    gate: rowGate(schema, keys),
    context: {},
    isCsv: true,
    place: { file: 'x.csv' },
    kept: 100,
    keepChanges: true,
    ...more,
  })
  const records: (readonly Scalar[])[] = []
  for (const batch of batches(rows, size)) records.push(...run.push(batch).values)
  const account = run.account()
  return {
    account,
    records: records.map((values) => JSON.stringify(values)),
    problems: account.problems.flatMap(({ first }) =>
      first.map(({ severity, code, where }) =>
        [severity, code, where.row ?? '', where.cell ?? '', where.field ?? ''].join(' ').trim(),
      ),
    ),
    changes: account.changes.map(
      ({ row, field, before, after }) =>
        `${row} ${fields[field]?.header ?? ''}: ${before} → ${String(after)}`,
    ),
  }
}
