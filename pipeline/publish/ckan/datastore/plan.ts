/** What would become of a resource's table. Reads only: the columns, and how many rows there are. */
import type { OfferTable } from '../../../lib/offer.ts'
import type { Problem } from '../../../problem.ts'
import type { Change } from '../../target.ts'
import type { CkanApi } from '../api.ts'
import { countRows, lookAt, sameInfo, sameShape, type There, type Wanted, wantedOf } from './table.ts'
import { shown } from './values.ts'

export interface TablePlan {
  readonly changes: readonly Change[]
  readonly problems: readonly Problem[]
}

/** Asked where the marker is not that of the table: then rows may differ, and which ones is found when they are sent. */
export async function planTable(api: CkanApi, resourceId: string, table: OfferTable): Promise<TablePlan> {
  const look = await lookAt(api, resourceId)
  if (look.kind === 'refused') return { changes: [], problems: [look.refusal.problem] }
  const after = `${table.count}`
  if (look.kind === 'absent') return { changes: [{ what: 'datastore.rows', after }], problems: [] }
  const wanted = wantedOf(table)
  const counted = await countRows(api, resourceId)
  if (counted.refusal !== undefined) return { changes: [], problems: [counted.refusal.problem] }
  return {
    changes: [
      ...columnChanges(wanted, look.columns),
      { what: 'datastore.rows', before: `${counted.total}`, after },
    ],
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
