import { expect, test } from 'vitest'
import type { ValueContext } from '../../pipeline/lib/field.ts'
import type { Scalar } from '../../pipeline/lib/model.ts'
import { settlePair } from '../../pipeline/reconcile/coordinates.ts'

function settle(lat: Scalar, lon: Scalar, context: ValueContext = {}) {
  const said: string[] = []
  const pair = settlePair(lat, lon, context, (verdict, code) => said.push(`${verdict} ${code}`))
  return [...pair, said.join(', ')]
}

test.each([
  [35.4, 139.3, 35.4, 139.3, ''],
  ['35.40', '139.30', '35.40', '139.30', ''],
  [null, null, null, null, ''],
  [35.4, null, 35.4, null, ''],
  [139.3, 35.4, 35.4, 139.3, 'mended reconcile/coordinates-swapped'],
  ['139.30', '35.40', '35.40', '139.30', 'mended reconcile/coordinates-swapped'],
  // which of the two is wrong, nobody can tell
  [139.3, 139.3, null, null, 'fault reconcile/coordinates-contradict'],
  [35.4, 35.4, null, null, 'fault reconcile/coordinates-contradict'],
  [139.3, null, null, null, 'fault reconcile/coordinates-contradict'],
])('%s, %s', (lat, lon, ...settled) => expect(settle(lat, lon)).toEqual(settled))

test('a swapped pair that lies elsewhere is put right and told', () => {
  expect(settle(135.5, 34.7, { box: [139.2, 35.3, 139.4, 35.5] })).toEqual([
    34.7,
    135.5,
    'mended reconcile/coordinates-swapped, doubt reconcile/outside-area',
  ])
})
