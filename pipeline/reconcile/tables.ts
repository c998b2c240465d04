/** The fact rows of a source, found by entity, key and parent. */
import { own } from '../lib/own.ts'
import type { FactRow } from './facts.ts'

export interface Tables {
  of(entity: string): readonly FactRow[]
  get(entity: string, key: string): FactRow | undefined
  parent(row: FactRow, entity: string): FactRow | undefined
  /** rows of an entity that stand under a row */
  under(row: FactRow, entity: string): readonly FactRow[]
  /** rows that have a kind (baseline, target, result), under a row */
  observationsOf(row: FactRow): readonly FactRow[]
  /** rows directly under this one that have observations */
  childrenWithObservations(row: FactRow): readonly FactRow[]
  add(row: FactRow): void
  entities(): readonly string[]
  /** replaces all rows of an entity */
  replace(entity: string, rows: readonly FactRow[]): void
}

export function createTables(rows: readonly FactRow[]): Tables {
  const byEntity = new Map<string, FactRow[]>()
  const byKey = new Map<string, FactRow>()
  const children = new Map<string, FactRow[]>()
  const add = (row: FactRow): void => {
    const list = byEntity.get(row.entity)
    if (list) list.push(row)
    else byEntity.set(row.entity, [row])
    byKey.set(`${row.entity}|${row.key}`, row)
    for (const [entity, key] of Object.entries(row.parents)) {
      const id = `${entity}|${key}|${row.entity}`
      const known = children.get(id)
      if (known) known.push(row)
      else children.set(id, [row])
    }
  }
  for (const row of rows) add(row)
  const remove = (entity: string): void => {
    for (const row of byEntity.get(entity) ?? []) {
      byKey.delete(`${entity}|${row.key}`)
      for (const [above, key] of Object.entries(row.parents)) children.delete(`${above}|${key}|${entity}`)
    }
    byEntity.set(entity, [])
  }
  const under = (row: FactRow, entity: string): readonly FactRow[] =>
    children.get(`${row.entity}|${row.key}|${entity}`) ?? []
  const observationsOf = (row: FactRow): readonly FactRow[] =>
    [...byEntity.keys()].flatMap((entity) =>
      under(row, entity).filter((child) => child.facts.kind !== undefined),
    )
  return {
    of: (entity) => byEntity.get(entity) ?? [],
    get: (entity, key) => byKey.get(`${entity}|${key}`),
    parent(row, entity) {
      const key = own(row.parents, entity)
      return key === undefined ? undefined : byKey.get(`${entity}|${key}`)
    },
    under,
    observationsOf,
    childrenWithObservations: (row) =>
      [...byEntity.keys()].flatMap((entity) =>
        under(row, entity).filter(
          (child) => child.facts.kind === undefined && observationsOf(child).length > 0,
        ),
      ),
    add,
    entities: () => [...byEntity.keys()],
    replace(entity, list) {
      remove(entity)
      for (const row of list) add(row)
    },
  }
}
