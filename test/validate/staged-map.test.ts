/** GeoJSON is read back too: it must have every record, at its place. */
import { expect, test } from 'vitest'
import { writeCsv } from '../../pipeline/export/csv.ts'
import { writeGeoJson } from '../../pipeline/export/geojson.ts'
import { writeJson } from '../../pipeline/export/json.ts'
import { checkStaged } from '../../pipeline/validate/staged.ts'
import { placed, textOf } from '../export/fixture.ts'

const { slug, columns, records } = placed
const batches = async function* () {
  yield records
}
const place = { latitude: columns.length - 2, longitude: columns.length - 1 }
const csv = await textOf({ path: '', chunks: writeCsv(columns, batches()) })
const json = await textOf({ path: '', chunks: writeJson(columns, batches()) })
const text = await textOf({ path: '', chunks: writeGeoJson(placed, place, batches()) })

const reasons = (changed: string): readonly string[] =>
  checkStaged(
    {
      slug,
      columns,
      recordCount: records.length,
      csv: { file: 'x.csv', text: csv },
      json: { file: 'x.json', text: json },
      geojson: { file: 'x.geojson', text: changed, latitude: 'latitude', longitude: 'longitude' },
    },
    () => [],
    {},
  ).map(({ message }) => message.en)

test('as it was written, it passes', () => expect(reasons(text)).toEqual([]))

test.each([
  ['not JSON', text.slice(0, -5)],
  ['no FeatureCollection', text.replace('FeatureCollection', 'Feature')],
  ['3 features, not 4', text.split('\n').toSpliced(1, 1).join('\n')],
  ['feature 1: geometry', text.replace('[139.31,35.403]', '[35.403,139.31]')],
  ['feature 1: geometry', text.replace('{"type":"Point","coordinates":[139.31,35.403]}', 'null')],
  [
    'feature 3: geometry',
    text.replace('"geometry":null', '"geometry":{"type":"Point","coordinates":[139.3,35]}'),
  ],
  ['feature 2: properties', text.replace('"01","title"', '"1","title"')],
])('%s', (reason, changed) => {
  expect(changed).not.toBe(text)
  expect(reasons(changed)).toEqual([expect.stringContaining(reason)])
})
