/** What would become of a resource's table. Reads only: the columns, how many rows there are, and, if asked to, all rows. */
import type { OfferTable } from '../../../lib/offer.ts'
import { hasError, type Problem } from '../../../problem.ts'
import type { Change } from '../../target.ts'
import type { CkanApi } from '../api.ts'
import { batchesOf, miscounted } from './offered.ts'
import { reloaded, type Told } from './reload.ts'
import {
  countRows,
  createFinder,
  lookAt,
  sameInfo,
  sameShape,
  type There,
  type Wanted,
  wantedOf,
} from './table.ts'
import { holdRows } from './there.ts'
import { rowText, shown } from './values.ts'

export interface TablePlan {
  readonly changes: readonly Change[]
  readonly problems: readonly Problem[]
  /** all rows were read and are as they should be, and so are the columns; then there is no change */
  readonly whole: boolean
}

export interface PlanOptions extends Told {
  /** every row is read, so that equal ones are no change; else only their number is known, which proves nothing */
  readonly compare?: boolean
}

/** Asked where the marker is not that of the table: then rows may differ. */
export async function planTable(
  api: CkanApi,
  resourceId: string,
  table: OfferTable,
  options: PlanOptions = {},
): Promise<TablePlan> {
  const refused = (problem: Problem): TablePlan => ({ changes: [], problems: [problem], whole: false })
  const look = await lookAt(api, resourceId)
  if (look.kind === 'refused') return refused(look.refusal.problem)
  const after = `${table.count}`
  if (look.kind === 'absent')
    return { changes: [{ what: 'datastore.rows', after }], problems: [], whole: false }
  const wanted = wantedOf(table)
  const counted = await countRows(api, resourceId, look)
  if (counted.refusal !== undefined) return refused(counted.refusal.problem)
  const before = `${counted.total}`
  const sign = reloaded(wanted, look.columns, options)
  const problems = sign === undefined ? [] : [sign]
  const columns = columnChanges(wanted, look.columns)
  // a table of another shape is made anew, with all its rows
  if (options.compare !== true || !sameShape(wanted, look.columns))
    return { changes: [...columns, { what: 'datastore.rows', before, after }], problems, whole: false }
  const compared = await compareRows(api, resourceId, wanted)
  problems.push(...compared.problems)
  const changes = [...columns, ...compared.changes]
  if (changes.length > 0 && before !== after) changes.push({ what: 'datastore.rows', before, after })
  return { changes, problems, whole: changes.length === 0 && !hasError(problems) }
}

/** How many rows would go up and be taken out. */
async function compareRows(
  api: CkanApi,
  resourceId: string,
  wanted: Wanted,
): Promise<Pick<TablePlan, 'changes' | 'problems'>> {
  const held = await holdRows({ api, resourceId, wanted }, () => {})
  if (held.refusal !== undefined) return { changes: [], problems: [held.refusal.problem] }
  const placeOf = createFinder(wanted)
  const counts = { same: 0, other: 0, new: 0, again: 0 }
  const problems: Problem[] = []
  let number = 0
  for await (const batch of batchesOf(wanted.table, (problem) => problems.push(problem)))
    for (const row of batch) {
      number += 1
      counts[held.map.meet(placeOf(row), rowText(row)).met] += 1
    }
  const short = miscounted(wanted.table, number)
  if (problems.length > 0) return { changes: [], problems }
  if (short !== undefined) return { changes: [], problems: [short] }
  const kinds = [
    ['new', counts.new],
    ['changed', counts.other],
    ['gone', held.doubled.length + held.map.left().length],
  ] as const
  return {
    changes: kinds.flatMap(([kind, many]) =>
      many === 0 ? [] : [{ what: `datastore.rows.${kind}`, after: `${many}` }],
    ),
    problems: [],
  }
}

function columnChanges(wanted: Wanted, there: readonly There[]): readonly Change[] {
  const headers = new Map(wanted.fields.map(({ id }, i) => [id, wanted.table.columns[i]?.header ?? id]))
  const what = (id: string): string => `datastore.columns.${headers.get(id) ?? id}`
  const before = new Map(there.map((column) => [column.id, column]))
  const changes: Change[] = wanted.fields.flatMap((field): readonly Change[] => {
    const had = before.get(field.id)
    if (had === undefined) return [{ what: what(field.id), after: field.type }]
    if (had.type !== field.type) return [{ what: what(field.id), before: had.type, after: field.type }]
    if (sameInfo(field, had)) return []
    return [{ what: `${what(field.id)}.info`, before: shown(had.info), after: shown({ ...field.info }) }]
  })
  for (const { id, type } of there) if (!headers.has(id)) changes.push({ what: what(id), before: type })
  const key = there.filter(({ indexed }) => indexed).map(({ id }) => id)
  if ([...key].sort().join('\n') !== [...wanted.keyIds].sort().join('\n'))
    changes.push({ what: 'datastore.key', before: key.join(' '), after: wanted.keyIds.join(' ') })
  if (changes.length === 0 && !sameShape(wanted, there))
    changes.push({
      what: 'datastore.columns',
      before: there.map(({ id }) => id).join(' '),
      after: wanted.fields.map(({ id }) => id).join(' '),
    })
  return changes
}
