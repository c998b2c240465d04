/** GeoJSON as RFC 7946 has it: what stands where, and which columns are the place. */
import { describe, expect, test } from 'vitest'
import { batchesOf } from '../../pipeline/export/batches.ts'
import { coordinatesOf, isPlace } from '../../pipeline/export/coordinates.ts'
import { writeGeoJson } from '../../pipeline/export/geojson.ts'
import type { Column, Dataset } from '../../pipeline/lib/model.ts'
import { placed, textOf } from './fixture.ts'

async function mapOf(dataset: Dataset) {
  const place = coordinatesOf(dataset)
  if (place === undefined) throw new Error('no coordinates')
  const text = await textOf({ path: '', chunks: writeGeoJson(dataset, place, batchesOf(dataset.records)) })
  return { text, json: JSON.parse(text) }
}

describe('a collection', () => {
  test('has a feature for each record: longitude first, the record as its properties, its id', async () => {
    const { json, text } = await mapOf(placed)
    expect(Object.keys(json)).toEqual(['type', 'features'])
    expect(json.type).toBe('FeatureCollection')
    expect(json.features).toHaveLength(placed.records.length)
    const [first, second, third, fourth] = json.features
    expect(Object.keys(first)).toEqual(['type', 'id', 'geometry', 'properties'])
    expect(first.type).toBe('Feature')
    expect(first.geometry).toEqual({ type: 'Point', coordinates: [139.31, 35.403] })
    expect(first.properties).toEqual(placed.records[0])
    expect(Object.keys(first.properties)).toEqual(placed.columns.map(({ key }) => key))
    // not rounded: as it was published
    expect(second.geometry.coordinates).toEqual([123, 24.0000001])
    expect(text).toContain('[123,24.0000001]')
    // half a place is none; the record stays (3.2)
    expect(third.geometry).toBeNull()
    expect(fourth.geometry).toBeNull()
    expect(fourth.properties.latitude).toBe(43)
    // as the last part of the IRI in JSON-LD
    expect(json.features.map(({ id }: { id: string }) => id)).toEqual(['1-1-1', '01', 'a%3Ab%2Fc', '%2E%2E'])
    expect(text.trimEnd().split('\n')).toHaveLength(placed.records.length + 2)
  })

  test('of records that nothing identifies has no ids', async () => {
    const { json } = await mapOf({ ...placed, primaryKey: [] })
    expect('id' in json.features[0]).toBe(false)
  })

  test('of no records is one all the same', async () => {
    expect((await mapOf({ ...placed, records: [] })).json).toEqual({
      type: 'FeatureCollection',
      features: [],
    })
  })
})

test.each<[unknown, unknown, boolean]>([
  [35, 139, true],
  [-90, 180, true],
  [90.1, 139, false],
  [35, -180.5, false],
  [null, 139, false],
  [35, null, false],
  ['35', 139, false],
  [-60123.4, -30456.7, false],
])('%j, %j is a place: %j', (latitude, longitude, is) => {
  const json = (value: unknown) => (typeof value === 'number' || typeof value === 'string' ? value : null)
  expect(isPlace(json(latitude), json(longitude))).toBe(is)
})

describe('which columns are the place', () => {
  const [base] = placed.columns
  const column = (key: string, header: string, more: Partial<Column> = {}): Column => {
    if (base === undefined) throw new Error('no column')
    return { ...base, key, header, type: 'number', term: `hiraku:${key}`, ...more }
  }
  test.each<[string, readonly Column[], readonly [number, number] | undefined]>([
    ['none', [column('a', 'A')], undefined],
    ['one of two', [column('a', '緯度')], undefined],
    ['by header', [column('b', '経度'), column('a', '緯度')], [1, 0]],
    ['texts are none', [column('a', '緯度', { type: 'string' }), column('b', '経度')], undefined],
    [
      'by kind',
      [column('a', '北緯', { kind: 'latitude' }), column('b', '東経', { kind: 'longitude' })],
      [0, 1],
    ],
    [
      'by term',
      [column('a', 'y', { term: 'schema:latitude' }), column('b', 'x', { term: 'schema:longitude' })],
      [0, 1],
    ],
    [
      'the record’s own before that of its address',
      [
        column('addressLatitude', '所在地_緯度', { kind: 'latitude' }),
        column('addressLongitude', '所在地_経度', { kind: 'longitude' }),
        column('latitude', '緯度', { kind: 'latitude' }),
        column('longitude', '経度', { kind: 'longitude' }),
      ],
      [2, 3],
    ],
  ])('%s', (_, columns, wanted) => {
    const found = coordinatesOf({ columns })
    expect(found === undefined ? undefined : [found.latitude, found.longitude]).toEqual(wanted)
  })
})
