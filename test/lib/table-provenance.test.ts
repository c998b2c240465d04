import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Provenance } from '../../pipeline/lib/model.ts'
import { recordOfRow, tablePlaceOf } from '../../pipeline/lib/table-provenance.ts'

const provenance: Provenance = {
  fields: {},
  records: {},
  tables: [
    {
      worksheet: '4月',
      runs: [
        [0, 5, 2],
        [2, 10, 3],
      ],
      columns: { name: ['A'], point: ['B', 'C'] },
    },
    { worksheet: '5月', runs: [[5, 2, 1]], columns: { name: ['D'] } },
  ],
}

test.each([
  [0, 'name', '4月', 5, ['A']],
  [1, 'point', '4月', 6, ['B', 'C']],
  [2, 'name', '4月', 10, ['A']],
  [4, 'none', '4月', 12, []],
  [5, 'name', '5月', 2, ['D']],
] as const)('record %i, %s', (record, field, worksheet, row, columns) => {
  expect(tablePlaceOf(provenance, record, field)).toEqual({ worksheet, row, columns })
  expect(recordOfRow(provenance, worksheet, row)).toBe(record)
})

test('what comes from no table, and rows that give no record', () => {
  expect(tablePlaceOf(provenance, 6, 'name')).toBeUndefined()
  expect(tablePlaceOf({ fields: {}, records: {} }, 0, 'name')).toBeUndefined()
  expect(recordOfRow(provenance, '4月', 7)).toBeUndefined()
  expect(recordOfRow(provenance, null, 5)).toBeUndefined()
  expect(tablePlaceOf(provenance, 0, 'constructor')?.columns).toEqual([])
})

test('rows and records lead to each other, however many runs there are', () => {
  const gaps = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 4 })), {
    maxLength: 20,
  })
  fc.assert(
    fc.property(gaps, (list) => {
      const runs: [number, number, number][] = []
      let [record, row] = [0, 1]
      for (const [gap, many] of list) {
        row += gap + 1
        runs.push([record, row, many])
        record += many
        row += many
      }
      const one: Provenance = {
        fields: {},
        records: {},
        tables: [{ worksheet: null, runs, columns: {} }],
      }
      for (let i = 0; i < record; i += 1) {
        const place = tablePlaceOf(one, i, 'x')
        expect(place && recordOfRow(one, null, place.row)).toBe(i)
      }
      expect(tablePlaceOf(one, record, 'x')).toBeUndefined()
    }),
  )
})
