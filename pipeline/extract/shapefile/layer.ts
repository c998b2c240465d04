/** One layer: the parts of a Shapefile that have the same name → a worksheet. */
import type { Worksheet } from '../../lib/grid.ts'
import { crsOfWkt } from '../features/crs.ts'
import { givenDegrees, isInJapan, type Placing, placingOf } from '../features/place.ts'
import { createFeatureTable } from '../features/table.ts'
import { fail, type Reading, tell } from '../spreadsheet/reading.ts'
import { holdUnread } from '../whole.ts'
import { type Dbf, openDbf } from './dbf.ts'
import { encodingOfDbf } from './encoding.ts'
import { addShape } from './shape.ts'
import { openShp, type Shape } from './shp.ts'

export interface LayerParts {
  readonly shp: Uint8Array | undefined
  readonly dbf: Uint8Array | undefined
  readonly prj: Uint8Array | undefined
  readonly cpg: Uint8Array | undefined
}

export async function readLayer(
  name: string,
  { shp, dbf, prj, cpg }: LayerParts,
  reading: Reading,
): Promise<Worksheet | undefined> {
  const where = { worksheet: name }
  const attributes = dbf === undefined ? undefined : openDbf(dbf, encodingOfDbf(dbf, cpg))
  const opened = shp === undefined ? undefined : openShp(shp)
  const damaged = (part: string): undefined => {
    fail(reading, 'extract/spreadsheet-damaged', where, { actual: `${name}${part}` })
    return undefined
  }
  if (dbf !== undefined && attributes === undefined) return damaged('.dbf')
  if (shp !== undefined && opened === undefined) return damaged('.shp')
  const placing = opened === undefined ? undefined : await placingFor(name, prj, opened.shapes(), reading)
  if (reading.fault !== undefined) return undefined
  const worksheet = fillLayer(name, attributes, opened, placing, reading)
  tellMissing(name, attributes, opened !== undefined, reading)
  return worksheet === undefined ? undefined : holdUnread(worksheet, reading)
}

function tellMissing(name: string, dbf: Dbf | undefined, hasShapes: boolean, reading: Reading): void {
  const facts = (actual: string, doneJa: string, doneEn: string) => ({
    worksheet: name,
    actual,
    doneJa,
    doneEn,
  })
  const where = { worksheet: name }
  if (dbf === undefined)
    tell(
      reading,
      'extract/shapefile-parts',
      where,
      facts('.dbf', '名称などの属性はなく、位置だけを読みました。', 'Only places were read, no attributes.'),
    )
  else if (!hasShapes)
    tell(
      reading,
      'extract/shapefile-parts',
      where,
      facts('.shp', '位置はなく、属性だけを読みました。', 'Only attributes were read, no places.'),
    )
  if (dbf?.fields.some(({ type }) => type === 'M') === true)
    tell(
      reading,
      'extract/shapefile-parts',
      where,
      facts('.dbt', 'メモの欄は読みませんでした。', 'Memo fields were not read.'),
    )
}

/** Without a .prj nothing is guessed but where every value can only be degrees in Japan. */
async function placingFor(
  name: string,
  prj: Uint8Array | undefined,
  shapes: Iterable<Shape>,
  reading: Reading,
): Promise<Placing | undefined> {
  if (prj !== undefined) {
    const wkt = new TextDecoder().decode(prj.subarray(0, 20_000))
    return placingOf(crsOfWkt(wkt) ?? { kind: 'unknown', name: '.prj' }, reading, name)
  }
  let outside: string | undefined
  let count = 0
  for (const { xy } of shapes)
    for (let i = 0; i + 1 < xy.length; i += 2) {
      count += 1
      if (!isInJapan(xy[i] ?? 0, xy[i + 1] ?? 0)) outside ??= `${shortly(xy[i])}, ${shortly(xy[i + 1])}`
    }
  if (count === 0) return givenDegrees()
  if (outside === undefined) tell(reading, 'extract/crs-assumed', { worksheet: name })
  else fail(reading, 'extract/crs-missing', { worksheet: name }, { actual: outside })
  return givenDegrees()
}

function shortly(value = Number.NaN): string {
  return String(Number(value.toPrecision(10)))
}

function fillLayer(
  name: string,
  dbf: Dbf | undefined,
  shp: ReturnType<typeof openShp>,
  placing: Placing | undefined,
  reading: Reading,
): Worksheet | undefined {
  const shapes = shp?.shapes()
  const table = createFeatureTable(name, reading)
  const nths = dbf === undefined ? [] : nthsOf(dbf)
  let deleted = 0
  let firstDeleted = 0
  let count = 0
  for (; reading.fault === undefined; count += 1) {
    const shape = shapes?.next().value
    if (shapes === undefined ? count >= (dbf?.count ?? 0) : shape === undefined) break
    if (dbf !== undefined && count >= dbf.count) continue
    if (dbf?.isDeleted(count) === true) {
      if (deleted === 0) firstDeleted = count + 1
      deleted += 1
      continue
    }
    table.next()
    for (const [i, field] of (dbf?.fields ?? []).entries()) {
      if (field.type === 'M') continue
      const { text, facts } = dbf?.cell(count, field) ?? { text: '', facts: undefined }
      table.property(field.name, text, facts, nths[i])
    }
    if (shape !== undefined && placing !== undefined) addShape(table, shape, placing, reading)
  }
  const where = { worksheet: name }
  if (shp?.isBroken() === true) fail(reading, 'extract/spreadsheet-damaged', where, { actual: `${name}.shp` })
  if (dbf !== undefined && count !== dbf.count)
    fail(reading, 'extract/shapefile-counts', where, { worksheet: name, actual: count, expected: dbf.count })
  if (deleted > 0)
    tell(reading, 'extract/deleted-records', where, { worksheet: name, count: deleted, row: firstDeleted })
  if (reading.fault !== undefined) return undefined
  const cut = cutHeadings(dbf)
  return cut.size === 0 ? table.finish() : { ...table.finish(), cutHeadings: cut }
}

/** Fields come first, in their order. */
function cutHeadings(dbf: Dbf | undefined): ReadonlySet<number> {
  const fields = dbf?.fields.filter(({ type }) => type !== 'M') ?? []
  return new Set(fields.flatMap(({ isCut }, i) => (isCut ? [i + 1] : [])))
}

/** Names have ten bytes, so that several may be the same. */
function nthsOf({ fields }: Dbf): readonly number[] {
  const seen = new Map<string, number>()
  return fields.map(({ name }) => {
    const nth = (seen.get(name) ?? 0) + 1
    seen.set(name, nth)
    return nth
  })
}
