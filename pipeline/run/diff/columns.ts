/** What is other about the columns of a table. */
import type { ColumnChange } from '../../report/diff/model.ts'
import type { TableColumn, TableState } from './side.ts'

type Columns = Pick<TableState, 'columns' | 'primaryKey' | 'written'>

/**
 * Those that went, in their order; then those of the new side, in its order; the key at last. Of two files these are
 * the columns that stand in them, not those that their sheet has.
 */
export function columnChanges(before: Columns, after: Columns): readonly ColumnChange[] {
  const [were, are] = [before.written, after.written]
  const changes =
    were === undefined || are === undefined
      ? changesOf(before.columns, after.columns)
      : once(changesOf(standing(were, are), standing(are, were)))
  return [...changes, ...keyChange(before, after)]
}

/** Without fields that the other file lacks, where their column is there all the same: it gives another field too. */
function standing(own: readonly TableColumn[], other: readonly TableColumn[]): readonly TableColumn[] {
  const there = new Set(other.map(({ key }) => key))
  const places = new Set(own.flatMap(({ key, place }) => (there.has(key) ? [place] : [])))
  return own.filter(({ key, place }) => there.has(key) || !places.has(place))
}

/** A column that gives several fields is told once. */
function once(changes: readonly ColumnChange[]): readonly ColumnChange[] {
  const told = new Set<string>()
  return changes.filter(({ kind, header, before, after }) => {
    const what = kind === 'added' || kind === 'removed' ? [] : [before, after]
    const line = JSON.stringify([kind, header, ...what])
    const isNew = !told.has(line)
    told.add(line)
    return isNew
  })
}

function changesOf(before: readonly TableColumn[], after: readonly TableColumn[]): readonly ColumnChange[] {
  const former = new Map(before.map((column) => [column.key, column]))
  const now = new Map(after.map((column) => [column.key, column]))
  const removed = before
    .filter(({ key }) => !now.has(key))
    .map((column): ColumnChange => ({ kind: 'removed', ...named(column), before: column.type }))
  const stay = before.filter(({ key }) => now.has(key)).map(({ key }) => key)
  const order = after.filter(({ key }) => former.has(key)).map(({ key }) => key)
  const still = longestInOrder(order.map((key) => stay.indexOf(key))).map((at) => stay[at])
  const others = after.flatMap((column): readonly ColumnChange[] => {
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
        before: String(was.place ?? before.indexOf(was) + 1),
        after: String(column.place ?? after.indexOf(column) + 1),
      })
    return changes
  })
  return [...removed, ...others]
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
