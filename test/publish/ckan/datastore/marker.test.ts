import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { tableMarker } from '../../../../pipeline/publish/ckan/datastore/marker.ts'
import { column, tableOf } from './table.ts'

test('the marker is another one for other records, columns, descriptions and keys', () => {
  const sha256 = () => {
    const hash = createHash('sha256')
    return { update: (data: string | Uint8Array) => void hash.update(data), hex: () => hash.digest('hex') }
  }
  const table = tableOf([column('a'), column('b')], ['a'], [])
  const markers = [
    table,
    { ...table, sha256: 'b'.repeat(64) },
    { ...table, primaryKey: ['b'] },
    { ...table, columns: [column('a'), column('b', 'integer')] },
    { ...table, columns: [column('a'), { ...column('b'), description: { ja: '別', en: '' } }] },
  ].map((one) => tableMarker(one, sha256))
  expect(new Set(markers).size).toBe(5)
  expect(tableMarker({ ...table }, sha256)).toBe(markers[0])
})
