/**
 * A column whose header no dictionary knows is called by its place (`column3`): in another file it may stand elsewhere, so
 * that for a comparison its header is its name.
 */
import type { Json } from '../../lib/model.ts'
import type { TableState } from './side.ts'

export function byHeaders(state: TableState): TableState {
  const { columns, records, primaryKey, likelyKey, held } = state
  const names = namesOf(columns)
  if (names.size === 0) return state
  const nameOf = (key: string): string => names.get(key) ?? key
  const keyOf = (name: string): string => [...names].find(([, one]) => one === name)?.[0] ?? name
  return {
    ...state,
    columns: columns.map((column) => ({ ...column, key: nameOf(column.key) })),
    primaryKey: primaryKey.map(nameOf),
    ...(likelyKey === undefined ? {} : { likelyKey: likelyKey.map(nameOf) }),
    ...(held === undefined ? {} : { held: { ...held, names: (keys) => held.names(keys.map(keyOf)) } }),
    async *records() {
      for await (const record of records()) {
        const named: Record<string, Json> = {}
        for (const [key, value] of Object.entries(record)) named[nameOf(key)] = value
        yield named
      }
    },
  }
}

/** Of headers that stand twice only the first is a name. */
function namesOf(columns: TableState['columns']): ReadonlyMap<string, string> {
  const taken = new Set(columns.map(({ key }) => key))
  const names = new Map<string, string>()
  for (const { key, header } of columns) {
    if (!/^column\d+$/.test(key) || header === '' || taken.has(header)) continue
    taken.add(header)
    names.set(key, header)
  }
  return names
}
