import { expect, test } from 'vitest'
import type { FactRow } from '../../pipeline/reconcile/facts.ts'
import { createTables } from '../../pipeline/reconcile/tables.ts'

const row = (entity: string, key: string, parents: Record<string, string> = {}): FactRow => {
  return { entity, key, parents, ordinal: 1, line: 1, cells: {}, facts: {} }
}

test('rows that were replaced are gone, by key and under the row above; other rows stay', () => {
  const policy = row('policy', '1')
  const measure = row('measure', '1-1', { policy: '1' })
  const tables = createTables([
    policy,
    measure,
    row('total', '1-A', { policy: '1' }),
    row('total', '1-B', { policy: '1' }),
  ])
  const now = row('total', '1-A', { policy: '1' })
  tables.replace('total', [now])
  expect(tables.of('total')).toEqual([now])
  expect(tables.get('total', '1-A')).toBe(now)
  expect(tables.get('total', '1-B')).toBeUndefined()
  expect(tables.under(policy, 'total')).toEqual([now])
  expect(tables.under(policy, 'measure')).toEqual([measure])
})
