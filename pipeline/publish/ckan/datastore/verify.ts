/** All rows as the portal serves them, held against the offered ones: by key, or in order where there is none. */
import type { Json } from '../../../lib/model.ts'
import { isJson, isObject, listOf } from '../../../lib/object.ts'
import type { OfferTable } from '../../../lib/offer.ts'
import type { Problem } from '../../../problem.ts'
import type { Step } from '../../target.ts'
import type { CkanApi } from '../api.ts'
import { batchesOf, miscounted } from './offered.ts'
import { tableProblem } from './problems.ts'
import { reloaded, type Told } from './reload.ts'
import type { Numbered } from './send.ts'
import { createFinder, lookAt, nameOf, sameShape, type Wanted, wantedOf } from './table.ts'
import { holdRows } from './there.ts'
import { cellText, rowText, shown } from './values.ts'

/** of each kind */
const LISTED = 5

interface Found {
  /** with the number that the table gave the row */
  readonly other: { readonly one: Numbered; readonly id: number }[]
  readonly missing: Numbered[]
  readonly counts: { other: number; missing: number }
}

export async function verifyTable(
  api: CkanApi,
  resourceId: string,
  table: OfferTable,
  progress: Step,
  told: Told = {},
): Promise<readonly Problem[]> {
  const wanted = wantedOf(table)
  const look = await lookAt(api, resourceId)
  if (look.kind === 'refused') return [look.refusal.problem]
  if (look.kind === 'absent')
    return [tableProblem('publish/table-absent', {}, { expected: table.count, actual: 0 })]
  const sign = reloaded(wanted, look.columns, told)
  const signs = sign === undefined ? [] : [sign]
  if (!sameShape(wanted, look.columns))
    return [
      ...signs,
      tableProblem(
        'publish/table-columns-differ',
        {},
        {
          actual: look.columns.map(({ id, type }) => `${id} ${type}`).join(', '),
          expected: wanted.fields.map(({ id, type }) => `${id} ${type}`).join(', '),
        },
      ),
    ]
  const held = await holdRows({ api, resourceId, wanted }, (rows) => progress('compare', rows, table.count))
  if (held.refusal !== undefined) return [held.refusal.problem]
  const { map, doubled } = held
  const found: Found = { other: [], missing: [], counts: { other: 0, missing: 0 } }
  const placeOf = createFinder(wanted)
  const broken: Problem[] = []
  let number = 0
  for await (const batch of batchesOf(table, (problem) => broken.push(problem)))
    for (const row of batch) {
      number += 1
      const { met, id } = map.meet(placeOf(row), rowText(row))
      if (met === 'same') continue
      if (met === 'other') {
        found.counts.other += 1
        if (found.other.length < LISTED) found.other.push({ one: { row, number }, id })
      } else {
        found.counts.missing += 1
        if (found.missing.length < LISTED) found.missing.push({ row, number })
      }
    }
  // else every row of the portal's would be one too many
  if (broken.length > 0) return [...signs, ...broken]
  const short = miscounted(table, number)
  if (short !== undefined) return [...signs, short]
  const extra = [...doubled, ...map.left()]
  const ids = [...found.other.map(({ id }) => id), ...extra.slice(0, LISTED)]
  const rows =
    ids.length === 0 ? new Map<number, readonly Json[]>() : await rowsOf(api, resourceId, wanted, ids)
  return [
    ...signs,
    ...valueProblems(wanted, found, rows),
    ...counted(
      found.missing.map(({ row, number: at }) =>
        tableProblem('publish/table-row-missing', { record: nameOf(wanted, row, at) }),
      ),
      found.counts.missing,
    ),
    ...counted(
      extra.slice(0, LISTED).map((id) => {
        const row = rows.get(id)
        const record = row === undefined ? `_id ${id}` : nameOf(wanted, row, id)
        return tableProblem('publish/table-row-extra', { record })
      }),
      extra.length,
    ),
  ]
}

/** The first few, the last of which says how many more there are. */
function counted(problems: readonly Problem[], all: number): readonly Problem[] {
  const last = problems.at(-1)
  const more = all - problems.length
  return last === undefined || more <= 0 ? problems : [...problems.slice(0, -1), { ...last, more }]
}

async function rowsOf(
  api: CkanApi,
  resourceId: string,
  wanted: Wanted,
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly Json[]>> {
  const { result } = await api.call(
    'datastore_search',
    {
      resource_id: resourceId,
      fields: ['_id', ...wanted.fields.map(({ id }) => id)],
      records_format: 'lists',
      filters: { _id: ids },
      limit: ids.length,
      include_total: false,
    },
    { tries: 'again' },
  )
  const records = listOf(isObject(result) ? result.records : undefined)
  return new Map(
    records.flatMap((record) => {
      const [id, ...values] = listOf(record)
      return typeof id === 'number' ? [[id, values.filter(isJson)] as const] : []
    }),
  )
}

function valueProblems(
  wanted: Wanted,
  { other, counts }: Found,
  rows: ReadonlyMap<number, readonly Json[]>,
): readonly Problem[] {
  const problems: Problem[] = []
  for (const { one, id } of other) {
    const there = rows.get(id) ?? []
    const record = nameOf(wanted, one.row, one.number)
    const { columns } = wanted.table
    for (let at = 0; at < columns.length; at += 1) {
      const value = one.row[at] ?? null
      const had = there[at] ?? null
      if (cellText(value) === cellText(had)) continue
      const header = columns[at]?.header ?? ''
      problems.push(
        tableProblem(
          'publish/table-value-differs',
          { record, header },
          { header, actual: shown(had), expected: shown(value) },
        ),
      )
    }
  }
  // rows, not values, are counted
  return counted(problems, problems.length + Math.max(0, counts.other - other.length))
}
