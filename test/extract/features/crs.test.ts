import { describe, expect, test } from 'vitest'
import { type Crs, crsOfName, crsOfWkt } from '../../../pipeline/extract/features/crs.ts'
import { placingOf } from '../../../pipeline/extract/features/place.ts'
import { LIMITS, startReading } from '../../../pipeline/extract/spreadsheet/reading.ts'
import { PRJ } from '../../helpers/formats.ts'

async function degrees(crs: Crs, x: number, y: number) {
  const reading = startReading(undefined, LIMITS)
  const placing = await placingOf(crs, reading)
  return {
    told: [...reading.problems, ...(reading.fault ? [reading.fault] : [])],
    at: placing?.degrees(x, y),
  }
}

describe('plane coordinates become degrees', () => {
  // x -5000, y -35000 by gdaltransform (PROJ 9.1.1) to EPSG:6668, traditional order of axes
  test.each([
    [2443, 129.446680984736, 32.6843621751929],
    [2451, 139.778092274656, 35.684515652843],
    [6669, 129.446680984736, 32.6843621751929],
    [6677, 139.778092274656, 35.684515652843],
    [6687, 153.950186297529, 25.684034305679],
    [30169, 139.774850666463, 35.6877209622935],
    [3100, 136.466394033233, -0.315658508380014],
    [6691, 136.466394033233, -0.315658508380014],
    [32654, 136.466394033233, -0.315658508369637],
    [3095, 136.463470857949, -0.309517978649992],
    [3857, -0.0449157642059761, -0.314408771500998],
  ])('EPSG:%i', async (code, longitude, latitude) => {
    const { at } = await degrees(crsOfName(`urn:ogc:def:crs:EPSG::${code}`), -5000, -35000)
    expect(Number(at?.[0])).toBeCloseTo(longitude, 6)
    expect(Number(at?.[1])).toBeCloseTo(latitude, 6)
    expect(at?.join()).toMatch(/^-?\d+\.\d{1,7},-?\d+\.\d{1,7}$/)
  })

  test('the old datum is converted, and told with what it is worth', async () => {
    const { at, told } = await degrees(crsOfName('EPSG:4301'), 139.75, 35.65)
    expect(Number(at?.[0])).toBeCloseTo(139.746768735475, 6)
    expect(Number(at?.[1])).toBeCloseTo(35.6532419310723, 6)
    expect(told.map(({ code, severity }) => [code, severity])).toEqual([['extract/crs-old-datum', 'warning']])
    expect(told[0]?.message.ja).toContain('10メートル')
  })
})

describe('names', () => {
  test.each([
    ['urn:ogc:def:crs:OGC:1.3:CRS84', 'degrees'],
    ['EPSG:6668', 'degrees'],
    ['urn:ogc:def:crs:EPSG:9.9:6677', 'plane'],
    ['EPSG:2461', 'plane'],
    ['EPSG:2462', 'unknown'],
    ['EPSG:27700', 'unknown'],
    ['http://example.com/4326x', 'unknown'],
    ['', 'unknown'],
  ])('%s: %s', (name, kind) => {
    expect(crsOfName(name).kind).toBe(kind)
  })
  test('all nineteen plane rectangular systems are there', () => {
    for (const first of [2443, 6669, 30161])
      for (let i = 0; i < 19; i += 1)
        expect(crsOfName(`EPSG:${first + i}`).name).toMatch(new RegExp(`第${i + 1}系$`))
  })
})

const OGC =
  'PROJCS["JGD2011 / Japan Plane Rectangular CS IX",GEOGCS["JGD2011",DATUM["Japanese_Geodetic_Datum_2011",SPHEROID["GRS 1980",6378137,298.257222101]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",36],PARAMETER["central_meridian",139.833333333333],PARAMETER["scale_factor",0.9999],PARAMETER["false_easting",0],PARAMETER["false_northing",0],UNIT["metre",1],AXIS["X",NORTH],AUTHORITY["EPSG","6677"]]'

describe('the text of a .prj', () => {
  test.each([
    ['ESRI', PRJ.zone9],
    ['OGC', OGC],
    ['OGC with height', `COMPD_CS["x",${OGC},VERT_CS["h"]]`],
  ])('%s: zone 9', async (_, wkt) => {
    const crs = crsOfWkt(wkt)
    const { at } = await degrees(crs ?? { kind: 'unknown', name: '' }, -5000, -35000)
    expect(at).toEqual(['139.7780923', '35.6845157'])
  })
  test.each<readonly [string, string, Crs['kind'] | undefined]>([
    ['degrees', PRJ.jgd2011, 'degrees'],
    ['the old datum', PRJ.tokyo, 'degrees'],
    ['a datum of another name', PRJ.unknown, 'unknown'],
    ['another meridian', PRJ.jgd2011.replace('"Greenwich",0.0', '"Paris",2.337'), 'unknown'],
    ['grads', PRJ.jgd2011.replace('0.0174532925199433', '0.015707963267949'), 'unknown'],
    ['another projection', PRJ.zone9.replace('Transverse_Mercator', 'Lambert_Conformal_Conic'), 'unknown'],
    ['no meridian', PRJ.zone9.replace('"Central_Meridian"', '"x"'), 'unknown'],
    ['feet', PRJ.zone9.replace('UNIT["Meter",1.0]', 'UNIT["Foot",0.3048]'), 'plane'],
    ['nothing', '', undefined],
    ['text', 'JGD2011', undefined],
    ['nested without end', 'A['.repeat(9000), undefined],
  ])('%s', (_, wkt, kind) => {
    expect(crsOfWkt(wkt)?.kind).toBe(kind)
  })
  test('what is unknown is refused by its name', async () => {
    const { at, told } = await degrees(crsOfWkt(PRJ.unknown) ?? { kind: 'unknown', name: '' }, 1, 1)
    expect(at).toBeUndefined()
    expect(told.map(({ code, actual }) => [code, actual])).toEqual([['extract/crs-unknown', 'Local']])
  })
})
