/** What is other about the columns of a table. */
import type { ColumnChange } from '../../report/diff/model.ts'
import type { TableColumn, TableState } from './side.ts'

type Columns = Pick<TableState, 'columns' | 'primaryKey'>

/** Those that went, in their order; then those of the new side, in its order; the key at last. */
export function columnChanges(before: Columns, after: Columns): readonly ColumnChange[] {
  const former = new Map(before.columns.map((column) => [column.key, column]))
  const now = new Map(after.columns.map((column) => [column.key, column]))
  const removed = before.columns
    .filter(({ key }) => !now.has(key))
    .map((column): ColumnChange => ({ kind: 'removed', ...named(column), before: column.type }))
  const stay = before.columns.filter(({ key }) => now.has(key)).map(({ key }) => key)
  const order = after.columns.filter(({ key }) => former.has(key)).map(({ key }) => key)
  const still = longestInOrder(order.map((key) => stay.indexOf(key))).map((at) => stay[at])
  const others = after.columns.flatMap((column): readonly ColumnChange[] => {
    const was = former.get(column.key)
    const name = named(column)
    if (was === undefined) return [{ kind: 'added', ...name, after: column.type }]
    const changes: ColumnChange[] = []
    if (was.header !== column.header)
      changes.push({ kind: 'renamed', ...name, before: was.header, after: column.header })
    // of a file without a schema the types are not known
    if (was.type !== column.type && was.type !== '' && column.type !== '')
      changes.push({ kind: 'retyped', ...name, before: was.type, after: column.type })
    if (!still.includes(column.key))
      changes.push({
        kind: 'moved',
        ...name,
        before: String(before.columns.indexOf(was) + 1),
        after: String(after.columns.indexOf(column) + 1),
      })
    return changes
  })
  return [...removed, ...others, ...keyChange(before, after)]
}

function named({ key, header }: TableColumn): Pick<ColumnChange, 'field' | 'header'> {
  return { field: key, header }
}

function keyChange(before: Columns, after: Columns): readonly ColumnChange[] {
  const [was, is] = [before, after].map(({ columns, primaryKey }) =>
    primaryKey.map((key) => columns.find((one) => one.key === key)?.header ?? key).join(', '),
  )
  if (before.primaryKey.join('\n') === after.primaryKey.join('\n')) return []
  if (before.primaryKey.length === 0 || after.primaryKey.length === 0) return []
  return [
    {
      kind: 'keyed',
      field: after.primaryKey.join(','),
      header: is ?? '',
      ...(was === undefined ? {} : { before: was }),
      ...(is === undefined ? {} : { after: is }),
    },
  ]
}

/** The longest run of rising numbers that can be had by leaving some out: the columns that did not move. */
function longestInOrder(places: readonly number[]): readonly number[] {
  const best: (readonly number[])[] = []
  for (const [at, place] of places.entries()) {
    let longest: readonly number[] = []
    for (let i = 0; i < at; i += 1) {
      const one = best[i] ?? []
      if ((places[i] ?? 0) < place && one.length > longest.length) longest = one
    }
    best.push([...longest, place])
  }
  return best.reduce((most, one) => (one.length > most.length ? one : most), [])
}
